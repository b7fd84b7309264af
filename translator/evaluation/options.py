"""What the measuring commands share: options, and the way they start."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from translator.errors import TranslatorError, UsageError

GlossaryFiles = Annotated[list[Path] | None, typer.Option("--glossary", help="A glossary file over the shipped ones.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]
Every = Annotated[int, typer.Option(min=1, help="Take every n-th line.")]
Target = Annotated[str, typer.Option("--to", help="Target language: en or ja.")]


def start(app: typer.Typer) -> None:
    """Run a command; errors end it with a message: code 2 for wrong usage, else 1."""
    try:
        app()
    except TranslatorError as error:
        typer.echo(f"translator: {error}", err=True)
        raise SystemExit(2 if isinstance(error, UsageError) else 1) from None
    except KeyboardInterrupt:
        typer.echo("translator: stopped.", err=True)
        raise SystemExit(1) from None


def tell(message: str) -> None:
    """A line of progress on standard error."""
    typer.echo(message, err=True)
