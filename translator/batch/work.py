"""One file: read it safely, translate it, and leave its translations in the staging folder, whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import stat
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path, PurePosixPath

from translator.article.formats.records import holds_records
from translator.article.read import format_of, read_bytes
from translator.article.write import save
from translator.batch.calls import Stopped
from translator.batch.manifest import sha256_of
from translator.batch.newsroom import Newsroom
from translator.batch.parts import translate_feed, translate_records
from translator.batch.plan import is_feed, size_limit
from translator.batch.record import LanguageRecord
from translator.batch.settings import Settings
from translator.errors import InputError, TranslatorError
from translator.limits import MEBIBYTE

_FULL = (errno.ENOSPC, errno.EDQUOT)


@dataclass(frozen=True, slots=True)
class Task:
    """A file to translate into ``to``. ``seconds``: how long it may take. ``calls``: engine calls already answered."""

    path: str
    to: tuple[str, ...]
    seconds: float
    calls: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Staged:
    """A finished translation: ``name`` of its file in the staging folder, its SHA-256, and its figures."""

    name: str
    sha256: str
    record: LanguageRecord


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task: translations, or the reason why there are none.

    ``sha256``: of the source that was read. ``stopped``: the run is ending and the file is not done. ``disk_full``:
    the reason is one that the next file will meet too.
    """

    path: str
    reason: str = ""
    sha256: str = ""
    staged: tuple[Staged, ...] = ()
    seconds: float = 0.0
    stopped: bool = False
    disk_full: bool = False


def translate_file(newsroom: Newsroom, settings: Settings, task: Task, staging: Path) -> Outcome:
    """Translate one file of the source folder into files of ``staging``; what goes wrong is the outcome's reason."""
    start = time.perf_counter()
    newsroom.begin()
    try:
        with opened(settings.source, task.path) as file:
            if is_feed(task.path) or (settings.columns and holds_records(Path(task.path))):
                sha256 = hashlib.file_digest(file, "sha256").hexdigest()
                staged = _staged_parts(newsroom, settings, task, staging)
            else:
                data = _contents(file, size_limit(task.path), task.path)
                sha256 = hashlib.sha256(data).hexdigest()
                staged = _staged(newsroom, data, task, staging)
        return Outcome(task.path, sha256=sha256, staged=staged, seconds=time.perf_counter() - start)
    except Stopped:
        return Outcome(task.path, stopped=True)
    except TranslatorError as error:
        return Outcome(task.path, f"{error.what} {error.mend}".strip(), disk_full=_is_full(error.__cause__))
    except Exception as error:
        # One file's surprise must not end the others' run.
        return Outcome(task.path, f"An unexpected error: {type(error).__name__}: {error}"[:500])


def _staged(newsroom: Newsroom, data: bytes, task: Task, staging: Path) -> tuple[Staged, ...]:
    format = format_of(Path(PurePosixPath(task.path).name))
    result = newsroom.translated(read_bytes(data, format), task.to)
    staged = []
    for language in task.to:
        document = result.render(language, format)
        name = secrets.token_hex(8)
        save(document, staging / name)
        staged.append(
            Staged(
                name, hashlib.sha256(document).hexdigest(), newsroom.remembering(LanguageRecord.of(result, language))
            )
        )
    newsroom.keep(result, data, task.path)
    return tuple(staged)


def _staged_parts(newsroom: Newsroom, settings: Settings, task: Task, staging: Path) -> tuple[Staged, ...]:
    """A file of many texts, each language in a pass of its own."""
    staged = []
    source = settings.source / task.path
    for language in task.to:
        name = secrets.token_hex(8)
        if is_feed(task.path):
            figures = translate_feed(newsroom, source, staging / name, language, task.path)
        else:
            figures = translate_records(newsroom, source, staging / name, language, settings.columns, task.path)
        staged.append(Staged(name, sha256_of(staging / name), newsroom.remembering(figures)))
    return tuple(staged)


@contextmanager
def opened(root: Path, path: str) -> Iterator[BufferedReader]:
    """An ordinary file that lies in ``root`` itself, not behind a link.

    Raises:
        InputError: a link, outside the folder, no ordinary file, or unreadable.
    """
    file = root / path
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        if not file.parent.resolve(strict=True).is_relative_to(root.resolve()):
            raise InputError("A link out of the folder is not followed.", where=file)
        stream = open(os.open(file, flags), "rb")  # noqa: PTH123, SIM115 - by its descriptor; closed below
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise InputError(f"Cannot be read: {reason}.", where=file, mend="Check its permissions.") from error
    with stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise InputError("Not an ordinary file.", where=file)
        yield stream


def _contents(file: BufferedReader, limit: int, where: str) -> bytes:
    data = file.read(limit + 1)
    if len(data) > limit:
        raise InputError(f"Larger than {limit // MEBIBYTE} MB.", where=where, mend="Split the file.")
    return data


def _is_full(error: BaseException | None) -> bool:
    return getattr(error, "errno", None) in _FULL or getattr(error, "sqlite_errorname", "") == "SQLITE_FULL"
