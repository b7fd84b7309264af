"""The values of drafts: read back from English and Japanese, and compared with the source by value."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.values.table import cases
from translator.errors import UsageError
from translator.values import (
    Clock,
    Date,
    Measure,
    Money,
    Number,
    Value,
    dates,
    find,
    measures,
    missing,
    money,
    numbers,
    same,
    times,
    values_in,
)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Rp1.2 trillion", [Decimal("1.2E12")]),
        ("two-thirds of 12,500 tons", [Decimal(2) / Decimal(3), Decimal(12500)]),
        ("on Thursday (July 24) at 9:30 a.m.", [Date(None, 7, 24), Clock(9, 30)]),
        ("July 23–25, 2025", [Date(2025, 7, 23), Date(2025, 7, 25)]),
        ("24 July 2025", [Date(2025, 7, 24)]),
        ("twenty-five people and half a million trees", [Decimal(25), Decimal(500000)]),
        ("two and a half years since 2008", [Decimal("2.5"), Date(2008)]),
        ("the 1980s, its 1,265th anniversary", [Date(1980), Decimal(1265)]),
        ("at noon", [Clock(12)]),
        ("three thousand five hundred", [Decimal(3500)]),
        ("two decades", [Decimal(20)]),
    ],
)
def test_values_of_english(text: str, values: list[Value]) -> None:
    assert values_in(text, "en") == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1兆2000億ルピア", [Decimal("1.2E12")]),
        ("3分の2、1万2500トン", [Decimal(2) / Decimal(3), Decimal(12500)]),
        ("7月24日（木）午前9時30分", [Date(None, 7, 24), Clock(9, 30)]),
        ("2025年7月23〜25日", [Date(2025, 7, 23), Date(2025, 7, 25)]),
        ("3千人、三十五人、２５人", [Decimal(3000), Decimal(35), Decimal(25)]),
        ("8059兆7900億", [Decimal("8059790000000000")]),
        ("2年半、午後4時半", [Decimal("2.5"), Clock(16, 30)]),
        ("1980年代、2008年", [Date(1980), Date(2008)]),
        ("数万人の一部が十分に", []),
        ("6割、二つ", [Decimal(60), Decimal(2)]),
        ("1分52秒69", [Decimal(1), Decimal("52.69")]),
    ],
)
def test_values_of_japanese(text: str, values: list[Value]) -> None:
    assert values_in(text, "ja") == values


def test_an_unknown_language_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="xx"):
        values_in("1", "xx")


def test_texts_are_compared_by_value() -> None:
    assert same("Rp1,2 triliun pada Kamis (24/7)", "id", "7月24日（木）、1兆2000億ルピア", "ja")
    assert same("1.2 trillion", "en", "1兆2000億", "ja")
    assert not same("Rp1,2 triliun", "id", "Rp1.2 billion", "en")


def test_missing_names_what_a_draft_lost() -> None:
    source = values_in("12.500 ton pada 24 Juli 2025", "id")
    assert missing(source, values_in("12,500 tons", "en")) == [Date(2025, 7, 24)]
    assert missing(source, values_in("12,500 tons on July 24", "en")) == []


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_renderings_of_all_tables_say_the_values_of_their_source(language: str) -> None:
    lost = []
    for case in (case for name in ("dev.tsv", "held.tsv", "corpus.tsv") for case in cases(name)):
        span = next(span for span in find(case.sentence, case.published) if span.source == case.span)
        if span.hard and missing(values_in(span.source, "id"), values_in(span.target(language), language)):
            lost.append(span.source)
    assert lost == []


_NUMBERS = st.one_of(
    st.integers(0, 10**15).map(lambda n: Number(Decimal(n))),
    st.builds(lambda n, s: Number(Decimal(n).scaleb(-2), s), st.integers(1, 10**6), st.sampled_from([0, 6, 9, 12])),
    st.integers(0, 99).map(lambda n: Number(Decimal(n), spelled=True)),
)


@settings(max_examples=300, deadline=None)
@given(_NUMBERS)
def test_numbers_come_back_from_every_form(number: Number) -> None:
    for form in numbers.forms_en(number):
        assert _value(values_in(form, "en")) == number.value, form
    for form in numbers.forms_ja(number):
        if form[0].isdigit():  # kanji alone need a counter: 三人
            assert _value(values_in(form, "ja")) == number.value, form


def _value(values: list[Value]) -> Decimal | None:
    (value,) = values
    return Decimal(value.year or 0) if isinstance(value, Date) else value if isinstance(value, Decimal) else None


@settings(max_examples=100, deadline=None)
@given(st.dates())
def test_dates_come_back(day: date) -> None:
    value = Date(day.year, day.month, day.day)
    if value.year is not None and value.year > 1000:
        assert values_in(dates.render_en(value), "en") == values_in(dates.render_ja(value), "ja") == [value]


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 23), st.integers(0, 59))
def test_clock_times_come_back(hour: int, minute: int) -> None:
    clock = Clock(hour, minute)
    (english,), (japanese,) = values_in(times.render_en(clock), "en"), values_in(times.render_ja(clock), "ja")
    assert isinstance(english, Clock) and isinstance(japanese, Clock)
    assert clock.agrees(english) and clock.agrees(japanese)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,2 triliun", Decimal("1.2E12")),
        ("12.500", Decimal(12500)),
        ("1.500.000,50", Decimal("1500000.50")),
        ("dua puluh lima ribu", Decimal(25000)),
        ("seratus dua puluh tiga juta", Decimal(123000000)),
        ("seribu seratus sebelas", Decimal(1111)),
        ("dua setengah juta", Decimal(2500000)),
        ("sembilan belas", Decimal(19)),
    ],
)
def test_indonesian_numbers_are_read(text: str, value: Decimal) -> None:
    number = numbers.parse(text)
    assert number is not None and number.value == value


def test_zeros_after_the_point_stay_as_given() -> None:
    assert [find(text)[0].en for text in ("0,3 persen", "0,30 persen")] == ["0.3 percent", "0.30 percent"]


@pytest.mark.parametrize("text", ["dua tiga", "puluh", "belas dua", "juta", "", "abc"])
def test_words_that_do_not_form_one_number_are_refused(text: str) -> None:
    assert numbers.parse(text) is None


def test_sums_measures_dates_and_times_are_parsed_and_rendered() -> None:
    sum_of = money.parse_money("Rp1,2 triliun")
    tons = measures.parse_measure("12.500 ton")
    day = dates.parse("24 Juli 2025")
    clock = times.parse_clock("setengah tujuh", "malam")
    assert sum_of == Money(Number(Decimal("1.2"), 12), "rupiah")
    assert tons == Measure(Number(Decimal(12500)), "ton")
    assert day == Date(2025, 7, 24)
    assert clock == Clock(18, 30)
    assert (money.render_en(sum_of), money.render_ja(sum_of)) == ("Rp1.2 trillion", "1兆2000億ルピア")
    assert (measures.render_en(tons), measures.render_ja(tons)) == ("12,500 tons", "1万2500トン")
    assert (dates.render_en(day), dates.render_ja(day)) == ("July 24, 2025", "2025年7月24日")
    assert (times.render_en(clock), times.render_ja(clock)) == ("6:30 p.m.", "午後6時30分")
