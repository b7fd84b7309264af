"""Spaces and punctuation as the language wants them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from unicodedata import normalize

from translator.checks.pair import Pair
from translator.checks.tables import rows
from translator.issues import Issue, Severity

_END = re.compile(r"[.!?…。！？](?:[\"”’)\]」』）]*)$")
_ADDRESS = re.compile(r"\S*(?://|www\.|@)\S*|\S+\.(?:com|id|org|net|go)\b\S*")


def marks(pair: Pair) -> Iterator[Issue]:
    """Punctuation and spaces against the rules of ``data/marks.tsv``. Code and addresses may look like it."""
    closed = [m.span() for m in _ADDRESS.finditer(pair.text)] if _ADDRESS.search(pair.text) else []
    for name, pattern, replacement, what in _rules(pair.language):
        for match in pattern.finditer(pair.text):
            if not any(start < match.end() and match.start() < end for start, end in closed):
                fix = normalize("NFKC", match.group()) if replacement == "NFKC" else match.expand(replacement)
                yield Issue(name, Severity.WARNING, what, "", *match.span(), fix)


@cache
def _rules(language: str) -> tuple[tuple[str, re.Pattern[str], str, str], ...]:
    return tuple(
        (name, re.compile(pattern), replacement.replace("␠", " "), what)
        for lang, name, pattern, replacement, what in rows("marks.tsv")
        if lang == language
    )


def final_mark(pair: Pair) -> Iterator[Issue]:
    """The sentence ends with a full stop in the source and with none in the draft. A list item may look like it."""
    text = pair.text.rstrip()
    if text and _END.search(pair.source.rstrip()) and not _END.search(text) and text[-1] not in ':;：”"」』）)】':
        mark = "。" if pair.language == "ja" else "?" if pair.source.rstrip(' "”').endswith("?") else "."
        yield Issue(
            "final-mark",
            Severity.WARNING,
            f"The sentence has no end: put {mark} there.",
            "",
            len(text),
            len(text),
            mark,
        )


def question(pair: Pair) -> Iterator[Issue]:
    """A question is no longer one in English. A rhetorical question may be rendered as a statement."""
    text = pair.text.rstrip()
    if pair.language == "en" and pair.source.rstrip().endswith("?") and text.endswith(".") and "?" not in text:
        message = "The source asks a question: end the sentence with a question mark."
        yield Issue("question", Severity.WARNING, message, "", len(text) - 1, len(text), "?")


def capital(pair: Pair) -> Iterator[Issue]:
    """An English sentence begins with a small letter. Names such as iPhone may look like it."""
    match = re.match(r"[\"“‘(\[]*([a-z])(?![A-Z])", pair.text)
    source = re.search(r"[^\W\d_]", pair.source)
    if pair.language == "en" and match and source and source.group().isupper():
        yield Issue(
            "capital", Severity.WARNING, "Begin the sentence with a capital.", "", *match.span(1), match[1].upper()
        )
