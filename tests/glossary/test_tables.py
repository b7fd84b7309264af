"""Sentences from tables: what is found in them, with which target forms, and what is not."""

from __future__ import annotations

import pytest

from tests.glossary.conftest import marked, table
from translator.fixed import SpanKind
from translator.glossary import Glossary, compose
from translator.spans.mark import mark


@pytest.mark.parametrize("row", table("composites.tsv"), ids=lambda row: row[1])
def test_composite_has_one_form_in_each_language(glossary: Glossary, row: list[str]) -> None:
    text, source, en, ja = row
    assert (source, en, ja) in [(span.source, span.en, span.ja) for span in marked(glossary, text)]


SHIPPED = Glossary.shipped()


@pytest.mark.parametrize("row", [*table("shipped.tsv"), *table("regional.tsv")], ids=lambda row: row[1])
def test_what_the_shipped_glossary_fixes(row: list[str]) -> None:
    text, source, en, ja = row
    assert (source, en, ja) in [(span.source, span.en, span.ja) for span in mark(text, SHIPPED)]


@pytest.mark.parametrize("row", table("terms.tsv"), ids=lambda row: row[0])
def test_term_is_found(glossary: Glossary, row: list[str]) -> None:
    text, source, en, ja, status, *checks = row
    span = next(span for span in glossary.find(text) if span.source == source)
    assert (span.en, span.ja, span.hard) == (en, ja, status == "hard")
    assert [issue.check for issue in span.issues] == ("".join(checks).split(",") if "".join(checks) else [])


@pytest.mark.parametrize("row", table("refused.tsv"), ids=lambda row: row[0])
def test_no_such_span(glossary: Glossary, row: list[str]) -> None:
    text, source = row
    assert source not in [span.source for span in marked(glossary, text)]


def test_unknown_place_name_goes_through_the_katakana_reader(glossary: Glossary) -> None:
    text = "Akses menuju Pantai Ngliyep dibuka."
    span = compose(text, [], glossary, katakana=lambda name: {"Ngliyep": "ングリイェップ"}[name])[0]
    assert (span.source, span.en, span.ja) == ("Pantai Ngliyep", "Ngliyep Beach", "ングリイェップ海岸")
    assert [issue.check for issue in span.issues] == ["reading"]


def test_unknown_place_name_without_reader_leaves_an_issue(glossary: Glossary) -> None:
    span = compose("Akses menuju Pantai Ngliyep dibuka.", [], glossary)[0]
    assert [issue.check for issue in span.issues] == ["katakana-missing"]


def test_title_without_place_or_name_is_soft(glossary: Glossary) -> None:
    (span,) = marked(glossary, "Sang wali kota pulang.")
    assert (span.en, span.kind, span.hard) == ("mayor", SpanKind.TITLE, False)


def test_other_word_orders_are_accepted_in_a_draft(glossary: Glossary) -> None:
    (span,) = marked(glossary, "Wali Kota Bekasi Tri Adhianto hadir.")
    assert "Tri Adhianto, mayor of Bekasi" in span.accepts("en")
    assert "ブカシ市長のトリ・アディアント氏" in span.accepts("ja")


def test_a_country_stands_as_a_noun_behind_the_title() -> None:
    (span,) = mark("Perdana Menteri Jepang Sanae Takaichi", SHIPPED)
    assert "Sanae Takaichi, prime minister of Japan" in span.accepts("en")
    assert not any("of Japanese" in form for form in span.accepts("en"))


def test_pairs_of_name_and_title(glossary: Glossary) -> None:
    text = "Wali Kota Bekasi, Tri Adhianto, Bupati Malang, Hendra Wirayudha, dan Ketua DPRD Kota Bekasi, Budi Santoso."
    assert [span.en for span in marked(glossary, text)] == [
        "Bekasi Mayor Tri Adhianto",
        "Malang Regent Hendra Wirayudha",
        "Bekasi City Council (DPRD) Speaker Budi Santoso",
    ]


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Wali Kota Bekasi, Tri Adhianto, mengatakan itu.", " mengatakan itu."),
        ("Wali Kota Bekasi, Tri Adhianto, beserta rombongan.", ", beserta rombongan."),
        ("Wali Kota Bekasi, Tri Adhianto, di Bekasi", ", di Bekasi"),
        ("Wali Kota Bekasi, Tri Adhianto, Kamis (24/7).", ", Kamis (24/7)."),
        ("Wali Kota Bekasi, Tri Adhianto.", "."),
        ("Wali Kota Bekasi Tri Adhianto, katanya", ", katanya"),
    ],
)
def test_comma_after_an_apposition_goes_unless_it_separates(glossary: Glossary, text: str, rest: str) -> None:
    assert text[marked(glossary, text)[0].end :] == rest


def test_an_office_whose_field_is_unknown_keeps_its_title_and_an_issue(glossary: Glossary) -> None:
    title, body, *_ = marked(glossary, "Kepala Bidang Zakunimo Dinas Pendidikan Kota Bekasi hadir.")
    assert (title.source, title.en, title.hard) == ("Kepala Bidang", "Division Head", False)
    assert [issue.check for issue in title.issues] == ["office"]
    assert body.en == "Bekasi City Education Agency"
