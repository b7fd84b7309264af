"""Options that the measuring commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

GlossaryFiles = Annotated[list[Path] | None, typer.Option("--glossary", help="A glossary file over the shipped ones.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]
Every = Annotated[int, typer.Option(min=1, help="Take every n-th line.")]
Target = Annotated[str, typer.Option("--to", help="Target language: en or ja.")]
