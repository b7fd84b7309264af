"""What fixed spans travel as through an engine, and how they come back.

An engine that was trained with placeholders gets one typed placeholder a span. For any other engine the target form
itself stands in the source sentence (code-switching), and is looked for in the output.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from translator.engine.tokens import TYPE_OF
from translator.finish import ends
from translator.fixed import FixedSpan
from translator.spans import english
from translator.spans.echo import without_echoes

Placeholders = Mapping[str, Sequence[str]]
"""Placeholder type → texts, as in :class:`translator.engine.protocol.Capabilities`."""

_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
_STAMMER = re.compile(r"([\ue000-\uf8ff])(?:[ ,、]*\1)+")
_IN_BRACKETS = re.compile(r"([\ue000-\uf8ff])(さん|氏)? ?[（(]\1(?:さん|氏)?[）)]")
"""A form said again in brackets behind itself: カルトさん（カルトさん）."""
_JAPANESE = "぀-ヿ㐀-鿿々〆ー、。「」（）"


@dataclass(frozen=True, slots=True)
class Carrier:
    """A source text on its way: ``text`` with each span replaced; ``marks``: what stands for which span, in order."""

    text: str
    marks: tuple[tuple[str, FixedSpan], ...]


@dataclass(frozen=True, slots=True)
class Restored:
    """A target text with the target forms in place, and the spans that did not come through exactly once.

    ``doubled``: of ``lost``, those whose placeholder came too often.
    ``stray``: whether placeholders stood in it that no span travels as; they were taken out.
    """

    text: str
    lost: tuple[FixedSpan, ...]
    doubled: tuple[FixedSpan, ...] = ()
    stray: bool = False


def carry(
    text: str, spans: Sequence[FixedSpan], target: str, placeholders: Placeholders, plain: Collection[FixedSpan] = ()
) -> Carrier:
    """Replace every hard span by its carrier. Spans in ``plain`` travel as text although placeholders exist."""
    free = {kind: list(marks) for kind, marks in placeholders.items()}
    parts: list[str] = []
    marks: list[tuple[str, FixedSpan]] = []
    position = 0
    for span in spans:
        if not span.hard:
            continue
        slots = free.get(TYPE_OF[span.kind]) or free.get("other") or []
        mark = slots.pop(0) if slots and span not in plain else span.target(target)
        parts += [text[position : span.start], mark]
        marks.append((mark, span))
        position = span.end
    return Carrier("".join(parts) + text[position:], tuple(marks))


def restore(output: str, carrier: Carrier, target: str, placeholders: Placeholders) -> Restored:
    """Put target forms where the placeholders stand and verify that each span is there exactly once."""
    known = {mark for marks in placeholders.values() for mark in marks}
    text = _IN_BRACKETS.sub(r"\1\2", _STAMMER.sub(r"\1", output))
    wanted = Counter(mark for mark, _ in carrier.marks if mark in known)
    seen = Counter(ch for ch in text if ch in known)
    sentence = ends(carrier.text)
    lost = [span for mark, span in carrier.marks if mark in known and seen[mark] != wanted[mark]]
    doubled = tuple(span for mark, span in carrier.marks if mark in known and seen[mark] > wanted[mark])
    for mark, span in carrier.marks:
        if mark in known:
            text = _put(without_echoes(text, mark, span, target), mark, span, target, sentence=sentence)
    stray = _PRIVATE_USE.search(text) is not None
    text = _tidy(_PRIVATE_USE.sub("", text), target)
    lost += [span for mark, span in carrier.marks if mark not in known and not kept(text, span, target)]
    spare = [span for span in doubled if stands_once(text, span, carrier, target)]
    lost = [span for span in lost if span not in spare]
    doubled = tuple(span for span in doubled if span not in spare)
    return Restored(text, tuple(sorted(set(lost), key=lambda span: span.start)), doubled, stray)


def stands_once(text: str, span: FixedSpan, carrier: Carrier, target: str) -> bool:
    """Whether a form came as often as the spans say it: its second placeholder went as an echo of another one."""
    form = span.target(target).casefold()
    said = sum(other.target(target).casefold().count(form) for _, other in carrier.marks)
    return text.casefold().count(form) == said


def kept(text: str, span: FixedSpan, target: str) -> bool:
    """Whether a form of the span stands in a target text."""
    folded = text.casefold()
    return any(form and form.casefold() in folded for form in span.accepts(target))


def _put(text: str, mark: str, span: FixedSpan, target: str, *, sentence: bool) -> str:
    """Every occurrence of a placeholder as its target form, as the language wants it there."""
    return _put_japanese(text, mark, span.ja) if target == "ja" else english.put(text, mark, span, sentence=sentence)


def _put_japanese(text: str, mark: str, form: str) -> str:
    if form[:1].isascii() and form[:1].isalnum():
        text = re.sub(rf"(?<=[A-Za-z]) {mark}", f"\0{mark}", text)
    return re.sub(rf" ?{mark} ?", lambda _: form, text).replace("\0", " ")


def _tidy(text: str, target: str) -> str:
    text = re.sub(r"  +", " ", text).strip()
    if target == "ja":
        return re.sub(rf"(?<=[{_JAPANESE}]) (?=[{_JAPANESE}])", "", text)
    text = re.sub(r" +(?=[,.;:!?)])", "", text)
    text = re.sub(r"\b([ap]\.m\.)\.(?!\.)", r"\1", text)  # the full stop of the sentence is in the abbreviation
    return re.sub(r"^[\"“‘(\[]*[a-zà-þ](?![A-Z])", lambda opening: opening.group().upper(), text)
