"""Person and place names in Indonesian text that nothing else has fixed yet.

Capitals propose, evidence decides: words before (titles, prepositions, heads of place names, speech verbs), words after
(speech verbs, directions), the lexicon of name parts and the list of common words. Every span found here is a proposal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from translator.fixed import FixedSpan, Origin, SpanKind
from translator.issues import Issue, Severity
from translator.names import hyphenated
from translator.names.data import rows, words
from translator.names.japanese import (
    has_japanese_context,
    is_family_name,
    is_japanese_part,
    japanese_person,
    japanese_place,
    kanji_wanted,
    romaji,
)
from translator.names.katakana import fold, katakana
from translator.names.tokens import cue, is_common, is_headline, part_kind, split_words

_CAMEL = re.compile(r"[A-Z][a-z]+[A-Z]\w*|[a-z]+[A-Z]\w*")
_FOREIGN = re.compile(
    r"ck|gh|sh|oo|ee|tion|x|q|ph|wh|ll$|ld|ou|ea[dlrmst]|w(?=[bcdfghjklmnpqrstvz])|[bcdfghjklmnpqrstvwxz]{4}"
    r"|c[rlt]|ce$|[^aeiou]y$|[aeiou][bcdfgklmnprtv]e$|(?<!a)ing$|th"
)
_WESTERN = re.compile(
    r"ck|ght|gh$|tion|x|ph|wh|ld|ou|rr|ea[dlrmst]|(?<=.)w(?=[bcdfghjklmnpqrstvz])|[bcdfghjklmnpqrstvwxz]{4}|c[rlt]|co"
)
_SAME_NAME = re.compile(r"[ \u00a0]")
_SON = re.compile(r" (?:bin|binti) [A-Z]")
_SENTENCE_END = re.compile(r"[.][”\"’')]*\s*$")
_LIST_GAP = re.compile(r",? (?:dan |serta )?|, ?")
_PERSONAL = re.compile(
    r"(?:ono|anto|wati|ningsih|iyem|iman|oyo|adi|urrahman|uddin|udin|syah|nisa|tini|yani|inem|iyah|fina|wan)$"
)
_DERIVED = re.compile(r"(?:pe|ke).{3,}an|(?:me[mnlry]|di|ber|ter).{4,}|.+nya")
"""Verbs and nouns that no name begins with: ``Pertanian``."""
_VERB = re.compile(r"(?:me[mnlry]|di|ber|ter)[a-z]{3}")
_PERSONS = frozenset({"person", "both"})
_PARTS = frozenset({"person", "both", "other"})
_OFFICE_GAP = re.compile(r" |(?: \d+)?, ")
_OFFICE_KINDS = frozenset((SpanKind.TITLE, SpanKind.PLACE, SpanKind.ORGANIZATION, SpanKind.ACRONYM))
_GIVEN_CUES = frozenset({"putri", "putra"})
_STAFFED = frozenset({"company", "hospital"})


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Words ``first`` to ``last`` (inclusive) as a possible name, and what is known about it."""

    first: int
    last: int
    kind: SpanKind | None
    sure: bool
    listed: bool = False


def find(text: str, taken: Sequence[FixedSpan] = (), sentence_starts: Sequence[int] = (0,)) -> list[FixedSpan]:
    """Names in ``text`` outside the spans ``taken``, in order, each with a ``name-proposal`` or ``kanji-wanted`` issue.

    ``sentence_starts``: offsets at which a capital says nothing; starts after ``.``, ``:`` and quotes are seen anyway.
    """
    return _Finder(text, taken, sentence_starts).spans()


