"""The grid's server functions: every answer is plain data, a fault is an answer in words."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.review.conftest import TEXT
from translator.review.context import Desk
from translator.review.grid.actions import functions
from translator.review.intake import take_text

Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def ask(desk: Desk) -> Ask:
    known = {function.__name__: function for function in functions(desk)}

    def asked(name: str, **data: object) -> dict[str, Any]:
        answer: dict[str, Any] = known[name](data, None)
        assert json.loads(json.dumps(answer)) == answer
        return answer

    return asked


@pytest.fixture
def article(desk: Desk) -> int:
    job = take_text(desk, TEXT, ["en", "ja"])
    claimed = desk.store.jobs.claim()
    assert claimed is not None
    desk.worker.work(claimed)
    assert job.article_id is not None
    return job.article_id


def first(ask: Ask, article: int) -> dict[str, Any]:
    blocks = ask("open_article", article=article)["blocks"]
    segment: dict[str, Any] = next(s for b in blocks for s in b["segments"])
    return segment


def edit(ask: Ask, segment: dict[str, Any], text: str, version: int) -> dict[str, Any]:
    return ask("edit", segment=segment["id"], language="en", text=text, version=version)


def test_an_edit_is_saved_and_checked(ask: Ask, article: int, desk: Desk) -> None:
    segment = first(ask, article)
    answer = edit(ask, segment, "Nothing of it.", segment["targets"]["en"]["version"])
    assert answer["row"]["targets"]["en"]["state"] == "edited"
    assert any(issue["check"] == "span-missing" for issue in answer["row"]["targets"]["en"]["issues"])
    assert desk.store.segments.get(segment["id"]).targets["en"].text == "Nothing of it."


def test_a_second_editor_gets_both_texts(ask: Ask, article: int) -> None:
    segment = first(ask, article)
    version = segment["targets"]["en"]["version"]
    edit(ask, segment, "First.", version)
    conflict = edit(ask, segment, "Second.", version)["conflict"]
    assert (conflict["other"], conflict["text"]) == ("First.", "Second.")
    assert edit(ask, segment, "Second.", conflict["version"])["row"]["targets"]["en"]["text"] == "Second."


def test_undo_takes_back_what_was_typed_in_one_go(ask: Ask, article: int) -> None:
    segment = first(ask, article)
    draft = segment["targets"]["en"]["text"]
    version = segment["targets"]["en"]["version"]
    for text in ("A", "A b", "A b c"):
        version = edit(ask, segment, text, version)["row"]["targets"]["en"]["version"]
    row = ask("undo", segment=segment["id"], language="en", version=version)["row"]
    assert row["targets"]["en"]["text"] == draft


def test_a_lost_span_is_fixed_by_one_click(ask: Ask, article: int) -> None:
    segment = first(ask, article)
    row = edit(ask, segment, "The man met residents.", segment["targets"]["en"]["version"])["row"]
    assert row["fixes"]
    target = row["targets"]["en"]
    fixed = ask("fix", segment=row["id"], language="en", issue=row["fixes"][0], version=target["version"])["row"]
    assert fixed["targets"]["en"]["text"] != target["text"]


def test_refresh_gives_only_what_changed(ask: Ask, article: int) -> None:
    blocks = ask("open_article", article=article)["blocks"]
    marks = {str(s["id"]): s["mark"] for b in blocks for s in b["segments"]}
    assert ask("refresh", article=article, marks=marks)["rows"] == []
    segment = first(ask, article)
    edit(ask, segment, "Changed.", segment["targets"]["en"]["version"])
    assert [row["id"] for row in ask("refresh", article=article, marks=marks)["rows"]] == [segment["id"]]


def test_a_fault_is_an_answer_that_keeps_the_text(ask: Ask, article: int) -> None:
    answer = ask("edit", segment=999_999, language="en", text="My text.", version=1)
    assert answer["text"] == "My text."
    assert "Reload" in answer["error"]
    assert "sense" in ask("edit", segment="x")["error"]


def test_approved_english_has_its_japanese_drafted_again(ask: Ask, article: int) -> None:
    segment = first(ask, article)
    row = edit(ask, segment, "Corrected English.", segment["targets"]["en"]["version"])["row"]
    assert row["targets"]["ja"]["stale"]
    version = row["targets"]["en"]["version"]
    assert ask("approve", segment=row["id"], language="en", version=version)["job"]["active"]
