"""Inline markup through a translation: the bold word, the link, the footnote mark go to the right words of the target.

Each stretch of markup is placed by the first of these that succeeds:

* *exact*: its words are fixed spans whose target forms stand in the target, or the same letters stand there;
* *whole*: it covers a whole segment (but for outer punctuation), so it covers the whole target segment;
* *aligned*: its words, translated by themselves, stand in the target, letter for letter or nearly;
* *likely*: only some of its words do, or it is a part of a fixed span whose target form has no such part;
* *guessed*: at the same share of the sentence, cut at words (not in Japanese). Wants a look.

What finds no place is left out if it is mere emphasis, else it stands around other words of the sentence. Nothing
crosses that did not cross in the source, and no text is ever changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import pairwise
from types import MappingProxyType

from rapidfuzz import fuzz

from translator.article.model import Block, Inline, Segment
from translator.fixed import FixedSpan, Origin, SpanKind
from translator.issues import Issue, Severity

Range = tuple[int, int]
"""(start, end) in characters."""

_NO_PHRASES: Mapping[str, str] = MappingProxyType({})


class How(IntEnum):
    """How sure a place is, surest first."""

    EXACT = 0
    WHOLE = 1
    ALIGNED = 2
    LIKELY = 3
    GUESSED = 4
    MISSING = 5


@dataclass(frozen=True, slots=True)
class Projected:
    """A target block's text and markup; ``issues``: one tuple for each segment, in order."""

    text: str
    inline: tuple[Inline, ...]
    issues: tuple[tuple[Issue, ...], ...]


def literals(block: Block, segment: Segment) -> tuple[FixedSpan, ...]:
    """Inline code and addresses of a segment as hard fixed spans, offsets in the segment: they are never translated."""
    found = []
    for item in block.inline:
        start, end = item.start - segment.start, item.end - segment.start
        if _is_literal(item) and 0 <= start < end <= len(segment.source):
            source = segment.source[start:end]
            found.append(FixedSpan(start, end, source, SpanKind.OTHER, source, source, Origin.RULE))
    return tuple(found)


def phrases(block: Block, spans: Sequence[Sequence[FixedSpan]]) -> tuple[str, ...]:
    """The marked-up phrases, and their longer words, whose own translations help :func:`project` to place markup.

    Phrases that fixed spans or whole segments settle are not among them. ``spans``: of each segment.
    """
    found: dict[str, None] = {}
    for segment, fixed in zip(block.segments, spans, strict=True):
        for start, end in _ranges(block, segment):
            phrase = segment.source[start:end]
            if _is_whole(segment.source, start, end) or _settled(segment.source, start, end, fixed):
                continue
            found[phrase] = None
            words = _WORD.findall(phrase)
            if 1 < len(words) <= _MOST_WORDS:
                found.update(dict.fromkeys(w for w in words if len(w) >= _LONG_WORD))
    return tuple(found)


def project(
    block: Block,
    targets: Sequence[str],
    spans: Sequence[Sequence[FixedSpan]],
    language: str,
    translated: Mapping[str, str] = _NO_PHRASES,
) -> Projected:
    """The target block's text, with the source block's markup on it.

    ``targets`` and ``spans``: target text and fixed spans (offsets in ``segment.source``) of each segment of ``block``.
    ``translated``: translations of :func:`phrases`, as many as there are. ``language``: of the targets.

    Doubtful places come as issues ``markup-placed`` (info where likely, warning where guessed), markup that found no
    place as ``markup-missing`` (warning); a link is then kept around what is free of its sentence.
    """
    text, bounds = _joined(block, targets, language)
    if not block.inline:
        return Projected(text, (), tuple(() for _ in targets))
    return _Projection(block, text, bounds, spans, language, translated).result()


