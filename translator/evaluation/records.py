"""Results line by line: a file of JSON objects that a stopped run goes on with."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from translator.errors import InputError, OutputError


def read_records(path: Path) -> list[dict[str, Any]]:
    """The records of a file; a last line that was cut short is left out. Raises InputError."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
        return [json.loads(line) for line in lines[:-1] if line]
    except (OSError, ValueError) as error:
        raise InputError(f"is no results file ({error}).", where=path, mend="Give the file that run wrote.") from error


def append(path: Path, records: Iterable[Mapping[str, Any]]) -> None:
    """Add records, one JSON object a line, in one write. Raises OutputError."""
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write(dumped(records).decode())
    except OSError as error:
        raise OutputError(f"cannot be written ({error}).", where=path, mend="Give another --out.") from error


def dumped(records: Iterable[Mapping[str, Any]]) -> bytes:
    """Records as JSON lines in UTF-8."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode()
