"""Person and place names that no glossary knows, by capitals and context: proposals for the editor to settle."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from translator.fixed import FixedSpan, Origin, SpanKind
from translator.issues import Issue, Severity
from translator.names.katakana import katakana

_WORD = re.compile(r"[A-Z][A-Za-zÀ-ž]*(?:['’-][A-Za-zÀ-ž]+)*['’]?|[A-Z]\.(?=\s)")
_PARTICLES = r"(?:bin|binti|van|de|der|al|von)"
_RUN = re.compile(rf"(?:{_WORD.pattern})(?: (?:{_PARTICLES} )?(?:{_WORD.pattern}))*")
_ROMAJI = re.compile(
    r"(?:(?:ky|sh|ch|ny|hy|my|ry|gy|by|py|ts|[kstnhmyrwgzjdbpf])?[aiueoāīūēō]{1,2}|n(?![aiueo]))+", re.I
)
_JAPAN = re.compile(r"\b(?:Jepang|Perfektur|Prefektur)\b")


@cache
def _words(name: str) -> frozenset[str]:
    text = (files("translator.names.data") / name).read_text(encoding="utf-8")
    return frozenset(w for line in text.splitlines() if not line.startswith("#") for w in line.split())


def find(text: str, taken: Sequence[FixedSpan] = ()) -> list[FixedSpan]:
    """Names outside the ``taken`` spans: copied in English, in katakana in Japanese, family name first if Japanese.

    A capital at the start of the sentence, or in a headline, counts only for words that are not common ones.
    """
    headline = _is_headline(text)
    found: list[FixedSpan] = []
    for match in _RUN.finditer(text):
        for start, end in _pieces(text, match, taken, headline=headline):
            found.append(_proposal(text, start, end))
    return found


def _is_headline(text: str) -> bool:
    words = re.findall(r"[A-Za-z]{4,}", text)
    return len(words) >= 3 and sum(w[0].isupper() for w in words) > 0.7 * len(words)


def _pieces(text: str, run: re.Match[str], taken: Sequence[FixedSpan], *, headline: bool) -> Iterator[tuple[int, int]]:
    """Stretches of the run that are names: free of taken spans, and of common words where capitals say little."""
    start = end = -1
    for word in _WORD.finditer(text, run.start(), run.end()):
        span = any(s.start < word.end() and word.start() < s.end for s in taken)
        first = _opens_sentence(text, word.start())
        weak = (headline or first) and (_is_common(word.group()) or (headline and _is_derived(word.group())))
        if span or weak:
            if start >= 0 and _is_name(text, start, end):
                yield start, end
            start = end = -1
            continue
        if start < 0:
            start = word.start()
        end = word.end()
    if start >= 0 and _is_name(text, start, end):
        yield start, end


def _opens_sentence(text: str, start: int) -> bool:
    before = text[:start]
    return not before.strip("\"'“‘( ") or re.search(r"[.!?:]\s[\"“]?$", before) is not None


def _is_derived(word: str) -> bool:
    """Whether a word has the look of an Indonesian affixed form or loan noun."""
    return re.fullmatch(r"(?i)(?:pe[mn]|me[mn]|ber|ter|di|ke)\w{4,}|\w{3,}(?:kan|nya|asi|isasi|isme)", word) is not None


def _is_common(word: str) -> bool:
    return word.lower().rstrip(".") in _words("common_words.txt")


def _is_name(text: str, start: int, end: int) -> bool:
    name = text[start:end]
    if len(name) < 3 and _before(text, start) not in _words("before_person.txt"):
        return False
    return " " in name or not _is_common(name) or _before(text, start) in _words("before_person.txt")


def _before(text: str, start: int) -> str:
    found = re.search(r"([\w-]+)[\"”]?,? $", text[:start])
    return found.group(1).lower() if found else ""


def _proposal(text: str, start: int, end: int) -> FixedSpan:
    name = text[start:end].rstrip("'’") if text[start:end].endswith("’") and "‘" in text[:start] else text[start:end]
    end = start + len(name)
    kind = _kind(text, start, name)
    if kind is SpanKind.ORGANIZATION:
        return FixedSpan(start, end, name, kind, name, name, Origin.RULE)
    if kind is SpanKind.PERSON and _is_japanese(text, name):
        *given, family = name.split()
        kana = "・".join(katakana(part) for part in (family, *given))
        message = f"{name}: is taken for a Japanese name; put in its kanji."
        return FixedSpan(
            start,
            end,
            name,
            kind,
            name,
            kana,
            Origin.RULE,
            issues=(Issue("kanji-wanted", Severity.WARNING, message, name),),
        )
    kana = katakana(name)
    message = f"{name}: {kana} is a proposal; settle the name."
    return FixedSpan(
        start, end, name, kind, name, kana, Origin.RULE, issues=(Issue("name-proposal", Severity.INFO, message, name),)
    )


def _kind(text: str, start: int, name: str) -> SpanKind:
    if name.isupper() and len(name) > 1:
        return SpanKind.ORGANIZATION
    before = _before(text, start)
    if before in _words("before_place.txt"):
        return SpanKind.PLACE
    return SpanKind.PERSON if " " in name or before in _words("before_person.txt") else SpanKind.OTHER


def _is_japanese(text: str, name: str) -> bool:
    """Romaji syllables in a sentence about Japan: Indonesian names can look the same, so context decides."""
    parts = name.split()
    return len(parts) == 2 and all(_ROMAJI.fullmatch(part) for part in parts) and _JAPAN.search(text) is not None
