"""Files written whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from translator.errors import OutputError


def write_whole(path: Path, data: bytes) -> None:
    """Write ``data`` to a file that takes its name only when all is written and synced; makes the folder.

    Raises:
        OSError: it cannot be written; what was there before stays.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _staged(path) as file:
        file.write(data)


@contextmanager
def whole(path: Path, *, force: bool = False) -> Iterator[BinaryIO]:
    """A file to write to that takes its name only when all is written and synced.

    Raises:
        OutputError: the file exists and ``force`` is not given, or cannot be written.
    """
    if not force and os.path.lexists(path):
        raise OutputError("The file exists.", where=path, mend="Name another, or allow it to be replaced (--force).")
    try:
        with _staged(path) as file:
            yield file
    except OSError as error:
        mend = "Check the folder, its permissions and the free space."
        raise OutputError(f"Cannot be written: {error.strerror}.", where=path, mend=mend) from error


@contextmanager
def _staged(path: Path) -> Iterator[BinaryIO]:
    """A file under a temporary name beside ``path``, which takes its place at the end."""
    temporary = path.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        with temporary.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
