"""File names of any encoding: as keys of a table, as text that can be shown, and folded for comparison.

Python shows the bytes of a name that are not UTF-8 as surrogates (PEP 383); neither SQLite nor a terminal takes those.
"""

from __future__ import annotations

import os
import re
import unicodedata

_UNSHOWABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def column(path: str) -> str | bytes:
    """The name as a value of a table: text, or bytes where it is not UTF-8."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return os.fsencode(path)
    return path


def from_column(value: str | bytes) -> str:
    """The name from :func:`column`'s value."""
    return value if isinstance(value, str) else os.fsdecode(value)


def shown(path: str) -> str:
    """The name as plain text on one line: other bytes, control and direction characters as escapes."""
    text = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return _UNSHOWABLE.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def folded(path: str) -> str:
    """Equal for names that one file system or another takes for the same: by case or by Unicode normalisation."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
