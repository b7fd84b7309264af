"""Everything that can go wrong, as one tree.

TranslatorError
├── UsageError        the call itself is wrong: unknown language, engine, format or option
├── InputError        a file or text cannot be read as an article
├── GlossaryError     a glossary file is malformed or contradicts itself
├── ModelError        the model's files are missing, damaged or of an unknown kind
├── EngineError       an engine failed while translating
├── OutputError       a result cannot be written
└── StoreError        the store is locked, damaged, full, or from a newer version
    └── StoreConflict another editor changed the segment first

Every message says what is wrong, where, and how to mend it::

    try:
        result = Translator().translate(text)
    except TranslatorError as error:
        print(error)
"""

from __future__ import annotations

from pathlib import Path


class TranslatorError(Exception):
    """Base of all errors that this package raises on purpose.

    ``what`` is the fault, ``where`` the place (a file, a line, a segment), ``mend`` what the user can do.
    """

    def __init__(self, what: str, *, where: str | Path = "", mend: str = "") -> None:
        self.what = what
        self.where = str(where)
        self.mend = mend
        place = f"{self.where}: " if self.where else ""
        advice = f" {mend}" if mend else ""
        super().__init__(f"{place}{what}{advice}")


class UsageError(TranslatorError):
    """The call itself is wrong: unknown language, engine, format or option."""


class InputError(TranslatorError):
    """A file or text cannot be read as an article."""


class GlossaryError(TranslatorError):
    """A glossary file is malformed or contradicts itself."""


class ModelError(TranslatorError):
    """The model's files are missing, damaged or of an unknown kind."""


class EngineError(TranslatorError):
    """An engine failed while translating."""


class OutputError(TranslatorError):
    """A result cannot be written."""


class StoreError(TranslatorError):
    """The store is locked, damaged, cannot be written, or was made by a newer version.

    ``text``: what the editor had typed when the store failed, so that it can be saved again; else empty.
    """

    def __init__(self, what: str, *, where: str | Path = "", mend: str = "", text: str = "") -> None:
        self.text = text
        super().__init__(what, where=where, mend=mend)


class StoreConflict(StoreError):
    """Another editor changed the segment first.

    ``text`` is what this editor wrote, ``other`` what stands now, by ``author``, in ``version``. Both are kept.
    """

    def __init__(self, *, text: str, other: str, author: str, version: int, where: str = "") -> None:
        self.other = other
        self.author = author
        self.version = version
        what = f"{author or 'someone else'} changed this segment while you had it open."
        super().__init__(what, where=where, mend="Compare both texts and save the one you want.", text=text)
