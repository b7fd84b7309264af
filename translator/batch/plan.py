"""Which files of a folder are articles, and why the others are not. No link is followed.

Nothing is opened here but the beginning of XML files: exports of WordPress are articles, others are not.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from translator.article.formats.records import holds_records
from translator.article.read import format_of
from translator.batch.names import folded, shown
from translator.batch.record import State
from translator.batch.settings import Shard
from translator.errors import UsageError
from translator.limits import MAX_DOCX_BYTES, MAX_EXCHANGE_BYTES, MAX_JSON_BYTES, MAX_TEXT_BYTES, MEBIBYTE


@dataclass(frozen=True, slots=True)
class Found:
    """Something in the input folder. ``path``: relative, with ``/``. ``size``: bytes. ``changed``: nanoseconds."""

    path: str
    state: State = State.PENDING
    reason: str = ""
    size: int = 0
    changed: int = 0


def articles(root: Path, *, without: Path, shard: Shard | None = None, tables: bool = False) -> Iterator[Found]:
    """Everything in ``root`` in the order of names, each file once; what is no readable article has a reason.

    ``without``: a folder that is left out, the output folder. ``shard``: only its part. ``tables``: also files of
    records.
    """
    seen: dict[str, str] = {}
    for found in _walk(root, without, tables):
        if shard is not None and not shard.takes(found.path):
            continue
        if found.state is State.PENDING:
            first = seen.setdefault(folded(found.path), found.path)
            if first != found.path:
                reason = f"Its output would have the name of that of {shown(first)} where case or accents do not count."
                found = replace(found, state=State.FAILED, reason=f"{reason} Rename one.")
        yield found


def _walk(root: Path, without: Path, tables: bool) -> Iterator[Found]:
    """Depth first, without recursion: folders may be nested to any depth."""
    left_out = _identity(without)
    folders = [""]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(os.path.join(root, folder)) as listing:  # noqa: PTH118 - names of any encoding stay as they are
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            yield Found(
                folder or ".", State.FAILED, f"The folder cannot be read: {error.strerror}. Check its permissions."
            )
            continue
        deeper: list[str] = []
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            found = _judged(entry, path, root, left_out, tables)
            if found is None:
                deeper.append(path)
            else:
                yield found
        folders.extend(reversed(deeper))


def _judged(
    entry: os.DirEntry[str], path: str, root: Path, left_out: tuple[int, int] | None, tables: bool
) -> Found | None:
    """The entry with its state; None for a folder to go into."""
    try:
        info = entry.stat(follow_symlinks=False)
    except OSError as error:
        return Found(path, State.FAILED, f"Cannot be read: {error.strerror}.")
    if stat.S_ISLNK(info.st_mode):
        return _link(path, root)
    if entry.name.startswith((".", "~$")):
        return Found(path, State.SKIPPED, "Hidden.")
    if stat.S_ISDIR(info.st_mode):
        inside = (info.st_dev, info.st_ino) == left_out
        return Found(path, State.SKIPPED, "The output folder lies in the input folder.") if inside else None
    if not stat.S_ISREG(info.st_mode):
        return Found(path, State.FAILED, "Not an ordinary file.")
    return _file(path, info, root, tables)


def _link(path: str, root: Path) -> Found:
    inside = (root / path).resolve(strict=False).is_relative_to(root.resolve())
    if inside:
        return Found(path, State.SKIPPED, "A link to another place in the folder, which is read there.")
    return Found(path, State.FAILED, "A link out of the folder is not followed. Put the file itself here.")


def _file(path: str, info: os.stat_result, root: Path, tables: bool) -> Found:
    if is_feed(path) and not _begins_as_wxr(root / path):
        return Found(path, State.SKIPPED, "XML, but no WordPress export.", info.st_size, info.st_mtime_ns)
    try:
        limit = size_limit(path, tables=tables)
    except UsageError:
        return Found(path, State.SKIPPED, _unread(path), info.st_size, info.st_mtime_ns)
    if info.st_size == 0:
        return Found(path, State.FAILED, "Empty: the file has no content.", 0, info.st_mtime_ns)
    if info.st_size > limit:
        reason = f"{info.st_size / MEBIBYTE:.1f} MB; at most {limit // MEBIBYTE} MB are read. Split the file."
        return Found(path, State.FAILED, reason, info.st_size, info.st_mtime_ns)
    return Found(path, State.PENDING, "", info.st_size, info.st_mtime_ns)


def _unread(path: str) -> str:
    """Why a file of this name is not read."""
    if holds_records(Path(path)):
        return "The columns to translate are not named (--column)."
    other = path.lower().endswith(_OTHER_DOCUMENTS)
    return f"Not txt, md, html or docx.{' Save it as docx.' * other}"


_OTHER_DOCUMENTS = (".doc", ".docm", ".dot", ".dotx", ".dotm", ".odt", ".rtf", ".pdf", ".pages", ".wpd")


def is_feed(path: str) -> bool:
    """Whether a file may be a WordPress export, by its suffix."""
    return path.lower().endswith(".xml")


def _begins_as_wxr(file: Path) -> bool:
    """Whether it is one; a file that cannot be read passes, to be reported when its turn comes."""
    from translator.exchange.wordpress import HEAD, is_wxr  # here, for few folders hold any

    try:
        with file.open("rb") as stream:
            return is_wxr(stream.read(HEAD))
    except OSError:
        return True


def size_limit(path: str, *, tables: bool = False) -> int:
    """Largest size in bytes of a file by its suffix; ``tables``: files of records count, most of which are streamed.

    Raises:
        UsageError: the suffix names no format.
    """
    if is_feed(path):
        return MAX_EXCHANGE_BYTES
    if tables and holds_records(Path(path)):
        return MAX_JSON_BYTES if path.lower().endswith(".json") else sys.maxsize
    return MAX_DOCX_BYTES if format_of(Path(PurePosixPath(path).name)).value == "docx" else MAX_TEXT_BYTES


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        info = folder.stat()
    except OSError:
        return None
    return info.st_dev, info.st_ino
