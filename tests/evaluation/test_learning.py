"""The learning measure: its series is whole, and its editor does what an editor can do at the desk."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.review.fake import FakeEngine
from translator.errors import InputError
from translator.evaluation.learning import (
    Form,
    Sentence,
    Work,
    characters,
    decisions,
    forgetting,
    learning,
    read_house,
    read_series,
    share_touched,
    table,
)
from translator.store import Store

SERIES = Path(__file__).parents[2] / "examples" / "series"

HOUSE = (
    Form("name", "Takeshi Murosawa", "Murosawa Takeshi", "室沢武志"),
    Form("term", "nelayan", "fishers", "漁業者"),
)


def sentence(article: str, source: str, english: str, japanese: str) -> Sentence:
    """One whose references are what the fake engine writes, in the wording of the house."""
    return Sentence(article, source, {"en": f"FAKE draft of {english}", "ja": f"偽の訳文です、{japanese}"})


ARTICLES = [
    [
        sentence("1", "Para nelayan sudah pulang hari ini.", "Para fishers sudah pulang hari ini.", "漁業者は帰った。"),
        sentence("1", "Kata Takeshi Murosawa, dia senang.", "Kata Murosawa Takeshi, dia senang.", "室沢武志は喜んだ。"),
        sentence("1", "Harga ikan itu Rp20.000.", "Fish costs Rp20,000.", "魚は2万ルピア。"),
    ],
    [
        sentence("2", "Rumah nelayan itu baru.", "Rumah fishers itu baru.", "漁業者の家は新しい。"),
        sentence("2", "Kata Takeshi Murosawa, dia pulang.", "Kata Murosawa Takeshi, dia pulang.", "室沢武志は帰った。"),
        sentence("2", "Harga ikan itu Rp30.000.", "Fish costs Rp30,000.", "魚は3万ルピア。"),
    ],
    [
        sentence("3", "Ayah nelayan itu datang.", "Ayah fishers itu datang.", "漁業者の父が来た。"),
    ],
]


def of(works: list[Work], article: str) -> dict[str, Work]:
    return {work.source: work for work in works if work.article == article and work.language == "en"}


def test_the_series_has_twenty_articles_in_the_forms_of_its_house() -> None:
    articles, house = read_series(SERIES / "articles.tsv"), read_house(SERIES / "house.tsv")
    assert [len(article) for article in articles] == [6] * 20
    for language in ("en", "ja"):
        lines = [line for article in articles for line in article]
        for form in house:
            texts = [line.references[language].casefold() for line in lines if form.id in line.source]
            having = [text for text in texts if form.target(language).casefold() in text]
            assert len(texts) > 1, form.id
            assert len(having) == len(texts) if form.what == "name" else having, form.id


def test_a_line_of_the_series_without_four_columns_is_named(tmp_path: Path) -> None:
    path = tmp_path / "series.tsv"
    path.write_text("article\tid\ten\tja\n1\tSatu.\tOne.\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"series\.tsv:2"):
        read_series(path)


def test_the_desk_serves_what_the_editor_did_in_earlier_articles(tmp_path: Path) -> None:
    off = list(forgetting(ARTICLES, HOUSE, FakeEngine()))
    with Store(tmp_path / "store.sqlite3") as store:
        on = list(learning(ARTICLES, HOUSE, FakeEngine(), store))
        taught = list(decisions(store))
    assert "name\tTakeshi Murosawa\tMurosawa Takeshi\t室沢武志" in taught
    assert "term\tnelayan\tfishers\t漁業者" in taught
    assert of(off, "1") == of(on, "1")
    second = of(on, "2")
    assert second["Harga ikan itu Rp30.000."].origin == "memory"
    assert second["Harga ikan itu Rp30.000."].distance == 0
    assert second["Kata Takeshi Murosawa, dia pulang."].distance == 0
    assert of(off, "2")["Kata Takeshi Murosawa, dia pulang."].distance > 0
    assert second["Rumah nelayan itu baru."].distance > 0, "a change made once is not proposed"
    assert of(on, "3")["Ayah nelayan itu datang."].text == "FAKE draft of Ayah fishers itu datang."
    assert of(off, "3")["Ayah nelayan itu datang."].distance > 0


def test_the_figures_count_drafts_and_characters() -> None:
    same, other = Work("1", "a", "en", "engine", "abcd", "abcd"), Work("1", "b", "en", "memory", "abxx", "abcdef")
    assert (share_touched([same, other]), characters([same, other])) == (0.5, 40.0)
    assert "en\tall\tnew\t1\t0%\t0%\t0.0\t0.0" in list(table([same, other], [same, other]))
