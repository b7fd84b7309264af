"""The score tables of the model card, from runs of ``translator evaluate --json``, so that no figure is typed by hand.

python -m translator.evaluation.card RUN.json…
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from translator.errors import InputError
from translator.evaluation.options import start

app = typer.Typer(add_completion=False)

_ROWS = {
    "chrF": "chrF",
    "BLEU": "BLEU",
    "term_accuracy_proper": "terms right, %",
    "name_survival_proper": "names right, %",
    "value_accuracy": "values right, %",
    "loop_lines": "loops",
    "copied_lines": "copies",
    "empty_lines": "empty",
    "placeholder_leaks": "leaked placeholders",
    "segments_per_second": "segments a second",
}


def tables(runs: Sequence[Mapping[str, Any]]) -> str:
    """Markdown: one column a run and guard setting, then what the figures were made with."""
    columns = [
        (f"{run['direction'].replace('-', '→')}, guard {g}", run[f"guard_{g}"]) for run in runs for g in ("on", "off")
    ]
    head = ["| | " + " | ".join(name for name, _ in columns) + " |", "|---" * (len(columns) + 1) + "|"]
    rows = [
        f"| {title} | " + " | ".join(_cell(figures.get(key)) for _, figures in columns) + " |"
        for key, title in _ROWS.items()
    ]
    notes = [
        f"{run['direction']}: {run['lines']} lines, {run['segments']} segments; engine `{run['engine']}`, "
        f"glossary `{run['glossary']}`; " + "; ".join(f"{name} `{value}`" for name, value in run["signatures"].items())
        for run in runs
    ]
    return "\n".join([*head, *rows, "", *notes])


def _cell(value: object) -> str:
    return "" if value is None else str(value)


@app.command()
def main(files: Annotated[list[Path], typer.Argument(help="What translator evaluate --json printed.")]) -> None:
    """Print the model card's tables."""
    runs = []
    for file in files:
        try:
            runs.append(json.loads(file.read_text(encoding="utf-8")))
        except (OSError, ValueError) as error:
            raise InputError(
                f"is no run ({error}).", where=file, mend="Give translator evaluate --json's output."
            ) from error
    typer.echo(tables(runs))


if __name__ == "__main__":
    start(app)
