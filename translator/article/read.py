"""Reading: a file, bytes or a text to an :class:`~translator.article.model.Article`.

Formats go by the file's suffix: ``.txt``, ``.md``, ``.markdown``, ``.html``, ``.htm``, ``.docx``. Encodings are UTF-8,
UTF-16 and UTF-32 with byte order mark, an HTML page's own ``charset``, else cp1252, which is noted on the article.
All limits stand in :mod:`translator.limits`.
"""

from __future__ import annotations

import codecs
import re
import stat
from collections.abc import Sequence
from pathlib import Path

from translator.article.formats import docx, html, markdown, txt
from translator.article.formats.common import numbered
from translator.article.model import Article, Block, Format, Kind
from translator.errors import InputError, UsageError
from translator.limits import MAX_CONTROL_SHARE, MAX_DOCX_BYTES, MAX_LINES, MAX_TEXT_BYTES, MAX_UNBROKEN_CHARS, MEBIBYTE

_SUFFIXES = {
    ".txt": Format.TXT,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".docx": Format.DOCX,
}


def format_of(path: Path) -> Format:
    """Format of a file by its suffix, in capitals or not.

    Raises:
        UsageError: the suffix is none of the formats'.
    """
    found = _SUFFIXES.get(path.suffix.lower())
    if found is None:
        known = ", ".join(_SUFFIXES)
        raise UsageError(
            f"The suffix {path.suffix!r} names no known format.", where=path, mend=f"Use a file of one of: {known}."
        )
    return found


def read(path: Path) -> Article:
    """Read an article from a file.

    Raises:
        UsageError: the suffix is none of the formats'.
        InputError: the file is missing, no ordinary file, unreadable, too large, damaged or without text.
    """
    format = format_of(path)
    return read_bytes(_bytes_of(path, _limit(format)), format, where=str(path))


def read_bytes(data: bytes, format: Format, where: str = "") -> Article:
    """Read an article from the bytes of a file; ``where`` names it in errors.

    Raises:
        InputError: the data are too large, damaged, binary or without text.
    """
    _check_size(len(data), _limit(format), where)
    if format is Format.DOCX:
        blocks = _checked(docx.read(data, where), where)
        return Article(blocks, Format.DOCX, notes=docx.remarks(data), document=data)
    text, notes = _decoded(data, format, where)
    return _parsed(text, format, where, notes)


def read_text(text: str, format: Format = Format.TXT, where: str = "") -> Article:
    """Read an article from a text; for txt and md, ``assemble()`` of the result is ``text``.

    Raises:
        UsageError: ``format`` is docx, which is no text.
        InputError: the text is empty, too large or holds NUL or half characters.
    """
    if format is Format.DOCX:
        raise UsageError("A docx document is no text.", where=where, mend="Give its bytes to read_bytes().")
    _check_size(len(text.encode("utf-8", "surrogatepass")), _limit(format), where)
    return _parsed(text, format, where, ())


def _parsed(text: str, format: Format, where: str, notes: tuple[str, ...]) -> Article:
    _check_characters(text, where)
    if format is Format.HTML:
        page = html.read(text, where)
        blocks = _checked(page.blocks, where)
        return Article(blocks, format, published=page.published, notes=notes, document=text.encode())
    _check_lines(text, where)
    source = markdown.read(text) if format is Format.MARKDOWN else txt.read(text)
    *parts, tail = source
    published = markdown.published(text) if format is Format.MARKDOWN else None
    return Article(_checked(parts, where), format, tail=tail.before, published=published, notes=notes)


_LONG = re.compile(rf"\S{{{MAX_UNBROKEN_CHARS},}}")


def _checked(blocks: Sequence[Block], where: str) -> tuple[Block, ...]:
    if not any(block.text.strip() and block.kind is not Kind.VERBATIM for block in blocks):
        raise InputError("No text found.", where=where, mend="Paste the article's text, or save the page as text.")
    longest = max((len(run) for block in blocks for run in _LONG.findall(block.text)), default=0)
    if longest > MAX_UNBROKEN_CHARS:
        raise InputError(
            f"{longest:,} characters without a space: not a text.", where=where, mend="Take embedded data out."
        )
    return numbered(blocks, where)


# Files ---------------------------------------------------------------------------------------------------------


