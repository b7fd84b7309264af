"""Titles with their place and name, bodies with their place: several spans become one with one target form.

``Wali Kota Bekasi, Tri Adhianto`` → ``Bekasi Mayor Tri Adhianto`` / ``ブカシ市のトリ・アディアント市長``.
The parser reads phrases from left to right over the tokens of one segment and takes the reading that reaches furthest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from translator.fixed import FixedSpan, Origin, SpanKind
from translator.glossary import fields, rules
from translator.glossary.areas import DISTRICT, PROVINCE, Area, Lookup, area, nested
from translator.glossary.fields import Field
from translator.glossary.glossary import Glossary, Scan, match_issues, to_span
from translator.glossary.match import Match
from translator.glossary.model import Entry, Institution, Style, Title
from translator.glossary.render import (
    BODIES,
    Person,
    Piece,
    Post,
    in_faction,
    institution_with,
    level_of,
    render_institution,
    render_pair,
    render_title,
    title_with,
)
from translator.issues import Issue, Severity

Katakana = Callable[[str], str]

_NUMBER = re.compile(r"\d{1,4}|[IVXL]+|[A-H]")
_NEIGHBORHOOD = re.compile(r"(\d{1,3})(?:\s?[/,]?\s?RW\.?\s?(\d{1,3}))?\b")
_NTH = re.compile(r"ke-?(\d{1,2})\b")
_NAME_WORD = re.compile(r"[A-Z]\w*(?:[-'’]\w+)*")
_CLOSERS = frozenset(",.;:!?)\"'–—-")
_AND = frozenset(("dan", "serta", "maupun", "atau"))
_INITIALS = re.compile(r"(?:[A-Z]\.\s?)+(?=[A-Z])|[A-Z]{2,3}\.?\s(?=[A-Z][a-z])")
_SHORT_FORM = re.compile(r"[A-Z][\w.&/-]{1,14}")
_REGNAL = re.compile(r"[IVX]{1,5}")
_LONGEST_NAME = 4
_ALL_KINDS = tuple(SpanKind)
_BRACKETED = frozenset((*BODIES, SpanKind.PLACE, SpanKind.TITLE, SpanKind.TERM))
"""What may have its short form in brackets behind it."""

_ASSEMBLIES = ("国会", "議会", "協議会")
"""Ends of Japanese names of bodies that have factions."""

_GOVERNMENTS = ("市", "県", "州", "府", "政府")
"""Ends of Japanese names of governments, which have no branches."""


_OFFICES = ("局", "事務所", "署", "センター", "所")
"""Ends of Japanese names of bodies that stand behind their place."""


def compose(
    text: str,
    spans: Sequence[FixedSpan],
    glossary: Glossary,
    *,
    katakana: Katakana | None = None,
    scan: Scan | None = None,
) -> list[FixedSpan]:
    """Spans of ``text`` with neighbours merged into composites; disjoint and in order.

    ``spans``: what is known so far (glossary terms, persons, places, values); those that no composite covers stay.
    ``katakana``: reads a place name that no span knows (``Pantai X``); without it the name stays and an issue says so.
    ``scan``: what ``glossary.scan(text)`` gave, where it is at hand.
    """
    parser = _Parser(text, spans, scan or glossary.scan(text), glossary.lookup, katakana)
    composites = list(parser.composites())
    rest = [span for span in spans if not any(span.overlaps(composite) for composite in composites)]
    return sorted([*composites, *rest], key=lambda span: span.start)


class _Parser:
    def __init__(
        self, text: str, spans: Sequence[FixedSpan], scan: Scan, lookup: Lookup, katakana: Katakana | None
    ) -> None:
        self.text = text
        self.spans = spans
        self.lookup = lookup
        self.katakana = katakana
        self.tokens = scan.tokens
        self.matches = scan.matches
        self.entries: dict[int, tuple[FixedSpan, ...]] = {}
        self.posts: dict[int, tuple[Post, ...]] = {}
        self.shorts: dict[str, FixedSpan | None] = {}
        self.heads: dict[int, tuple[Piece, ...]] = {}
        self.places: dict[int, Piece | None] = {}
        self.longs = dict(self._long_forms())
        self.index = {token.start: number for number, token in enumerate(self.tokens)}
        self.stops = {token.end: number + 1 for number, token in enumerate(self.tokens)}
        self.given = {self.index[span.start]: span for span in spans if span.start in self.index}

    # what is emitted -------------------------------------------------------------------------------------------

    def composites(self) -> Iterator[FixedSpan]:
        """Composite spans from left to right, none of which cuts a given span in two."""
        at = 0
        while at < len(self.tokens):
            if not self._opens(at):
                at += 1
                continue
            pieces = (piece for piece in self._readings(at) if self._whole(piece))
            best = max(pieces, key=lambda piece: piece.stop, default=None)
            if best is None or not best.composed:
                at = best.stop if best else at + 1
                continue
            yield self._span(best)
            at = best.stop

    def _opens(self, at: int) -> bool:
        """Whether anything may be read from here: a term, a given span, a capital or a modifier of a title."""
        token = self.tokens[at]
        return at in self.matches or at in self.given or token.cased[:1].isupper() or token.key in rules.openers()

    def _readings(self, at: int) -> Iterator[Piece]:
        """Ways to read what starts here; of equals the first wins."""
        known = self._known(at, _ALL_KINDS)
        if known and known.kind is SpanKind.PERSON:
            yield known
        yield from self._titled(at)
        yield from self._coordinated(at)
        yield from self._unfielded(at)
        yield from self._reigning(at)
        yield from self._named(at)
        if known:
            yield self._glossed(known)
            yield from self._abroad(known)
        for body in self._institutions(at):
            yield body
            yield from self._within(body)
        if long := self._long_form(at):
            yield self._branch(long) or long
        if known and (branch := self._branch(self._glossed(known), levelled=True)):
            yield branch
        yield from self._chains(at)

    def _whole(self, piece: Piece) -> bool:
        start, end = self.tokens[piece.first].start, self.tokens[piece.stop - 1].end
        return all(s.end <= start or end <= s.start or (start <= s.start and s.end <= end) for s in self.spans)

    def _span(self, piece: Piece) -> FixedSpan:
        start, end = self.tokens[piece.first].start, self.tokens[piece.stop - 1].end
        return FixedSpan(
            start,
            end,
            self.text[start:end],
            piece.kind,
            piece.en,
            piece.ja,
            Origin.RULE,
            hard=piece.hard,
            accepts_en=tuple(form for form in dict.fromkeys(piece.accepts_en) if form != piece.en),
            accepts_ja=tuple(form for form in dict.fromkeys(piece.accepts_ja) if form != piece.ja),
            issues=tuple(dict.fromkeys(piece.issues)),
        )

    # titles ----------------------------------------------------------------------------------------------------

    def _titled(self, at: int) -> Iterator[Piece]:
        """TITLE [PLACE] NAME; TITLE PLACE, NAME[,]; TITLE PLACE; modifier TITLE."""
        for post in self._posts(at):
            person = None if _possessed(post) else self._person(post.stop) or self._someone(post)
            stop = person.stop if person else post.stop
            if person is None and (wider := self._wider(post)):
                if person := self._apposed(wider):
                    yield render_title(wider, person, at, self._closing(person.stop))
                elif person := self._person(wider.stop):
                    yield render_title(wider, person, at, person.stop)
            if person is None and (person := self._apposed(post)):
                stop = self._closing(person.stop)
            told = post.governed or post.modifiers or "field" in post.title.takes
            if person or (told and "name" not in post.title.takes):
                yield render_title(post, person, at, stop)
            if person and post.governed is None and "royal" in post.title.takes and (land := self._land(person.stop)):
                yield render_title(replace(post, governed=land), person, at, land.stop)
            if person is None and (faction := self._faction(post.stop)) and (person := self._person(faction.stop)):
                yield in_faction(render_title(post, person, at, person.stop), faction)

    def _coordinated(self, at: int) -> Iterator[Piece]:
        """TITLE dan TITLE PLACE: ``Wali Kota dan Wakil Wali Kota Bekasi``."""
        for first in self._posts(at):
            if first.governed or self._word(first.stop) not in ("dan", "serta", "/"):
                continue
            for second in self._posts(first.stop + 1):
                if second.governed and first.title.takes & second.title.takes and not self._person(second.stop):
                    yield render_pair(first, second, at)

    def _unfielded(self, at: int) -> Iterator[Piece]:
        """``Kepala Bidang Xyz`` whose field nobody knows: the title alone, with a remark for the editor."""
        for match in self.matches.get(at, ()):
            heads = (record for m in (match, *self.matches.get(match.last, ())) for record in m.records)
            field = any(not isinstance(head, Entry) and "field" in head.takes for head in heads)
            span, after = to_span(self.text, match), match.last + 1
            unread = self._spaced(after) and self.tokens[after].cased[:1].isupper() and not self._claimed(after)
            if field and unread and span and span.kind is SpanKind.TITLE and self._field(after) is None:
                note = f"What {span.source} works on is not in the glossary: check the office in both languages."
                issues = (*span.issues, _issue("office", span.source, note))
                yield Piece(at, after, span.kind, span.en, span.ja, issues, hard=False)

    def _someone(self, post: Post) -> Person | None:
        """A single name that its place behind a title with its place or body, or a rank, tells to be a person's."""
        span = self.given.get(post.stop)
        known = span and span.kind is SpanKind.OTHER and span.origin is Origin.RULE and span.ja != span.source
        ranked = post.title.style in (Style.RANK, Style.HONORIFIC) or "royal" in post.title.takes
        told = post.governed or ranked or not post.title.takes
        return self._person_of(span, post.stop, None) if span and known and told else None

    def _wider(self, post: Post) -> Post | None:
        """``Wali Kota Bekasi, Jawa Barat``, ``Kepala Desa Sukamaju, Kecamatan Jonggol``: with all its places."""
        inner = post.governed
        if inner is None or inner.kind is not SpanKind.PLACE or not (level := level_of(post)):
            return None
        chain = self._nested(Area(inner, {rules.levels()[level].rank: rules.area_ja(inner.ja, level)}, True))
        if chain is None:
            return None
        comma = "," if self._word(chain.stop) == "," else ""
        return replace(post, stop=chain.stop, governed=replace(chain, en=chain.en + comma))

    def _faction(self, at: int) -> Piece | None:
        """``dari Fraksi PKB`` between a member's title and name."""
        body = self._body(at + 1) if self._word(at) == "dari" and self._word(at + 1) == "fraksi" else None
        return body if body and body.composed else None

    def _apposed(self, post: Post) -> Person | None:
        """The name behind a comma, unless it begins a list or a clause; a title alone wants the closing comma too."""
        person = self._person(post.stop + 1) if self._word(post.stop) == "," else None
        if person is None and self._word(post.stop) == ",":
            single = self._someone(replace(post, stop=post.stop + 1))
            person = single if single and self._word(single.stop) == "," else None
        if person is None or self._enumerates(person.stop):
            return None
        closed = person.stop >= len(self.tokens) or self._word(person.stop) in _CLOSERS
        opened = self._word(post.first - 1) in ("menurut", "bagi", "bersama")
        return person if closed or (post.governed and not opened) else None

    def _named(self, at: int) -> Iterator[Piece]:
        """NAME, TITLE PLACE[,]."""
        person = self._person(at)
        if person is None or self._word(person.stop) != "," or self._follows_name(at):
            return
        for post in self._posts(person.stop + 1):
            closed = self._word(post.stop) in _CLOSERS or post.stop >= len(self.tokens)
            if post.governed and closed and not self._taken(post.stop):
                yield render_title(post, person, at, self._closing(post.stop))

    def _posts(self, at: int) -> tuple[Post, ...]:
        """Titles that start here, each with what it governs, if anything; with few modifiers first."""
        if at not in self.posts:
            self.posts[at] = tuple(self._read_posts(at))
        return self.posts[at]

    def _read_posts(self, at: int) -> Iterator[Post]:
        for start, modifiers in self._modifiers(at):
            for match in self.matches.get(start, ()):
                for title in match.records:
                    if isinstance(title, Title) and ("field" not in title.takes or self._field(match.last + 1)):
                        yield self._post(at, match, title, modifiers)

    def _post(self, at: int, match: Match, title: Title, modifiers: tuple[rules.Modifier, ...]) -> Post:
        after = match.last + 1
        if "field" in title.takes and (field := self._field(after)):
            title, after = title_with(title, field), field.stop
        counted, after = self._counted(self._short_form(after))
        if title.style is Style.RANK:
            after = self._past(rules.corps_pattern(), after)
        governed = None if match.clitic else self._governed(title, after)
        stop = governed.stop if governed else after
        sent_to = self._sent_to(title, governed)
        source = self.text[match.start : match.end]
        issues = match_issues(source, match)
        return Post(
            at, sent_to.stop if sent_to else stop, title, source, modifiers + counted, governed, issues, sent_to
        )

    def _counted(self, at: int) -> tuple[tuple[rules.Modifier, ...], int]:
        """The number of an office's holder, and where the phrase goes on: ``Presiden ke-7 RI``."""
        match = _NTH.match(self.text, self.tokens[at].start) if at < len(self.tokens) else None
        if match is None or match.end() not in self.stops:
            return (), at
        return (rules.ordinal(int(match[1])),), self.stops[match.end()]

    def _sent_to(self, title: Title, governed: Piece | None) -> Piece | None:
        """``Duta Besar Jepang untuk Indonesia``: the second country."""
        if governed is None or "to" not in title.takes or self._word(governed.stop) not in ("untuk", "di"):
            return None
        return self._place(governed.stop + 1)

    def _modifiers(self, at: int) -> Iterator[tuple[int, tuple[rules.Modifier, ...]]]:
        """Where the title may start, and the modifiers read before it: none, one, two …"""
        found: tuple[rules.Modifier, ...] = ()
        yield at, found
        while at < len(self.tokens) and (match := rules.modifier_pattern().match(self.text, self.tokens[at].start)):
            if match.end() not in self.stops:
                return
            found = (*found, rules.modifiers()[match.group(1).lower()])
            at = self.stops[match.end()]
            short, stop = self._bracketed(at)
            if short.rstrip(".").lower() in rules.modifiers():
                at = stop
            yield at, found

    def _short_form(self, at: int) -> int:
        """Past ``(Dirut)`` after a title, or ``(ESDM)`` between title and name; the short form says nothing more."""
        content, stop = self._bracket(at)
        titles = (m for m in self.matches.get(at + 1, ()) if any(isinstance(record, Title) for record in m.records))
        initials = _is_short_form(content) and content.isupper() and self._person(stop)
        return stop if content and (initials or any(m.last + 2 == stop for m in titles)) else at

    def _governed(self, title: Title, at: int) -> Piece | None:
        if title.takes & {"country", "place", *rules.levels()}:
            place = self._place(at) or self._settled(at, SpanKind.PLACE)
            if place:
                return self._town(place) if "police" in title.takes else place
            areas = title.takes & {"police", *rules.levels()}
            named = self._unknown_name(at) if areas and not self._known(at, _ALL_KINDS) else None
            if named and self._person(named.stop + (self._word(named.stop) == ",")):
                return named
        if "unit" in title.takes and (unit := self._unit(at) or self._neighborhood(at)):
            return unit
        body = self._body(at) or self._settled(at, SpanKind.ORGANIZATION) if "org" in title.takes else None
        if body and "house" in title.takes:
            return self._housed(body)
        return (self._branch(body) or body) if body else None

    def _settled(self, at: int, kind: SpanKind) -> Piece | None:
        """A name that editors settled without its kind, between a title and a person: what the title governs."""
        span = self.given.get(at)
        if not span or (span.kind, span.origin) != (SpanKind.OTHER, Origin.REGISTRY) or span.end not in self.stops:
            return None
        piece = replace(self._plain(at, span), kind=kind)
        return piece if self._person(piece.stop + (self._word(piece.stop) == ",")) else None

    def _unit(self, at: int) -> Piece | None:
        """Number and area of a military command: ``0507/Bekasi``, ``051/Wijayakarta``."""
        if self._word(at + 1) != "/" or self._word(at + 2) == "rw" or not _NUMBER.fullmatch(self.tokens[at].cased):
            return None
        area = self._place(at + 2) or self._found_name(at + 2) or self._unknown_name(at + 2)
        number = self.tokens[at].cased
        return replace(area, first=at, en=f"{number}/{area.en}", ja=f"{area.ja}第{number}") if area else None

    def _neighborhood(self, at: int) -> Piece | None:
        """What follows ``Ketua RT``: ``03``, ``03/RW 05``."""
        match = _NEIGHBORHOOD.match(self.text, self.tokens[at].start) if at < len(self.tokens) else None
        if match is None or match.end() not in self.stops:
            return None
        rt, rw = match.groups()
        en, ja = (f"{rt}/RW {rw}", f"{rt}/RW{rw}") if rw else (rt, rt)
        return Piece(at, self.stops[match.end()], SpanKind.PLACE, en, ja)

    def _housed(self, party: Piece) -> Piece:
        """A party with the assembly that its faction sits in: ``PKS DPR RI``, ``PDIP DPRD Kota Bekasi``."""
        house = self._body(party.stop)
        if house is None or not house.ja.endswith(_ASSEMBLIES):
            return party
        en, ja = f"{house.en} {party.en}", f"{house.ja}{party.ja}"
        return replace(party, stop=house.stop, en=en, ja=ja, issues=(*party.issues, *house.issues), composed=True)

    # names -----------------------------------------------------------------------------------------------------

    def _person(self, at: int) -> Person | None:
        """A person's name that starts here, forms of address, rank and degrees around it read with it."""
        first, rank = at, None
        for _ in range(3):
            if at >= len(self.tokens):
                return None
            if (span := self.given.get(at)) and span.kind is SpanKind.PERSON:
                return self._person_of(span, first, rank)
            if rank and span and span.kind is SpanKind.OTHER and span.origin is Origin.RULE:
                return self._person_of(span, first, rank)
            known = self._known(at, (SpanKind.PERSON,))
            if known:
                return self._person_of(self._span(known), first, rank)
            after = rules.degrees_before(self.text, self.tokens[at].start)
            before_name = self._before_name(at)
            if before_name:
                rank = before_name[0] if before_name[0].style is Style.RANK else rank
                at = self._past(rules.corps_pattern(), before_name[1])
            elif after > self.tokens[at].start and after in self.index:
                at = self.index[after]
            else:
                return None
        return None

    def _before_name(self, at: int) -> tuple[Title, int] | None:
        """A rank or form of address, and where the name after it starts."""
        for match in self.matches.get(at, ()):
            for record in () if match.clitic else match.records:
                if isinstance(record, Title) and record.style in (Style.RANK, Style.HONORIFIC):
                    return record, match.last + 1
        return None

    def _person_of(self, span: FixedSpan, first: int, rank: Title | None) -> Person | None:
        if regnal := self._regnal(span):
            return replace(regnal, first=first, rank=rank)
        end = rules.degrees_after(self.text, span.end)
        stop = self.stops.get(end) or self.stops.get(span.end)
        if stop is None:
            return None
        en = rules.strip_degrees(span.en)
        return Person(first, stop, en, span.ja, rank, span.issues)

    def _regnal(self, span: FixedSpan) -> Person | None:
        """A ruler with the number behind the name: ``Abdullah II``, ``Pakubuwono XIII``."""
        last = self.stops.get(span.end, 0) - 1
        first = self.index.get(span.start, 0)
        if self._spaced(last + 1) and _REGNAL.fullmatch(self.tokens[last + 1].cased):
            name, ja, last = span.en, span.ja, last + 1
        elif _REGNAL.fullmatch(self.tokens[last].cased) and span.ja.endswith(f"・{self.tokens[last].cased}"):
            name, ja = span.en.rpartition(" ")[0], span.ja.rpartition("・")[0]
        else:
            return None
        number = self.tokens[last].cased
        if ja.endswith("世") or (len(number) == 1 and not self._reigns(first, last)):
            return None
        ja = re.sub("(国王|女王|皇帝)?$", rf"{rules.roman(number)}世\1", ja, count=1)
        return Person(first, last + 1, f"{name} {number}", ja, None, span.issues)

    def _reigns(self, first: int, number: int) -> bool:
        """Whether a royal title stands before the name, or the name is one that only rulers bear."""
        before = (m for n in range(max(0, first - 3), first) for m in self.matches.get(n, ()))
        titled = any(m.last == first - 1 and _is_royal(m) for m in before)
        return titled or self.tokens[number - 1].cased in rules.regnal_names()

    def _reigning(self, at: int) -> Iterator[Piece]:
        """``Pakubuwono XIII``, ``Raja Salman dari Arab Saudi`` where the glossary knows the name with its title."""
        span = self.given.get(at)
        known = self._known(at, (SpanKind.PERSON,))
        if span and span.kind is SpanKind.PERSON and (ruler := self._regnal(span)):
            yield Piece(at, ruler.stop, SpanKind.PERSON, ruler.en, ruler.ja, ruler.issues)
        if known and any(map(_is_royal, self.matches.get(at, ()))) and (land := self._land(known.stop)):
            en, ja = f"{rules.country_en(land.en)} {known.en}", f"{land.ja}の{known.ja}"
            yield replace(known, stop=land.stop, en=en, ja=ja, composed=True, accepts_en=(), accepts_ja=())

    def _abroad(self, body: Piece) -> Iterator[Piece]:
        """``Mahkamah Agung Amerika Serikat``: a body of another state."""
        land = self._place(body.stop) if body.kind in BODIES and self._spaced(body.stop) else None
        if land and self.tokens[body.first].cased in rules.state_bodies() and rules.is_country(land.en):
            en, ja = f"{rules.country_en(land.en)} {body.en}", f"{land.ja}{body.ja}"
            accepts = (f"{body.en} of {land.en}", f"{land.en}'s {body.en}"), (f"{land.ja}の{body.ja}",)
            yield replace(
                body, stop=land.stop, en=en, ja=ja, composed=True, accepts_en=accepts[0], accepts_ja=accepts[1]
            )

    def _within(self, body: Piece) -> Iterator[Piece]:
        """``Pemkot Izumisano[,] Prefektur Osaka, Jepang``: a town's body with the prefecture or province around it."""
        at = body.stop + (self._word(body.stop) == ",")
        outer = self._area(at) if body.kind in BODIES else None
        if outer and outer.levelled and outer.lowest >= PROVINCE:
            around = self._nested(outer) or outer.piece
            en, ja = f"{body.en}, {around.en}", f"{around.ja}{body.ja}"
            yield replace(body, stop=around.stop, en=en, ja=ja, composed=True, accepts_en=(), accepts_ja=())

    def _land(self, at: int) -> Piece | None:
        """``dari Arab Saudi`` behind a ruler's name."""
        return self._place(at + 1) if self._word(at) == "dari" else None

    def _enumerates(self, stop: int) -> bool:
        """Whether the name that ends here is one of a list of names: ``Andi, Budi, dan Citra``."""
        at = stop + (self._word(stop) == ",")
        at += self._word(at) in _AND
        return at > stop and self._person(at) is not None and not self._posts(at)

    def _follows_name(self, at: int) -> bool:
        """Whether another name with a comma or ``dan`` stands right before: then this is a list."""
        if self._word(at - 1) != "," and self._word(at - 1) not in _AND:
            return False
        back = at - 2 if self._word(at - 2) == "," else at - 1
        end = self.tokens[back - 1].end if back > 0 else -1
        return any(span.end == end and span.kind is SpanKind.PERSON for span in self.spans)

    def _taken(self, stop: int) -> bool:
        """Whether the title that ends here goes on: to its own name, or to the next item of a list."""
        if self._person(stop):
            return True
        if self._word(stop) != ",":
            return False
        if self._word(stop + 1) in _AND:
            return True
        person = self._person(stop + 1)
        if person is None:
            return False
        return not (self._word(person.stop) == "," and any(post.governed for post in self._posts(person.stop + 1)))

    def _closing(self, stop: int) -> int:
        """Past the comma that closes an apposition, unless it still separates what follows."""
        if self._word(stop) != "," or stop + 1 >= len(self.tokens):
            return stop
        following = self.tokens[stop + 1]
        separates = not following.cased[:1].islower() or following.key in rules.comma_words()
        return stop if separates or self._posts(stop + 1) else stop + 1

    # places and bodies -----------------------------------------------------------------------------------------

    def _place(self, at: int) -> Piece | None:
        """The longest place that starts here: a known one, or a level word with its name (Kecamatan Bantur)."""
        if at not in self.places:
            known = self._known(at, (SpanKind.PLACE,))
            areas = [piece for piece in self._institutions(at) if piece.kind is SpanKind.PLACE]
            self.places[at] = max([*([known] if known else []), *areas], key=lambda piece: piece.stop, default=None)
        return self.places[at]

    def _body(self, at: int) -> Piece | None:
        """The longest body that starts here, with its bracketed short form."""
        known = self._known(at, BODIES)
        bodies = [piece for piece in self._institutions(at) if piece.kind in BODIES]
        readings = [self._glossed(known) if known else None, self._long_form(at), *bodies]
        return max((piece for piece in readings if piece), key=lambda piece: piece.stop, default=None)

    def _branch(self, body: Piece, *, levelled: bool = False) -> Piece | None:
        """The branch of a body at a place: ``BPS Kota Bekasi``; ``levelled``: only places with their level word."""
        whole = body.composed and self._word(body.stop - 1) != ")"
        after = self._past(rules.class_pattern(), body.stop)
        place = self._place(after) if body.kind in BODIES and not whole else None
        bare = re.sub("（[^）]*）$", "", body.ja)
        if place is None or (levelled and not self._level(place)) or bare.endswith(_GOVERNMENTS):
            return None
        proper = body.kind is SpanKind.ORGANIZATION or body.en[:1].isupper()
        if not proper or self._is_feature(place):
            return None
        en, ja = f"{place.en} {body.en}", f"{body.ja}{place.ja}支部"
        if bare.endswith(_OFFICES):
            ja = place.ja + body.ja
        elif bare.endswith("大学"):
            en, ja = f"{body.en} {place.en}", f"{body.ja}{place.ja}校"
        return replace(body, stop=place.stop, en=en, ja=ja, issues=(*body.issues, *place.issues), composed=True)

    def _town(self, place: Piece) -> Piece:
        """``Bekasi Kota`` of the police: the city, not the regency."""
        if place.stop < len(self.tokens) and self.tokens[place.stop].cased == "Kota" and not self._place(place.stop):
            en, ja = rules.area_en(place.en, "city"), rules.area_ja(place.ja, "city")
            return replace(place, stop=place.stop + 1, en=en, ja=ja)
        return place

    def _chains(self, at: int) -> Iterator[Piece]:
        """A place in larger places: ``Kota Izumisano Perfektur Osaka``, ``Desa Sukamaju, Kecamatan Jonggol, Bogor``."""
        inner = self._area(at)
        if inner and (chain := self._nested(inner)) and (inner.levelled or not self._listed(at)):
            yield chain

    def _nested(self, inner: Area) -> Piece | None:
        """The place with the larger places behind it, as far as each holds the one before; None without any."""
        places, rank, last = [(inner.piece, inner.piece.ja)], inner.lowest, inner
        while outer := self._holder(last, rank):
            higher = outer.above(rank)
            bare = higher is None or not (last.ranks or outer.levelled)  # スラバヤのブン・トモ競技場
            ja = outer.piece.ja if bare or higher is None else outer.ranks[higher]
            places, rank, last = [*places, (outer.piece, ja)], higher or rank, outer
        return nested(places, last.piece.stop) if len(places) > 1 else None

    def _holder(self, inner: Area, rank: int) -> Area | None:
        """The place behind ``inner`` that holds it; the next of a list does not (``Jakarta, Jawa Barat, dan Bali``)."""
        stop = inner.piece.stop
        comma = self._word(stop) == ","
        outer = self._area(stop + comma)
        if outer is None or not (comma or (inner.levelled and (outer.levelled or outer.lowest >= PROVINCE))):
            return None
        following = self._following(outer.piece.stop)
        if outer.above(rank) is None:
            further = following and not outer.ranks and inner.levelled and self._word(outer.piece.stop) == ","
            return outer if further and following and (following.above(rank) or 0) > DISTRICT else None
        goes_on = following and (following.above(max(outer.ranks)) or (following.levelled and following.lowest < rank))
        if following is None or goes_on or self._holder(following, following.lowest):
            return outer
        return outer if following.levelled and outer.levelled and following.lowest <= rank else None

    def _following(self, at: int) -> Area | None:
        """The place behind a comma or ``dan``."""
        comma = self._word(at) == ","
        joined = self._word(at + comma) in _AND
        return self._area(at + comma + joined) if comma or joined else None

    def _listed(self, at: int) -> bool:
        """Whether a place with a comma stands right before, so that this one may be the next of a list."""
        return self._word(at - 1) == "," and any(
            span.kind is SpanKind.PLACE and self.stops.get(span.end) == at - 1 for span in self.spans
        )

    def _area(self, at: int) -> Area | None:
        """The place that starts here, with what may hold it."""
        piece = self._place(at)
        if piece is None:
            return None
        source = self.text[self.tokens[at].start : self.tokens[piece.stop - 1].end]
        bare = area(piece, source, self._level(piece), self.lookup)
        short, stop = self._bracket(piece.stop)
        if not short or self._of_longer(piece.stop, at):
            return bare
        en, ja = self._shortened(piece.en, piece.ja, short)  # Nusa Tenggara Timur (NTT)
        ranks = {rank: self._shortened(en, form, short)[1] for rank, form in bare.ranks.items()}
        return replace(bare, piece=replace(piece, stop=stop, en=en, ja=ja), ranks=ranks)

    def _level(self, place: Piece) -> str:
        """The level word (Kota, Kabupaten, Kecamatan …) that the place begins with, if any, as its level."""
        records = (record for match in self.matches.get(place.first, ()) for record in match.records)
        return next((r.level for r in records if isinstance(r, Institution) and r.kind is SpanKind.PLACE), "")

    def _is_feature(self, place: Piece) -> bool:
        """Whether a head word without a level begins the place (Stasiun, Pelabuhan): no body has a branch there."""
        records = (record for match in self.matches.get(place.first, ()) for record in match.records)
        return not self._level(place) and any(isinstance(r, Institution) and "name" in r.takes for r in records)

    def _institutions(self, at: int) -> tuple[Piece, ...]:
        """Readings of the head words that start here: HEAD [n] [(SHORT)] [PLACE] [(SHORT)]."""
        if at not in self.heads:
            self.heads[at] = tuple(self._read_institutions(at))
        return self.heads[at]

    def _read_institutions(self, at: int) -> Iterator[Piece]:
        for match in self.matches.get(at, ()):
            for head in match.records:
                if isinstance(head, Institution) and (piece := self._institution(match, head, at)):
                    yield piece

    def _institution(self, match: Match, head: Institution, at: int) -> Piece | None:
        issues = match_issues(self.text[match.start : match.end], match)
        stop, number = self._numbered(head, match.last + 1)
        short, stop = ("", stop) if self._of_longer(stop, at) else self._short(stop)
        if not number:
            stop, number = self._numbered(head, stop)
        field = self._field(stop) if "field" in head.takes else None
        if field:
            head, stop = institution_with(head, field), field.stop
            short, stop = self._short(stop)
        elif "field" in head.takes:
            return None
        after = stop + bool(number and self._word(stop) == "/")
        place = None if match.clitic else self._argument(head, after, capital=self.tokens[at].cased[:1].isupper())
        if place is None and not number and not field:
            return self._bare(match, at, stop, short)
        stop = self._past(rules.company_pattern(), place.stop if place else stop)
        if not short and not self._of_longer(stop, at):
            short, stop = self._bracket(stop)
        en, ja = render_institution(head, place, number)
        en, ja = self._shortened(en, ja, short)
        piece = Piece(at, stop, head.kind, en, ja, (*issues, *(place.issues if place else ())))
        return self._seated(piece) if "name" in head.takes and not head.level else piece

    def _seated(self, named: Piece) -> Piece:
        """``RSUD dr. Soebandi Jember``, ``Taman Bungkul Surabaya``: with the place right behind it."""
        place = self._area(named.stop)
        if place is None or max(place.ranks, default=0) <= DISTRICT or not self._spaced(named.stop):
            return named
        possessive = "'" if place.piece.en.endswith("s") else "'s"
        en, ja = f"{place.piece.en}{possessive} {named.en}", f"{place.piece.ja}の{named.ja}"
        return replace(named, stop=place.piece.stop, en=en, ja=ja, issues=(*named.issues, *place.piece.issues))

    def _field(self, at: int) -> Field | None:
        """What an office works on; None unless it ends where something else is known to begin."""
        field = fields.read(self.tokens, at, self._entries)
        if field is None or field.stop >= len(self.tokens) or not self.tokens[field.stop].cased[:1].isupper():
            return field
        known = field.stop in self.given or any(
            not isinstance(record, Entry) or record.kind is not SpanKind.TERM
            for match in self.matches.get(field.stop, ())
            for record in match.records
        )
        honoured = rules.degrees_before(self.text, self.tokens[field.stop].start) > self.tokens[field.stop].start
        return field if known or honoured else None

    def _short(self, at: int) -> tuple[str, int]:
        """The short form in brackets and where it stops; none for that of the head's title: ``(Kadishub)``."""
        short, stop = self._bracket(at)
        titles = (m for m in self.matches.get(at + 1, ()) if any(isinstance(record, Title) for record in m.records))
        return ("", stop) if short and any(m.last + 2 == stop for m in titles) else (short, stop)

    def _bare(self, match: Match, at: int, stop: int, short: str) -> Piece | None:
        """The head word alone; a composite only with a short form behind it."""
        span = to_span(self.text, match)
        if span is None:
            return None
        en, ja = self._shortened(span.en, span.ja, short)
        stop = stop if short else match.last + 1
        return Piece(at, stop, span.kind, en, ja, span.issues, span.hard, composed=bool(short))

    def _numbered(self, head: Institution, at: int) -> tuple[int, str]:
        at = self._past(rules.class_pattern(), at)
        if "number" in head.takes and at < len(self.tokens) and _NUMBER.fullmatch(self.tokens[at].cased):
            return at + 1, self.tokens[at].cased
        return at, ""

    def _argument(self, head: Institution, at: int, *, capital: bool) -> Piece | None:
        found: list[Piece | None] = []
        if head.takes & {"place", "name"}:
            place = self._place(at)
            found.append(self._town(place) if place and head.level == "police" else place)
        if "org" in head.takes and (body := self._body(at)):
            found.append(self._housed(body) if "house" in head.takes else body)
        if "company" in head.takes and not self._headline:
            found.append(self._company(at))
        if "name" in head.takes:
            found.append(self._named_after(at))
            settled = head.level and any(found)  # an area's name is known: what follows is the next phrase
            if capital and not self._headline and not settled:
                found.append(self._found_name(at) or self._unknown_name(at))
        return max((piece for piece in found if piece), key=lambda piece: piece.stop, default=None)

    def _unknown_name(self, at: int) -> Piece | None:
        """A run of capitalised words that nothing else claims, as a name."""
        return self._name(at, self._run(at, self._claimed))

    def _named_after(self, at: int) -> Piece | None:
        """A person's name, which English keeps with its honours and initials: ``KH Ahmad Dahlan``, ``MT Haryono``."""
        if at >= len(self.tokens):
            return None
        start = self.tokens[at].start
        if person := self._person(at):
            full = self.text[start : self.tokens[person.stop - 1].end]
            return Piece(at, person.stop, SpanKind.PLACE, full, person.ja, person.issues)
        honoured = rules.degrees_before(self.text, start)
        initials = _INITIALS.match(self.text, honoured)
        bare = self.index.get(initials.end() if initials else honoured)
        if bare is None or bare == at:
            return None
        known = self._known(bare, (SpanKind.PERSON, SpanKind.PLACE))
        name = known or self._found_name(bare) or self._unknown_name(bare)
        if name is None:
            return None
        letters = re.sub("[^A-Z]", "", initials.group()) + "・" if initials else ""
        return replace(name, first=at, en=self.text[start : self.tokens[name.stop - 1].end], ja=letters + name.ja)

    def _found_name(self, at: int) -> Piece | None:
        """A name that the finder has proposed, of whatever kind."""
        span = self.given.get(at)
        named = span and span.origin is Origin.RULE and span.kind in (SpanKind.OTHER, SpanKind.ORGANIZATION)
        return self._plain(at, span) if span and named and span.end in self.stops else None

    def _company(self, at: int) -> Piece | None:
        """A run of capitalised words as a company's name, until a person's name follows."""
        return self._name(at, self._run(at, self._is_person))

    def _is_person(self, at: int) -> bool:
        span = self.given.get(at)
        if span and span.kind is SpanKind.PERSON and not _REGNAL.fullmatch(span.source.split()[-1]):
            return True  # a number is a ship's or a factory's
        return self.tokens[at].cased in ("Tbk", "Persero")

    def _run(self, at: int, ends: Callable[[int], bool]) -> int:
        """Where the capitalised words from ``at`` on stop, or the first one after it that ``ends`` the run."""
        stop = at
        for _ in range(_LONGEST_NAME):
            if stop > at and (not self._spaced(stop) or ends(stop)):
                break
            following = self._capitalised(stop)
            if following is None:
                break
            stop = following
        return stop

    def _name(self, at: int, stop: int) -> Piece | None:
        if stop == at:
            return None
        words = [self.tokens[number].cased for number in range(at, stop)]
        if all(word in rules.no_names() for word in words):
            return None
        name = self.text[self.tokens[at].start : self.tokens[stop - 1].end]
        if self.katakana:
            note = f"The reading of {name} is a proposal: settle it."
            return Piece(at, stop, SpanKind.PLACE, name, self.katakana(name), (_issue("reading", name, note),))
        note = f"{name} has no Japanese form: add it to the glossary."
        return Piece(at, stop, SpanKind.PLACE, name, name, (_issue("katakana-missing", name, note),))

    def _capitalised(self, at: int) -> int | None:
        """Where the capitalised word at ``at`` stops, inner hyphens and apostrophes included; None without one."""
        match = _NAME_WORD.match(self.text, self.tokens[at].start) if at < len(self.tokens) else None
        return self.stops.get(match.end()) if match else None

    def _claimed(self, at: int) -> bool:
        if self.tokens[at].cased == "Raya":
            return False  # Jalan Kemang Raya
        span = self.given.get(at)
        given = span is not None and (span.kind is not SpanKind.OTHER or span.origin is not Origin.RULE)
        return given or at in self.matches or self.tokens[at].cased in rules.no_names()

    def _spaced(self, at: int) -> bool:
        return at < len(self.tokens) and self.text[self.tokens[at - 1].end : self.tokens[at].start] == " "

    @cached_property
    def _headline(self) -> bool:
        """Whether every word but function words is capitalised, so that capitals tell nothing about names."""
        told = [token for token in self.tokens if len(token.key) > 3 and token.key not in rules.comma_words()]
        return len(told) > 4 and not any(token.cased[0].islower() for token in told)

    # known spans and brackets ----------------------------------------------------------------------------------

    def _known(self, at: int, kinds: tuple[SpanKind, ...]) -> Piece | None:
        """The given span here, or the longest glossary entry, of one of these kinds."""
        given = self.given.get(at)
        usable = given and given.kind in kinds and given.kind is not SpanKind.TITLE and given.end in self.stops
        if given and usable and not self._is_head(at, given):
            return self._plain(at, given)
        end = given.end if given else 0  # a longer name is not cut: Bima Arya Sugiarto is not in Bima
        fitting = (s for s in self._entries(at) if s.kind in kinds and s.end >= end and not self._is_head(at, s))
        span = next(fitting, None)
        return self._plain(at, span) if span else None

    def _entries(self, at: int) -> tuple[FixedSpan, ...]:
        """Spans of the bare matches at a token but titles, the longest first."""
        if at not in self.entries:
            matches = sorted(self.matches.get(at, ()), key=lambda match: -match.end)
            spans = (to_span(self.text, match) for match in matches)
            self.entries[at] = tuple(span for span in spans if span and span.kind is not SpanKind.TITLE)
        return self.entries[at]

    def _is_head(self, at: int, span: FixedSpan) -> bool:
        """Whether the span is only the head word of an institution, which has templates of its own."""
        found = (m for m in self.matches.get(at, ()) if m.end == span.end)
        return any(isinstance(record, Institution) for m in found for record in m.records)

    def _plain(self, at: int, span: FixedSpan) -> Piece:
        return Piece(
            at,
            self.stops[span.end],
            span.kind,
            span.en,
            span.ja,
            span.issues,
            span.hard,
            False,
            span.accepts_en,
            span.accepts_ja,
        )

    def _glossed(self, piece: Piece) -> Piece:
        """A term with the short form in brackets behind it: ``Badan Pusat Statistik (BPS)``."""
        if piece.kind not in _BRACKETED:
            return piece
        if piece.kind in BODIES and (past := self._past(rules.company_pattern(), piece.stop)) > piece.stop:
            piece = replace(piece, stop=past, composed=True)
        short, stop = self._bracket(piece.stop)
        if not short or self._of_longer(piece.stop, piece.first):
            return piece
        en, ja = self._shortened(piece.en, piece.ja, short)
        more = [self._shortened(form, piece.ja, short)[0] for form in piece.accepts_en]
        more_ja = [self._shortened(piece.en, form, short)[1] for form in piece.accepts_ja]
        return replace(piece, stop=stop, en=en, ja=ja, composed=True, accepts_en=tuple(more), accepts_ja=tuple(more_ja))

    def _shortened(self, en: str, ja: str, short: str) -> tuple[str, str]:
        """Both forms with the short form in brackets; a form that already has it stays."""
        if not short:
            return en, ja
        said = rf"(?<!\w){re.escape(short)}(?!\w)|（[ァ-ヶー・]+）$"
        has_en, has_ja = (re.search(said, form) for form in (en, ja))
        return en if has_en else en + self._short_en(short), ja if has_ja else ja + self._short_ja(short)

    def _past(self, pattern: re.Pattern[str], at: int) -> int:
        """Where the words of a pattern end that stand behind the token before ``at``; ``at`` without any."""
        match = pattern.match(self.text, self.tokens[at - 1].end)
        return self.stops.get(match.end(), at) if match else at

    def _bracket(self, at: int) -> tuple[str, int]:
        """``(BPS)`` → its content and where it stops; an empty content when no short form stands here."""
        content, stop = self._bracketed(at)
        return (content, stop) if _is_short_form(content) or self._is_term(at + 1, stop - 1) else ("", at)

    def _bracketed(self, at: int) -> tuple[str, int]:
        """Up to four tokens in brackets."""
        if self._word(at) == "(":
            for stop in range(at + 2, min(at + 6, len(self.tokens))):
                if self.tokens[stop].cased == ")":
                    return self.text[self.tokens[at + 1].start : self.tokens[stop - 1].end], stop + 1
        return "", at

    def _long_forms(self) -> Iterator[tuple[int, int]]:
        """Where the words begin whose initials stand in brackets behind them, by the bracket."""
        for at, token in enumerate(self.tokens):
            if token.cased == "(" and _is_short_form(short := self._bracketed(at)[0]) and short.isalpha():
                first = rules.spelled_out(short, [token.key for token in self.tokens[:at]])
                if first is not None:
                    yield at, first

    def _of_longer(self, bracket: int, first: int) -> bool:
        """Whether the short form in this bracket belongs to a longer phrase: ``Restoran Indonesia (PHRI)``."""
        return self.longs.get(bracket, first) < first

    def _long_form(self, at: int) -> Piece | None:
        """A body that the glossary knows by the short form behind it only: ``Kantor Syahbandar … Pelabuhan (KSOP)``."""
        bracket = next((bracket for bracket, first in self.longs.items() if first == at), None)
        if bracket is None:
            return None
        short, stop = self._bracketed(bracket)
        span = self._short_entry(short)
        if span is None or span.kind not in BODIES:
            return None
        en, ja = (
            next((form for form in forms if len(form) > len(short)), "")
            for forms in (span.accepts("en"), span.accepts("ja"))
        )
        if not en or not ja:
            return None
        if not en.endswith(")"):  # BBKSDA stands under BKSDA
            en, ja = self._shortened(en, ja, short)
        return Piece(
            at, stop, span.kind, en, ja, span.issues, accepts_en=span.accepts("en"), accepts_ja=span.accepts("ja")
        )

    def _is_term(self, at: int, stop: int) -> bool:
        return any(m.last + 1 == stop for m in self.matches.get(at, ()))

    def _short_entry(self, short: str) -> FixedSpan | None:
        """What the glossary knows by the short form in brackets."""
        if short not in self.shorts:
            self.shorts[short] = self._read_short_entry(short)
        return self.shorts[short]

    def _read_short_entry(self, short: str) -> FixedSpan | None:
        at = next((n for n, token in enumerate(self.tokens) if self.text.startswith(f"({short})", token.start)), None)
        matches = self.matches.get(at + 1, ()) if at is not None else ()
        spans = (to_span(self.text, match) for match in matches if self.text[match.start : match.end] == short)
        return next((span for span in spans if span), None)

    def _short_en(self, short: str) -> str:
        """The English acronym where there is one (PDB → GDP), else the Indonesian one."""
        entry = self._short_entry(short)
        text = entry.en if entry and entry.en.isupper() and " " not in entry.en else short
        return f" ({text})" if short else ""

    def _short_ja(self, short: str) -> str:
        """The acronym, or for a word (musrenbang) its katakana where the glossary has one."""
        entry = self._short_entry(short)
        text = short
        if entry and entry.en.isupper() and " " not in entry.en:
            text = entry.en
        elif entry and short.islower():
            text = next((form for form in entry.accepts("ja") if re.fullmatch("[ァ-ヶー・]+", form)), short)
        return f"（{text}）" if short else ""

    def _word(self, at: int) -> str:
        return self.tokens[at].key if 0 <= at < len(self.tokens) else ""


def _possessed(post: Post) -> bool:
    """Whether the title has a possessive ending: ``bapaknya Andi`` is Andi's father, no Mr. Andi."""
    return any(issue.check == "clitic" for issue in post.issues)


def _is_royal(match: Match) -> bool:
    return any(isinstance(record, Title) and "royal" in record.takes for record in match.records)


def _is_short_form(content: str) -> bool:
    return bool(_SHORT_FORM.fullmatch(content)) and sum(c.isupper() for c in content) >= 2


def _issue(check: str, name: str, message: str) -> Issue:
    return Issue(check, Severity.WARNING, message, name)