def swallowed(text: str, terms: Sequence[FixedSpan], people: Sequence[FixedSpan]) -> list[FixedSpan]:
    """Terms of one capitalised word that are rather a part of the person's name beside them: ``Lucky Hakim``.

    A title or place does not begin a name; a common word may (``Imam Nahrawi``).
    """
    ends = {span.end for span in people if span.kind in (SpanKind.PERSON, SpanKind.OTHER)}
    starts = {span.start for span in people if span.kind in (SpanKind.PERSON, SpanKind.OTHER)}
    sons = [term for term in terms if term.kind is SpanKind.PERSON and _SON.match(text, term.end)]
    japan = has_japanese_context(text)
    named = [term for term in terms if term.source[0].isupper() and _may_be_part(term, text, people, japan=japan)]
    before, after = {span.end for span in people}, {span.start for span in people}
    between = [term for term in terms if term.start - 1 in before and term.end + 1 in after and " " not in term.source]
    between = [term for term in between if f" {term.source} " == text[term.start - 1 : term.end + 1]]
    if not named:
        return [*sons, *between]
    words = split_words(text)
    if all(word.capital for word in words if len(word.text) > 3):
        return [*sons, *between]
    continuing: list[FixedSpan] = []
    for term in named:
        if text[term.start - 1 : term.start] == " " and term.start - 1 in ends:
            continuing.append(term)
            ends.add(term.end)  # Nurmala + Kartini + Sjahrir
    opens = {word.start for word in words if word.opens}
    beginning = [
        term
        for term in named
        if term.kind is SpanKind.TERM and text[term.end : term.end + 1] == " " and term.end + 1 in starts
        if term.start not in opens
    ]
    return list(dict.fromkeys([*continuing, *beginning, *sons, *between]))


def _may_be_part(term: FixedSpan, text: str, people: Sequence[FixedSpan], *, japan: bool) -> bool:
    """Whether a term may be a part of a name, by itself or by where it stands: ``Camat Kota, Yakob Karet,``."""
    word = term.source
    if part_kind(fold(word)) in _PARTS or (japan and is_japanese_part(word)):
        return True
    before = next((name for name in people if name.end == term.start - 1), None)
    if before is None or " " in word:
        return False
    apposed = text[max(0, before.start - 2) : before.start] == ", " and text[term.end : term.end + 1] == ","
    kinds = (SpanKind.PLACE, SpanKind.ORGANIZATION)
    full = (
        before.kind is SpanKind.PERSON and " " in before.source and not text[term.end : term.end + 2].strip().isupper()
    )
    return apposed or term.kind is SpanKind.PERSON or (full and term.kind in kinds)


