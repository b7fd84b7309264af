"""One file: read it safely, translate it, and leave its translations in the staging folder, whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import stat
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from translator.article.read import format_of, read_bytes
from translator.article.write import save
from translator.batch.calls import Stopped
from translator.batch.plan import size_limit
from translator.batch.record import LanguageRecord
from translator.errors import InputError, TranslatorError
from translator.limits import MEBIBYTE

if TYPE_CHECKING:
    from translator.pipeline import Translator

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


def translate_file(translator: Translator, root: Path, task: Task, staging: Path) -> Outcome:
    """Translate one file of ``root`` into files of ``staging``; whatever goes wrong is the outcome's reason."""
    start = time.perf_counter()
    try:
        data = source_bytes(root, task.path)
        staged = _staged(translator, data, task, staging)
        sha256 = hashlib.sha256(data).hexdigest()
        return Outcome(task.path, sha256=sha256, staged=staged, seconds=time.perf_counter() - start)
    except Stopped:
        return Outcome(task.path, stopped=True)
    except TranslatorError as error:
        return Outcome(task.path, f"{error.what} {error.mend}".strip(), disk_full=_is_full(error.__cause__))
    except Exception as error:
        # One file's surprise must not end the others' run.
        return Outcome(task.path, f"An unexpected error: {type(error).__name__}: {error}"[:500])


def _staged(translator: Translator, data: bytes, task: Task, staging: Path) -> tuple[Staged, ...]:
    format = format_of(Path(PurePosixPath(task.path).name))
    result = translator.translate_article(read_bytes(data, format), to=task.to)
    staged = []
    for language in task.to:
        document = result.render(language, format)
        name = secrets.token_hex(8)
        save(document, staging / name)
        staged.append(Staged(name, hashlib.sha256(document).hexdigest(), LanguageRecord.of(result, language)))
    return tuple(staged)


def source_bytes(root: Path, path: str) -> bytes:
    """The contents of an ordinary file that lies in ``root`` itself, not behind a link.

    Raises:
        InputError: a link, outside the folder, no ordinary file, unreadable, or over the size limit of its format.
    """
    file, limit = root / path, size_limit(path)
    try:
        if not file.parent.resolve(strict=True).is_relative_to(root.resolve()):
            raise InputError("A link out of the folder is not followed.", where=file)
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with open(os.open(file, flags), "rb") as opened:  # noqa: PTH123 - by its descriptor
            if not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
                raise InputError("Not an ordinary file.", where=file)
            data = opened.read(limit + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise InputError(f"Cannot be read: {reason}.", where=file, mend="Check its permissions.") from error
    if len(data) > limit:
        raise InputError(f"Larger than {limit // MEBIBYTE} MB.", where=file, mend="Split the file.")
    return data


def _is_full(error: BaseException | None) -> bool:
    return isinstance(error, OSError) and error.errno in _FULL