def _joined(block: Block, targets: Sequence[str], language: str) -> tuple[str, tuple[Range, ...]]:
    """The target segments as one text, with the bounds of each; Japanese has no space between sentences."""
    if not block.segments:
        return block.text, ()
    text = block.text[: block.segments[0].start]
    bounds: list[Range] = []
    for n, (segment, target) in enumerate(zip(block.segments, targets, strict=True)):
        if n:
            gap = block.text[block.segments[n - 1].end : segment.start]
            same = target == segment.source
            text += gap if "\n" in gap or same else "" if language == "ja" else gap or " "
        bounds.append((len(text), len(text) + len(target)))
        text += target
    return text + block.text[block.segments[-1].end :], tuple(bounds)


# Words ---------------------------------------------------------------------------------------------------------

_WORD = re.compile(r"\w+(?:[-’']\w+)*")
_LONG_WORD = 4
_MOST_WORDS = 8
_CONNECTORS = frozenset(("dan", "serta", "atau", "hingga", "sampai", "ke", "di", "the", "and", "of"))
_KINDS = re.compile(r"[A-Za-zÀ-ɏ0-9０-９%]+(?:[.,'’-][A-Za-zÀ-ɏ0-9]+)*|[一-鿿々〆ヶ]+|[ァ-ヺー・]+|[ぁ-ゖ]+|\S")
_CORE = re.compile(r"[一-鿿々]+(?![はがをにでとのもへや])[ぁ-ゖ]{1,2}|[一-鿿々]{2,}|[ァ-ヺー]{3,}|[A-Za-z0-9]{3,}")
_COUNTED = re.compile(r" \w+")
_COUNTED_JA = re.compile(r"(?:人|個|つ|件|社|校|台|頭|棟|本|枚)?の?(?:[一-鿿々]+|[ァ-ヺー]+)")
_NUMBERS = (SpanKind.NUMBER, SpanKind.MEASURE)
_EMPHASIS = re.compile(r"[*_~`]|<(?:b|strong|i|em|u|s|mark|code|font|cite|dfn|small|big|w:r)\b", re.IGNORECASE)
_CODE = re.compile(r"`|<(?:code|kbd|samp|tt|pre)\b", re.IGNORECASE)


def _is_literal(item: Inline) -> bool:
    return item.start < item.end and (_CODE.match(item.open) is not None or (item.open, item.close) == ("<", ">"))


def _has_words(text: str) -> bool:
    return any(c.isalnum() for c in text)


def _is_whole(source: str, start: int, end: int) -> bool:
    """Whether nothing but punctuation stands outside of the range."""
    return not _has_words(source[:start]) and not _has_words(source[end:])


def _ranges(block: Block, segment: Segment) -> Iterator[Range]:
    """The stretches of a segment that markup covers, without outer white space, each once."""
    seen = set()
    for item in block.inline:
        found = _clipped(item.start, item.end, segment)
        if found and found not in seen and not _is_literal(item):
            seen.add(found)
            yield found


def _clipped(start: int, end: int, segment: Segment) -> Range | None:
    inner = max(start, segment.start) - segment.start, min(end, segment.end) - segment.start
    return _tight(segment.source, *inner) if inner[0] < inner[1] else None


def _tight(text: str, start: int, end: int) -> Range | None:
    """The range without outer white space; None when nothing is left."""
    piece = text[start:end]
    if not piece.strip():
        return None
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def _inside(source: str, start: int, end: int, spans: Iterable[FixedSpan]) -> list[FixedSpan]:
    return [s for s in spans if start <= s.start and s.end <= end]


def _settled(source: str, start: int, end: int, spans: Sequence[FixedSpan]) -> bool:
    """Whether the range is fixed spans, and nothing else but connecting words."""
    inner = _inside(source, start, end, spans)
    rest, position = "", start
    for span in inner:
        rest += source[position : span.start] + " "
        position = span.end
    rest += source[position:end]
    return bool(inner) and all(word.lower() in _CONNECTORS for word in _WORD.findall(rest))


