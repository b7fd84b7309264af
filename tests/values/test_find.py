"""What an editor sees of values in a text: where they are, what is doubtful about them, what counts as kept."""

from __future__ import annotations

import itertools
import string
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.values.table import cases
from translator.fixed import FixedSpan, Origin, SpanKind
from translator.values import find


def only(text: str, published: date | None = None) -> FixedSpan:
    (span,) = find(text, published)
    return span


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Kamis (24/7)", SpanKind.DATE),
        ("pukul 09.30 WIB", SpanKind.TIME),
        ("12.500", SpanKind.NUMBER),
        ("Rp1,2 triliun", SpanKind.MONEY),
        ("12.500 ton", SpanKind.MEASURE),
        ("UU No. 11 Tahun 2020", SpanKind.LAW),
        ("https://kota.id", SpanKind.OTHER),
    ],
)
def test_each_value_has_its_kind_and_comes_from_a_rule(text: str, kind: SpanKind) -> None:
    span = only(text)
    assert (span.kind, span.origin, span.source) == (kind, Origin.RULE, text)


def test_a_weekday_that_contradicts_the_calendar_is_an_issue() -> None:
    span = only("Jumat, 24 Juli 2025")
    assert span.en == "Friday, July 24, 2025"
    assert [issue.check for issue in span.issues] == ["weekday"]
    assert "Thursday" in span.issues[0].message


def test_the_year_of_a_short_date_is_the_one_nearest_to_publication() -> None:
    assert only("Kamis (24/7)", date(2025, 7, 25)).issues == ()
    assert only("Kamis (24/7)", date(2026, 7, 25)).issues != ()
    assert only("Selasa (30/12)", date(2026, 1, 2)).issues == ()  # December of the year before


def test_without_a_day_of_publication_a_short_date_is_not_checked() -> None:
    assert only("Senin (24/7)").issues == ()


def test_a_day_that_does_not_exist_stays_as_it_is_with_an_issue() -> None:
    span = only("Kamis (31/2)")
    assert (span.en, span.ja) == ("Kamis (31/2)", "Kamis (31/2)")
    assert [issue.check for issue in span.issues] == ["value-unsure"]


def test_a_bracket_that_may_be_a_date_or_a_figure_stays_as_it_is_with_an_issue() -> None:
    span = only("skala penilaian (3/4)")
    assert span.en == "(3/4)"
    assert [issue.check for issue in span.issues] == ["value-unsure"]


def test_a_decimal_point_is_read_with_an_issue() -> None:
    span = only("Rp1.5 juta")
    assert span.en == "Rp1.5 million"
    assert [issue.check for issue in span.issues] == ["value-unsure"]


def test_commas_between_thousands_are_read_with_an_issue() -> None:
    span = only("1,500,000 orang")
    assert (span.en, span.ja) == ("1,500,000 people", "150万人")
    assert [issue.check for issue in span.issues] == ["value-unsure"]
    assert only("1,265 persen").en == "1.265 percent"


def test_small_number_words_are_soft_and_measures_are_hard() -> None:
    assert not only("ada dua jalan").hard
    assert only("ada 2 jalan").hard
    assert only("selama tiga hari").hard


@pytest.mark.parametrize(
    "text",
    [
        "satu-satunya jalan",
        "keduanya pulang",
        "duanya lagi",
        "1 Muharram 1447 H",
        "laki-laki itu",
        "dua-duanya pulang",
        "ke pasar",
    ],
)
def test_words_that_are_no_values_are_left_alone(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "en", "ja"),
    [
        ("Rp1,2 triliun", "1.2 trillion rupiah", "1.2兆ルピア"),
        ("12.500 ton", "12,500 tonnes", "1万2,500トン"),
        ("2,37 persen", "2.37 per cent", "2.37パーセント"),
        ("24 Juli", "24 July", "7月24日"),
        ("enam bulan", "six-month", "6か月"),
        ("Kamis (24/7)", "Thursday, July 24", "24日（木）"),
        ("pukul 09.30 WIB", "9:30 a.m.", "午前9時半"),
        ("sembilan", "9", "九"),
    ],
)
def test_other_right_forms_count_as_kept(text: str, en: str, ja: str) -> None:
    span = only(text)
    assert en in span.accepts("en")
    assert ja in span.accepts("ja")


def test_the_longest_reading_wins() -> None:
    assert [span.source for span in find("Pasal 5 ayat (2) UU No. 11 Tahun 2020 berlaku 5 tahun")] == [
        "Pasal 5 ayat (2) UU No. 11 Tahun 2020",
        "5 tahun",
    ]


_PIECES = st.sampled_from(
    [
        "24/7",
        "(",
        ")",
        "Rp",
        "1.5",
        "12.500",
        "dua",
        "puluh",
        "setengah",
        "Kamis",
        "Juli",
        "2025",
        "pukul",
        "WIB",
        "ke-",
        "-",
        "persen",
        "ton",
        "hampir",
        "tahun",
        "Pasal",
        "KUHP",
        "3-1",
        "%",
        ",",
        ".",
        "@a",
        "https://",
        "hingga",
        "32/13",
        "99.99",
        "H-7",
        "jam",
        "0",
        "00",
        "juta",
        "per",
    ]
)
_TEXTS = st.one_of(
    st.lists(_PIECES, max_size=12).map(" ".join),
    st.lists(_PIECES, max_size=12).map("".join),
    st.text(alphabet=string.printable + "–—“”’７年月億", max_size=60),
)


@settings(max_examples=300, deadline=None)
@given(_TEXTS)
def test_any_text_gives_disjoint_spans_that_quote_it(text: str) -> None:
    spans = find(text, date(2025, 7, 25))
    assert all(text[span.start : span.end] == span.source != "" for span in spans)
    assert all(one.end <= two.start for one, two in itertools.pairwise(spans))
    assert all(span.en and span.ja for span in spans)
    assert all(span.en not in span.accepts_en and span.ja not in span.accepts_ja for span in spans)


def test_sixty_sentences_take_a_moment() -> None:
    sentences = [case.sentence for case in cases("held.tsv")[:60]]
    list(map(find, sentences))
    start = time.perf_counter()
    list(map(find, sentences))
    assert time.perf_counter() - start < 0.2  # about 0.01 s on an idle core
