"""Citations of laws and their articles: ``Pasal 5 ayat (2) UU No. 11 Tahun 2020`` → 2020年法律第11号第5条2項."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from translator.fixed import SpanKind
from translator.values.model import Date, Value
from translator.values.rule import Reading, Rule, alternatives, keys, rule, unique
from translator.values.tables import lookup, rows, split

_ACTS = tuple(form for row in rows("laws") for form in split(row[0]))
_CODES = tuple(form for row in rows("codes") for form in split(row[0]))
_NUMBER = r"(?:No\.?|Nomor|nomor|no\.?)"
_ACT = (
    rf"(?P<act>{alternatives(_ACTS)})(?:\sRI|\sRepublik\sIndonesia)?\s(?:{_NUMBER}\s?)?(?P<n>(?:(?-i:[A-Z]{{2,4}})[.\s-]?)?\d{{1,4}})"
    r"(?:(?:\s(?:Tahun|tahun|Th\.?)\s|/)(?P<y>\d{4}))"
)
_CODE = rf"(?P<code>{alternatives(_CODES)})"
_ARTICLE = r"Pasal\s(?P<a>\d{1,4}[A-Z]?)(?:\sayat\s\(?(?P<p>\d{1,2}[a-z]?)\)?)?(?:\shuruf\s\(?(?P<l>[a-z])\)?)?"


def _read_act(match: re.Match[str], published: date | None) -> Reading:
    en, ja = _act(match)
    return Reading(SpanKind.LAW, en, ja, _act_values(match))


def _read_article(match: re.Match[str], published: date | None) -> Reading:
    article_en, article_ja = _article(match)
    values: tuple[Value, ...] = tuple(Decimal(re.sub(r"\D", "", text)) for text in (match["a"], match["p"]) if text)
    if match["act"]:
        en, ja = _act(match)
        return Reading(
            SpanKind.LAW, _of(article_en, en), tuple(law + article_ja[0] for law in ja), (*values, *_act_values(match))
        )
    if match["code"]:
        row = lookup("codes")[" ".join(match["code"].lower().split())]
        year: tuple[Value, ...] = (Date(1945),) if "1945" in row[1] else ()
        en = _of(article_en, (row[1], row[1].replace("Code", f"Code ({match['code']})")))
        return Reading(
            SpanKind.LAW, en, (row[2] + article_ja[0], *(row[2] + form for form in article_ja)), (*values, *year)
        )
    return Reading(SpanKind.LAW, article_en, article_ja, values)


def _act(match: re.Match[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    row = lookup("laws")[" ".join(match["act"].lower().split())]
    number, year = match["n"], match["y"]
    en = (f"{row[1]} No. {number} of {year}", f"{row[1]} Number {number} of {year}", f"{row[1]} No. {number}/{year}")
    return en, (f"{year}年{row[2]}第{number}号", f"{row[2]}{year}年第{number}号")


def _read_numbered(match: re.Match[str], published: date | None) -> Reading:
    """``Nomor 4 Tahun 2021`` behind an act that the table does not know: No. 4 of 2021, 2021年第4号."""
    number, year = match["n"], match["y"]
    en = (f"No. {number} of {year}", f"Number {number} of {year}", f"No. {number}/{year}")
    ja = (f"{year}年第{number}号",)
    return Reading(SpanKind.LAW, en, ja, _act_values(match))


def _act_values(match: re.Match[str]) -> tuple[Value, ...]:
    return (Decimal(re.sub(r"\D", "", match["n"])), Date(int(match["y"])))


def _article(match: re.Match[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    number, paragraph, letter = match["a"], match["p"], match["l"]
    en = [f"Article {number}", f"article {number}"]
    if paragraph:
        en = [
            f"Article {number} paragraph ({paragraph})",
            f"Article {number}, paragraph {paragraph}",
            f"Article {number} paragraph {paragraph}",
            f"Article {number} ({paragraph})",
        ]
    if letter:
        en = [f"{form} letter {letter}" for form in en] + [f"{form} ({letter})" for form in en]
    head = re.sub(r"^(\d+)([A-Z])$", r"第\1条\2", number) if number[-1].isalpha() else f"第{number}条"
    tails = [f"{paragraph}項", f"第{paragraph}項"] if paragraph else [""]
    return unique(en), unique(head + tail + (f"{letter}号" if letter else "") for tail in tails)


def _of(articles: tuple[str, ...], laws: tuple[str, ...]) -> tuple[str, ...]:
    return unique(f"{article} of {law}" for article in articles for law in laws)


RULES: tuple[Rule, ...] = (
    rule(keys(_ACTS), _ACT, _read_act),
    rule(
        {"nomor", "no"},
        rf"{_NUMBER}\s?(?P<n>(?:(?-i:[A-Z]{{2,4}})[.\s-]?)?\d{{1,4}})\s[Tt]ahun\s(?P<y>\d{{4}})",
        _read_numbered,
        0,
    ),
    rule({"pasal"}, rf"{_ARTICLE}(?:\s(?:dalam\s)?(?:{_ACT}|{_CODE}))?", _read_article),
)
