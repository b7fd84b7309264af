"""Titles with their place and name, bodies with their place: several spans become one with one target form.

``Wali Kota Bekasi, Tri Adhianto`` → ``Bekasi Mayor Tri Adhianto`` / ``ブカシ市のトリ・アディアント市長``.
The parser reads phrases from left to right over the tokens of one segment and takes the reading that reaches furthest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from translator.fixed import FixedSpan, Origin, SpanKind
from translator.glossary import rulers, rules
from translator.glossary.areas import Area, Lookup
from translator.glossary.bodies import Bodies
from translator.glossary.brackets import Brackets, is_short_form
from translator.glossary.glossary import Glossary, Scan, match_issues, to_span
from translator.glossary.match import Match
from translator.glossary.model import Entry, Style, Title
from translator.glossary.people import People
from translator.glossary.proper import Katakana, ProperNames
from translator.glossary.render import (
    Person,
    Piece,
    Post,
    in_faction,
    level_of,
    render_pair,
    render_title,
    title_with,
)
from translator.glossary.sentence import Sentence
from translator.issues import Issue, Severity

_UNIT = re.compile(r"(\d{1,4}(?:-\d{1,3})?|[IVXL]+|[A-H])/(?!RW\b)")
_NEIGHBORHOOD = re.compile(r"(\d{1,3})(?:\s?[/,]?\s?RW\.?\s?(\d{1,3}))?\b")
_NTH = re.compile(r"ke-?(\d{1,2})\b")
_CLOSERS = frozenset(",.;:!?)\"'–—-")
_ALL_KINDS = tuple(SpanKind)


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
    parser = _Parser(Sentence(text, spans, scan or glossary.scan(text)), glossary.lookup, katakana)
    composites = list(parser.composites())
    rest = [span for span in spans if not any(span.overlaps(composite) for composite in composites)]
    return sorted([*composites, *rest], key=lambda span: span.start)


class _Parser:
    def __init__(self, line: Sentence, lookup: Lookup, katakana: Katakana | None) -> None:
        self.line = line
        self.brackets = Brackets(line)
        self.people = People(line)
        self.names = ProperNames(line, self.people, katakana)
        self.bodies = Bodies(line, lookup, self.brackets, self.names)
        self._found: dict[int, tuple[Post, ...]] = {}

    # what is emitted -------------------------------------------------------------------------------------------------

    def composites(self) -> Iterator[FixedSpan]:
        """Composite spans from left to right, none of which cuts a given span in two."""
        at = 0
        while at < len(self.line.tokens):
            if not self._opens(at):
                at += 1
                continue
            pieces = (piece for piece in self._readings(at) if self.line.whole(piece))
            best = max(pieces, key=lambda piece: piece.stop, default=None)
            if best is None or not best.composed:
                at = best.stop if best else at + 1
                continue
            yield self.line.span(best)
            at = best.stop

    def _opens(self, at: int) -> bool:
        """Whether anything may be read from here: a term, a given span, a capital or a modifier of a title."""
        token = self.line.tokens[at]
        return (
            at in self.line.matches
            or at in self.line.given
            or token.cased[:1].isupper()
            or token.key in rules.openers()
        )

    def _readings(self, at: int) -> Iterator[Piece]:
        """Ways to read what starts here; of equals the first wins."""
        known = self.line.known(at, _ALL_KINDS)
        if known and known.kind is SpanKind.PERSON:
            yield known
        yield from self._titled(at)
        yield from self._coordinated(at)
        yield from self._unfielded(at)
        yield from self._reigning(at)
        yield from self._named(at)
        if known:
            yield self.brackets.glossed(known)
            yield from self.bodies.abroad(known)
        for body in self.bodies.institutions(at):
            yield body
            yield from self.bodies.within(body)
        if long := self.brackets.long_form(at):
            yield self.bodies.branch(long) or long
        if known and (branch := self.bodies.branch(self.brackets.glossed(known), levelled=True)):
            yield branch
        if (place := self.bodies.place(at)) and place.stop > (known.stop if known else at):
            yield place
        yield from self.bodies.chains.read(at)

    # titles ----------------------------------------------------------------------------------------------------------

    def _titled(self, at: int) -> Iterator[Piece]:
        """TITLE [PLACE] NAME; TITLE PLACE, NAME[,]; TITLE PLACE; modifier TITLE."""
        for post in self._posts(at):
            person = (
                None if _possessed(post) else self.people.read(post.stop) or self._someone(post) or self._ruler(post)
            )
            stop = person.stop if person else post.stop
            if person is None and (wider := self._wider(post)):
                if person := self._apposed(wider):
                    yield render_title(wider, person, at, self._closing(person.stop))
                elif person := self.people.read(wider.stop):
                    yield render_title(wider, person, at, person.stop)
            if person is None and (person := self._apposed(post)):
                stop = self._closing(person.stop)
            told = _told(post) or any(_told(other) for other in self._posts(at) if other.stop == post.stop)
            if person or ((told or post.modifiers or post.sent_to) and "name" not in post.title.takes):
                piece = render_title(post, person, at, stop)
                yield replace(piece, hard=piece.hard or (told and not post.modifiers))
            if person and post.governed is None and "royal" in post.title.takes and (land := self._land(person.stop)):
                yield render_title(replace(post, governed=land), person, at, land.stop)
            if person is None and (faction := self._faction(post.stop)) and (person := self.people.read(faction.stop)):
                yield in_faction(render_title(post, person, at, person.stop), faction)

    def _coordinated(self, at: int) -> Iterator[Piece]:
        """TITLE dan TITLE PLACE: ``Wali Kota dan Wakil Wali Kota Bekasi``."""
        for first in self._posts(at):
            if first.governed or self.line.word(first.stop) not in ("dan", "serta", "/"):
                continue
            for second in self._posts(first.stop + 1):
                if second.governed and first.title.takes & second.title.takes and not self.people.read(second.stop):
                    yield render_pair(first, second, at)

    def _unfielded(self, at: int) -> Iterator[Piece]:
        """``Kepala Bidang Xyz`` whose field nobody knows: the title alone, with a remark for the editor."""
        for match in self.line.matches.get(at, ()):
            heads = (record for m in (match, *self.line.matches.get(match.last, ())) for record in m.records)
            field = any(not isinstance(head, Entry) and "field" in head.takes for head in heads)
            span, after = to_span(self.line.text, match), match.last + 1
            unread = (
                self.line.spaced(after) and self.line.tokens[after].cased[:1].isupper() and not self.line.claimed(after)
            )
            if field and unread and span and span.kind is SpanKind.TITLE and self.bodies.field(after) is None:
                note = f"What {span.source} works on is not in the glossary: check the office in both languages."
                issues = (*span.issues, _issue("office", span.source, note))
                yield Piece(at, after, span.kind, span.en, span.ja, issues, hard=False)

    def _someone(self, post: Post) -> Person | None:
        """A single name that its place behind a title with its place or body, or a rank, tells to be a person's."""
        span = self.line.given.get(post.stop)
        known = span and span.kind is SpanKind.OTHER and span.origin is Origin.RULE and span.ja != span.source
        ranked = post.title.style in (Style.RANK, Style.HONORIFIC) or "royal" in post.title.takes
        told = post.governed or ranked or not post.title.takes
        worded = span and not any(ch.isdigit() for ch in span.source)
        return self.people.of_span(span, post.stop, None) if span and known and worded and told else None

    def _ruler(self, post: Post) -> Person | None:
        """A ruler behind title and land: with a style (``Raja Malaysia Sultan Ibrahim``), or named as a place is."""
        if not post.governed or "royal" not in post.title.takes:
            return None
        for match in self.line.matches.get(post.stop, ()):
            style = next((r for r in match.records if isinstance(r, Title) and "royal" in r.takes), None)
            if style and (person := self.people.read(match.last + 1)):
                return replace(person, first=post.stop, en=f"{style.en[0]} {person.en}")
        span = self.line.given.get(post.stop)
        if span is None or span.kind not in (SpanKind.PLACE, SpanKind.OTHER) or rules.is_country(span.en):
            return None
        name = self.names.read(post.stop, self.line.stops[span.end])
        return self.people.of_span(replace(span, ja=name.ja, issues=name.issues), post.stop, None) if name else None

    def _wider(self, post: Post) -> Post | None:
        """``Wali Kota Bekasi, Jawa Barat``, ``Kepala Desa Sukamaju, Kecamatan Jonggol``: with all its places."""
        inner = post.governed
        if inner is None or inner.kind is not SpanKind.PLACE or not (level := level_of(post)):
            return None
        chain = self.bodies.chains.nested(
            Area(inner, {rules.levels()[level].rank: rules.area_ja(inner.ja, level)}, True)
        )
        if chain is None:
            return None
        comma = "," if self.line.word(chain.stop) == "," else ""
        return replace(post, stop=chain.stop, governed=replace(chain, en=chain.en + comma))

    def _faction(self, at: int) -> Piece | None:
        """``dari Fraksi PKB`` between a member's title and name."""
        body = self.bodies.body(at + 1) if self.line.word(at) == "dari" and self.line.word(at + 1) == "fraksi" else None
        return body if body and body.composed else None

    def _apposed(self, post: Post) -> Person | None:
        """The name behind a comma, unless it begins a list or a clause; a title alone wants the closing comma too."""
        person = self.people.read(post.stop + 1) if self.line.word(post.stop) == "," else None
        if person is None and self.line.word(post.stop) == ",":
            single = self._someone(replace(post, stop=post.stop + 1))
            person = single if single and self.line.word(single.stop) == "," else None
        if person is None or self._enumerates(person.stop):
            return None
        closed = person.stop >= len(self.line.tokens) or self.line.word(person.stop) in _CLOSERS
        opened = self.line.word(post.first - 1) in ("menurut", "bagi", "bersama")
        return person if closed or (post.governed and not opened) else None

    def _named(self, at: int) -> Iterator[Piece]:
        """NAME, TITLE PLACE[,]."""
        person = self.people.read(at)
        if person is None or self.line.word(person.stop) != "," or self._follows_name(at):
            return
        for post in self._posts(person.stop + 1):
            closed = self.line.word(post.stop) in _CLOSERS or post.stop >= len(self.line.tokens)
            if post.governed and closed and not self._taken(post.stop):
                yield render_title(post, person, at, self._closing(post.stop))

    def _posts(self, at: int) -> tuple[Post, ...]:
        """Titles that start here, each with what it governs, if anything; with few modifiers first."""
        if at not in self._found:
            self._found[at] = tuple(self._read_posts(at))
        return self._found[at]

    def _read_posts(self, at: int) -> Iterator[Post]:
        for start, modifiers in self._modifiers(at):
            for match in self.line.matches.get(start, ()):
                for title in match.records:
                    if isinstance(title, Title) and ("field" not in title.takes or self.bodies.field(match.last + 1)):
                        post = self._post(at, match, title, modifiers)
                        if post.governed or not title.takes >= {"company", "field"}:  # of a company or of a ministry
                            yield post

    def _post(self, at: int, match: Match, title: Title, modifiers: tuple[rules.Modifier, ...]) -> Post:
        after = match.last + 1
        if "field" in title.takes and (field := self.bodies.field(after)):
            title, after = title_with(title, field), field.stop
        counted, after = self._counted(self._short_form(after))
        title, after = self.people.in_corps(title, after)
        governed = None if match.clitic else self._governed(title, after)
        stop = governed.stop if governed else after
        sent_to = self._sent_to(title, stop) if governed or "for" in title.takes else None
        source = self.line.text[match.start : match.end]
        issues = match_issues(source, match)
        return Post(
            at, sent_to.stop if sent_to else stop, title, source, modifiers + counted, governed, issues, sent_to
        )

    def _counted(self, at: int) -> tuple[tuple[rules.Modifier, ...], int]:
        """The number of an office's holder, and where the phrase goes on: ``Presiden ke-7 RI``."""
        match = _NTH.match(self.line.text, self.line.tokens[at].start) if at < len(self.line.tokens) else None
        if match is None or match.end() not in self.line.stops:
            return (), at
        return (rules.ordinal(int(match[1])),), self.line.stops[match.end()]

    def _sent_to(self, title: Title, at: int) -> Piece | None:
        """``Duta Besar Jepang untuk Indonesia``, ``Utusan Khusus PBB untuk Myanmar``: the second country."""
        pairs = (("to", "untuk"), ("for", "untuk"), ("to", "di"), ("seat", "di"))
        words = [word for take, word in pairs if take in title.takes]
        return self.bodies.place(at + 1) if self.line.word(at) in words else None

    def _modifiers(self, at: int) -> Iterator[tuple[int, tuple[rules.Modifier, ...]]]:
        """Where the title may start, and the modifiers read before it: none, one, two …"""
        found: tuple[rules.Modifier, ...] = ()
        yield at, found
        while at < len(self.line.tokens) and (
            match := rules.modifier_pattern().match(self.line.text, self.line.tokens[at].start)
        ):
            if match.end() not in self.line.stops:
                return
            found = (*found, rules.modifiers()[match.group(1).lower()])
            at = self.line.stops[match.end()]
            short, stop = self.line.bracketed(at)
            if short.rstrip(".").lower() in rules.modifiers():
                at = stop
            yield at, found

    def _short_form(self, at: int) -> int:
        """Past ``(Dirut)`` after a title, or ``(ESDM)`` between title and name; the short form says nothing more."""
        content, stop = self.brackets.short(at)
        titles = (
            m for m in self.line.matches.get(at + 1, ()) if any(isinstance(record, Title) for record in m.records)
        )
        initials = is_short_form(content) and content.isupper() and self.people.read(stop)
        return stop if content and (initials or any(m.last + 2 == stop for m in titles)) else at

    def _governed(self, title: Title, at: int) -> Piece | None:
        if title.takes & {"country", "place", *rules.levels()}:
            place = self.bodies.place(at) or self._settled(at, SpanKind.PLACE)
            if place:
                return self.bodies.town(place) if "police" in title.takes else place
            areas = title.takes & {"police", *rules.levels()}
            named = self._area_name(at) if areas and at < len(self.line.tokens) and not self.line.entries(at) else None
            if named and self.people.read(named.stop + (self.line.word(named.stop) == ",")):
                return named
        if "unit" in title.takes and (unit := self._unit(at) or self._neighborhood(at)):
            return unit
        if "company" in title.takes and (company := self.bodies.body(at)) and self.bodies.is_company(company):
            return self.bodies.branch(company) or company
        body = self.bodies.body(at) or self._settled(at, SpanKind.ORGANIZATION) if "org" in title.takes else None
        if body and "house" in title.takes:
            return self.bodies.housed(body)
        return (self.bodies.branch(body) or body) if body else None

    def _area_name(self, at: int) -> Piece | None:
        """A name that nothing else knows behind the title of an area: ``Camat Jatisari, Ahmad Fauzi,``."""
        if named := self.names.found(at) or self.names.unknown(at):
            return named
        span = self.line.given.get(at)
        lone = span and span.kind is SpanKind.PERSON and " " not in span.source and span.end in self.line.stops
        if not span or not lone or self.line.word(self.line.stops[span.end]) != ",":
            return None
        return replace(self.line.plain(at, span), kind=SpanKind.PLACE)

    def _settled(self, at: int, kind: SpanKind) -> Piece | None:
        """A name that editors settled without its kind, between a title and a person: what the title governs."""
        span = self.line.given.get(at)
        if not span or (span.kind, span.origin) != (SpanKind.OTHER, Origin.REGISTRY) or span.end not in self.line.stops:
            return None
        piece = replace(self.line.plain(at, span), kind=kind)
        return piece if self.people.read(piece.stop + (self.line.word(piece.stop) == ",")) else None

    def _unit(self, at: int) -> Piece | None:
        """Number and area of a military command: ``0507/Bekasi``, ``051/Wijayakarta``."""
        match = _UNIT.match(self.line.text, self.line.tokens[at].start) if at < len(self.line.tokens) else None
        if match is None or match.end() not in self.line.index:
            return None
        behind, number = self.line.index[match.end()], match[1]
        area = self.bodies.place(behind) or self.names.found(behind) or self.names.unknown(behind)
        return (
            replace(area, first=at, en=f"{number}/{area.en}", ja=f"{area.ja}第{rules.arabic(number)}") if area else None
        )

    def _neighborhood(self, at: int) -> Piece | None:
        """What follows ``Ketua RT``: ``03``, ``03/RW 05``, ``03 Kelurahan Margahayu``."""
        match = _NEIGHBORHOOD.match(self.line.text, self.line.tokens[at].start) if at < len(self.line.tokens) else None
        if match is None or match.end() not in self.line.stops:
            return None
        rt, rw = match.groups()
        unit, stop = self.line.tokens[at - 1].cased, self.line.stops[match.end()]
        en, ja = (f"{rt}/RW {rw}", f"{unit}{rt}/RW{rw}") if rw else (rt, f"{unit}{rt}")
        around = self.bodies.place(stop)
        if around is None or not (self.line.level(around) or self.line.is_feature(around)):
            return Piece(at, stop, SpanKind.PLACE, en, ja)
        return replace(around, first=at, en=f"{en}, {around.en},", ja=around.ja + ja)

    def _reigning(self, at: int) -> Iterator[Piece]:
        """``Pakubuwono XIII``, ``Raja Salman dari Arab Saudi`` where the glossary knows the name with its title."""
        if ruler := rulers.alone(self.line, at):
            yield ruler
        known = self.line.known(at, (SpanKind.PERSON,))
        if known and rulers.is_titled(self.line, at) and (land := self._land(known.stop)):
            yield rulers.of_land(known, land)

    def _land(self, at: int) -> Piece | None:
        """``dari Arab Saudi`` behind a ruler's name."""
        return self.bodies.place(at + 1) if self.line.word(at) == "dari" else None

    # commas ----------------------------------------------------------------------------------------------------------

    def _enumerates(self, stop: int) -> bool:
        """Whether the name that ends here is one of a list of names: ``Andi, Budi, dan Citra``."""
        at = stop + (self.line.word(stop) == ",")
        at += self.line.word(at) in rules.CONJUNCTIONS
        return at > stop and self.people.read(at) is not None and not self._posts(at)

    def _follows_name(self, at: int) -> bool:
        """Whether another name with a comma or ``dan`` stands right before: then this is a list."""
        if self.line.word(at - 1) != "," and self.line.word(at - 1) not in rules.CONJUNCTIONS:
            return False
        back = at - 2 if self.line.word(at - 2) == "," else at - 1
        end = self.line.tokens[back - 1].end if back > 0 else -1
        return any(span.end == end and span.kind is SpanKind.PERSON for span in self.line.spans)

    def _taken(self, stop: int) -> bool:
        """Whether the title that ends here goes on: to its own name, or to the next item of a list."""
        if self.people.read(stop):
            return True
        if self.line.word(stop) != ",":
            return False
        if self.line.word(stop + 1) in rules.CONJUNCTIONS:
            return True
        person = self.people.read(stop + 1)
        if person is None:
            return False
        return not (self.line.word(person.stop) == "," and any(post.governed for post in self._posts(person.stop + 1)))

    def _closing(self, stop: int) -> int:
        """Past the comma that closes an apposition, unless it still separates what follows."""
        if self.line.word(stop) != "," or stop + 1 >= len(self.line.tokens):
            return stop
        following = self.line.tokens[stop + 1]
        separates = not following.cased[:1].islower() or following.key in rules.comma_words()
        return stop if separates or self._posts(stop + 1) else stop + 1


def _told(post: Post) -> bool:
    """Whether a title says whose it is; ``Menlu AS`` has a line of its own and goes first."""
    return post.governed is not None or "field" in post.title.takes


def _possessed(post: Post) -> bool:
    """Whether the title has a possessive ending: ``bapaknya Andi`` is Andi's father, no Mr. Andi."""
    return any(issue.check == "clitic" for issue in post.issues)


def _issue(check: str, name: str, message: str) -> Issue:
    return Issue(check, Severity.WARNING, message, name)
