"""Results on standard output: a table for people, JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.table import Table


def write(data: object) -> None:
    """Print as indented JSON."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def table(title: str, columns: Mapping[str, Mapping[str, Any]]) -> None:
    """Print one row a measure, one column a system; a measure that a system lacks stays blank."""
    grid = Table("", *columns, title=title, title_justify="left")
    for name in dict.fromkeys(key for column in columns.values() for key in column):
        grid.add_row(name.replace("_", " "), *(str(column.get(name, "")) for column in columns.values()))
    Console().print(grid)
