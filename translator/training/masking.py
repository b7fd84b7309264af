"""Finds what is fixed on both sides of a training pair and puts placeholders there.

The model learns to carry placeholders from real sentences: names, numbers, dates and terms whose rendering can be
recognised in the target are replaced on both sides by the same placeholder (Post et al. 2019, "An exploration of
placeholding in neural machine translation"; here with typed, trained tokens).
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from translator.engine.tokens import SLOTS, placeholder


@dataclass(frozen=True, slots=True)
class Pair:
    """One aligned stretch: character ranges in source and target, and the placeholder type."""

    source: tuple[int, int]
    target: tuple[int, int]
    kind: str


_NAME = re.compile(r"\b[A-Z][\w’'.-]*(?: (?:[A-Z][\w’'-]*\.?|bin|binti|van|de|al-[A-Z]\w+))*")
_KATAKANA = re.compile(r"[ァ-ヴー][ァ-ヴー・＝]*[ァ-ヴー]")
_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\w])")
_DATE = {
    "id": re.compile(
        r"(?:(?:Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu),? )?(?:\(\d{1,2}/\d{1,2}(?:/\d{4})?\)|\d{1,2} "
        r"(?:Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember)(?: \d{4})?)"
    ),
    "en": re.compile(
        r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?\(?(?:January|February|March|April|May|June|July|August|"
        r"September|October|November|December) \d{1,2}(?:, \d{4})?\)?"
    ),
    "ja": re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:（[月火水木金土日]）)?"),
}
_SUM = {
    "id": re.compile(
        r"(?:Rp ?|US\$ ?)?\d+(?:[.,]\d+)*(?: (?:ribu|juta|miliar|triliun))?(?: (?:persen|rupiah))?(?!\w)", re.I
    ),
    "en": re.compile(
        r"(?:Rp ?|US\$ ?|\$)?\d+(?:[.,]\d+)*(?: (?:thousand|million|billion|trillion))?(?: percent|%| rupiah)?(?!\w)"
    ),
    "ja": re.compile(r"\d[\d.,]*(?:千?[万億兆]\d*)*千?(?:%|％|パーセント|ルピア|ドル)?"),
}
_PLACE_BEFORE = re.compile(
    r"\b(?:di|ke|dari|asal|Kota|Kabupaten|Desa|Kecamatan|Kelurahan|Provinsi|warga|in|at|from|to)$"
)
_PERSON_AFTER = re.compile(r"^,? (?:mengatakan|menyebut|menilai|menegaskan|said|told|added)|^”? ?(?:さん|氏|市長|知事)")
_EN_TITLE = re.compile(r"(?:[A-Z][\w-]+ (?:of |and |for )?){1,5}$")
_JA_TITLE = re.compile(
    r"^[一-龠]{0,6}(?:市長|知事|県知事|局長|長官|議長|署長|会長|社長|教授|大臣|相|村長|区長|郡長|部長|課長|校長|医師|大統領|総裁|委員長|博士)"
)
_SCALE = {"ribu": 3, "thousand": 3, "juta": 6, "million": 6, "miliar": 9, "billion": 9, "triliun": 12, "trillion": 12}
_KANJI_SCALE = {"万": 4, "億": 8, "兆": 12}

_KANA = dict(
    zip(
        "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
        "ガギグゲゴザジズゼゾダヂヅデドバビブベボパピプペポヴァィゥェォャュョッー・＝",
        "a i u e o ka ki ku ke ko sa si su se so ta ci tu te to na ni nu ne no ha hi hu he ho ma mi mu me mo ya yu yo "
        "ra ri ru re ro wa o n ga gi gu ge go za ji zu ze zo da ji zu de do ba bi bu be bo pa pi pu pe po b a i u e o "
        "ya yu yo , , , ,".replace(",", "-").split(" "),
        strict=True,
    )
)


def skeleton(text: str) -> str:
    """A rough sound skeleton of a Latin or katakana name, for similarity only."""
    latin = "".join(_KANA.get(ch, ch) for ch in text).lower()
    latin = re.sub(r"[^a-z]", "", latin)
    for old, new in (("ng", "n"), ("oe", "u"), ("dj", "j"), ("tj", "c"), ("sy", "s"), ("kh", "h"), ("th", "t")):
        latin = latin.replace(old, new)
    latin = latin.translate(str.maketrans("lvfqxz", "rbhkss"))
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aiueoy]", "", latin) or latin)


def value(text: str, language: str) -> float | None:
    """The number that a sum or count stands for, in units; None when it cannot be read."""
    digits = re.search(r"\d[\d.,]*", text)
    if digits is None:
        return None
    if language == "ja":
        return _japanese_value(text)
    plain = digits.group().rstrip(".,")
    plain = plain.replace(".", "").replace(",", ".") if language == "id" else plain.replace(",", "")
    scale = next((power for word, power in _SCALE.items() if word in text.lower()), 0)
    try:
        return round(float(plain) * 10.0**scale, 3)
    except ValueError:
        return None


def _japanese_value(text: str) -> float | None:
    total, rest = 0.0, text.replace(",", "")
    for number, thousand, scale in re.findall(r"(\d+(?:\.\d+)?)(千?)([万億兆]?)", rest):
        total += float(number) * (1000 if thousand else 1) * 10 ** _KANJI_SCALE.get(scale, 0)
    return round(total, 3)


def values(text: str, language: str) -> set[float]:
    """The numbers and sums that a text gives in digits, in units."""
    found = (value(match.group(), language) for match in _SUM[language].finditer(text))
    return {number for number in found if number is not None}


def align(source: str, target: str, source_language: str, target_language: str, terms: Mapping[str, str]) -> list[Pair]:
    """Aligned fixed stretches of a pair, disjoint on both sides. ``terms``: lower-case source → target words."""
    found: list[Pair] = []
    _add(found, _dates(source, target, source_language, target_language))
    _add(found, _numbers(source, target, source_language, target_language))
    _add(found, _names(source, target, target_language))
    _add(found, _terms(source, target, terms))
    return found


def _add(found: list[Pair], new: Iterable[Pair]) -> None:
    for pair in new:
        apart = all(
            (pair.source[1] <= p.source[0] or pair.source[0] >= p.source[1])
            and (pair.target[1] <= p.target[0] or pair.target[0] >= p.target[1])
            for p in found
        )
        if apart:
            found.append(pair)


def _dates(source: str, target: str, a: str, b: str) -> Iterable[Pair]:
    left, right = list(_DATE[a].finditer(source)), list(_DATE[b].finditer(target))
    if len(left) == len(right) == 1:
        yield Pair(left[0].span(), right[0].span(), "date")


def _numbers(source: str, target: str, a: str, b: str) -> Iterable[Pair]:
    left = [(m.span(), value(m.group(), a)) for m in _SUM[a].finditer(source)]
    right = [(m.span(), value(m.group(), b)) for m in _SUM[b].finditer(target)]
    for span, number in left:
        matches = [other for other, n in right if n == number]
        if number is not None and len(matches) == 1 and sum(n == number for _, n in left) == 1:
            yield Pair(span, matches[0], "number")


def _names(source: str, target: str, language: str) -> Iterable[Pair]:
    for match in _NAME.finditer(source):
        run = match.group().rstrip(".'’-")
        starts = [0, *(m.end() for m in re.finditer(" ", run))]
        for offset in starts:
            name, start = run[offset:], match.start() + offset
            if len(name) < 4 or (start == 0 and " " not in name) or source.count(name) > 1:
                continue
            place = _find_name(name, target, language)
            if place is not None:
                yield _with_title(source, target, (match.start(), start, start + len(name)), place, language)
                break


def _with_title(source: str, target: str, span: tuple[int, int, int], place: tuple[int, int], language: str) -> Pair:
    """The pair of a name, grown over its title where both sides have one next to it."""
    run, start, end = span
    pattern, text = (_JA_TITLE, target[place[1] :]) if language == "ja" else (_EN_TITLE, target[: place[0]])
    title = pattern.search(text)
    if run < start and title:
        grown = (place[0], place[1] + title.end()) if language == "ja" else (title.start(), place[1])
        return Pair((run, end), grown, "person")
    kind = _name_kind(source[:start].rstrip(), source[end:], target[place[1] :], source[start:end])
    return Pair((start, end), place, kind)


def _find_name(name: str, target: str, language: str) -> tuple[int, int] | None:
    if target.count(name) == 1:
        start = target.index(name)
        return start, start + len(name)
    if language != "ja":
        return None
    wanted = skeleton(name)
    scored = [
        (SequenceMatcher(None, wanted, skeleton(m.group())).ratio(), m.span()) for m in _KATAKANA.finditer(target)
    ]
    good = [span for ratio, span in scored if ratio >= 0.75 and len(wanted) >= 2]
    return good[0] if len(good) == 1 else None


def _name_kind(before: str, after: str, target_after: str, name: str) -> str:
    if name.isupper():
        return "organization"
    if _PLACE_BEFORE.search(before):
        return "place"
    if _PERSON_AFTER.search(after) or _PERSON_AFTER.search(target_after):
        return "person"
    return "person" if " " in name else "place"


def _terms(source: str, target: str, terms: Mapping[str, str]) -> Iterable[Pair]:
    lower = source.lower()
    for match in re.finditer(r"\b\w{4,}(?: \w{3,})?\b|\b\w{4,}\b", lower):
        for word in (match.group(), match.group().partition(" ")[0]):
            rendering = terms.get(word)
            if rendering and target.lower().count(rendering) == 1 and lower.count(word) == 1:
                start, other = match.start(), target.lower().index(rendering)
                yield Pair((start, start + len(word)), (other, other + len(rendering)), "term")
                break


def mask(source: str, target: str, pairs: list[Pair], rng: random.Random) -> tuple[str, str]:
    """Both sides with a random choice of the pairs replaced by placeholders of random slots."""
    rate = {"term": 0.3}
    chosen = [p for p in pairs if rng.random() < rate.get(p.kind, 0.85)]
    slots = {kind: rng.sample(range(SLOTS), SLOTS) for kind in {p.kind for p in chosen}}
    marks = [(p, placeholder(_vary(p.kind, rng), slots[p.kind].pop())) for p in chosen if slots[p.kind]]
    return _put(source, [(p.source, m) for p, m in marks]), _put(target, [(p.target, m) for p, m in marks])


def _vary(kind: str, rng: random.Random) -> str:
    """Now and then another type, so that rare types are learnt and a wrong guess at the type does no harm."""
    if rng.random() < 0.06:
        return "other"
    return "organization" if kind in ("place", "person") and rng.random() < 0.12 else kind


def _put(text: str, marks: list[tuple[tuple[int, int], str]]) -> str:
    for (start, end), mark in sorted(marks, reverse=True):
        text = text[:start] + mark + text[end:]
    return text
