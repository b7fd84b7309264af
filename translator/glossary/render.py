"""Phrases that the parser has read, put into English and Japanese by the templates of titles and institutions."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from translator.fixed import SpanKind
from translator.glossary import rules
from translator.glossary.fields import Field
from translator.glossary.glossary import cased_like
from translator.glossary.model import Institution, Style, Title
from translator.issues import Issue

BODIES = (SpanKind.ORGANIZATION, SpanKind.ACRONYM)


@dataclass(frozen=True, slots=True)
class Piece:
    """A read phrase: tokens ``first`` up to but not including ``stop``, with its target forms."""

    first: int
    stop: int
    kind: SpanKind
    en: str
    ja: str
    issues: tuple[Issue, ...] = ()
    hard: bool = True
    composed: bool = True
    accepts_en: tuple[str, ...] = ()
    accepts_ja: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Post:
    """A title with its modifiers and what it governs; ``source`` is the title as written."""

    first: int
    stop: int
    title: Title
    source: str
    modifiers: tuple[rules.Modifier, ...]
    governed: Piece | None
    issues: tuple[Issue, ...]
    sent_to: Piece | None = None
    """Where an ambassador is sent to, or a consul has the office."""


@dataclass(frozen=True, slots=True)
class Person:
    """A name without degrees, with its rank."""

    first: int
    stop: int
    en: str
    ja: str
    rank: Title | None
    issues: tuple[Issue, ...]


def render_title(post: Post, person: Person | None, first: int, stop: int) -> Piece:
    """Title, place or body, and name as one piece over the tokens ``first`` to ``stop``."""
    title, level = post.title, level_of(post)
    en, ja = title.en[0], title.ja[0]
    place_en = place_ja = noun_en = ""
    if governed := post.governed:
        if governed.kind in BODIES:
            en, ja = rules.head_of(title.id, governed.ja) or (en, ja)
        place_en, place_ja = rules.place_en(governed.en, level), rules.area_ja(governed.ja, level)
        if "country" in title.takes and governed.kind is SpanKind.PLACE:
            noun_en, place_en = place_en, rules.country_en(place_en)
    if person:  # a name that the glossary has with its title: King Charles III
        person = replace(person, en=person.en.removeprefix(f"{en} "), ja=person.ja.removesuffix(ja))
    if person is None or title.style is Style.ROLE:
        en = cased_like(post.source, en)
    ja = rules.title_ja(place_ja, ja, level)
    if post.sent_to and "for" in title.takes:
        en, place_ja = f"{en} for {post.sent_to.en}", f"{place_ja}{post.sent_to.ja}担当"
    elif post.sent_to:
        at, stays = ("in", "在") if "seat" in title.takes else ("to", "駐")
        en, place_ja = f"{en} {at} {post.sent_to.en}", f"{stays}{post.sent_to.ja}{place_ja}"
    return Piece(
        first,
        stop,
        SpanKind.PERSON if title.style is Style.HONORIFIC else SpanKind.TITLE,
        _english(post, person, en, place_en),
        _japanese(post, person, ja, place_ja),
        (*post.issues, *(governed.issues if governed else ()), *(person.issues if person else ())),
        hard=person is not None or governed is not None or "field" in title.takes,
        accepts_en=_further_en(post, person, en, place_en, noun_en or place_en),
        accepts_ja=_further_ja(post, person, ja, place_ja),
    )


def render_pair(first: Post, second: Post, at: int) -> Piece:
    """``Bekasi Mayor and Deputy Mayor``, ``ブカシ市長と副市長``: two titles of one place."""
    one = render_title(replace(first, governed=second.governed), None, at, second.stop)
    other = render_title(replace(second, governed=None), None, at, second.stop)
    return replace(one, en=f"{one.en} and {other.en}", ja=f"{one.ja}と{other.ja}", accepts_en=(), accepts_ja=())


def in_faction(piece: Piece, faction: Piece) -> Piece:
    """``… Member Mufti Anam of the PKB Faction``, ``…ムフティ・アナム議員（民族覚醒党会派）``."""
    en, ja = f"{piece.en} of the {faction.en}", f"{piece.ja}（{re.sub('（.*?）', '', faction.ja)}）"
    return replace(piece, en=en, ja=ja, accepts_en=(), accepts_ja=())


def title_with(title: Title, field: Field) -> Title:
    """``{field} Division Head`` → ``Legal Affairs Division Head``."""
    en = tuple(form.replace("{field}", field.en) for form in title.en)
    ja = tuple(form.replace("{field}", field.ja) for form in title.ja)
    form = title.form_ja.replace("{field}", field.ja)
    return replace(title, ids=(f"{title.id} {field.en}",), en=en, ja=ja, form_ja=form)


def institution_with(head: Institution, field: Field) -> Institution:
    """``{place} {field} Agency`` → ``{place} Fisheries Agency``."""
    en, ja = head.form_en.replace("{field}", field.en), head.form_ja.replace("{field}", field.ja)
    return replace(head, form_en=en, form_ja=ja)


def level_of(post: Post) -> str:
    """The area level of what a title governs; empty for bodies, countries and nothing."""
    if post.governed is None or post.governed.kind in BODIES:
        return ""
    return next(iter(sorted(post.title.takes & set(rules.levels()))), "")


def _english(post: Post, person: Person | None, title: str, place: str) -> str:
    for modifier in reversed(post.modifiers):
        if not modifier.phrase:
            title = modifier.en.replace("{title}", title)
    name = _ranked_en(person, f"{place} {title}") if person else ""
    phrase = rules.fill(post.title.form_en, place=place, area=place, title=title, name=name)
    for modifier in reversed(post.modifiers):
        if modifier.phrase:
            phrase = modifier.en.replace("{title}", phrase)
    return phrase


def _ranked_en(person: Person, title: str) -> str:
    """The name after its rank; ``Police`` is not said twice."""
    if person.rank is None:
        return person.en
    rank = person.rank.en[0]
    return f"{rank.removeprefix('Police ') if 'Police' in title else rank} {person.en}"


def _japanese(post: Post, person: Person | None, title: str, area: str) -> str:
    around, form = "", "{name}{area}{title}" if post.sent_to else post.title.form_ja
    if person and "{title}" not in form:
        before, _, title = form.partition("{name}")
        form = before + "{name}{title}"
    for modifier in reversed(post.modifiers):
        if modifier.phrase and person is None and modifier.ja.endswith("{title}"):
            around = modifier.ja.removesuffix("{title}") + around
        else:
            title = modifier.ja.replace("{title}", title)
    if person is None:
        if not area:
            return around + title
        template = post.title.place_ja
        joined = rules.join_ja(area, title)
        return around + (joined if template == "{area}{title}" else rules.fill(template, area=area, title=title))
    if re.match("[ァ-ヶ]", title):
        form = form.replace("{name}{title}", "{name}・{title}")
    if re.search("[ァ-ヶー]$", title):
        form = form.replace("{title}{name}", "{title}の{name}")
    text = rules.fill(form, area=area, place=area, title=title, name=person.ja)
    return f"{text}（{person.rank.ja[0]}）" if person.rank else text


def _further_en(post: Post, person: Person | None, title: str, place: str, noun: str) -> tuple[str, ...]:
    """``Mayor of Bekasi Tri Adhianto``, ``Tri Adhianto, mayor of Bekasi``: orders that a draft may use as well.

    ``place``: before the title, a country's adjective (Japanese); ``noun``: after it (Japan).
    """
    if post.modifiers or not place:
        return ()
    lower = cased_like("x", title)
    if person is None:
        return (f"{title} of {noun}", f"{lower} of {noun}", f"{place} {lower}", f"{noun}'s {lower}")
    name = person.en
    orders = (f"{title} of {noun} {name}", f"{name}, {lower} of {noun}", f"{name}, the {lower} of {noun}")
    return (*orders, f"{place} {lower} {name}", f"{noun}'s {lower}, {name}")


def _further_ja(post: Post, person: Person | None, title: str, area: str) -> tuple[str, ...]:
    if post.modifiers or not area or person is None:
        return ()
    joined = rules.join_ja(area, title)
    return (f"{joined}の{person.ja}氏", f"{joined}の{person.ja}", f"{person.ja}{joined}")


def render_institution(head: Institution, place: Piece | None, number: str) -> tuple[str, str]:
    """English and Japanese forms of an institution at a place, with its number; Roman numerals become Arabic."""
    place_en, place_ja = (place.en, place.ja) if place else ("", "")
    values_en = {"place": rules.place_en(place_en, head.level), "n": number}
    if "country" in head.takes:
        values_en["place"] = rules.country_en(place_en)
    values_en["area"] = rules.area_en(place_en, head.level) if place else ""
    arabic = rules.arabic(number) if number else ""
    area = rules.area_ja(place_ja, head.level) if place else ""
    form = head.japan if head.japan and rules.is_kanji(place_ja) else head.form_ja
    if arabic.isalpha():
        form = form.replace("第{n}", "{n}")
    bare = place_ja.removesuffix(rules.levels()["province"].ja)  # 北スマトラ大学, not 北スマトラ州大学
    if "・" in bare:
        form = re.sub("{place}(?=[ァ-ヶ])", "{place}・", form)
    english = rules.fill(_said_once(head.form_en, place_en), **values_en)
    return english, rules.fill(_said_once(form, place_ja), area=area, place=bare, n=arabic)


def _said_once(form: str, place: str) -> str:
    """The template without the word behind the place that ends it already: ``Religious Affairs Office`` + Office."""
    slot, _, rest = form.partition("}")
    bare = re.sub(r"\s?[(（][^()（）]*[)）]$", "", place)
    return slot + "}" if slot in ("{place", "{area") and rest and bare.endswith(rest.strip()) else form
