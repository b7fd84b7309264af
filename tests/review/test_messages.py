"""Messages of checks and faults in the editor's language: all have a translation, and what stands in them is kept."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import translator
from tests.review.conftest import TEXT
from tests.review.fake import FakeEngine
from translator.errors import GlossaryError, StoreConflict, StoreError
from translator.glossary.lint import lint
from translator.pipeline import Translator
from translator.review.context import Desk
from translator.review.grid.actions import functions
from translator.review.i18n.messages import in_language
from translator.review.intake import take_text
from translator.review.pages.articles import row

FOLDER = Path(translator.__file__).parent
PAGES = Path(__file__).parents[1] / "article" / "pages"

SPEAKING = (
    *("checks", "glossary", "names", "values", "store", "review", "drafting.py", "pipeline.py", "spans/markup.py"),
    *("article/read.py", "article/admit.py", "article/formats/common.py", "article/formats/docx"),
    *("article/formats/html", "engine/embedded.py", "engine/conversion.py", "engine/calibration.py"),
    *("engine/weights.py", "exchange/tmx.py", "exchange/xml.py", "files.py", "errors.py"),
)
"""Where the messages of the desk come from."""

TERMINAL = ("review/app.py", "review/users.py", "review/api.py")
"""Who starts the desk or calls its API reads English."""

SENTENCE = re.compile(r"(?=.* )(?!.* [ap]\.m\.$).*[\w)>’”}]\.|.*: (?:write|use) \S+[。、]\.?", re.DOTALL)


def sentences(path: Path) -> Iterator[str]:
    """The strings of a module that read as a sentence, a sample in each place for a value."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inner = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    joined = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    inner |= {id(part) for node in joined for part in ast.walk(node) if part is not node}
    for node in ast.walk(tree):
        if id(node) in inner or not isinstance(node, ast.JoinedStr | ast.Constant):
            continue
        parts = node.values if isinstance(node, ast.JoinedStr) else [node]
        text = "".join(
            str(part.value) if isinstance(part, ast.Constant) else f"‹{ast.unparse(part)[-9:-1]}›" for part in parts
        )
        if SENTENCE.fullmatch(text) and "\n" not in text:
            yield text


def modules() -> Iterator[Path]:
    for name in SPEAKING:
        place = FOLDER / name
        yield from place.rglob("*.py") if place.is_dir() else [place]


def said() -> set[str]:
    found = {
        text for path in modules() if path.relative_to(FOLDER).as_posix() not in TERMINAL for text in sentences(path)
    }
    marks = (FOLDER / "checks/data/marks.tsv").read_text(encoding="utf-8").splitlines()
    return found | {line.split("\t")[-1] for line in marks if not line.startswith("#")}


@pytest.fixture(scope="module")
def remarks() -> set[str]:
    """What is remarked on a tenth of the pages, as the fake engine drafts them."""
    translating, pages = Translator(FakeEngine()), sorted(PAGES.glob("*.txt"))[::10]
    texts = [page.read_text(encoding="utf-8") for page in pages]
    return {issue.message for text in texts for issue in translating.translate(text).issues}


@pytest.mark.parametrize("language", ["id", "ja"])
def test_every_sentence_that_the_desk_can_say_is_translated(language: str) -> None:
    messages = said()
    assert len(messages) > 150
    assert {text for text in messages if in_language(text, language) == text} == set()


@pytest.mark.parametrize("language", ["id", "ja"])
def test_the_remarks_on_real_pages_are_translated(remarks: set[str], language: str) -> None:
    assert len(remarks) > 50
    assert {message for message in remarks if in_language(message, language) == message} == set()


def test_what_stands_in_a_message_is_kept() -> None:
    message = "A.B (x+) \\1 {1}: the draft must have the “draft has” form once; put it in its place."
    assert (
        in_language(message, "ja")
        == "A.B (x+) \\1 {1}：訳文に「the “draft has” form」が一度必要です。適切な位置に入れてください。"
    )