def _limit(format: Format) -> int:
    return MAX_DOCX_BYTES if format is Format.DOCX else MAX_TEXT_BYTES


def _check_size(size: int, limit: int, where: str) -> None:
    if size > limit:
        raise InputError(
            f"{size / MEBIBYTE:.1f} MB; at most {limit // MEBIBYTE} MB are read.", where=where, mend="Split the file."
        )


def _check_lines(text: str, where: str) -> None:
    lines = len(re.findall(r"\r\n?|\n", text))
    if lines > MAX_LINES:
        raise InputError(f"{lines:,} lines; at most {MAX_LINES:,} are read.", where=where, mend="Split the file.")


def _bytes_of(path: Path, limit: int) -> bytes:
    """Contents of an ordinary file; not more than one byte over the limit is taken into memory."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise InputError("Not an ordinary file.", where=path, mend="Name a file, not a folder or device.")
        with path.open("rb") as file:
            data = file.read(limit + 1)
        _check_size(max(len(data), path.stat().st_size), limit, str(path))
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise InputError(
            f"Cannot be read: {reason}.", where=path, mend="Check the name and the file's permissions."
        ) from error
    return data


# Characters ----------------------------------------------------------------------------------------------------

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]+")
_CHARSET = re.compile(rb"""<meta\s[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_CHARSET_WINDOW = 4096
# Encodings of pages by the WHATWG Encoding Standard, in which ISO 8859-1 and ASCII mean cp1252.
_CP1252 = frozenset(("iso-8859-1", "latin1", "us-ascii", "ascii", "windows-1252", "cp1252"))
_PAGE_CHARSET = re.compile(
    r"iso-8859-\d{1,2}|windows-125\d|koi8-[ru]|shift_jis|euc-jp|euc-kr|gb2312|gbk|gb18030|big5", re.IGNORECASE
)


def _decoded(data: bytes, format: Format, where: str) -> tuple[str, tuple[str, ...]]:
    """The text of the data, and what had to be decided."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strict(data, name, where), ()
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        _check_nul(data, where)
        return _fallback(data, format, error.start, where)


def _strict(data: bytes, name: str, where: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise InputError(
            f"Damaged {name.removesuffix('-sig')} text at byte {error.start}.", where=where, mend="Save it as UTF-8."
        ) from error


def _fallback(data: bytes, format: Format, bad: int, where: str) -> tuple[str, tuple[str, ...]]:
    """Text that is not UTF-8: the page's own charset; UTF-8 with a few damaged bytes; else cp1252."""
    found = _CHARSET.search(data[:_CHARSET_WINDOW]) if format is Format.HTML else None
    name = found[1].decode("ascii") if found else ""
    if name.lower() not in _CP1252 and _PAGE_CHARSET.fullmatch(name):
        return data.decode(name, "replace"), (f"read as {name.lower()}",)
    mended = data.decode("utf-8", "replace")
    damage = mended.count("\ufffd")
    if damage * 4 < sum(map(len, re.findall(r"[^\x00-\x7f]+", mended))):
        return mended, (f"{damage} damaged UTF-8 characters, the first at byte {bad}, shown as \ufffd",)
    return data.decode("cp1252", "replace"), ("read as cp1252",)


def _check_nul(data: bytes, where: str) -> None:
    place = data.find(b"\0")
    if place >= 0:
        raise _binary(f"A NUL character at byte {place}: not a text", where)


def _check_characters(text: str, where: str) -> None:
    if not text.strip("\ufeff\u200b \t\r\n\f\v\xa0"):
        raise InputError("Empty: nothing but white space.", where=where, mend="Give a text.")
    controls = sum(len(run) for run in _CONTROL.findall(text))
    if controls > MAX_CONTROL_SHARE * len(text):
        raise _binary("Binary data: not a text", where)
    place = text.find("\0")
    if place >= 0:
        raise _binary(
            f"A NUL character at byte {len(text[:place].encode('utf-8', 'surrogatepass'))}: not a text", where
        )
    half = re.search("[\ud800-\udfff]", text)
    if half:
        raise _binary(f"Half of a character (a surrogate) at character {half.start()}: damaged text", where)


def _binary(what: str, where: str) -> InputError:
    return InputError(what + ".", where=where, mend="Open it in an editor and save it as UTF-8 text.")
