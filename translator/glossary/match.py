"""Finding terms in text: longest match over tokens, with clitics, reduplication and case rules.

A dictionary from folded phrases to records is enough: at each token only the phrase lengths that start with that word
are tried, the longest first. No automaton has to be built, so 50,000 terms load in a fraction of a second.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from translator.glossary.model import Record
from translator.glossary.rules import doubled_words, whole_words
from translator.glossary.tokens import Token, words

_CLITIC = re.compile(r"(?:nya|ku|mu)?(?:lah|kah|pun)?")
_CLITIC_ENDS = ("nya", "ku", "mu", "lah", "kah", "pun")
_ATTACHED = re.compile(r"(.{4,}?|[A-Z]{2,})((?:nya|ku|mu)(?:lah|kah|pun)?|lah|kah|pun)")


@dataclass(frozen=True, slots=True)
class Match:
    """Records whose term stands in ``text[start:end]``, clitic and reduplication included; ``last`` is its last token.

    ``clitic``: ``nya``, ``lah`` … or empty; ``plural``: the term was doubled (stasiun-stasiun).
    """

    start: int
    end: int
    last: int
    records: tuple[Record, ...]
    clitic: str = ""
    plural: bool = False


class Matcher:
    """An index of terms; immutable once built."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._forms: dict[str, list[tuple[str, Record]]] = {}
        lengths: dict[str, set[int]] = defaultdict(set)
        for record in records:
            for spelling in record.ids:
                parts = words(spelling)
                cased = " ".join(parts)
                self._forms.setdefault(cased.lower(), []).append((cased, record))
                lengths[parts[0].lower()].add(len(parts))
        self._lengths = {first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()}

    def lookup(self, term: str) -> tuple[Record, ...]:
        """Records of exactly this term, case rules applied."""
        return self._records(" ".join(words(term)))

    def starts(self, tokens: Sequence[Token]) -> list[int]:
        """Tokens at which a match may start: most of a text's words begin no term."""
        following = [*(token.key for token in tokens[1:]), ""]
        return [
            index
            for index, (token, after) in enumerate(zip(tokens, following, strict=False))
            if token.key in self._lengths or after == "-" or token.key.endswith(_CLITIC_ENDS)
        ]

    def at(self, tokens: Sequence[Token], index: int) -> Iterator[Match]:
        """All matches that start at a token, longest first, then those of a doubled word (stasiun-stasiun)."""
        if _ends_doubled_word(tokens, index):
            return
        doubled = _doubled(tokens, index)
        if doubled and tokens[index].key in doubled_words():
            yield from (match for match in self._plain(tokens, index) if match.last > index)
            return
        yield from self._plain(tokens, index)
        if doubled:
            for match in self._plain(tokens, index + 2):
                yield Match(tokens[index].start, match.end, match.last, match.records, match.clitic, plural=True)

    def _plain(self, tokens: Sequence[Token], index: int) -> Iterator[Match]:
        for size in self._sizes(tokens[index]):
            last = index + size - 1
            if last >= len(tokens):
                continue
            head = [token.cased for token in tokens[index:last]]
            if records := self._records(" ".join([*head, tokens[last].cased])):
                end, clitic = _hyphen_clitic(tokens, last)
                yield Match(tokens[index].start, tokens[end].end, end, records, clitic)
            elif attached := _attached(tokens[last]):
                stem, clitic = attached.groups()
                if records := self._records(" ".join([*head, stem])):
                    yield Match(tokens[index].start, tokens[last].end, last, records, clitic)

    def _sizes(self, token: Token) -> tuple[int, ...]:
        sizes = self._lengths.get(token.key, ())
        return sizes if 1 in sizes or not _attached(token) else (*sizes, 1)

    def _records(self, cased: str) -> tuple[Record, ...]:
        forms = self._forms.get(cased.lower())
        if forms is None:
            return ()
        loose = tuple(record for _, record in forms if not record.exact)
        exact = tuple(record for form, record in forms if record.exact and form == cased) or tuple(
            record for form, record in forms if record.exact and _same_case(form, cased)
        )
        sorts = {type(record) for record in exact}  # a head word stays one where a term is spelled like it: DPRD, BPD
        return exact + tuple(record for record in loose if type(record) not in sorts)


def longest(matches: Iterable[Match]) -> Match | None:
    """The match that reaches furthest; the first of equals."""
    return max(matches, key=lambda match: match.end, default=None)


def _attached(token: Token) -> re.Match[str] | None:
    """A word's stem and clitic; None for a word that only looks as if it had one."""
    return None if token.key in whole_words() else _ATTACHED.fullmatch(token.cased)


def _same_case(form: str, cased: str) -> bool:
    """Capitalised at a sentence start, or in capitals as a whole headline is; an acronym never."""
    return cased == form[:1].upper() + form[1:] or (not form.isupper() and cased == form.upper())


def _doubled(tokens: Sequence[Token], index: int) -> bool:
    if index + 2 >= len(tokens):
        return False
    first, hyphen, second = tokens[index : index + 3]
    return (
        hyphen.key == "-"
        and first.end == hyphen.start
        and hyphen.end == second.start
        and first.key.isalpha()
        and (second.key == first.key or bool(_CLITIC.fullmatch(second.key.removeprefix(first.key))))
        and second.key.startswith(first.key)
    )


def _ends_doubled_word(tokens: Sequence[Token], index: int) -> bool:
    """Whether the word is the second half of one that is no plural: ``pura-pura``, ``berpura-pura``."""
    if index < 2 or tokens[index - 1].key != "-" or tokens[index - 1].end != tokens[index].start:
        return False
    word, before = tokens[index].key, tokens[index - 2].key
    return any(before.endswith(stem) for stem in (word, word.removesuffix("nya")) if stem in doubled_words())


def _hyphen_clitic(tokens: Sequence[Token], last: int) -> tuple[int, str]:
    """Last token and clitic of ``UMKM-nya``; unchanged and empty without one."""
    if last + 2 < len(tokens):
        hyphen, clitic = tokens[last + 1 : last + 3]
        adjacent = tokens[last].end == hyphen.start and hyphen.end == clitic.start
        if adjacent and hyphen.key == "-" and _CLITIC.fullmatch(clitic.key):
            return last + 2, clitic.key
    return last, ""