def test_words_in_a_message_are_translated_but_no_text_of_an_article() -> None:
    weekday = "2025-07-24 is a Thursday, but the source says Friday: check the date."
    assert "Kamis" in in_language(weekday, "id")
    assert "金曜日" in in_language(weekday, "ja")
    assert in_language("“English” is still Indonesian; translate it.", "ja").startswith("「English」")


def test_the_place_and_the_advice_of_an_error_are_kept() -> None:
    error = StoreError("the store is in use by another program.", where="/desk: 1/a. b", mend="Reload the page.")
    assert in_language(str(error), "ja") == (
        "/desk: 1/a. b: データベースはほかのプログラムが使用中です。ページを再読み込みしてください。"
    )
    glossary = GlossaryError("Unknown column 'x'.", where="t.tsv:1", mend="See glossary/README.md.")
    assert in_language(str(glossary), "id") == "t.tsv:1: Kolom 'x' tidak dikenal. Lihat glossary/README.md."


def test_a_message_without_translation_stays_english() -> None:
    assert in_language("Nobody translated this.", "ja") == "Nobody translated this."
    assert in_language("Reload the page.", "en") == "Reload the page."
    assert in_language("Reload the page.", "fr") == "Reload the page."


def test_a_very_long_message_takes_no_time() -> None:
    message = "a: the draft has x for y; correct it. Use z. " * 85
    assert in_language(message, "ja").endswith("Use z. ")


def test_the_file_of_the_editors_terms(tmp_path: Path) -> None:
    file = tmp_path / "terms.tsv"
    file.write_text("id\ten\tja\nuji  coba\ttrial (\t試験\nuji coba\ttest\tﾃｽﾄ\n", encoding="utf-8")
    messages = [issue.message for issue in lint(file)]
    assert len(messages) >= 4
    for language in ("id", "ja"):
        assert not set(messages) & {in_language(message, language) for message in messages}


def japanese() -> Any:
    return SimpleNamespace(cookies={"desk_lang": "ja"}, headers={})


def test_a_japanese_desk_shows_japanese_messages(desk: Desk) -> None:
    ask = {function.__name__: function for function in functions(desk)}
    article = take_text(desk, TEXT, ["en", "ja"]).article_id
    claimed = desk.store.jobs.claim()
    assert claimed is not None
    assert article is not None
    desk.worker.work(claimed)
    opened = ask["open_article"]({"article": article}, japanese())
    segment = next(s for b in opened["blocks"] for s in b["segments"])
    edit = {
        "segment": segment["id"],
        "language": "en",
        "text": "Nothing.",
        "version": segment["targets"]["en"]["version"],
    }
    row = ask["edit"](edit, japanese())["row"]
    issues = row["targets"]["en"]["issues"]
    assert issues
    assert all(re.search("[ぁ-ん]", issue["message"]) for issue in issues)
    assert row["targets"]["en"]["text"] == "Nothing."
    conflict = ask["edit"](edit | {"text": "Another."}, japanese())["conflict"]
    assert conflict["message"] == "編集中にほかの編集者がこの文を変更しました。"
    assert ask["open_article"]({"article": 99}, japanese())["error"].startswith("記事 99 はありません。")
    marks = {row["id"]: row["mark"] for row in ask["refresh"]({"article": article}, japanese())["rows"]}
    english = ask["refresh"]({"article": article, "marks": {str(k): v for k, v in marks.items()}}, None)
    assert english["rows"] == []


def test_why_a_job_failed_is_said_in_the_list(desk: Desk) -> None:
    article = take_text(desk, TEXT, ["en"]).article_id
    claimed = desk.store.jobs.claim()
    assert claimed is not None
    assert article is not None
    what = "The engine stopped (RuntimeError: dead). Drafts so far and all edits are kept; press Retry."
    desk.store.jobs.fail(claimed.id, what)
    found = desk.store.articles.get(article)
    assert "エンジンが停止しました（RuntimeError: dead）。" in row(desk, found, japanese())["title"]
    assert row(desk, found, None)["title"].endswith(what)


def test_an_empty_author_is_another_editor() -> None:
    conflict = StoreConflict(text="a", other="b", author="", version=2)
    assert in_language(conflict.what, "id") == "Penyunting lain mengubah segmen ini saat Anda membukanya."
