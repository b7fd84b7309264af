"""Inline markup on the words of a translation."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from translator.article.model import Block, Format, Inline, Kind, Segment
from translator.article.read import read_text
from translator.article.split import split
from translator.fixed import FixedSpan, Origin, SpanKind
from translator.glossary import Glossary
from translator.issues import Severity
from translator.spans.mark import mark
from translator.spans.markup import Projected, literals, phrases, project

HERE = Path(__file__).parent
_NOTATION = re.compile(r"\*\*(?P<strong>.+?)\*\*|\*(?P<em>.+?)\*|\[(?P<link>.+?)\]\(u\)")
_OPENS = {"strong": "**", "em": "*", "link": "["}


def block(source: str) -> Block:
    return split(read_text(source, Format.MARKDOWN)).blocks[0]


def marked(text: str) -> tuple[str, dict[str, tuple[int, int]]]:
    """Plain text and the place of each notation in it."""
    plain, places, position = "", {}, 0
    for found in _NOTATION.finditer(text):
        plain += text[position : found.start()]
        name = found.lastgroup or ""
        places[_OPENS[name]] = (len(plain), len(plain) + len(found[name]))
        plain += found[name]
        position = found.end()
    return plain + text[position:], places


def shown(found: Projected) -> str:
    """The target with its markup as Markdown."""
    text = found.text
    for item in sorted(found.inline, key=lambda i: (-i.start, i.end)):
        text = f"{text[: item.start]}{item.open}{text[item.start : item.end]}{item.close}{text[item.end :]}"
    return text


def span(text: str, source: str, en: str, ja: str, kind: SpanKind = SpanKind.PERSON) -> FixedSpan:
    start = text.index(source)
    return FixedSpan(start, start + len(source), source, kind, en, ja, Origin.GLOSSARY)


def checks(found: Projected) -> list[tuple[str, Severity]]:
    return [(issue.check, issue.severity) for issues in found.issues for issue in issues]


def test_fixed_spans_say_where_the_markup_goes() -> None:
    source = block("**Wali Kota Bekasi Tri Adhianto** hadir.")
    text = source.segments[0].source
    fixed = (
        span(text, "Wali Kota Bekasi Tri Adhianto", "Bekasi Mayor Tri Adhianto", "トリ・アディアント・ブカシ市長"),
    )
    en = project(source, ["The event saw Bekasi Mayor Tri Adhianto."], [fixed], "en")
    assert shown(en) == "The event saw **Bekasi Mayor Tri Adhianto**."
    ja = project(source, ["会場にはトリ・アディアント・ブカシ市長が来た。"], [fixed], "ja")
    assert shown(ja) == "会場には**トリ・アディアント・ブカシ市長**が来た。"
    assert checks(en) == checks(ja) == []


def test_a_part_of_a_fixed_span_is_found_inside_of_its_form() -> None:
    source = block("Wali Kota Bekasi [Tri Adhianto](u) hadir bersama Tri Adhianto lain.")
    text = source.segments[0].source
    fixed = (
        span(text, "Wali Kota Bekasi Tri Adhianto", "Bekasi Mayor Tri Adhianto", "トリ・アディアント・ブカシ市長"),
    )
    en = project(source, ["Another Tri Adhianto came with Bekasi Mayor Tri Adhianto."], [fixed], "en")
    assert shown(en) == "Another Tri Adhianto came with Bekasi Mayor [Tri Adhianto](u)."
    target = "トリ・アディアント・ブカシ市長が来た。"
    ja = project(source, [target], [fixed], "ja", {"Tri Adhianto": "トリ・アディアント"})
    assert shown(ja) == "[トリ・アディアント](u)・ブカシ市長が来た。"
    whole = project(source, [target], [fixed], "ja")
    assert shown(whole) == "[トリ・アディアント・ブカシ市長](u)が来た。"
    assert checks(whole) == [("markup-placed", Severity.INFO)]


def test_whole_sentences_stay_whole() -> None:
    source = block("**Kalimat satu.** Kalimat dua, [kalimat tiga](u). *Kalimat empat*.")
    found = project(source, ["Number one.", "Two, three.", "And four."], [(), (), ()], "en", {"kalimat tiga": "three"})
    assert shown(found) == "**Number one.** Two, [three](u). *And four*."
    across = block("Satu. **Dua. Tiga.** Empat.")
    assert shown(project(across, ["一。", "二。", "三。", "四。"], [()] * 4, "ja")) == "一。**二。三。**四。"


def test_the_same_letters_and_the_same_place_in_the_order() -> None:
    source = block("WHO dan **WHO** dan WHO.")
    assert shown(project(source, ["WHO and WHO and WHO."], [()], "en")) == "WHO and **WHO** and WHO."
    inside = block("Luas 10 m<sup>2</sup> dan H<sub>2</sub>O.")
    assert shown(project(inside, ["H2Oと10 m2の広さ。"], [()], "ja")) == "H<sub>2</sub>Oと10 m<sup>2</sup>の広さ。"


def test_all_but_a_name_at_the_edge() -> None:
    source = block("Tri Adhianto: *kota ini akan maju pesat*")
    text = source.segments[0].source
    fixed = (span(text, "Tri Adhianto", "Tri Adhianto", "トリ・アディアント"),)
    found = project(source, ["Tri Adhianto: this town is going places"], [fixed], "en")
    assert shown(found) == "Tri Adhianto: *this town is going places*"
    assert checks(found) == []


def test_doubtful_places_are_told() -> None:
    source = block("Warga *mengeluhkan bau* itu dan [pergi](u).")
    en = project(source, ["People were unhappy with that smell and left."], [()], "en")
    assert en.text == "People were unhappy with that smell and left."
    assert {i.open for i in en.inline} == {"*", "["}
    assert checks(en) == [("markup-placed", Severity.WARNING)] * 2
    ja = project(source, ["住民はその臭いに不満で去った。"], [()], "ja")
    assert [i.open for i in ja.inline] == ["["]  # a link is kept, emphasis is not put on wrong words
    assert checks(ja) == [("markup-missing", Severity.WARNING)] * 2


def test_code_and_addresses_travel_as_fixed_spans() -> None:
    source = block("Jalankan `apt get` dari <https://a.id/x> sekarang.")
    segment = source.segments[0]
    fixed = literals(source, segment)
    assert [(s.source, s.en, s.ja, s.hard) for s in fixed] == [
        ("apt get", "apt get", "apt get", True),
        ("https://a.id/x", "https://a.id/x", "https://a.id/x", True),
    ]
    assert all(segment.source[s.start : s.end] == s.source for s in fixed)
    found = project(source, ["今すぐhttps://a.id/xからapt getを実行。"], [fixed], "ja")
    assert shown(found) == "今すぐ<https://a.id/x>から`apt get`を実行。"


def test_pictures_and_breaks_stay_behind_their_words() -> None:
    source = Block(
        "b1",
        Kind.PARAGRAPH,
        "Bekasi maju. Depok juga.",
        inline=(Inline(0, 0, "<a>", ""), Inline(6, 6, "<b>", ""), Inline(12, 12, "<c>", ""), Inline(24, 24, "<d>", "")),
        segments=(Segment("b1.1", "Bekasi maju.", 0, 12), Segment("b1.2", "Depok juga.", 13, 24)),
    )
    assert shown(project(source, ["Now Bekasi thrives.", "So does Depok."], [(), ()], "en")) == (
        "<a>Now Bekasi<b> thrives.<c> So does Depok.<d>"
    )


def test_only_what_needs_it_is_translated_by_itself() -> None:
    source = block("**Bekasi** dan [tamu negara](u). *Semua datang.*")
    fixed = (span(source.segments[0].source, "Bekasi", "Bekasi", "ブカシ", SpanKind.PLACE),)
    assert phrases(source, [fixed, ()]) == ("tamu negara", "tamu", "negara")


def gold() -> list[list[str]]:
    lines = (HERE / "markup.tsv").read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")][1:]


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return Glossary.shipped()


def test_markup_of_real_translations_stands_where_it_belongs(glossary: Glossary) -> None:
    right, silent_wrong, total = 0, [], 0
    for source, language, target, translated in gold():
        base = block(source)
        text, places = marked(target)
        targets = [text]
        if len(base.segments) > 1:
            targets = re.split(r"(?<=。)(?=.)" if language == "ja" else r"(?<=\.) ", text)
        spans = [mark(s.source, glossary) for s in base.segments]
        known = dict(pair.split("=", 1) for pair in translated.split("|") if pair)
        found = project(base, targets, spans, language, known)
        assert found.text == text
        told = {issue.span for issues in found.issues for issue in issues}
        for item in base.inline:
            if item.open not in places:
                continue
            total += 1
            place = next(((i.start, i.end) for i in found.inline if i.open == item.open), None)
            right += place == places[item.open]
            if place != places[item.open] and base.text[item.start : item.end] not in told:
                silent_wrong.append((language, base.text[item.start : item.end], place))
    assert total == 111
    assert right >= 86
    assert len(silent_wrong) <= 2, silent_wrong


def test_any_markup_on_any_text_nests_and_changes_no_text() -> None:
    rng = random.Random(10)
    words = re.findall(r"\S+", "Wali Kota Bekasi Tri Adhianto di Osaka pada 2025 untuk kerja sama . WHO “baik” , itu")
    for _ in range(2000):
        text = " ".join(rng.choices(words, k=rng.randint(1, 14)))
        spots = sorted(rng.choices(range(len(text) + 1), k=6))
        nested = (
            Inline(spots[0], spots[3], "<b>", "</b>"),
            Inline(spots[1], spots[2], "[", "](u)"),
            Inline(spots[4], spots[5], "<i>", "</i>"),
        )
        segments = split(read_text(text)).blocks[0].segments
        base = Block("b1", Kind.PARAGRAPH, text, inline=nested, segments=segments)
        language = rng.choice(("en", "ja"))
        targets = [" ".join(rng.sample(s.source.split(), len(s.source.split()))) for s in segments]
        found = project(base, targets, [()] * len(segments), language)
        assert "".join(found.text.split()) == "".join("".join(targets).split())
        for a in found.inline:
            assert 0 <= a.start <= a.end <= len(found.text)
            for b in found.inline:
                apart = a.end <= b.start or b.end <= a.start
                assert apart or (a.start <= b.start and b.end <= a.end) or (b.start <= a.start and a.end <= b.end)
