"""What a batch run is told to do."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from translator.batch.names import folded
from translator.errors import UsageError

FACTORY = "translator.batch.engines:make"
"""Import path of the function that makes an engine from its name and a number of threads."""

SECONDS, SECONDS_PER_KIBIBYTE = 600.0, 10.0
"""Time that a file has by default: ten minutes, and ten seconds for each KiB."""


@dataclass(frozen=True, slots=True)
class Shard:
    """Part ``index`` (from 1) of ``count``, by a hash of the relative path: equal on every machine."""

    index: int
    count: int

    @classmethod
    def parse(cls, text: str) -> Shard:
        """``"2/4"``: the second of four parts.

        Raises:
            UsageError: not of this form, or no such part.
        """
        found = re.fullmatch(r"([1-9][0-9]{0,6})/([1-9][0-9]{0,6})", text)
        if found is None or int(found[1]) > int(found[2]):
            raise UsageError(f"--shard {text!r} is no part.", mend="Write i/n with i from 1 to n: 2/4.")
        return cls(int(found[1]), int(found[2]))

    def takes(self, path: str) -> bool:
        """Whether a file belongs to this part; names that differ by case alone belong to the same."""
        digest = hashlib.sha256(folded(path).encode("utf-8", "surrogateescape")).digest()
        return int.from_bytes(digest[:8]) % self.count == self.index - 1

    def __str__(self) -> str:
        """``2-of-4``: the name of its manifest."""
        return f"{self.index}-of-{self.count}"


@dataclass(frozen=True, slots=True)
class Settings:
    """A run of the batch command.

    ``source``, ``output``: folders. ``to``: target languages. ``glossary``: files over the shipped ones. ``engine``:
    its name, made by ``factory``. ``workers``: processes; 0 lets the machine decide. ``file_timeout``: seconds that one
    file may take; None goes by its size. ``report``: a .json, .csv or .html file. ``poll``: seconds between two looks
    at a watched folder. ``ray``: address of a Ray cluster whose actors do the work; empty for local processes.
    ``store``: the review desk's store, which gives its decisions and takes the articles; None does without it.
    ``columns``: fields of JSON, JSONL, CSV and TSV files that are translated; such files are skipped without.
    """

    source: Path
    output: Path
    to: tuple[str, ...] = ("en", "ja")
    glossary: tuple[Path, ...] = ()
    engine: str = "embedded"
    clean: bool = True
    workers: int = 0
    shard: Shard | None = None
    file_timeout: float | None = None
    force: bool = False
    dry_run: bool = False
    strict: bool = False
    watch: bool = False
    report: Path | None = None
    poll: float = 2.0
    ray: str = ""
    store: Path | None = None
    columns: tuple[str, ...] = ()
    factory: str = field(default_factory=lambda: FACTORY)

    @property
    def processes(self) -> int:
        """Worker processes."""
        return self.workers or default_workers()

    @property
    def threads(self) -> int:
        """Threads of each worker: the processors divided among them."""
        return max(1, processors() // self.processes)

    def time_limit(self, size: int) -> float:
        """Seconds that a file of ``size`` bytes may take."""
        return self.file_timeout or SECONDS + SECONDS_PER_KIBIBYTE * size / 1024


def processors() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def default_workers() -> int:
    """One worker with one thread for each processor."""
    return processors()