def _occurrences(form: str, text: str) -> list[Range]:
    """Where ``form`` stands in ``text`` as whole words, in capitals or not."""
    if not form.strip():
        return []
    before = r"(?<![A-Za-z0-9À-ɏ])" if re.match(r"[A-Za-z0-9À-ɏ]", form) else ""
    after = r"(?![A-Za-z0-9À-ɏ])" if re.search(r"[A-Za-z0-9À-ɏ]\Z", form) else ""
    return [m.span() for m in re.finditer(before + re.escape(form) + after, text, re.IGNORECASE)]


def _word_around(text: str, start: int, end: int) -> Range:
    """The range, or with all of the words that it cuts (the raised ``2`` of ``m2``)."""
    inner = [m.span() for m in _WORD.finditer(text) if m.start() < end and start < m.end()]
    return (min(start, inner[0][0]), max(end, inner[-1][1])) if inner else (start, end)


# Placing -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    end: int
    how: How


class _Projection:
    """The work on one block. Ranges are placed outermost first, each inside of what is around it."""

    def __init__(
        self,
        block: Block,
        text: str,
        bounds: Sequence[Range],
        spans: Sequence[Sequence[FixedSpan]],
        language: str,
        translated: Mapping[str, str],
    ) -> None:
        self._block = block
        self._text = text
        self._bounds = bounds
        self._sentences = [
            _Sentence(s.source, text[b:e], fixed, language, translated)
            for s, (b, e), fixed in zip(block.segments, bounds, spans, strict=True)
        ]
        self._places: dict[Range, _Place] = {}

    def result(self) -> Projected:
        ranges = {(i.start, i.end) for i in self._block.inline if i.start < i.end}
        for range_ in sorted(ranges, key=lambda r: (r[0], -r[1])):
            self._places[range_] = self._placed(range_)
        self._settle()
        pairs = [(source, item) for source in self._block.inline for item in self._target(source)]
        pairs.sort(key=lambda pair: (pair[1].start, -pair[1].end))
        return Projected(self._text, tuple(_uncrossed(pairs)), self._issues())

    def _target(self, item: Inline) -> Iterator[Inline]:
        if item.start == item.end:
            place = self._point(item.start)
            yield replace(item, start=place, end=place)
            return
        place_ = self._places[item.start, item.end]
        if place_.how is How.MISSING and not _EMPHASIS.match(item.open):
            kept = self._around((item.start, item.end))
            if kept:
                yield replace(item, start=kept[0], end=kept[1])
        elif place_.start < place_.end or not item.close:
            yield replace(item, start=place_.start, end=place_.end)

    # Ranges

    def _placed(self, range_: Range) -> _Place:
        window = self._window(range_)
        covered = [n for n, s in enumerate(self._block.segments) if _clipped(*range_, s)]
        if not covered:
            point = self._point(range_[0])
            space = self._text[point : point + 1].isspace()
            return _Place(point, point + space, How.EXACT)
        pieces = [self._piece(n, range_, window) for n in covered]
        how = max(piece.how for piece in pieces)
        start, end = pieces[0].start, pieces[-1].end
        return self._with_spaces(range_, _Place(start, max(start, end), how))

    def _piece(self, number: int, range_: Range, window: Range) -> _Place:
        """The part of a range that lies in one segment."""
        segment, (begin, end) = self._block.segments[number], self._bounds[number]
        inner = _clipped(*range_, segment)
        assert inner is not None
        limits = max(window[0], begin) - begin, min(window[1], end) - begin
        limits = limits if limits[0] < limits[1] else (0, end - begin)
        place = self._sentences[number].place(*inner, limits)
        return _Place(place.start + begin, place.end + begin, place.how)

    def _around_in_source(self, range_: Range) -> list[Range]:
        return [r for r in self._places if r[0] <= range_[0] and range_[1] <= r[1] and r != range_]

    def _window(self, range_: Range) -> Range:
        """Where the markup around a range lies in the target: all of it where there is none."""
        for parent in sorted(self._around_in_source(range_), key=lambda r: r[1] - r[0]):
            place = self._places[parent]
            if place.start < place.end and place.how is not How.MISSING:
                return place.start, place.end
        return 0, len(self._text)

    def _with_spaces(self, range_: Range, place: _Place) -> _Place:
        """White space just inside the markup stays there, where the target has some too."""
        start, end, source, text = place.start, place.end, self._block.text, self._text
        if source[range_[0]].isspace() and start > 0 and text[start - 1].isspace():
            start -= 1
        if source[range_[1] - 1].isspace() and end < len(text) and text[end].isspace():
            end += 1
        return replace(place, start=start, end=end)

    def _settle(self) -> None:
        """Ranges that are apart in the source are made apart in the target, the surer one keeping its place."""
        settled: list[Range] = []
        for range_ in sorted(self._places, key=lambda r: (self._places[r].how, r[0], -r[1])):
            place = self._places[range_]
            for other in settled:
                if other[1] <= range_[0] or range_[1] <= other[0]:
                    place = self._apart(place, self._places[other])
            self._places[range_] = place
            settled.append(range_)
        for range_ in sorted(self._places, key=lambda r: (r[0], -r[1])):
            self._places[range_] = self._within(range_)

    def _apart(self, place: _Place, other: _Place) -> _Place:
        if place.start >= place.end or other.end <= place.start or place.end <= other.start:
            return place
        sides = ((place.start, min(place.end, other.start)), (max(place.start, other.end), place.end))
        free = [piece for s, e in sides if s < e and (piece := _tight(self._text, s, e))]
        if not free:
            return _Place(place.start, place.start, How.MISSING)
        start, end = max(free, key=lambda r: r[1] - r[0])
        return _Place(start, end, max(place.how, How.LIKELY))

    def _within(self, range_: Range) -> _Place:
        """The place of a range cut to the places of all markup around it."""
        place = self._places[range_]
        for parent in self._around_in_source(range_):
            around = self._places[parent]
            if around.how is How.MISSING or around.start >= around.end:
                continue
            start, end = max(place.start, around.start), min(place.end, around.end)
            if (start, end) != (place.start, place.end):
                how = max(place.how, How.LIKELY) if start < end else How.MISSING
                place = _Place(start, max(start, end), how)
        return place

    def _around(self, range_: Range) -> Range | None:
        """For a link without a place: the longest stretch of its sentence that no other markup touches."""
        numbers = [n for n, s in enumerate(self._block.segments) if _clipped(*range_, s)]
        taken = sorted((p.start, p.end) for p in self._places.values() if p.how is not How.MISSING)
        free: list[Range] = []
        for number in numbers:
            start, end = self._bounds[number]
            for begin, stop in (*taken, (end, end)):
                if start < min(begin, end) and (piece := _tight(self._text, start, min(begin, end))):
                    free.append(piece)
                start = max(start, stop)
        return max(free, key=lambda r: r[1] - r[0], default=None)

    # Points

    def _point(self, position: int) -> int:
        """The place of markup that covers nothing: a picture, a line break, a footnote's mark."""
        for range_, place in self._places.items():
            if place.how is not How.MISSING and position in range_:
                return place.start if position == range_[0] else place.end
        text, segments = self._block.text, self._block.segments
        if not text[:position].strip():
            return 0
        if not text[position:].strip():
            return len(self._text)
        for number, segment in enumerate(segments):
            begin, end = self._bounds[number]
            if position <= segment.start:
                return begin
            if position == segment.end:
                return end
            if position < segment.end:
                sentence = self._sentences[number]
                if sentence.source == sentence.target:
                    return begin + position - segment.start
                point = begin + sentence.point(position - segment.start)
                return point + (text[position - 1].isspace() and self._text[point : point + 1].isspace())
        return len(self._text)

    # Issues

    def _issues(self) -> tuple[tuple[Issue, ...], ...]:
        found: list[list[Issue]] = [[] for _ in self._block.segments]
        for range_, place in self._places.items():
            issue = self._issue(range_, place)
            numbers = [n for n, s in enumerate(self._block.segments) if _clipped(*range_, s)]
            if issue and numbers:
                found[numbers[0]].append(issue)
        return tuple(map(tuple, found))

    def _issue(self, range_: Range, place: _Place) -> Issue | None:
        source = self._block.text[slice(*range_)].strip()
        target = self._text[place.start : place.end].strip()
        items = [i for i in self._block.inline if (i.start, i.end) == range_]
        if place.how is How.MISSING:
            kept = not all(_EMPHASIS.match(i.open) for i in items) and self._around(range_) is not None
            mend = "it stands around other words; move it." if kept else "it is left out; mark the words up."
            return Issue("markup-missing", Severity.WARNING, f"The markup of “{source}” found no place: {mend}", source)
        if place.how in (How.LIKELY, How.GUESSED):
            severity = Severity.WARNING if place.how is How.GUESSED else Severity.INFO
            return Issue(
                "markup-placed", severity, f"The markup of “{source}” was put on “{target}”: check the words.", source
            )
        return None


