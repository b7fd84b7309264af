"""Bodies and places: head words with their place, name, number and field, and the branches of bodies at places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from translator.fixed import SpanKind
from translator.glossary import fields, rules
from translator.glossary.areas import DISTRICT, PROVINCE, Area, Lookup, area
from translator.glossary.brackets import Brackets
from translator.glossary.chains import Chains
from translator.glossary.fields import Field
from translator.glossary.glossary import match_issues, to_span
from translator.glossary.match import Match
from translator.glossary.model import Entry, Institution, Title
from translator.glossary.proper import ProperNames
from translator.glossary.render import BODIES, Piece, institution_with, render_institution
from translator.glossary.sentence import Sentence

_NUMBER = re.compile(r"\d{1,4}|[IVXL]+|[A-H]")
_ROMAN = re.compile(r"[IVX]{1,5}")
_QUARTERS = ("district", "subdistrict", "village")
"""Levels whose names have a direction of their own: ``Kelurahan Mangga Dua Selatan``."""

_KATAKANA = re.compile(r"[ァ-ヶー]{2}$")
_ASSEMBLIES = ("国会", "議会", "協議会")
"""Ends of Japanese names of bodies that have factions."""

_GOVERNMENTS = ("市", "県", "州", "府", "政府")
"""Ends of Japanese names of governments, which have no branches."""

_OFFICES = ("局", "事務所", "署", "センター", "所")
"""Ends of Japanese names of bodies that stand behind their place."""


class Bodies:
    """Reads bodies and places at the tokens of a sentence."""

    def __init__(self, line: Sentence, lookup: Lookup, brackets: Brackets, names: ProperNames) -> None:
        self.line = line
        self.brackets = brackets
        self.names = names
        self.chains = Chains(line, self._area)
        self._lookup = lookup
        self._places: dict[int, Piece | None] = {}
        self._heads: dict[int, tuple[Piece, ...]] = {}

    def place(self, at: int) -> Piece | None:
        """The longest place that starts here: a known one, or a level word with its name (Kecamatan Bantur)."""
        if at not in self._places:
            known = self.line.known(at, (SpanKind.PLACE,))
            areas = [piece for piece in self.institutions(at) if piece.kind is SpanKind.PLACE]
            place = max([*([known] if known else []), *areas], key=lambda piece: piece.stop, default=None)
            self._places[at] = self._street(self._with_part(place, "village")) if place else None
        return self._places[at]

    def body(self, at: int) -> Piece | None:
        """The longest body that starts here, with its bracketed short form."""
        known = self.line.known(at, BODIES)
        bodies = [piece for piece in self.institutions(at) if piece.kind in BODIES]
        abroad = self.abroad(known) if known else ()
        readings = [self.brackets.glossed(known) if known else None, *abroad, self.brackets.long_form(at), *bodies]
        return max((piece for piece in readings if piece), key=lambda piece: piece.stop, default=None)

    def town(self, place: Piece) -> Piece:
        """``Bekasi Kota`` of the police: the city, not the regency."""
        if (
            place.stop < len(self.line.tokens)
            and self.line.tokens[place.stop].cased == "Kota"
            and not self.place(place.stop)
        ):
            en, ja = rules.area_en(place.en, "city"), rules.area_ja(place.ja, "city")
            return replace(place, stop=place.stop + 1, en=en, ja=ja)
        return place

    def _with_part(self, place: Piece, behind: str) -> Piece:
        """``Kelapa Dua Wetan``, ``Jalan Merdeka Barat``: with the direction that belongs to the name."""
        word = self.line.tokens[place.stop].cased if place.stop < len(self.line.tokens) else ""
        kana = rules.name_parts(behind).get(word)
        if kana is None or not self.line.spaced(place.stop):
            return place
        return _longer(place, word, f"・{kana}")

    def _street(self, place: Piece) -> Piece:
        """A street that the glossary knows, with the direction that belongs to its name."""
        records = (record for match in self.line.matches.get(place.first, ()) for record in match.records)
        head = next((r for r in records if isinstance(r, Institution) and "compass" in r.takes), None)
        if head is None:
            return place
        ending = head.form_ja.removeprefix("{place}")
        bare = replace(place, ja=place.ja.removesuffix(ending))
        longer = self._with_number(bare if place.composed else self._with_part(bare, "street"))
        return replace(longer, ja=longer.ja + ending) if longer.stop > place.stop else place

    def _with_number(self, place: Piece) -> Piece:
        """``Jalan Melati III``: with the Roman number that belongs to the name."""
        word = self.line.tokens[place.stop].cased if place.stop < len(self.line.tokens) else ""
        if not _ROMAN.fullmatch(word) or not self.line.spaced(place.stop):
            return place
        return _longer(place, word, rules.arabic(word))

    def is_company(self, body: Piece) -> bool:
        """Whether a company's mark stands before the name, before another spelling of it or at its Japanese end."""
        heads = rules.company_marks("before")
        stop = self.line.tokens[body.stop - 1].end
        records = (r for m in self.line.matches.get(body.first, ()) if m.end == stop for r in m.records)
        spellings = (spelling for record in records if isinstance(record, Entry) for spelling in record.ids)
        bare = re.sub("（[^）]*）$", "", body.ja)
        named = self.line.tokens[body.first].cased in heads or any(s.split(" ")[0] in heads for s in spellings)
        return named or bare.endswith(rules.company_marks("end"))

    def _area(self, at: int) -> Area | None:
        """The place that starts here, with what may hold it."""
        piece = self.place(at)
        if piece is None:
            return None
        source = self.line.text[self.line.tokens[at].start : self.line.tokens[piece.stop - 1].end]
        bare = area(piece, source, self.line.level(piece), self._lookup)
        short, stop = self.brackets.short(piece.stop)
        if not short or self.brackets.of_longer(piece.stop, at) or not _is_initial(short, source):
            return bare
        en, ja = self.brackets.shortened(piece.en, piece.ja, short)  # Nusa Tenggara Timur (NTT)
        ranks = {rank: self.brackets.shortened(en, form, short)[1] for rank, form in bare.ranks.items()}
        return replace(bare, piece=replace(piece, stop=stop, en=en, ja=ja), ranks=ranks)

    def branch(self, body: Piece, *, levelled: bool = False) -> Piece | None:
        """The branch of a body at a place: ``BPS Kota Bekasi``; ``levelled``: only places with their level word."""
        whole = body.composed and self.line.word(body.stop - 1) != ")"
        after = self.line.past(rules.class_pattern(), body.stop)
        place = self.place(after) if body.kind in BODIES and not whole else None
        bare = re.sub("（[^）]*）$", "", body.ja)
        if place is None or (levelled and not self.line.level(place)) or bare.endswith(_GOVERNMENTS):
            return None
        proper = body.kind is SpanKind.ORGANIZATION or body.en[:1].isupper()
        if not proper or self.line.is_feature(place):
            return None
        en, ja = f"{place.en} {body.en}", f"{body.ja}{place.ja}支部"
        if bare.endswith(_OFFICES):
            ja = place.ja + body.ja
        elif rules.is_country(place.en) and _KATAKANA.search(bare):
            en, ja = f"{body.en} {place.en}", f"{bare}・{place.ja}"
        elif bare.endswith("大学"):
            en, ja = f"{body.en} {place.en}", f"{body.ja}{place.ja}校"
        return replace(body, stop=place.stop, en=en, ja=ja, issues=(*body.issues, *place.issues), composed=True)

    def housed(self, party: Piece) -> Piece:
        """A party with the assembly that its faction sits in: ``PKS DPR RI``, ``PDIP DPRD Kota Bekasi``."""
        house = self.body(party.stop)
        if house is None or not house.ja.endswith(_ASSEMBLIES):
            return party
        en, ja = f"{house.en} {party.en}", f"{house.ja}{party.ja}"
        return replace(party, stop=house.stop, en=en, ja=ja, issues=(*party.issues, *house.issues), composed=True)

    def abroad(self, body: Piece) -> Iterator[Piece]:
        """``Mahkamah Agung Amerika Serikat``: a body of another state."""
        land = self.place(body.stop) if body.kind in BODIES and self.line.spaced(body.stop) else None
        if land and self.line.tokens[body.first].cased in rules.state_bodies() and rules.is_country(land.en):
            en, ja = f"{rules.country_en(land.en)} {body.en}", f"{land.ja}{body.ja}"
            accepts = (f"{body.en} of {land.en}", f"{land.en}'s {body.en}"), (f"{land.ja}の{body.ja}",)
            yield replace(
                body, stop=land.stop, en=en, ja=ja, composed=True, accepts_en=accepts[0], accepts_ja=accepts[1]
            )

    def within(self, body: Piece) -> Iterator[Piece]:
        """``Pemkot Izumisano[,] Prefektur Osaka, Jepang``: a town's body with the prefecture or province around it."""
        at = body.stop + (self.line.word(body.stop) == ",")
        outer = self._area(at) if body.kind in BODIES else None
        if outer and outer.levelled and outer.lowest >= PROVINCE:
            around = self.chains.nested(outer) or outer.piece
            en, ja = f"{body.en}, {around.en}", f"{around.ja}{body.ja}"
            yield replace(body, stop=around.stop, en=en, ja=ja, composed=True, accepts_en=(), accepts_ja=())

    def institutions(self, at: int) -> tuple[Piece, ...]:
        """Readings of the head words that start here: HEAD [n] [(SHORT)] [PLACE] [(SHORT)]."""
        if at not in self._heads:
            self._heads[at] = tuple(self._read_institutions(at))
        return self._heads[at]

    def _read_institutions(self, at: int) -> Iterator[Piece]:
        for match in self.line.matches.get(at, ()):
            for head in match.records:
                if isinstance(head, Institution) and (piece := self._institution(match, head, at)):
                    yield piece

    def _institution(self, match: Match, head: Institution, at: int) -> Piece | None:
        issues = match_issues(self.line.text[match.start : match.end], match)
        stop, number = self._numbered(head, match.last + 1)
        short, stop = ("", stop) if self.brackets.of_longer(stop, at) else self._short(stop)
        if not number:
            stop, number = self._numbered(head, stop)
        field = self.field(stop) if "field" in head.takes else None
        if field:
            head, stop = institution_with(head, field), field.stop
            short, stop = self._short(stop)
        elif "field" in head.takes:
            return None
        after = stop + bool(number and self.line.word(stop) == "/")
        place = None if match.clitic else self._argument(head, after, capital=self.line.tokens[at].cased[:1].isupper())
        if place and "compass" in head.takes:
            place = self._with_part(place, "street")
        if place is None and not number and not field:
            return self._sited(head, self._bare(match, at, stop, short))
        if place and "own" in head.takes and place.kind in BODIES:  # PT Bank Mandiri
            return self.brackets.glossed(replace(place, first=at, composed=True))
        stop = self.line.past(rules.company_pattern(), place.stop if place else stop)
        if not short and not self.brackets.of_longer(stop, at):
            short, stop = self.brackets.short(stop)
        en, ja = render_institution(head, place, number)
        en, ja = self.brackets.shortened(en, ja, short)
        piece = Piece(at, stop, head.kind, en, ja, (*issues, *(place.issues if place else ())))
        return self._seated(piece) if "name" in head.takes and not head.level else self._sited(head, piece)

    def _sited(self, head: Institution, mission: Piece | None) -> Piece | None:
        """``Konsulat Jenderal Jepang di Surabaya``: a mission with its seat."""
        if mission is None or "seat" not in head.takes or self.line.word(mission.stop) != "di":
            return mission
        seat = self.place(mission.stop + 1)
        if seat is None:
            return mission
        en, ja = f"{mission.en} in {seat.en}", f"在{seat.ja}{mission.ja}"
        return replace(mission, stop=seat.stop, en=en, ja=ja, composed=True)

    def _seated(self, named: Piece) -> Piece:
        """``RSUD dr. Soebandi Jember``, ``Taman Bungkul Surabaya``: with the place right behind it."""
        place = self._area(named.stop)
        if place is None or max(place.ranks, default=0) <= DISTRICT or not self.line.spaced(named.stop):
            return named
        possessive = "'" if place.piece.en.endswith("s") else "'s"
        en, ja = f"{place.piece.en}{possessive} {named.en}", f"{place.piece.ja}の{named.ja}"
        return replace(named, stop=place.piece.stop, en=en, ja=ja, issues=(*named.issues, *place.piece.issues))

    def field(self, at: int) -> Field | None:
        """What an office works on; None unless it ends where something else is known to begin."""
        field = fields.read(self.line.tokens, at, self.line.entries)
        if field is None or field.stop >= len(self.line.tokens) or not self.line.tokens[field.stop].cased[:1].isupper():
            return field
        known = field.stop in self.line.given or any(
            not isinstance(record, Entry) or record.kind is not SpanKind.TERM
            for match in self.line.matches.get(field.stop, ())
            for record in match.records
        )
        honoured = (
            rules.degrees_before(self.line.text, self.line.tokens[field.stop].start)
            > self.line.tokens[field.stop].start
        )
        return field if known or honoured else None

    def _short(self, at: int) -> tuple[str, int]:
        """The short form in brackets and where it stops; none for that of the head's title: ``(Kadishub)``."""
        short, stop = self.brackets.short(at)
        titles = (
            m for m in self.line.matches.get(at + 1, ()) if any(isinstance(record, Title) for record in m.records)
        )
        return ("", stop) if short and any(m.last + 2 == stop for m in titles) else (short, stop)

    def _bare(self, match: Match, at: int, stop: int, short: str) -> Piece | None:
        """The head word alone; a composite only with a short form behind it."""
        span = to_span(self.line.text, match)
        if span is None:
            return None
        en, ja = self.brackets.shortened(span.en, span.ja, short)
        stop = stop if short else match.last + 1
        return Piece(at, stop, span.kind, en, ja, span.issues, span.hard, composed=bool(short))

    def _numbered(self, head: Institution, at: int) -> tuple[int, str]:
        at = self.line.past(rules.class_pattern(), at)
        if "number" in head.takes and at < len(self.line.tokens) and _NUMBER.fullmatch(self.line.tokens[at].cased):
            return at + 1, self.line.tokens[at].cased
        return at, ""

    def _argument(self, head: Institution, at: int, *, capital: bool) -> Piece | None:
        found: list[Piece | None] = []
        road = "compass" in head.takes and not capital  # "jalan Sumut": roads of a province
        if head.takes & {"place", "name"} and not road:
            place = self.place(at)
            if place and head.level in _QUARTERS:
                place = self._with_part(place, "street")
            found.append(self.town(place) if place and head.level == "police" else place)
        if "country" in head.takes and (place := self.place(at)) and rules.is_country(place.en):
            found.append(place)
        if "org" in head.takes and (body := self.body(at)):
            found.append(self.housed(body) if "house" in head.takes else body)
        if "company" in head.takes and not self.line.headline:
            found.append(self.names.company(at))
        if "own" in head.takes and (known := self.line.known(at, (SpanKind.ORGANIZATION,))):
            found.insert(0, known)
        if "name" in head.takes:
            found.append(self.names.named_after(at))
            settled = head.level and any(found)  # an area's name is known: what follows is the next phrase
            if capital and not self.line.headline and not settled:
                found.append(self.names.found(at) or self.names.unknown(at))
        return max((piece for piece in found if piece), key=lambda piece: piece.stop, default=None)


def _longer(place: Piece, word: str, ja: str) -> Piece:
    """The place with one more word of its name."""
    en, ja = f"{place.en} {word}", place.ja + ja
    return replace(place, stop=place.stop + 1, en=en, ja=ja, composed=True, accepts_en=(), accepts_ja=())


def _is_initial(short: str, name: str) -> bool:
    """Whether the short form begins as a word of the name does: no place's is ``Indonesia (Peradi)``."""
    return any(word[:1].lower() == short[:1].lower() for word in name.split())
