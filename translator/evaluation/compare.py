"""Two or more runs side by side, each difference from the first with its significance.

python -m translator.evaluation.compare FIRST.jsonl OTHER.jsonl… --to en [--guard off] [--json]

The files are what ``translator evaluate --outputs`` wrote for the same lines: with different engines, adapters,
glossaries or versions of the program.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from translator.errors import InputError
from translator.evaluation import scores
from translator.evaluation.corpus import known_language
from translator.evaluation.options import AsJson, Target, start
from translator.evaluation.records import read_records
from translator.evaluation.show import summed

app = typer.Typer(add_completion=False)


class Guard(StrEnum):
    """Which output of a run is compared."""

    ON = "on"
    OFF = "off"


def compare(runs: Mapping[str, Sequence[str]], references: Sequence[str], target: str) -> dict[str, dict[str, Any]]:
    """Scores of each system; of all but the first, also the p-values of its difference from the first."""
    first, *others = runs
    chances = scores.p_values(runs[first], {name: runs[name] for name in others}, references, target) if others else {}
    columns = {}
    for name, outputs in runs.items():
        found = scores.score(outputs, references, target)
        p_values = {f"p_{metric}": p for metric, p in chances.get(name, {}).items()}
        columns[name] = {"lines": len(outputs), "chrF": found.chrf, "BLEU": found.bleu} | p_values
    return columns


@app.command()
def main(
    files: Annotated[
        list[Path], typer.Argument(help="What translator evaluate --outputs wrote; the first is the base.")
    ],
    to: Target,
    guard: Annotated[Guard, typer.Option(help="Compare the drafts with the guard on, or off.")] = Guard.ON,
    json: AsJson = False,
) -> None:
    """Scores of runs side by side, with paired bootstrap significance against the first."""
    target = known_language(to)
    records = {str(file): read_records(file) for file in files}
    base = records[str(files[0])]
    for name, lines in records.items():
        if [(x["source"], x["reference"]) for x in lines] != [(x["source"], x["reference"]) for x in base]:
            raise InputError(
                "is of other lines than the first file.", where=name, mend="Evaluate the same files again."
            )
    runs = {name: [line[str(guard)] for line in lines] for name, lines in records.items()}
    found = compare(runs, [line["reference"] for line in base], target)
    summed(f"Guard {guard}", found, json=json)


if __name__ == "__main__":
    start(app)
