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
from translator.fixed import FixedSpan, SpanKind
from translator.spans.echo import without_echoes

Placeholders = Mapping[str, Sequence[str]]
"""Placeholder type → texts, as in :class:`translator.engine.protocol.Capabilities`."""

_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
_STAMMER = re.compile(r"([\ue000-\uf8ff])(?:[ ,、]*\1)+")
_PLURAL = re.compile(r"(?:[^s]s|men|people|children)$")
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
    text = _STAMMER.sub(r"\1", output)
    wanted = Counter(mark for mark, _ in carrier.marks if mark in known)
    seen = Counter(ch for ch in text if ch in known)
    lost = [span for mark, span in carrier.marks if mark in known and seen[mark] != wanted[mark]]
    doubled = tuple(span for mark, span in carrier.marks if mark in known and seen[mark] > wanted[mark])
    for mark, span in carrier.marks:
        if mark in known:
            text = _put(without_echoes(text, mark, span, target), mark, span, target)
    stray = _PRIVATE_USE.search(text) is not None
    text = _tidy(_PRIVATE_USE.sub("", text), target)
    lost += [span for mark, span in carrier.marks if mark not in known and not kept(text, span, target)]
    spare = [span for span in doubled if _stands_once(text, span, carrier, target)]
    lost = [span for span in lost if span not in spare]
    doubled = tuple(span for span in doubled if span not in spare)
    return Restored(text, tuple(sorted(set(lost), key=lambda span: span.start)), doubled, stray)


def _stands_once(text: str, span: FixedSpan, carrier: Carrier, target: str) -> bool:
    """Whether a form came as often as the spans say it: its second placeholder went as an echo of another one."""
    form = span.target(target).casefold()
    said = sum(other.target(target).casefold().count(form) for _, other in carrier.marks)
    return text.casefold().count(form) == said


def kept(text: str, span: FixedSpan, target: str) -> bool:
    """Whether a form of the span stands in a target text."""
    folded = text.casefold()
    return any(form and form.casefold() in folded for form in span.accepts(target))


def _put(text: str, mark: str, span: FixedSpan, target: str) -> str:
    """Every occurrence of a placeholder as its target form, with the spaces that the language wants around it."""
    form = span.target(target)
    if target == "ja":
        text = (
            re.sub(rf"(?<=[A-Za-z]) {mark}", f"\0{mark}", text) if form[:1].isascii() and form[:1].isalnum() else text
        )
        return re.sub(rf" ?{mark} ?", lambda _: form, text).replace("\0", " ")
    text = _as_age(text, mark, form) if span.ja.endswith("歳") else text
    if form.startswith("the "):
        text = re.sub(rf"\bthe {mark}", mark, text, flags=re.I)
    elif _ORDERED.match(form):
        text = re.sub(
            rf"\b(?:in|on|at) (?:the )?{mark}", lambda m: f"{_cased('in', m[0])} the {mark}", text, flags=re.I
        )
        text = re.sub(rf"\b(of|for|from|by|during|until|to|since) {mark}", rf"\1 the {mark}", text, flags=re.I)
    elif span.kind is SpanKind.DATE and re.fullmatch(r"\d{4}", form):
        text = re.sub(
            rf"(?<!based )(?<!focus )(?<!focused )(?<!depend )(?<!depends )\b[oO]n {mark}", f"in {mark}", text
        )
    if unit := _UNIT.fullmatch(form):
        text = re.sub(rf"{mark}-(?=[a-z])", f"{unit[1]}-{unit[2]}-", text)
    if _COUNTED_FROM.fullmatch(form):
        text = re.sub(rf"\b(?:at|in|on) {mark}", mark, text, flags=re.I)
    if preposition := _preposition(span):
        text = re.sub(rf"\b(?:at|in|on) {mark}", lambda m: _cased(preposition, m[0]) + m[0][2:], text, flags=re.I)
    text = re.sub(rf"{mark}(?:n|an|ans|ing)\b", mark, text)  # the ending of a demonym, which the form does not take
    if _PLURAL.search(form) or re.search(r"(?:[^aeiou]y|ed)$", form):
        text = re.sub(rf"{mark}s\b", mark, text)  # a plural's ending, which the form has already or would change for
    text = re.sub(rf"(?<=[\w,;:)”]){mark}", f" {mark}", text)
    text = re.sub(rf"{mark}(?=[\w(“])(?!s\b)", f"{mark} ", text)
    return text.replace(mark, form)


_ORDERED = re.compile(r"(?:[a-z]+(?:st|nd|rd|th)|\d+(?:st|nd|rd|th)|\d+\+\d+) (?:quarter|half|week|minute)\b")
_UNIT = re.compile(
    r"([\d.,]+) (kilometer|centimeter|millimeter|meter|hectare|ton|kilogram|liter|day|month|hour|minute)s"
)
_DAY = re.compile(r"(?:[A-Z][a-z]+day\b.*|[A-Z][a-z]+ \d{1,2}(?:, \d{4})?)")
_COUNTED_FROM = re.compile(r"[\w-]+ days? (?:before|after) .+")
_CLOCK = re.compile(r"(?:\d{1,2}(?::\d\d)? [ap]\.m\.|noon|midnight).*")


def _preposition(span: FixedSpan) -> str:
    """The preposition of a day or a clock time, which a model cannot tell apart behind placeholders."""
    if span.kind is SpanKind.DATE and _DAY.fullmatch(span.en):
        return "on"
    if span.kind is SpanKind.DATE and span.en.startswith(("early ", "late ", "mid-")):
        return "in"
    return "at" if span.kind is SpanKind.TIME and _CLOCK.fullmatch(span.en) else ""


def _cased(word: str, like: str) -> str:
    return word.capitalize() if like[:1].isupper() else word


def _as_age(text: str, mark: str, form: str) -> str:
    """An age beside its noun: ``the 57 years coach`` → the 57-year-old coach."""
    adjective = form.removesuffix(" years") + "-year-old"
    text = re.sub(rf"{mark}[ -](?:years?[ -])?old(?= [a-z]|s?\b(?<=-old))", adjective, text)
    return re.sub(
        rf"\b(the|an?|that|this) {mark} (?=(?!old|of|ago|in|and|or|to)[a-z])", rf"\1 {adjective} ", text, flags=re.I
    )


def _tidy(text: str, target: str) -> str:
    text = re.sub(r"  +", " ", text).strip()
    if target == "ja":
        return re.sub(rf"(?<=[{_JAPANESE}]) (?=[{_JAPANESE}])", "", text)
    text = re.sub(r" +(?=[,.;:!?)])", "", text)
    text = re.sub(r"\b([ap]\.m\.)\.(?!\.)", r"\1", text)  # the full stop of the sentence is in the abbreviation
    return text[:1].upper() + text[1:]
