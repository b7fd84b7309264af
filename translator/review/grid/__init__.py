"""The review grid: one Gradio HTML component whose rows are plain text until they get the focus."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import gradio as gr

from translator.review.context import Desk
from translator.review.grid.actions import functions
from translator.review.i18n import SCRIPT

_PARTS = ("dom", "state", "source", "target", "save", "panel", "preview", "project", "keys", "main")
"""The scripts, in the order in which they build on each other; together they are one function body."""


def script() -> str:
    """The grid's script."""
    folder = files("translator.review.grid").joinpath("js")
    return SCRIPT + "\n".join(folder.joinpath(f"{part}.js").read_text(encoding="utf-8") for part in _PARTS)


def grid(desk: Desk) -> Any:
    """The component, for its page to render.

    Its value is ``{"article": id, "opened": number}``; a new number opens the article again.
    """
    return gr.HTML(
        value={},
        html_template='<div class="grid-root" data-grid></div>',
        js_on_load=script(),
        apply_default_css=False,
        server_functions=functions(desk),
        elem_id="grid",
        render=False,
    )
