"""Checks over the drafts of an article, and over both targets."""

from __future__ import annotations

import pytest

from translator import checks
from translator.fixed import FixedSpan, Origin, SpanKind

PLAIN = [
    "市長は計画を発表した。",
    "会場には300人が集まった。",
    "計画は来年始まるという。",
    "「楽しみにしています」と住民は話した。",
]


def test_one_style_is_no_issue_and_quotations_do_not_count() -> None:
    assert checks.article(PLAIN, "ja") == []
    assert checks.article(["It is.", "They are."], "en") == []


@pytest.mark.parametrize(
    ("polite", "plain"),
    [
        ("費用は州が負担しました。", "費用は州が負担した。"),
        ("費用は州が負担しています。", "費用は州が負担している。"),
        ("これは初めての計画です。", "これは初めての計画だ。"),
        ("これは初めての計画でした。", "これは初めての計画だった。"),
        ("住民は喜んでいます。", "住民は喜んでいる。"),
        ("問題はありません。", "問題はない。"),
        ("多くの人が訪れます。", "多くの人が訪れる。"),
        ("市は計画を実施します。", "市は計画を実施する。"),
    ],
)
def test_the_rarer_style_is_changed(polite: str, plain: str) -> None:
    texts = [*PLAIN, polite]
    ((index, issue),) = checks.article(texts, "ja")
    assert (index, issue.check) == (4, "style")
    assert checks.apply(texts[index], issue) == plain


def test_an_ending_with_two_plain_forms_is_left_to_the_editor() -> None:
    ((_, issue),) = checks.article([*PLAIN, "市長はそう話します。"], "ja")
    assert issue.fix is None and issue.start is not None


def test_headlines_show_no_style() -> None:
    assert checks.article(["市長、計画を発表", *PLAIN], "ja") == []


def test_two_drafts_that_say_different_values() -> None:
    source = "Mereka memanen jagung dua kali lipat dari biasanya."
    (issue,) = checks.agree(
        source, {"en": "They harvested twice as much corn as usual.", "ja": "トウモロコシの収穫は普段の3倍だった。"}
    )[:1]
    assert issue.check == "targets-disagree"
    assert checks.agree(source, {"en": "They harvested twice as much corn.", "ja": "収穫は普段の2倍だった。"}) == ()
    assert checks.agree(source, {"en": "They harvested twice as much corn."}) == ()


def test_two_drafts_of_which_one_lost_a_name() -> None:
    span = FixedSpan(0, 4, "ITWG", SpanKind.ORGANIZATION, "ITWG", "ITWG", Origin.RULE, hard=False)
    (issue,) = checks.agree("ITWG rapat.", {"en": "ITWG met.", "ja": "会議を開いた。"}, [span])
    assert (issue.check, issue.span) == ("targets-disagree", "ITWG")


def test_a_quotation_over_several_sentences_shows_no_style() -> None:
    assert checks.article([*PLAIN, "「休養は48時間です。", "初のタイトルです」と監督は述べた。"], "ja") == []
    assert [i for i, _ in checks.article([*PLAIN, "「休養は短い」と述べた。", "初のタイトルです。"], "ja")] == [5]


@pytest.mark.parametrize(
    ("language", "text", "noticed"),
    [
        ("en", "The phone changes hands, he said.", True),
        ("en", 'The phone changes hands," he said.', False),
        ("ja", "携帯電話はすぐ渡されると述べた。", True),
        ("ja", "携帯電話はすぐ渡される」と述べた。", False),
    ],
)
def test_a_quotation_that_ends_in_the_source_ends_in_the_draft(language: str, text: str, noticed: bool) -> None:
    found = checks.run('HP sudah pindah tangan," beber dia.', text, language)
    assert ("unbalanced" in [issue.check for issue in found]) is noticed


def test_days_of_a_range_are_the_same_in_both_drafts() -> None:
    drafts = {"en": "The waves are high on December 20–23.", "ja": "12月20〜23日は波が高い。"}
    assert checks.agree("Gelombang tinggi pada 20-23 Desember.", drafts) == ()


def test_english_words_of_the_source_are_not_indonesian() -> None:
    text = "Profit fell from the same period last year (year on year)."
    assert checks.run("Laba turun dari periode sama tahun lalu (year on year).", text, "en") == ()
