"""Checks of one draft: what is noticed, where, and what mends it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.checks.corrupt import CORRUPTIONS, Corruption
from tests.timing import processor_seconds
from translator import checks
from translator.checks.pair import Pair
from translator.errors import GlossaryError, UsageError
from translator.fixed import FixedSpan, Origin, SpanKind
from translator.glossary import Entry, Glossary
from translator.glossary.tbx import write_tbx
from translator.issues import Issue, Severity
from translator.spans.mark import mark

SOURCE = "Warga mengantre beras murah di halaman kantor kecamatan sejak pagi."
NEWS = (
    "Pemkot Bekasi, Selasa (8/7), menyalurkan 12.500 ton beras kepada 340 keluarga, kata Wali Kota Bekasi Tri Adhianto."
)
DRAFTS = {
    "en": "On Tuesday (July 8), Bekasi City Government distributed 12,500 tons of rice to 340 families, "
    "said Bekasi Mayor Tri Adhianto.",
    "ja": "ブカシ市のトリ・アディアント市長は、ブカシ市政府が7月8日（火）、340世帯に1万2500トンの米を配ったと述べた。",
}


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return Glossary.shipped()


@pytest.fixture(scope="module")
def spans(glossary: Glossary) -> tuple[FixedSpan, ...]:
    return mark(NEWS, glossary)


def names(issues: tuple[Issue, ...]) -> list[str]:
    return [issue.check for issue in issues]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Residents queued for cheap rice at the district office since morning.", "en", []),
        ("住民は朝から郡役場の庭で安い米を求めて列を作った。", "ja", []),
        ("", "en", ["empty"]),
        ("I'm sorry to say that I'm sorry to say that I'm sorry to say that.", "en", ["loop"]),
        ("Residents queued 住民 for cheap rice at the office since morning.", "en", ["script"]),
        ("Residents queued for cheap rice.", "ja", ["script"]),
        (SOURCE, "en", ["copied"]),
        ("Rice was sold.", "en", ["length"]),
        ("Residents queued for cheap rice di halaman kantor since morning.", "en", ["untranslated"]),
        ("Residents queued for cheap rice yang since morning at the office.", "en", ["untranslated"]),
        ("住民は朝から郡役場の庭で cheap rice を求めて列を作った。", "ja", ["untranslated"]),
        ("住民は朝から郡役场の庭で安い米を求めて列を作った。", "ja", ["script"]),
        ("Residents queued for 20 kilos of cheap rice at the office since morning.", "en", ["value-added"]),
        ("Residents queued for cheap cheap rice at the office since morning.", "en", ["doubled-word"]),
        ("residents queued for cheap rice at the office since morning.", "en", ["capital"]),
        ("Residents queued for cheap rice at the office since morning", "en", ["final-mark"]),
        ("Residents queued for cheap rice (at the office since morning.", "en", ["unbalanced"]),
    ],
)
def test_what_is_noticed(text: str, language: str, expected: list[str]) -> None:
    assert names(checks.run(SOURCE, text, language)) == expected


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_right_draft_has_no_issue(language: str, spans: tuple[FixedSpan, ...]) -> None:
    assert checks.run(NEWS, DRAFTS[language], language, spans) == ()
    assert checks.agree(NEWS, DRAFTS, spans) == ()


@pytest.mark.parametrize(
    ("language", "right", "wrong", "check"),
    [
        ("en", "12,500", "12,600", "span-missing"),
        ("ja", "1万2500", "1万2600", "span-missing"),
        ("en", "340", "430", "span-missing"),
        ("en", "Adhianto", "Adianto", "span-missing"),
        ("ja", "アディアント", "アディヤント", "span-missing"),
        ("en", "tons of", "tons tons of", "doubled-word"),
        ("ja", "米を", "米をを", "doubled-word"),
        ("en", "families, said", "families , said", "spacing"),
        ("en", "families, said", "families,said", "spacing"),
        ("en", "families, said", "families，said", "punctuation"),
        ("en", "(July 8)", "(July 8）", "punctuation"),
        ("en", "rice to", "rice  to", "spacing"),
        ("ja", "市長は、", "市長は,", "punctuation"),
        ("ja", "述べた。", "述べた.", "punctuation"),
        ("ja", "述べた。", "述べた。。", "punctuation"),
        ("ja", "米を配った", "米を 配った", "spacing"),
        ("ja", "340", "３40", "width"),
        ("en", "Adhianto.", "Adhianto", "final-mark"),
    ],
)
def test_a_fix_gives_the_right_draft_again(
    language: str, right: str, wrong: str, check: str, spans: tuple[FixedSpan, ...]
) -> None:
    draft = DRAFTS[language]
    issues = [i for i in checks.run(NEWS, draft.replace(right, wrong), language, spans) if i.check == check]
    assert checks.apply(draft.replace(right, wrong), issues[0]) == draft


def test_exchanged_numbers_are_exchanged_back(spans: tuple[FixedSpan, ...]) -> None:
    source = "Inflasi naik 62 persen di 40 desa."
    text = "Inflation rose 40 percent in 62 villages."
    issues = checks.run(source, text, "en")
    assert names(issues) == ["value-swapped", "value-swapped"]
    for issue in sorted(issues, key=lambda i: -(i.start or 0)):
        text = checks.apply(text, issue)
    assert text == "Inflation rose 62 percent in 40 villages."


def test_numbers_without_units_in_another_order_are_a_warning() -> None:
    issues = checks.run("Ada 412 unit baru, lalu 890 lagi.", "There are 890 new units, then 412 more.", "en")
    assert names(issues) == ["value-order"]


@pytest.mark.parametrize(
    ("source", "language", "text", "mended"),
    [
        (
            "Sebanyak 412 dari 890 pelamar lolos.", "en",
            "As many as 890 of 412 applicants passed.", "As many as 412 out of 890 applicants passed.",
        ),
        ("Sebanyak 412 dari 890 pelamar lolos.", "en", "Of 890 applicants, 412 passed.", None),
        ("Sebanyak 412 dari 890 pelamar lolos.", "en", "As many as 412 of the 890 applicants passed.", None),
        (
            "Sebanyak 412 dari 890 pelamar lolos.", "ja",
            "応募者412人のうち890人が合格した。", "応募者890人のうち412人が合格した。",
        ),
        ("Sebanyak 412 dari 890 pelamar lolos.", "ja", "応募者890人中412人が合格した。", None),
        ("Rasio guru dan murid 1 banding 40.", "en", "The ratio is 40 to 1.", "The ratio is 1 to 40."),
        ("Rasio guru dan murid 1 banding 40.", "ja", "教師と生徒の比率は40対1だ。", "教師と生徒の比率は1対40だ。"),
        ("Mereka berusia 15-24 tahun.", "en", "They are aged 24 to 15 years.", "They are aged 15–24 years."),
    ],
)  # fmt: skip
def test_a_ratio_turned_round_is_turned_back(
    source: str, language: str, text: str, mended: str | None, glossary: Glossary
) -> None:
    issues = checks.run(source, text, language, mark(source, glossary))
    assert names(issues) == (["value-swapped"] if mended else [])
    assert all(issue.severity is Severity.ERROR and checks.apply(text, issue) == mended for issue in issues)


def test_a_part_larger_than_its_whole_is_an_error(glossary: Glossary) -> None:
    source = "Sebanyak 250 kg dari 600 kg beras rusak."
    issues = checks.run(source, "As much as 600 kg of 250 kg of rice spoiled.", "en", mark(source, glossary))
    assert ("value-swapped", Severity.ERROR) in [(issue.check, issue.severity) for issue in issues]
    assert not checks.run(source, "As much as 250 kg of 600 kg of rice spoiled.", "en", mark(source, glossary))


def test_a_missing_value_says_what_to_insert(spans: tuple[FixedSpan, ...]) -> None:
    text = DRAFTS["en"].replace("On Tuesday (July 8), ", "")
    (issue,) = checks.run(NEWS, text, "en", spans)
    assert (issue.check, issue.severity) == ("span-missing", Severity.ERROR)
    assert "July 8" in checks.apply(text, issue)


def test_values_are_compared_by_what_they_say() -> None:
    source = "Anggarannya Rp1,2 triliun pada Kamis (24/7) pukul 09.30."
    for text, language in (
        ("The budget was 1.2 trillion rupiah on Thursday (24 July) at 9:30 a.m.", "en"),
        ("予算は7月24日（木）午前9時30分に1.2兆ルピアとなった。", "ja"),
        ("予算は7月24日（木）午前9時半に1兆2000億ルピアとなった。", "ja"),
    ):
        assert not {"span-missing", "value-missing", "value-added"} & set(names(checks.run(source, text, language)))
    lost = checks.run(source, "The budget was 1.2 billion rupiah on Thursday (July) at 9:30 a.m.", "en")
    assert {issue.span for issue in lost} == {"Rp1,2 triliun", "Kamis (24/7)"}


def test_each_occurrence_of_a_term_counts(glossary: Glossary) -> None:
    source = "Bekasi berbatasan dengan Bogor, dan Bekasi lebih padat."
    spans = mark(source, glossary)
    once = checks.run(source, "Bekasi borders Bogor, and it is denser.", "en", spans)
    assert [(i.check, i.severity) for i in once] == [("span-missing", Severity.ERROR)]
    thrice = checks.run(source, "Bekasi Bekasi borders Bogor, and Bekasi is denser.", "en", spans)
    doubled = [i for i in thrice if i.check == "span-doubled"]
    assert [i.severity for i in doubled] == [Severity.WARNING]


@pytest.mark.parametrize(
    ("language", "twice", "once"),
    [
        ("ja", "ブカシ、ボゴール、およびボゴールで雨が降った。", "ブカシ、ボゴールで雨が降った。"),
        ("ja", "ブカシとボゴールボゴールで雨が降った。", "ブカシとボゴールで雨が降った。"),
        ("en", "It rained in Bekasi, Bogor, and Bogor.", "It rained in Bekasi, Bogor."),
        ("en", "It rained in Bekasi and Bogor Bogor.", "It rained in Bekasi and Bogor."),
    ],
)
def test_a_form_said_again_beside_itself_can_be_taken_out(
    language: str, twice: str, once: str, glossary: Glossary
) -> None:
    source = "Hujan turun di Bekasi dan Bogor."
    found = checks.run(source, twice, language, mark(source, glossary))
    (issue,) = [i for i in found if i.check == "span-doubled"]
    assert checks.apply(twice, issue) == once


def test_a_form_that_the_glossary_forbids(tmp_path: Path) -> None:
    path = tmp_path / "house.tsv"
    path.write_text("id\ten\tja\nkelurahan\tsubdistrict | urban village | !ward\t区 | !村\n", encoding="utf-8")
    glossary = Glossary.load(path)
    source = "Kelurahan itu ramai."
    spans = mark(source, glossary)
    assert glossary.entries[0].en == ("subdistrict", "urban village")
    text = "The ward is a busy subdistrict."
    (issue,) = checks.run(source, text, "en", spans)
    assert (issue.check, checks.apply(text, issue)) == ("term-forbidden", "The subdistrict is a busy subdistrict.")
    assert checks.run(source, "The urban village is busy.", "en", spans) == ()


def test_a_forbidden_form_survives_tbx(tmp_path: Path) -> None:
    entry = Entry(("kelurahan",), ("subdistrict",), ("区",), never_en=("ward",), never_ja=("村",))
    path = tmp_path / "terms.tbx"
    path.write_bytes(write_tbx([entry]))
    assert Glossary.load(path).entries == (entry,)


def test_only_terms_forbid_forms(tmp_path: Path) -> None:
    path = tmp_path / "titles.tsv"
    path.write_text("id\ten\tja\tstyle\nLurah\thead | !chief\t区長\tpost\n", encoding="utf-8")
    with pytest.raises(GlossaryError, match=r"titles\.tsv:2"):
        Glossary.load(path)


def test_an_allowed_form_that_holds_a_forbidden_one_is_let_through() -> None:
    entry = Entry(("Sekda",), ("regional secretary",), ("州官房長",), never_en=("secretary",))
    spans = Glossary([entry]).find("Sekda hadir.")
    assert checks.run("Sekda hadir.", "The regional secretary came.", "en", spans) == ()


def test_a_soft_name_that_is_nowhere_is_a_warning() -> None:
    span = FixedSpan(0, 4, "ITWG", SpanKind.ORGANIZATION, "ITWG", "ITWG", Origin.RULE, hard=False)
    (issue,) = checks.run("ITWG rapat.", "They met.", "en", [span])
    assert (issue.check, issue.severity) == ("name-missing", Severity.WARNING)


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("corrupt", CORRUPTIONS, ids=lambda corrupt: corrupt.__name__)
def test_what_is_made_wrong_is_noticed(corrupt: Corruption, language: str, spans: tuple[FixedSpan, ...]) -> None:
    pair = Pair(NEWS, DRAFTS[language], language, spans)
    wrong = {corrupt(pair, random.Random(seed)) for seed in range(12)} - {None}
    assert wrong
    for text in wrong:
        assert CORRUPTIONS[corrupt] & set(names(checks.run(NEWS, text or "", language, spans))), text


def test_an_issue_without_a_fix_or_of_another_text_is_refused() -> None:
    with pytest.raises(UsageError, match="offers no fix"):
        checks.apply("x", Issue("length", Severity.WARNING, "…"))
    with pytest.raises(UsageError, match="not about this text"):
        checks.apply("x", Issue("spacing", Severity.WARNING, "…", "", 5, 6, ""))


def test_every_place_lies_in_the_draft(spans: tuple[FixedSpan, ...]) -> None:
    for language, draft in DRAFTS.items():
        for cut in range(0, len(draft), 7):
            for issue in checks.run(NEWS, draft[cut:] + draft[: cut // 2], language, spans):
                assert issue.start is None or 0 <= issue.start <= (issue.end or 0) <= len(draft) * 2


def test_an_article_in_both_languages_is_checked_quickly(spans: tuple[FixedSpan, ...]) -> None:
    def check() -> None:
        for source in [f"{NEWS} {i}." for i in range(60)]:
            for language, draft in DRAFTS.items():
                checks.run(source, f"{draft} {source[-3:]}", language, spans)
            checks.agree(source, DRAFTS, spans)

    assert processor_seconds(check, times=3) < 0.6  # 0.2 s on a machine of its own


@pytest.mark.parametrize(
    ("text", "word"), [("puncakの会合は市庁舎で開かれた。", "puncak"), ("店は、juara選手の品物を出した。", "juara")]
)
def test_a_latin_word_between_japanese_letters_is_noticed(text: str, word: str) -> None:
    found = checks.run("Pertemuan puncak berlangsung di balai kota.", text, "ja", ())
    assert any(text[issue.start : issue.end] == word for issue in found if issue.start is not None)