class _Finder:
    """One pass over one text; holds its words and nothing that changes."""

    def __init__(self, text: str, taken: Sequence[FixedSpan], sentence_starts: Sequence[int]) -> None:
        self.text = text
        self.words = hyphenated.joined(split_words(text, sentence_starts))
        self.headline = is_headline(self.words) and not _SENTENCE_END.search(text)
        self.shouting = self.headline and sum(w.shouted for w in self.words) > len(self.words) / 2
        self.japan = has_japanese_context(text)
        covered = {place for span in taken for place in range(span.start, span.end)}
        self.taken = [not covered.isdisjoint(range(w.start, w.end)) for w in self.words]
        self.spans_taken = taken
        self.status = [self._status(i) for i in range(len(self.words))]

    def spans(self) -> list[FixedSpan]:
        """All names of the text."""
        candidates = [c for run in self._runs() for c in self._split(*run)]
        judged = [c for c in map(self._judge, self._with_lists(candidates)) if c]
        return sorted([*map(self._span, judged), *self._acronyms()], key=lambda s: s.start)

    def _status(self, i: int) -> str:
        """Class of a word: name, maybe (also a common word), unknown, initial, acronym, common, stop, cue or lower."""
        word = self.words[i]
        if self.taken[i] or not word.capital:
            return "lower"
        if word.initial:
            return "initial"
        if hyphenated.is_part(word.text) or self._is_family(i):
            return "name"
        if hyphenated.is_family_name(word.text) and self._behind_title(i):
            return "unknown"  # Menteri Pertahanan Dong Jun
        if word.shouted and not self.shouting and not (part_kind(word.key) in _PERSONS and len(word.text) > 3):
            return "common" if len(word.text) > 3 and word.key in words("words.txt") else "acronym"
        if word.gap == "-" and self.words[i - 1].shouted:
            return "lower"
        if self.japan and not word.opens and self._is_japanese(i):
            return "name"
        kind, role = part_kind(word.key), cue(word.key)
        if role == "stop":
            return "stop"
        if self._after_initial(i):
            return "unknown"
        if role == "joins" and not word.opens and self._names_follow(i):
            return "unknown"  # La Ode Asrun, Al Hikmah
        if role == "begins" and self._names_follow(i):
            return "unknown"  # Tanjung Enim, Muara Teweh
        if role == "club" and self._continues(i):
            return "unknown"
        if role and role not in ("begins", "club") and not (kind and self._continues(i)) and not self._begins_name(i):
            return "cue"
        if kind:
            return "maybe" if word.key in words("words.txt") else "name"
        return "common" if is_common(word.key) else "unknown"

    def _is_japanese(self, i: int) -> bool:
        """Whether the word is a listed Japanese name, and no Indonesian word unless another such name stands beside."""
        beside = [self.words[j].text for j in (i - 1, i + 1) if 0 <= j < len(self.words)]
        listed = is_japanese_part(self.words[i].text)
        return listed and (self.words[i].key not in words("words.txt") or any(map(is_japanese_part, beside)))

    def _is_family(self, i: int) -> bool:
        """Whether the word is a family name beside a hyphenated given name."""
        beside = [
            j for j, gap in ((i - 1, i), (i + 1, i + 1)) if 0 <= j < len(self.words) and self.words[gap].gap == " "
        ]
        return hyphenated.is_family_name(self.words[i].text) and any(
            hyphenated.is_part(self.words[j].text) for j in beside
        )

    def _behind_title(self, i: int) -> bool:
        """Whether the word and one other stand behind a capitalised term, as a name behind its title."""
        before = i > 0 and self.taken[i - 1] and self.words[i - 1].capital and self.words[i].gap == " "
        return before and self._names_follow(i) and cue(self.words[i + 1].key) == ""

    def _names_follow(self, i: int) -> bool:
        """Whether the next word is a capitalised one that is in no list of common words."""
        if i + 1 >= len(self.words):
            return False
        following = self.words[i + 1]
        return following.capital and following.gap == " " and not self.taken[i + 1] and not is_common(following.key)

    def _continues(self, i: int) -> bool:
        """Whether the word directly follows another word of a name, so that a cue (``Hadi Putra``) is a part of it."""
        return i > 0 and self.words[i].gap == " " and self._status(i - 1) in ("name", "unknown", "maybe")

    def _begins_name(self, i: int) -> bool:
        """Whether a cue is rather the first part of a name: ``Putri Kusuma Wardani``, ``Raja Juli Antoni``."""
        given = self.words[i].key in _GIVEN_CUES and not self.words[i].opens
        return (given or cue(self.words[i].key) == "royal") and self._names_follow(i)

    def _after_initial(self, i: int) -> bool:
        """Whether an initial of the same name stands before the word: ``Thony M. Mayor``."""
        return (
            i > 1
            and self.words[i].gap == " "
            and self.words[i - 1].initial
            and self._status(i - 2) in ("name", "unknown")
        )

    def _runs(self) -> Iterator[tuple[int, int]]:
        """Maximal runs of words that may belong to one name, as (first, last)."""
        i, end = 0, len(self.words)
        while i < end:
            if not self._may_start(i):
                i += 1
                continue
            last = self._run_end(i)
            yield i, last
            i = last + 1

    def _may_start(self, i: int) -> bool:
        status, word = self.status[i], self.words[i]
        if status == "common":
            if word.opens or self.headline:
                return False
            return self._evidence(i) in ("village", "says", "address") or self._held_by(i)
        if status == "initial":
            if word.text == "H.":
                return False  # Haji
            return self._next_in_name(i) is not None and word.text.endswith((".", "I"))
        if status == "maybe":
            return not (word.opens or self.headline) or self._backed(i)
        if status == "unknown" and word.opens:
            return self._backed(i)
        return status in ("name", "unknown")

    def _held_by(self, i: int) -> bool:
        """Whether a common word is the first of two of a name behind an office: ``Bidan Cita Rosita``."""
        following = i + 1
        if following >= len(self.words) or self.words[following].gap != " ":
            return False
        if self.words[i - 1].key in _heads("fielded") or _DERIVED.fullmatch(self.words[i].key):
            return False
        status, office = self.status[following], self._office_ends(i)
        if self.words[i].gap != " ":  # Ketua panitia, Cita Rosita, …
            closed = following + 1 >= len(self.words) or self.words[following + 1].gap == ", "
            return status in ("name", "unknown") and office and closed
        return (status == "name" and (office or self._evidence(i) == "title")) or (status == "unknown" and office)

    def _office_ends(self, i: int) -> bool:
        """Whether an office, with its place or body, stands right before word ``i`` or its comma."""
        back = i - 1
        if back < 0 or not _OFFICE_GAP.fullmatch(self.words[i].gap):
            return False
        if self.words[i].gap == ", " and not self.words[back].capital and self.words[back].gap == " ":
            back -= 1  # Sekretaris perusahaan, …
        if self._taken_kind(back) not in _OFFICE_KINDS:
            return False
        while self._taken_kind(back) is not SpanKind.TITLE and cue(self.words[back].key) != "role":
            known = back > 0 and (self.taken[back - 1] or self.status[back - 1] in ("cue", "common"))
            if not known or self.words[back].gap != " ":
                return False
            back -= 1
        return True

    def _taken_kind(self, i: int) -> SpanKind | None:
        """What the span that covers word ``i`` names; None outside the spans."""
        start = self.words[i].start
        return next((span.kind for span in self.spans_taken if span.start <= start < span.end), None)

    def _backed(self, i: int) -> bool:
        """Whether what stands around a doubtful word speaks for a name."""
        following = self._next_in_name(i)
        if following is not None and self.status[following] in ("name", "unknown", "initial"):
            return True
        return self._says_next(i) or self._evidence(i) in ("place", "village", "to", "title", "address", "says")

    def _run_end(self, first: int) -> int:
        last = first
        while (following := self._next_in_name(last)) is not None or self._absorbs(first, last + 1):
            last = last + 1 if following is None else following
        return last

    def _absorbs(self, first: int, i: int) -> bool:
        """Whether a capitalised common word ``i`` goes on with the name (``Shigeru Maki``, ``Kecamatan Kuta Alam``)."""
        if i >= len(self.words) or self.status[i] != "common" or self.words[i].gap != " " or self.headline:
            return False
        if self._evidence(first) in ("place", "village"):
            return True
        listed = self.words[i].key in words("words.txt") or self.words[i].key in words("english.txt")
        if self.status[i - 1] == "name" and not listed:
            return True  # common by its ending only: Bergas Catursasi
        return self.status[i - 1] == "unknown" or part_kind(self.words[i - 1].key) == "person"

    def _next_in_name(self, i: int) -> int | None:
        """Index of the next word of the same name: directly, over a particle, or over a hyphen."""
        if self._joined(i + 1):
            return i + 1
        if i + 2 < len(self.words) and cue(self.words[i + 1].key) == "joins" and self.words[i + 1].gap == " ":
            return (
                i + 2 if self.status[i + 2] in ("name", "unknown", "maybe") and self.words[i + 2].gap == " " else None
            )
        return None

    def _joined(self, i: int) -> bool:
        if i >= len(self.words):
            return False
        word, before = self.words[i], self.words[i - 1]
        if word.gap == "-":
            places = part_kind(word.key) == "place" or part_kind(before.key) == "place"
            return word.capital and not places and self.status[i] in ("name", "unknown", "maybe", "cue")
        if not _SAME_NAME.fullmatch(word.gap):
            return False
        if self.status[i] == "common":
            return (
                not self.headline and self._evidence(i - 1) == "place" and self.status[i - 1] in ("common", "unknown")
            )
        return self.status[i] in ("name", "unknown", "maybe", "initial")

    def _split(self, first: int, last: int) -> Iterator[_Candidate]:
        """A run as one candidate, or as a place or body and the person after it (``Bekasi Tri Adhianto``)."""
        if staff := self._staff(first, last):
            yield from self._employer(first, staff - 1)
            yield _Candidate(staff, last, SpanKind.PERSON, True)
            return
        kinds = [part_kind(self.words[i].key) for i in range(first, last + 1)]
        cut = next((n for n, kind in enumerate(kinds) if kind != "place"), len(kinds))
        before = self._evidence(first)
        if before in ("says", "title", "address") or first + cut > last:
            cut = 0
        rest = {self.status[i] for i in range(first + cut, last + 1)}
        if (cut and "name" in rest) or (cut and before == "role" and "unknown" in rest):
            yield _Candidate(first, first + cut - 1, SpanKind.PLACE, True)
            yield _Candidate(first + cut, last, SpanKind.PERSON, True)
        else:
            yield self._candidate(first, last)

    def _staff(self, first: int, last: int) -> int:
        """Where a person's name begins behind an office of a body; 0 without one.

        ``Direktur Utama PT Sinar Abadi Bambang Wijaya``: at a part that is no common word, else at the last that may
        be; behind a place; or behind a name of two words, where the person speaks.
        """
        if self._apposes(last):
            return 0
        head = self._office(first, _STAFFED)
        if head is None:
            return self._resident(first, last)
        after = max(first, head + 2)
        places = [i + 1 for i in range(after, last) if part_kind(self.words[i].key) == "place"]
        parts = [i for i in range(after, last) if part_kind(self.words[i].key) in _PERSONS]
        names = [i for i in parts if self.status[i] == "name"]
        late = [i for i in names if first > head + 1 or i > head + 2]
        spoken = [head + 3] if last >= head + 4 and self._says_next(last) else []
        return next(iter([*places, *late, *names, *parts[-1:], *spoken]), 0)

    def _employer(self, first: int, last: int) -> Iterator[_Candidate]:
        """The name of a body or village, and the place at a body's end."""
        if self.words[first - 1].key in _heads("village") | _heads("village-office"):
            yield _Candidate(first, last, SpanKind.PLACE, True)
            return
        seat = last if first < last and part_kind(self.words[last].key) == "place" else last + 1
        if first < seat:
            yield _Candidate(first, seat - 1, SpanKind.ORGANIZATION, True)
        if first <= last >= seat:
            yield _Candidate(seat, last, SpanKind.PLACE, True)

    def _apposes(self, last: int) -> bool:
        """Whether a name or the form of a company follows, so that the run itself ends in no person."""
        following = self.words[last + 1] if last + 1 < len(self.words) else None
        return following is not None and following.capital and following.gap in (", ", " (", " ")

    def _resident(self, first: int, last: int) -> int:
        """Where a person's name begins behind an office of a village: ``Ketua BPD Desa Karangrejo Suyanto``."""
        village = self._office(first, frozenset({"place"})) == first - 1 and self.words[first - 1].key in _heads(
            "village"
        )
        led = first > 0 and last > first + 1 and self._leads_village(first - 1)
        if not (village or led) or self.status[first] == "name" or part_kind(self.words[first].key) in _PERSONS:
            return 0
        persons = [i for i in range(first + 1, last + 1) if part_kind(self.words[i].key) == "person"]
        cut = next((i for i in persons if self.status[i] == "name"), first + 1 if led else 0)
        while cut > first + 1 and self.status[cut - 1] == "unknown" and part_kind(self.words[cut - 1].key) == "":
            cut -= 1  # Desa Cikuya, Deden Supriadi
        return cut

    def _leads_village(self, i: int) -> bool:
        """Whether the word is a village or district office with its place behind it: ``Kades Kohod …``."""
        return self.words[i].capital and self.words[i].key in _heads("village-office") and self.words[i + 1].gap == " "

    def _office(self, first: int, heads: frozenset[str]) -> int | None:
        """The word of these classes before ``first`` that an office stands before: ``PT`` in ``Direktur PT …``."""
        head = next((i for i in range(first - 1, max(-1, first - 4), -1) if cue(self.words[i].key) in heads), None)
        if head is None or any(self.words[i].gap not in (" ", ". ") for i in range(head + 1, first + 1)):
            return None
        return head if any(cue(self.words[i].key) == "role" for i in range(max(0, head - 4), head)) else None

    def _candidate(self, first: int, last: int) -> _Candidate:
        kind = self._kind(first, last)
        sure = kind is not None or any(self.status[i] == "name" for i in range(first, last + 1))
        return _Candidate(first, last, kind, sure)

    def _kind(self, first: int, last: int) -> SpanKind | None:
        """What the name is by the words around it, else by its parts; None when nothing speaks."""
        if any(hyphenated.is_part(self.words[i].text) for i in range(first, last + 1)):
            return SpanKind.PERSON
        evidence = self._evidence(first)
        parts = {part_kind(self.words[i].key) for i in range(first, last + 1)}
        if parts <= {"place"} and evidence not in ("address", "says"):
            return SpanKind.PLACE
        if evidence == "body":
            return SpanKind.ORGANIZATION
        if evidence == "to" and "person" not in parts:
            return SpanKind.PLACE
        if evidence in ("place", "village") or self._direction(last) or self._japanese_place(first, last):
            return SpanKind.PLACE
        if cue(self.words[last].key) == "club":
            return SpanKind.ORGANIZATION
        if first < last and cue(self.words[first].key) == "begins" and evidence not in ("title", "address", "says"):
            return SpanKind.PLACE
        if evidence == "title" and parts <= {"place", "other"} and first == last:
            return SpanKind.PLACE if parts == {"place"} else SpanKind.OTHER
        if evidence in ("title", "address", "says") or self._says_next(last):
            return SpanKind.PERSON
        if first == last and parts <= {"other", "place"}:
            return None
        if parts & _PERSONS or (first < last and "place" not in parts):
            return SpanKind.PERSON if first < last or evidence != "to" else SpanKind.PLACE
        if parts == {""} and (_PERSONAL.search(self.words[last].key) or self._apposed(first, last)):
            return SpanKind.PERSON
        return None

    def _apposed(self, first: int, last: int) -> bool:
        """Whether the name stands between commas before a verb: ``Sopir bus, Marzuki, diduga mengantuk``."""
        following = last + 1
        if self.words[first].gap != ", " or following >= len(self.words) or self.words[following].gap != ", ":
            return False
        return not self.words[following].capital and bool(_VERB.match(self.words[following].key))

    def _japanese_place(self, first: int, last: int) -> bool:
        parts = [self.words[i].text for i in range(first, last + 1)]
        return any(map(japanese_place, parts)) and not japanese_person(parts, context=self.japan)

    def _evidence(self, i: int) -> str:
        """Class of the cue before word ``i``, looking back over capitalised common words (``Dinas Pendidikan``)."""
        back = i - 1
        if back < 0 or self.words[i].opens or not re.fullmatch(r"[ \u00a0]|\. ", self.words[i].gap):
            return ""
        word = self.words[back]
        role = cue(word.key)
        if (
            role == "place"
            and back
            and cue(self.words[back - 1].key) == "role"
            and part_kind(self.words[i].key) in _PERSONS
        ):
            return "role"  # Wali Kota Tri Adhianto, Kepala Desa Slamet
        if role == "place" and word.key in _heads("village"):
            return "village"
        if role in ("address", "title") and word.gap == "-":
            return ""
        if role in ("address", "title", "says", "to", "origin", "role"):
            return role
        for step in range(back, max(-1, back - 4), -1):
            if cue(self.words[step].key) in ("body", *_STAFFED):
                return "body"
            if not self.words[step].capital or self.status[step] not in ("common", "cue"):
                return ""
        return ""

    def _place_cue(self, i: int) -> str:
        """Class of the head of a place name before word ``i``; an office in ``Kepala Desa Slamet``."""
        office = i > 1 and cue(self.words[i - 2].key) == "role"
        if office and part_kind(self.words[i].key) in _PERSONS:
            return "role"
        return "village" if self.words[i - 1].key in _heads("village") else "place"

    def _says_next(self, i: int) -> bool:
        following = i + 1
        if following >= len(self.words) or self.words[following].capital:
            return False
        return cue(self.words[following].key) in ("says", "tells") and self.words[following].gap == " "

    def _direction(self, last: int) -> tuple[str, str, str] | None:
        """Direction (source, English, Japanese) after the name."""
        rest = self.text[self.words[last].end : self.words[last].end + 14]
        return next((d for d in _directions() if re.match(rf" {d[0]}\b", rest)), None)

    def _with_lists(self, candidates: Sequence[_Candidate]) -> Iterator[_Candidate]:
        """Candidates, an unsure one taking the kind of its neighbour in a list (``Andi, Budi, dan Citra``)."""
        forward = list(self._passed_on(candidates))
        return reversed(list(self._passed_on(forward[::-1])))

    def _passed_on(self, candidates: Sequence[_Candidate]) -> Iterator[_Candidate]:
        before: _Candidate | None = None
        for candidate in candidates:
            if before and before.kind and self._listed(before, candidate):
                candidate = replace(candidate, kind=candidate.kind or before.kind, sure=True, listed=True)
            yield candidate
            before = candidate

    def _listed(self, one: _Candidate, other: _Candidate) -> bool:
        left, right = sorted((one, other), key=lambda c: c.first)
        return bool(_LIST_GAP.fullmatch(self.text[self.words[left.last].end : self.words[right.first].start]))

    def _judge(self, candidate: _Candidate) -> _Candidate | None:
        """The candidate, or None when it is rather no name."""
        statuses = {self.status[i] for i in range(candidate.first, candidate.last + 1)}
        if statuses <= {"initial"}:
            return None
        if statuses <= {"maybe"} and not candidate.listed and not self._backed(candidate.first):
            return None
        if self.headline and statuses == {"unknown"} and not candidate.sure and self._looks_foreign(candidate):
            return None
        if self.shouting and not candidate.sure:
            return None
        return candidate

    def _looks_foreign(self, candidate: _Candidate) -> bool:
        return any(_FOREIGN.search(self.words[i].key) for i in range(candidate.first, candidate.last + 1))

    def _is_western(self, candidate: _Candidate) -> bool:
        """Whether a part that the lexicon does not know is spelled as no Indonesian name is."""
        keys = [self.words[i].key for i in range(candidate.first, candidate.last + 1)]
        return any(not part_kind(key) and _WESTERN.search(key) for key in keys) and not romaji("".join(keys))

    def _span(self, candidate: _Candidate) -> FixedSpan:
        start, end = self.words[candidate.first].start, self.words[candidate.last].end
        name, kind = self._name(candidate), candidate.kind or SpanKind.OTHER
        if kind is SpanKind.OTHER and (_CAMEL.fullmatch(name) or self._looks_foreign(candidate)):
            return self._copied(start, end, kind)
        ja, issue = self._japanese(name, kind)
        direction = self._direction(candidate.last) if kind in (SpanKind.PLACE, SpanKind.OTHER) else None
        if not direction:
            span = self._proposed(start, end, kind, name, ja, issue)
            return replace(span, hard=False, issues=(_western(name, ja),)) if self._is_western(candidate) else span
        source, en, prefix = direction
        return self._proposed(start, end + 1 + len(source), SpanKind.PLACE, f"{en} {name}", f"{prefix}{ja}", issue)

    def _proposed(self, start: int, end: int, kind: SpanKind, en: str, ja: str, issue: Issue) -> FixedSpan:
        run_on = (ja.replace("・", ""),) if "・" in ja else ()
        source = self.text[start:end]
        return FixedSpan(start, end, source, kind, en, ja, Origin.RULE, accepts_ja=run_on, issues=(issue,))

    def _copied(self, start: int, end: int, kind: SpanKind) -> FixedSpan:
        """A name that Japanese newspapers mostly leave in Latin letters, softly."""
        name = self.text[start:end]
        return FixedSpan(start, end, name, kind, name, name, Origin.RULE, hard=False, issues=(_proposal(name, name),))

    def _name(self, candidate: _Candidate) -> str:
        """The name as English copies it: capitals only at the beginning of a word."""
        name = self.text[self.words[candidate.first].start : self.words[candidate.last].end]
        shouted = all(self.words[i].shouted for i in range(candidate.first, candidate.last + 1))
        return " ".join(part.capitalize() for part in name.split()) if shouted else name

    def _japanese(self, name: str, kind: SpanKind) -> tuple[str, Issue]:
        """Japanese form and remark: kanji or romaji reading of Japanese names, else Indonesian katakana."""
        parts = name.split()
        person = japanese_person(parts, context=self.japan) if kind in (SpanKind.PERSON, SpanKind.OTHER) else None
        if person:
            return person.kana, kanji_wanted(name, person.kana)
        if kind is SpanKind.PERSON and (kana := hyphenated.person(name)):
            return kana, _proposal(name, kana)
        if self.japan and len(parts) == 1:
            place = japanese_place(name) if kind is not SpanKind.PERSON else None
            if place:
                return place, _proposal(name, place)
            if romaji(name) and (is_family_name(name) or (kind is SpanKind.PLACE and not part_kind(name.casefold()))):
                return romaji(name), kanji_wanted(name, romaji(name))
        ja = katakana(name)
        return ja, _proposal(name, ja)

    def _acronyms(self) -> Iterator[FixedSpan]:
        """Unknown bodies in capitals (``IGTKI-PGRI``), copied as they are."""
        for i, status in enumerate(self.status):
            if status != "acronym" or self._hyphenated_acronym(i) or cue(self.words[i].key):
                continue
            last = i
            while last + 1 < len(self.words) and self._hyphenated_acronym(last + 1):
                last += 1
            start, end = self.words[i].start, self.words[last].end
            if end - start > 2 and not _attached(self.text, start, end):
                yield replace(self._copied(start, end, SpanKind.ORGANIZATION), issues=())

    def _hyphenated_acronym(self, i: int) -> bool:
        return self.status[i] == "acronym" and self.words[i].gap == "-" and self.status[i - 1] == "acronym"


def _attached(text: str, start: int, end: int) -> bool:
    """Whether digits or signs touch the word (``US$``, ``G20``), so that it is no name by itself."""
    return bool(re.match(r"[\d$€£]", text[end : end + 1])) or bool(
        re.match(r"[\d#@/]", text[max(0, start - 1) : start])
    )


def _proposal(name: str, ja: str) -> Issue:
    message = f"{name} → {ja} is a proposal by rule: settle the name, or correct it."
    return Issue(check="name-proposal", severity=Severity.INFO, message=message, span=name)


def _western(name: str, ja: str) -> Issue:
    message = f"{name} looks foreign and {ja} follows Indonesian rules: check the katakana and settle the name."
    return Issue(check="name-proposal", severity=Severity.INFO, message=message, span=name)


@cache
def _directions() -> tuple[tuple[str, str, str], ...]:
    return tuple((source, en, ja) for source, en, ja in rows("directions.tsv"))


@cache
def _heads(kind: str) -> frozenset[str]:
    """Words of one kind of ``heads.tsv``."""
    return frozenset(word for name, listed in rows("heads.tsv") if name == kind for word in listed.split())
