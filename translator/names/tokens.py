"""Words of a text with what matters for names: capitals, gaps, sentence starts, headline style."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from translator.names.data import rows, words
from translator.names.katakana import fold

_WORD = re.compile(r"[^\W\d_]+(?:['’‘ʼ][^\W\d_]+)*")
_GLOTTAL = re.compile(r"(?<=[aeiou])['’ʼ](?=[\s,.;:!?]|$)")
_OPEN_QUOTE = re.compile(r"(?<!\w)['‘]")
_INITIAL = re.compile(r"[A-Z]\.|[A-Z](?![\w])")
_OPENS = re.compile(r"(?:^|[.!?…:;•\n]|\s[–—-]|[“\"‘(«\[])[\s“\"‘(«\[…]*$")
_ABBREVIATED = re.compile(r"\b(?:[A-Z]|Dr|dr|drg|drh|Drs|Dra|Ir|Prof|Hj|KH|Jl|Jln|No|Sdr|St|Tgk|Muh|Moh|Moch)\.\s*$")
_PREFIXES = re.compile(r"(?:meng|meny|mem|men|me|ber|be|ter|te|peng|peny|pem|pen|per|pe|di|ke|se)(?=.{3})")
_LOANS = re.compile(r"(?:[ai]si|itas|isme|logi|grafi|ional|atif)$")
_SUFFIXES = re.compile(r"(?:kannya|annya|inya|nya|kan|an|i|lah|kah|pun|ku|mu)$")


@dataclass(frozen=True, slots=True)
class Word:
    """One word: ``text[start:end]``; ``gap`` is what stands between it and the word before.

    ``opens``: it begins a sentence, a quotation or a list item, so its capital says little.
    """

    start: int
    end: int
    text: str
    gap: str
    opens: bool

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[0].isupper()

    @property
    def shouted(self) -> bool:
        """Whether it is all capitals and longer than an initial."""
        return len(self.text) > 1 and self.text.isupper()

    @property
    def initial(self) -> bool:
        """Whether it is a single capital letter, with or without its dot."""
        return bool(_INITIAL.fullmatch(self.text))

    @property
    def key(self) -> str:
        """Folded form for look-ups."""
        return fold(self.text)


def split_words(text: str, sentence_starts: Sequence[int] = (0,)) -> tuple[Word, ...]:
    """Words of ``text`` in order; an initial keeps its dot (``"A."``)."""
    found: list[Word] = []
    starts, end = frozenset(sentence_starts), 0
    for match in _WORD.finditer(text):
        stop = match.end()
        if (len(match.group()) == 1 and match.group().isupper() and text[stop : stop + 1] == ".") or (
            _GLOTTAL.match(text, stop) and match.group()[0].isupper() and not _OPEN_QUOTE.search(text, 0, stop)
        ):
            stop += 1
        gap = text[end : match.start()]
        if not gap and found and found[-1].initial:
            gap = " "  # F.X. Hadi
        opens = match.start() in starts
        if not opens and (gap != " " or not found):  # a mere space opens nothing: most words
            before = text[max(0, match.start() - 12) : match.start()]
            opens = bool(_OPENS.search(before)) and not _ABBREVIATED.search(before)
        found.append(Word(match.start(), stop, text[match.start() : stop], gap, opens))
        end = stop
    return tuple(found)


def is_headline(tokens: Sequence[Word]) -> bool:
    """Whether nearly all longer words are capitalised, as in a Title Case or ALL CAPS line."""
    long = [w for w in tokens if len(w.text) > 3]
    return len(long) > 2 and sum(w.capital for w in long) >= 0.75 * len(long)


def is_common(key: str) -> bool:
    """Whether a folded word is a known lower-case word (Indonesian also with affixes that the list does not hold)."""
    known = words("words.txt")
    if (
        key in known
        or key in words("english.txt")
        or _LOANS.search(key)
        or any(form in known for form in (f"di{key}", f"di{key}kan", f"di{key}i"))
    ):
        return True
    stem = _SUFFIXES.sub("", key)
    return any(
        len(form) > 3 and form in known
        for form in (stem, _PREFIXES.sub("", key, count=1), _PREFIXES.sub("", stem, count=1))
    )


def is_passive(key: str) -> bool:
    """Whether a folded word is a passive verb, as headlines have it behind a name: ``dibuka``, ``diresmikan``."""
    known, stem = words("words.txt"), key.removeprefix("di")
    return key in known and stem != key and any(form in known for form in (stem, _SUFFIXES.sub("", stem)))


def cue(key: str) -> str:
    """Class of a folded cue word (``title``, ``place``, ``says`` …, see ``data/cues.tsv``), or an empty string."""
    return _cues().get(key, "")


def part_kind(key: str) -> str:
    """What a folded lexicon part names: ``person``, ``place``, ``both``, ``other``, or empty when it is not listed."""
    return _kinds().get(key, "")


@cache
def _cues() -> dict[str, str]:
    classes: dict[str, str] = {}
    for name, listed in rows("cues.tsv"):
        for word in listed.split():
            classes.setdefault(word, name)
    return classes


@cache
def _kinds() -> dict[str, str]:
    foreign = {fold(part): "person" for part, _ in rows("foreign.tsv")}
    return foreign | {fold(part): kind for part, _, kind in rows("katakana.tsv")}
