"""Results on standard output: a table for people, JSON for programs."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from json import dumps
from typing import Any

from rich.console import Console
from rich.table import Table


def write(data: object) -> None:
    """Print as indented JSON."""
    sys.stdout.write(dumps(data, ensure_ascii=False, indent=1) + "\n")


def summed(title: str, columns: Mapping[str, Mapping[str, Any]], *, json: bool) -> None:
    """Print what a measurement came to."""
    if json:
        write(columns)
    else:
        table(title, columns)


def report(data: Mapping[str, Any]) -> None:
    """Print a run of ``translator evaluate`` as tables."""
    about = {key: value for key, value in data.items() if key not in ("guard_on", "guard_off", "modes")}
    table("Run", {"": about})
    table("Guard", {"on": data["guard_on"], "off": data["guard_off"]})
    if data["modes"]:
        table("Modes, on the lines that have a random term", data["modes"])


def table(title: str, columns: Mapping[str, Mapping[str, Any]]) -> None:
    """Print one row a measure, one column a system; a measure that a system lacks stays blank."""
    grid = Table(title=title, title_justify="left")
    for name in ("", *columns):
        grid.add_column(name, overflow="fold")
    for name in dict.fromkeys(key for column in columns.values() for key in column):
        grid.add_row(name.replace("_", " "), *(_cell(column.get(name)) for column in columns.values()))
    Console().print(grid)


def _cell(value: object) -> str:
    if isinstance(value, Mapping):
        return "\n".join(f"{key}: {item}" for key, item in value.items())
    return "" if value is None else str(value)
