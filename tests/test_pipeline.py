"""The whole way on the seed page, with the shipped model."""

from pathlib import Path

import pytest

from translator import Result, Translator, UsageError
from translator.article.model import Format, Kind
from translator.issues import Severity


@pytest.fixture(scope="module")
def result() -> Result:
    return Translator().translate_file(Path("examples/bekasi-izumisano.txt"))


def test_every_sentence_has_a_draft_in_each_language(result: Result) -> None:
    assert len(result.segments) == 23
    assert all(set(s.drafts) == {"en", "ja"} for s in result.segments)
    assert all(d.text for s in result.segments for d in s.drafts.values())


def test_nine_sectors_are_nine_list_items_and_clutter_is_gone(result: Result) -> None:
    for language in ("en", "ja"):
        items = [b for b in result.articles[language].kept if b.kind is Kind.LIST_ITEM]
        assert len(items) == 9
        text = result.targets[language].text
        assert text.count("•") == 9
        assert not any(word in text for word in ("GESER", "Scroll", "BACA JUGA", "Sebarkan"))


def test_names_titles_places_and_dates_are_right(result: Result) -> None:
    english, japanese = result.targets["en"].text, result.targets["ja"].text
    for form in ("Izumisano Deputy Mayor Kuniaki Nishinou", "Bekasi Mayor Tri Adhianto", "Thursday (July 24)"):
        assert form in english
    for form in ("泉佐野市のニシノウ・クニアキ副市長", "ブカシ市のトリ・アディアント市長", "7月24日（木）"):
        assert form in japanese


def test_each_fixed_span_is_kept_or_an_open_issue(result: Result) -> None:
    for segment in result.segments:
        for language, draft in segment.drafts.items():
            missing = {i.span for i in draft.issues if i.check == "span-missing"}
            for span in (s for s in segment.spans if s.hard):
                assert span.source in missing or span.target(language).casefold() in draft.text.casefold()


def test_the_kanji_of_a_japanese_name_are_asked_for(result: Result) -> None:
    wanted = [i for i in result.issues if i.check == "kanji-wanted"]
    assert [i.span for i in wanted] == ["Kuniaki Nishinou"]
    assert wanted[0].severity is Severity.WARNING


def test_json_has_the_documented_shape(result: Result) -> None:
    data = result.to_dict()
    assert set(data) == {"title", "targets", "blocks", "signature"}
    segment = next(s for b in data["blocks"] for s in b["segments"] if s["spans"])
    assert set(segment) == {"id", "source", "spans", "en", "ja"}
    assert set(segment["spans"][0]) == {"kind", "source", "en", "ja", "state", "from"}
    assert set(segment["en"]) == {"text", "origin", "score", "rung", "issues"}


@pytest.mark.parametrize("format", list(Format))
def test_every_format_can_be_written(result: Result, format: Format) -> None:
    assert len(result.render("ja", format)) > 500


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(UsageError, match="'fr'"):
        Translator().translate("Teks.", to=("fr",))
