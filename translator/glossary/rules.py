"""The small tables behind composites: area levels, modifiers of titles, heads of bodies, degrees, commas."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Level:
    """An administrative level: the word each language puts after the place, and what already stands for it.

    ``head``: the Indonesian word before the place. ``rank``: the larger one holds the smaller.
    """

    name: str
    en: str
    ja: str
    known_en: tuple[str, ...]
    known_ja: tuple[str, ...]
    head: str
    rank: int


@dataclass(frozen=True, slots=True)
class Modifier:
    """A word before a title (Pj., mantan, Wakil); ``en`` and ``ja`` wrap ``{title}``.

    ``phrase``: it qualifies title and place together (Acting Bekasi Mayor), else the title only (Bekasi Deputy Mayor).
    """

    spelling: str
    en: str
    ja: str
    phrase: bool


CONJUNCTIONS = frozenset(("dan", "serta", "maupun", "atau"))
"""Words that join the items of a list."""

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_UNCOUNTED = frozenset((",", "/", "-", "&", "dan", "serta", "untuk", "di", "ke", "dari", "yang"))


def rows(name: str) -> list[list[str]]:
    """Cells of a data file of this package, comments and the header left out."""
    text = files("translator.glossary").joinpath("data", name).read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [line.split("\t") for line in lines[1:]]


@cache
def levels() -> dict[str, Level]:
    """Area levels by name."""
    return {
        name: Level(name, en, ja, tuple(known_en.split("|")), tuple(known_ja.split("|")), head, int(rank))
        for name, en, ja, known_en, known_ja, head, rank in rows("levels.tsv")
    }


@cache
def whole_words() -> frozenset[str]:
    """Words in lower case that only look as if a clitic ended them: ``majalah``, ``Maluku``."""
    return frozenset(word for (word,) in rows("whole_words.tsv"))


@cache
def doubled_words() -> frozenset[str]:
    """Words that doubled mean something of their own: ``pura-pura``."""
    return frozenset(word for (word,) in rows("doubled_words.tsv"))


@cache
def modifiers() -> dict[str, Modifier]:
    """Modifiers by their spelling in lower case."""
    table = [Modifier(spelling, en, ja, scope == "phrase") for spelling, en, ja, scope in rows("modifiers.tsv")]
    return {modifier.spelling.lower(): modifier for modifier in table}


@cache
def modifier_pattern() -> re.Pattern[str]:
    """Matches one modifier with its abbreviation point, at a word's start."""
    spellings = sorted(modifiers(), key=len, reverse=True)
    return re.compile(rf"({'|'.join(map(re.escape, spellings))})\.?(?=\s)", re.I)


@cache
def openers() -> frozenset[str]:
    """First words of modifiers, in lower case."""
    return frozenset(spelling.split()[0] for spelling in modifiers())


def ordinal(number: int) -> Modifier:
    """``Presiden ke-7``: the modifier that counts the holders of an office."""
    known = {row[0]: row[1] for row in rows("ordinals.tsv")}
    suffix = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    english = known.get(str(number), f"{number}{suffix}")
    return Modifier(f"ke-{number}", f"{english} {{title}}", f"第{number}代{{title}}", phrase=True)


@cache
def company_pattern() -> re.Pattern[str]:
    """Matches ``(Persero) Tbk`` behind a company's name."""
    return _trailing("companies.tsv")


@cache
def company_marks(place: str) -> tuple[str, ...]:
    """Words ``before`` a company's name, or what its Japanese name has at its ``end``."""
    return tuple(mark for mark, where in rows("company_marks.tsv") if where == place)


@cache
def name_parts(behind: str) -> dict[str, str]:
    """Directions that belong to the name of a ``street`` or ``village`` before them, with their katakana."""
    return {word: kana for word, kana, where in rows("name_parts.tsv") if where == behind}


@cache
def corps_pattern() -> re.Pattern[str]:
    """Matches the corps behind a rank: ``Inf``, ``TNI (Purn.)``."""
    return _trailing("corps.tsv")


