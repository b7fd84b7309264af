"""What an editor is told about a draft: issues with a severity, a place and a way to settle them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """``error`` blocks publication under ``--strict``; ``warning`` wants a look; ``info`` is a remark."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Issue:
    """One remark on one segment.

    ``check``: short stable name (``"span-missing"``, ``"weekday"``, ``"kanji-wanted"``).
    ``message``: one sentence for the editor: what is doubtful and what to do.
    ``span``: the source form that it is about, or empty.
    ``start``, ``end``: the place in the draft, in characters; None when it is about the draft as a whole.
    ``fix``: what should stand at that place instead (an empty range: what to insert there); None when only the editor
    can tell.
    """

    check: str
    severity: Severity
    message: str
    span: str = ""
    start: int | None = None
    end: int | None = None
    fix: str | None = None
