"""Long runs in portions: results line by line in a file of JSON objects, which a stopped run goes on with."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeVar

from translator.errors import InputError, OutputError


class Keyed(Protocol):
    """Something to try, with a name of its own."""

    @property
    def key(self) -> str:
        """The name that its records bear."""
        ...


T = TypeVar("T", bound=Keyed)


def go_on(
    out: Path,
    wanted: Sequence[T],
    tried: Callable[[Sequence[T]], Iterable[Mapping[str, Any]]],
    *,
    size: int,
    minutes: float,
    tell: Callable[[str], None],
) -> None:
    """Try what ``out`` has no record of, ``size`` at a time, and add the records; stop after ``minutes``."""
    done = {record["key"] for record in read_records(out)} if out.exists() else set()
    left = [one for one in wanted if one.key not in done]
    end = time.monotonic() + 60 * minutes
    for part in _portions(left, size):
        if time.monotonic() > end:
            break
        append(out, tried(part))
        done.update(one.key for one in part)
        tell(f"{len(done)} of {len(wanted)}")


def _portions(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    return (items[n : n + size] for n in range(0, len(items), size))


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