def retired(en: str, ja: str) -> tuple[str, str]:
    """``Lieutenant General (ret.)``, ``退役中将``; a police officer's is ``元警察中将``."""
    wrap_en, wrap_ja = next((forms for service, *forms in rows("retired.tsv") if ja.startswith(service)))
    return wrap_en.replace("{title}", en), wrap_ja.replace("{title}", ja)


def _trailing(name: str) -> re.Pattern[str]:
    forms = sorted((row[0] for row in rows(name)), key=len, reverse=True)
    return re.compile(rf"(?:\s+(?:{'|'.join(map(re.escape, forms))})(?![\w.]))+")


@cache
def class_pattern() -> re.Pattern[str]:
    """Matches the class of a prison, court or port office, which the news leaves out: ``Kelas IIA``."""
    return re.compile(r"\s+(?:Khusus\s+)?Kelas\s+(?:I{1,3}|IV|[1-4])(?:\s?[AB])?\b(?:\s+Khusus\b)?")


def spelled_out(short: str, words: Sequence[str]) -> int | None:
    """Index of the word at which a phrase begins whose initials are ``short``, up to the last of ``words``.

    Conjunctions and punctuation may stand in it without a letter of their own. None if there is none.
    """
    left = len(short)
    for at in range(len(words) - 1, max(-1, len(words) - 2 * len(short) - 1), -1):
        if short[left - 1].lower() in (words[at][0], words[at].removeprefix("ke")[:1]):  # Kesyahbandaran
            left -= 1
            if not left:
                return at
        elif words[at] not in _UNCOUNTED:
            return None
    return None


@cache
def _heads() -> dict[str, list[tuple[str, str, str]]]:
    table: dict[str, list[tuple[str, str, str]]] = {}
    for title, ending, en, ja in rows("heads.tsv"):
        table.setdefault(title.lower(), []).append((ending, en, ja))
    return table


def head_of(title: str, body_ja: str) -> tuple[str, str] | None:
    """What the head of a body is called, by the ending of its Japanese name (庁 → 長官); None without a rule."""
    bare = re.sub(r"（[^）]*）$", "", body_ja)
    return next(((en, ja) for ending, en, ja in _heads().get(title.lower(), ()) if bare.endswith(ending)), None)


@cache
def comma_words() -> frozenset[str]:
    """Words before which a comma still separates, once the apposition that it closed is gone."""
    return frozenset(row[0] for row in rows("comma_words.tsv"))


@cache
def state_bodies() -> frozenset[str]:
    """First words of bodies that every state has."""
    return frozenset(row[0] for row in rows("state_bodies.tsv"))


@cache
def no_names() -> frozenset[str]:
    """Capitalised words that are no name after a head word: directions, kinds of road, months."""
    return frozenset(row[0] for row in rows("no_names.tsv"))


@cache
def _degrees() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = rows("degrees.tsv")
    before, after = (
        "|".join(_spelling(form) for form, place in sorted(table, key=_longest_first) if place == side)
        for side in ("before", "after")
    )
    return (
        re.compile(rf"(?:(?:{before})(?=\s)[\s,]*)+"),
        re.compile(rf"(?:,?\s+(?:{after})(?![\w]))+"),
    )


def _spelling(degree: str) -> str:
    """``M.Si.`` also as ``M. Si.``, ``MSi`` and ``M.Si``."""
    return r"\.?\s?".join(re.escape(part) for part in degree.rstrip(".").split(".")) + (r"\.?" if "." in degree else "")


def _longest_first(row: list[str]) -> int:
    return -len(row[0])


def degrees_before(text: str, start: int) -> int:
    """Where the degrees and forms of address that begin at ``start`` end; ``start`` when there are none."""
    match = _degrees()[0].match(text, start)
    return match.end() if match else start


def degrees_after(text: str, end: int) -> int:
    """Where the degrees that follow a name at ``end`` end, commas between included; ``end`` when there are none."""
    match = _degrees()[1].match(text, end)
    return match.end() if match else end


