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
