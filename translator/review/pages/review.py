"""Review: the grid, and nothing else."""

from __future__ import annotations

from translator.review.context import Desk
from translator.review.shell import Shell


def build(desk: Desk, shell: Shell) -> None:
    """The page."""
    shell.grid.render()