def strip_degrees(name: str) -> str:
    """The bare name: ``Dr. H. Budi Santoso, S.H., M.Si.`` → ``Budi Santoso``."""
    core = name[degrees_before(name, 0) :]
    words = list(re.finditer(r"[^\s,]+(?=,?\s)", core))
    cut = next((word.end() for word in words if degrees_after(core, word.end()) == len(core)), len(core))
    return core[:cut].strip(" ,")


def area_en(place: str, level: str) -> str:
    """``Bekasi``, city → ``Bekasi City``; unchanged when a word of that level stands there already."""
    rule = levels().get(level)
    return place if rule is None or any(word in place.split() for word in rule.known_en) else f"{place} {rule.en}"


def place_en(place: str, level: str) -> str:
    """``Bekasi City``, city → ``Bekasi``: what a title of that level is put before."""
    rule = levels().get(level)
    return place.removesuffix(f" {rule.en}") if rule else place


@cache
def regnal_names() -> frozenset[str]:
    """Last words of rulers' names that have a number behind them."""
    return frozenset(word for (word,) in rows("regnal_names.tsv"))


def roman(numeral: str) -> int:
    """``XIV`` → 14."""
    values = [_ROMAN[letter] for letter in numeral]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)


def arabic(number: str) -> str:
    """``XII`` → ``12``; other numbers stay."""
    return str(roman(number)) if set(number) <= set(_ROMAN) else number


@cache
def _prefectures() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("prefectures.tsv")}


@cache
def _demonyms() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("demonyms.tsv")}


def country_en(country: str) -> str:
    """``Japan`` → ``Japanese`` before a title; unchanged without an adjective."""
    return _demonyms().get(country.removeprefix("the "), country)


def is_country(place: str) -> bool:
    """Whether a place in English is a country."""
    return place.removeprefix("the ") in _demonyms()


def is_kanji(name: str) -> bool:
    """Whether a name is written in kanji only, as places in Japan are."""
    return bool(re.fullmatch(r"[\u4e00-\u9fff々ヶ]+", name))


def area_ja(place: str, level: str) -> str:
    """``ブカシ``, city → ``ブカシ市``; ``大阪``, province → ``大阪府``; ``マラン市`` for a regency → ``マラン県``."""
    rule = levels().get(level)
    if rule and level in ("province", "prefecture") and place in _prefectures():
        return place + _prefectures()[place]
    if rule is None or place.endswith(rule.known_ja):
        return place
    if level == "province" and is_kanji(place):
        return place + levels()["prefecture"].ja
    return re.sub(r"(?<=[ァ-ヶー])[市県州郡町村]$", "", place) + rule.ja


def title_ja(area: str, title: str, level: str) -> str:
    """``州知事`` → ``知事`` where the area calls itself otherwise (大阪府)."""
    rule = levels().get(level)
    return title.removeprefix(rule.ja) if rule and area and not area.endswith(rule.ja) else title


def join_ja(area: str, title: str) -> str:
    """``マラン県`` + ``県知事`` → ``マラン県知事``, ``保健局`` + ``局長`` → ``保健局長``: nothing twice."""
    shared = max((n for n in range(len(title)) if area.endswith(title[:n])), default=0)
    return area + title[shared:]


def inside_ja(outer: str, inner: str, joiner: str = "の") -> str:
    """``西ジャワ州`` + ``バンドン`` → ``西ジャワ州バンドン``, ``日本`` + ``大阪`` → ``日本の大阪``."""
    bound = re.sub("（[^）]*）$", "", outer).endswith(
        tuple(word for level in levels().values() for word in level.known_ja)
    )
    return f"{outer}{inner}" if bound else f"{outer}{joiner}{inner}"


def fill(template: str, **values: str) -> str:
    """The template with its values; a part that is empty falls away with its particle (``{area}の``, ``第{n}``)."""
    for key, value in values.items():
        slot = f"{{{key}}}"
        if value:
            template = template.replace(slot, value)
        else:
            template = re.sub(rf"第{{{key}}}(?:地域)?|{{{key}}}の|{{{key}}}", "", template)
    return " ".join(template.split())