def _uncrossed(pairs: Iterable[tuple[Inline, Inline]]) -> Iterator[Inline]:
    """Target markup, given with its source and in order, cut where it crosses other markup that its source does not."""
    around: list[tuple[Inline, Inline]] = []
    for source, item in pairs:
        around = [(s, t) for s, t in around if t.end > item.start]
        ends = [t.end for s, t in around if t.end < item.end and not _crosses(s, source)]
        item = replace(item, end=min(ends, default=item.end))
        around.append((source, item))
        yield item


def _crosses(a: Inline, b: Inline) -> bool:
    first, second = sorted((a, b), key=lambda i: (i.start, -i.end))
    return first.start < second.start < first.end < second.end


# One sentence --------------------------------------------------------------------------------------------------

_SURE, _NEAR, _ALIKE = 92.0, 66.0, 75.0
"""Similarity (0 to 100) from which a phrase counts as found, as likely found, and two words as the same."""

_LIGHT = frozenset(
    (
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "by",
        "with",
        "and",
        "or",
        "as",
        "is",
        "was",
        "were",
    )
)
"""English words that do not end a phrase."""


class _Sentence:
    """A source sentence beside its target; all ranges are within them."""

    def __init__(
        self, source: str, target: str, spans: Sequence[FixedSpan], language: str, translated: Mapping[str, str]
    ) -> None:
        self.source = source
        self.target = target
        self._spans = spans
        self._language = language
        self._translated = translated
        self._cuts: list[Range] | None = None

    def place(self, start: int, end: int, window: Range) -> _Place:
        """Where ``source[start:end]`` stands in the target, looked for inside of ``window``."""
        if self.source == self.target:
            return _Place(start, end, How.EXACT)
        if _is_whole(self.source, start, end):
            return self._whole(start, end, window)
        return (
            self._by_spans(start, end, window)
            or self._in_span(start, end)
            or self._same_letters(start, end, window)
            or self._the_rest(start, end, window)
            or self._by_phrase(start, end, window)
            or self._by_words(start, end, window)
            or self._by_share(start, end, window)
        )

    def point(self, position: int) -> int:
        """Where a mark that covers nothing belongs: behind the same word."""
        window = 0, len(self.target)
        words = [m.span() for m in _WORD.finditer(self.source) if m.start() < position]
        if not words:
            return position if self.target.startswith(self.source[:position]) else 0
        last = next((s for s in self._spans if s.start <= words[-1][0] and words[-1][1] <= s.end), None)
        place = (last and self._span_place(last, window)) or self.place(*words[-1], window)
        return place.end

    def _whole(self, start: int, end: int, window: Range) -> _Place:
        """The whole target, without its outer punctuation where the range leaves out that of the source."""
        begin, stop = window
        if self.source[:start].strip() and (found := re.match(r"[^\w\s]+", self.target[begin:stop])):
            begin += found.end()
        if self.source[end:].strip() and (found := re.search(r"[^\w\s]+\Z", self.target[begin:stop])):
            stop = begin + found.start()
        return _Place(begin, stop, How.WHOLE)

    def _by_spans(self, start: int, end: int, window: Range) -> _Place | None:
        if not _settled(self.source, start, end, self._spans):
            return None
        found = [self._span_place(s, window) for s in _inside(self.source, start, end, self._spans)]
        if any(place is None for place in found):
            return None
        places = [place for place in found if place]
        how = max(place.how for place in places)
        return _Place(min(p.start for p in places), max(p.end for p in places), how)

    def _in_span(self, start: int, end: int) -> _Place | None:
        """A part of a fixed span: the same part of its target form, else all of it."""
        around = next((s for s in self._spans if s.start <= start and end <= s.end), None)
        place = self._span_place(around, (0, len(self.target))) if around else None
        if place is None:
            return None
        window = place.start, place.end
        found = self._same_letters(start, end, window) or self._by_phrase(start, end, window)
        return found or _Place(*window, How.LIKELY)

    def _span_place(self, span: FixedSpan, window: Range) -> _Place | None:
        """Where a fixed span's target form stands."""
        twins = [s for s in self._spans if s.target(self._language) == span.target(self._language)]
        for form in span.accepts(self._language):
            if found := self._chosen(_occurrences(form, self.target), twins.index(span), len(twins), window):
                return found
        return None

    def _same_letters(self, start: int, end: int, window: Range) -> _Place | None:
        word = _word_around(self.source, start, end)
        phrase = self.source[slice(*word)]
        twins = _occurrences(phrase, self.source)
        number = twins.index(word) if word in twins else 0
        found = self._chosen(_occurrences(phrase, self.target), number, len(twins), window)
        if found is None or word == (start, end):
            return found
        return replace(found, start=found.start + start - word[0], end=found.end + end - word[1])

    def _chosen(self, found: Sequence[Range], number: int, count: int, window: Range) -> _Place | None:
        """Among the places of a form in the target, that of the ``number``-th of its ``count`` places in the source."""
        if len(found) == count and count:
            inside = [found[number]] if window[0] <= found[number][0] and found[number][1] <= window[1] else []
        else:
            inside = []
        how = How.EXACT
        if not inside:
            inside = [f for f in found if window[0] <= f[0] and f[1] <= window[1]]
            how = How.EXACT if len(inside) == 1 and count == 1 else How.LIKELY
        if not inside:
            return None
        start, end = inside[min(number, len(inside) - 1)]
        return _Place(start, end, how)

    def _the_rest(self, start: int, end: int, window: Range) -> _Place | None:
        """All but a piece at one edge, where that piece stands at an edge of the target: what remains."""
        if window != (0, len(self.target)):
            return None
        before, after = self.source[:start], self.source[end:]
        if _has_words(before) == _has_words(after):
            return None
        outer = (0, start) if _has_words(before) else (end, len(self.source))
        edge = self._edge(*outer)
        if edge is None:
            return None
        left, right = self.target[: edge[0]], self.target[edge[1] :]
        if _has_words(left) == _has_words(right):
            return None
        begin, stop = (0, edge[0]) if _has_words(left) else (edge[1], len(self.target))
        found = re.search(r"\w.*\w|\w", self.target[begin:stop], re.DOTALL)
        if not found:
            return None
        ends_whole = end == len(self.source) and stop == len(self.target)
        return _Place(begin + found.start(), stop if ends_whole else begin + found.end(), How.EXACT)

    def _edge(self, start: int, end: int) -> Range | None:
        """Where a piece at an edge of the source stands in the target, when that is certain."""
        words = re.search(r"\w.*\w|\w", self.source[start:end], re.DOTALL)
        if not words:
            return None
        first, last = start + words.start(), start + words.end()
        window = (0, len(self.target))
        place = self._by_spans(first, last, window) or self._same_letters(first, last, window)
        return (place.start, place.end) if place and place.how is How.EXACT else None

    # By translation

    def _by_phrase(self, start: int, end: int, window: Range) -> _Place | None:
        phrase = self.source[start:end]
        translation = _bare(self._translated.get(phrase, ""))
        if not translation:
            return None
        twins = _occurrences(phrase, self.source)
        number = twins.index((start, end)) if (start, end) in twins else 0
        found = self._chosen(_occurrences(translation, self.target), number, max(1, len(twins)), window)
        if found:
            return replace(found, how=How.ALIGNED if found.how is How.EXACT else How.LIKELY)
        score, place = self._nearest(translation, window, (start + end) / 2 / len(self.source))
        if place is None or score < _NEAR:
            return None
        return _Place(*self._edged(place, translation, window), How.ALIGNED if score >= _SURE else How.LIKELY)

    def _edged(self, place: Range, wanted: str, window: Range) -> Range:
        """The stretch without outer words that are not wanted, with those beside it that are."""
        if self._language == "ja":
            return place
        known = [w.casefold() for w in _WORD.findall(wanted)]
        words = [w for w in self._words() if window[0] <= w[0] and w[1] <= window[1]]
        likes = [max(fuzz.ratio(self.target[slice(*w)].casefold(), k) for k in known) for w in words]
        light = [self.target[slice(*w)].casefold() in _LIGHT for w in words]
        first = next(n for n, w in enumerate(words) if w[0] == place[0])
        last = next(n for n, w in enumerate(words) if w[1] == place[1])
        while first and likes[first - 1] >= _ALIKE and not light[first - 1]:
            first -= 1
        while last + 1 < len(words) and likes[last + 1] >= _ALIKE and not light[last + 1]:
            last += 1
        while first < last and light[last] and known[-1] not in _LIGHT:
            last -= 1
        while first < last and likes[last] < _ALIKE and last - first >= len(known):
            last -= 1
        while first < last and likes[first] < _ALIKE and last - first >= len(known):
            first += 1
        while first < last and light[first] and known[0] not in _LIGHT:
            first += 1
        return words[first][0], words[last][1]

    def _nearest(self, wanted: str, window: Range, share: float) -> tuple[float, Range | None]:
        """The stretch of whole words that is most like ``wanted``, and how much; near ``share`` of the way if equal."""
        best: tuple[float, float, Range] | None = None
        folded = wanted.casefold()
        for start, end in self._stretches(len(wanted), window):
            piece = self.target[start:end].casefold()
            score = fuzz.ratio(folded, piece)
            if self._language != "ja":  # the words may come in another order
                score = max(score, 0.97 * fuzz.token_sort_ratio(folded, piece))
            distance = abs((start + end) / 2 / max(1, len(self.target)) - share)
            if best is None or (score, -distance) > best[:2]:
                best = (score, -distance, (start, end))
        return (best[0], best[2]) if best else (0.0, None)

    def _stretches(self, length: int, window: Range) -> Iterator[Range]:
        """Runs of whole words of about ``length`` characters."""
        words = [w for w in self._words() if window[0] <= w[0] and w[1] <= window[1]]
        for n, (start, _) in enumerate(words):
            for _, end in words[n:]:
                if end - start > 1.8 * length + 4:
                    break
                if end - start >= 0.5 * length:
                    yield start, end

    def _words(self) -> list[Range]:
        """The words of the target; in Japanese, runs of one script, their particles apart."""
        if self._cuts is None:
            pattern = _KINDS if self._language == "ja" else _WORD
            self._cuts = [m.span() for m in pattern.finditer(self.target) if _has_words(m[0])]
        return self._cuts

    def _by_words(self, start: int, end: int, window: Range) -> _Place | None:
        """From the first to the last of the range's words and spans that stand in the target."""
        found: list[Range] = []
        for span in _inside(self.source, start, end, self._spans):
            place = self._span_place(span, window)
            found += [(place.start, place.end)] if place else []
        for match in _WORD.finditer(self.source, start, end):
            if any(s.start <= match.start() and match.end() <= s.end for s in self._spans):
                continue
            same = self._same_letters(*match.span(), window) if len(match[0]) >= _LONG_WORD else None
            translation = _bare(self._translated.get(match[0], ""))
            if same:
                found.append((same.start, same.end))
                continue
            if len(translation) < (2 if self._language == "ja" else 3):
                continue
            score, place_ = self._nearest(translation, window, match.start() / len(self.source))
            found += [place_] if place_ and score >= _SURE - 12 else []
        found = found or self._by_cores(start, end, window)
        if not found:
            return None
        first, last = min(f[0] for f in found), max(f[1] for f in found)
        share = (end - start) / len(self.source)
        if last - first > 3 * share * len(self.target) + 10:  # words that only look alike, far apart
            return None
        last = self._with_counted(start, end, first, last)
        return _Place(first, last, How.LIKELY)

    def _by_cores(self, start: int, end: int, window: Range) -> list[Range]:
        """Japanese: the longest word of the phrase's translation that stands in the target."""
        translation = self._translated.get(self.source[start:end], "") if self._language == "ja" else ""
        cores = sorted(dict.fromkeys(_CORE.findall(translation)), key=len, reverse=True)
        for core in cores:
            places = [m.span() for m in re.finditer(re.escape(core), self.target)]
            inside = [p for p in places if window[0] <= p[0] and p[1] <= window[1]]
            if len(inside) == 1:
                return inside
        return []

    def _with_counted(self, start: int, end: int, first: int, last: int) -> int:
        """A number alone takes the word that it counts, where the range has more than the number."""
        number = any(s.kind in _NUMBERS and (s.start, s.end) != (start, end) for s in self._spans if start <= s.start)
        if not number or not re.fullmatch(r"[\d.,]+", self.target[first:last]):
            return last
        pattern = _COUNTED_JA if self._language == "ja" else _COUNTED
        found = pattern.match(self.target, last)
        return found.end() if found else last

    def _by_share(self, start: int, end: int, window: Range) -> _Place:
        """The same share of the target as of the source, in whole words; not in Japanese, whose order is another."""
        words = [w for w in self._words() if window[0] <= w[0] and w[1] <= window[1]]
        if not words or self._language == "ja":
            return _Place(window[0], window[0], How.MISSING)
        places = sorted(self._anchors())
        first, last = (_between(places, p, len(self.source), len(self.target)) for p in (start, end))
        inner = [w for w in words if first <= (w[0] + w[1]) / 2 <= last]
        inner = inner or [min(words, key=lambda w: abs((w[0] + w[1]) - (first + last)))]
        return _Place(inner[0][0], inner[-1][1], How.GUESSED)

    def _anchors(self) -> Iterator[tuple[int, int]]:
        """Source and target places of the fixed spans; none where their order differs."""
        pairs = []
        for span in self._spans:
            if place := self._span_place(span, (0, len(self.target))):
                pairs += [(span.start, place.start), (span.end, place.end)]
        if all(a[1] <= b[1] for a, b in pairwise(pairs)):
            yield from pairs


def _between(places: Sequence[tuple[int, int]], position: int, source: int, target: int) -> float:
    """A source position in the target, on the straight line between the known places around it."""
    left = max((p for p in places if p[0] <= position), default=(0, 0))
    right = min((p for p in places if p[0] >= position), default=(source, target))
    if right[0] <= left[0]:
        return float(left[1])
    return left[1] + (position - left[0]) * (right[1] - left[1]) / (right[0] - left[0])


def _bare(translation: str) -> str:
    """A phrase's translation without what a model adds to make it a sentence."""
    return translation.strip(" .。、,“”「」\"'").removeprefix("The ").removeprefix("the ")
