"""How a fixed form stands in an English sentence: the article, preposition, ending and space that its placeholder hid.

A model that sees a placeholder cannot know whether it is a day or an hour, a plural, an age, or an office.
"""

from __future__ import annotations

import re

from translator.fixed import FixedSpan, SpanKind

_PLURAL = re.compile(r"(?:[^s]s|men|people|children)$")
_ENDED = re.compile(r"(?:[^aeiou]y|ed)$")
_ORDERED = re.compile(r"(?:[a-z]+(?:st|nd|rd|th)|\d+(?:st|nd|rd|th)|\d+\+\d+) (?:quarter|half|week|minute)\b")
_UNIT = re.compile(
    r"([\d.,]+) (kilometer|centimeter|millimeter|meter|hectare|ton|kilogram|liter|day|month|hour|minute)s"
)
_DAY = re.compile(r"(?:[A-Z][a-z]+day\b.*|[A-Z][a-z]+ \d{1,2}(?:, \d{4})?)")
_COUNTED_FROM = re.compile(r"[\w-]+ days? (?:before|after) .+")
_CLOCK = re.compile(r"(?:\d{1,2}(?::\d\d)? [ap]\.m\.|noon|midnight).*")
_NO_HOLDER = r"(?! ?[A-Z\ue000-\uf8ff])"
"""No name behind an office, whose placeholder may not be filled yet."""
_DETERMINED = re.compile(
    r"(?:\b(?:the|an?|as|his|her|their|its|our|my|this|that|former|acting|deputy|then|new|current|every|each|any|no"
    r"|appoint(?:ed|s)?|elect(?:ed|s)?|becom(?:e|es|ing)|became|named"
    r"|(?:post|position|job|seat|title|role|candidates?|candidacy|runs?|running) (?:of|for))|'s|’s) $",
    re.I,
)


def put(text: str, mark: str, span: FixedSpan, *, sentence: bool) -> str:
    """``text`` with every ``mark`` as the English form of ``span``; ``sentence``: whether it is one, or a headline."""
    form = span.en
    text = _as_age(text, mark, form) if span.ja.endswith("歳") else text
    text = _with_article(text, mark, form)
    text = _with_preposition(text, mark, span)
    text = _without_ending(text, mark, form)
    if unit := _UNIT.fullmatch(form):
        text = re.sub(rf"{mark}-(?=[a-z])", f"{unit[1]}-{unit[2]}-", text)
    text = re.sub(rf"(?<=[\w,;:)”]){mark}", f" {mark}", text)
    text = re.sub(rf"{mark}(?=[\w(“])(?!s\b)", f"{mark} ", text)
    if sentence and (office := vacant(span)):
        text = _as_office(text, mark, office)
    return text.replace(mark, form)


def vacant(span: FixedSpan) -> str:
    """The form of an office that stands without its holder, in lower case: ``Bekasi mayor``; empty for other spans."""
    if span.kind is not SpanKind.TITLE:
        return ""
    same = (form for form in span.accepts_en if form.casefold() == span.en.casefold())
    return next((form for form in same if form.rpartition(" ")[2].islower()), "")


def _as_office(text: str, mark: str, office: str) -> str:
    """``the Bekasi mayor`` inside a sentence, but ``as Bekasi mayor``, and ``Bekasi Mayor`` before a name."""

    def placed(found: re.Match[str]) -> str:
        return office if _DETERMINED.search(text[: found.start()]) else f"the {office}"

    return re.sub(mark + _NO_HOLDER, placed, text)


def _with_article(text: str, mark: str, form: str) -> str:
    if form.startswith("the "):
        return re.sub(rf"\bthe {mark}", mark, text, flags=re.I)
    if not _ORDERED.match(form):
        return text
    text = re.sub(rf"\b(?:in|on|at) (?:the )?{mark}", lambda m: f"{_cased('in', m[0])} the {mark}", text, flags=re.I)
    return re.sub(rf"\b(of|for|from|by|during|until|to|since) {mark}", rf"\1 the {mark}", text, flags=re.I)


def _with_preposition(text: str, mark: str, span: FixedSpan) -> str:
    """``on`` a day, ``at`` an hour, ``in`` a year, none before ``two days before Eid``."""
    if span.kind is SpanKind.DATE and re.fullmatch(r"\d{4}", span.en):
        text = re.sub(
            rf"(?<!based )(?<!focus )(?<!focused )(?<!depend )(?<!depends )\b[oO]n {mark}", f"in {mark}", text
        )
    if _COUNTED_FROM.fullmatch(span.en):
        text = re.sub(rf"\b(?:at|in|on) {mark}", mark, text, flags=re.I)
    if preposition := _preposition(span):
        text = re.sub(rf"\b(?:at|in|on) {mark}", lambda m: _cased(preposition, m[0]) + m[0][2:], text, flags=re.I)
    return text


def _preposition(span: FixedSpan) -> str:
    if span.kind is SpanKind.DATE and _DAY.fullmatch(span.en):
        return "on"
    if span.kind is SpanKind.DATE and span.en.startswith(("early ", "late ", "mid-")):
        return "in"
    return "at" if span.kind is SpanKind.TIME and _CLOCK.fullmatch(span.en) else ""


def _without_ending(text: str, mark: str, form: str) -> str:
    """No ending of a demonym, which no form takes, nor of a plural, which the form has already or would change for."""
    text = re.sub(rf"{mark}(?:n|an|ans|ing)\b", mark, text)
    return re.sub(rf"{mark}s\b", mark, text) if _PLURAL.search(form) or _ENDED.search(form) else text


def _as_age(text: str, mark: str, form: str) -> str:
    """An age beside its noun: ``the 57 years coach`` → the 57-year-old coach."""
    adjective = form.removesuffix(" years") + "-year-old"
    text = re.sub(rf"{mark}[ -](?:years?[ -])?old(?= [a-z]|s?\b(?<=-old))", adjective, text)
    return re.sub(
        rf"\b(the|an?|that|this) {mark} (?=(?!old|of|ago|in|and|or|to)[a-z])", rf"\1 {adjective} ", text, flags=re.I
    )


def _cased(word: str, like: str) -> str:
    return word.capitalize() if like[:1].isupper() else word
