"""Where the guard costs most: lines whose chrF it lowers, with the fixed spans that stand in them.

python -m translator.evaluation.losses OUTPUTS.jsonl --to en [--count 20]

OUTPUTS.jsonl is what ``translator evaluate --outputs`` wrote.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from translator.evaluation.corpus import known_language
from translator.evaluation.options import Target, start
from translator.evaluation.records import read_records
from translator.evaluation.scores import sentence_chrf

app = typer.Typer(add_completion=False)


@dataclass(frozen=True, slots=True)
class Loss:
    """A line and the chrF that the guard takes from it (negative: gives)."""

    points: float
    line: Mapping[str, Any]


def losses(lines: Sequence[Mapping[str, Any]], target: str) -> list[Loss]:
    """All lines, the costliest first."""
    found = []
    for line in lines:
        off, on = (sentence_chrf(line[system], line["reference"], target) for system in ("off", "on"))
        found.append(Loss(round(off - on, 1), line))
    return sorted(found, key=lambda loss: -loss.points)


@app.command()
def main(
    outputs: Annotated[Path, typer.Argument(help="What translator evaluate --outputs wrote.")],
    to: Target,
    count: Annotated[int, typer.Option(help="How many lines to show.")] = 20,
) -> None:
    """Print the lines that the guard costs most."""
    found = losses(read_records(outputs), known_language(to))
    gains = sum(loss.points < 0 for loss in found)
    typer.echo(f"{len(found)} lines: chrF rises on {gains}, falls on {sum(loss.points > 0 for loss in found)}.\n")
    for loss in found[:count]:
        typer.echo(f"−{loss.points}\n  source     {loss.line['source']}\n  reference  {loss.line['reference']}")
        typer.echo(f"  guard off  {loss.line['off']}\n  guard on   {loss.line['on']}")
        typer.echo("  spans      " + "; ".join(f"{a} → {b}" for a, b in loss.line["spans"].items()) + "\n")


if __name__ == "__main__":
    start(app)
