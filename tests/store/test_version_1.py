"""A store that the first version wrote opens with all that it holds, and goes on."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from translator.fixed import Origin
from translator.store import SegmentRow, State, Store
from translator.store.database import migrate, migrations, statements

ROWS = Path(__file__).with_name("version_1.sql").read_text(encoding="utf-8")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "store.sqlite3"
    with closing(sqlite3.connect(made, isolation_level=None)) as connection:
        migrate(connection, made, migrations()[:1])
        for statement in statements(ROWS):
            connection.execute(statement)
    return made


@pytest.fixture
def old(path: Path) -> Iterator[Store]:
    with Store(path) as opened:
        yield opened


@pytest.fixture
def row(old: Store) -> SegmentRow:
    return old.articles.page(1).segments[0]


def test_texts_states_and_spans_are_there(row: SegmentRow) -> None:
    assert row.targets["en"].text == "Mayor Tri Adhianto was there."
    assert [row.targets[code].state for code in ("en", "ja")] == [State.EDITED, State.APPROVED]
    mayor, name = row.spans
    assert (mayor.en, mayor.ja, mayor.accepts_en, mayor.never_en) == (
        "Bekasi Mayor",
        "ブカシ市長",
        ("Mayor of Bekasi",),
        (),
    )
    assert name.origin is Origin.RULE
    assert [(i.check, i.span, i.fix) for i in name.issues] == [("name-proposal", "Tri Adhianto", None)]


def test_issues_stay_as_they_were_settled(row: SegmentRow) -> None:
    issues = row.targets["en"].issues
    assert [(i.issue.check, i.settled, i.issue.start, i.issue.fix) for i in issues] == [
        ("span-missing", "", None, None),
        ("length", "ignored", None, None),
    ]


def test_names_history_and_memory_are_there(old: Store) -> None:
    assert [p.id for p in old.names.proposals(1)] == ["Tri Adhianto"]
    assert [r.author for r in old.segments.history(1, "en")] == ["sari"]
    assert old.memory.search("hadir")[0].target == "トリ・アディアントが出席した。"


def test_work_goes_on(old: Store, row: SegmentRow) -> None:
    text = "Bekasi Mayor Tri Adhianto was there."
    assert old.segments.edit(row.id, "en", text, row.targets["en"].version, "budi").targets["en"].text == text
    assert old.segments.approve(row.id, "en", 3, "budi").targets["en"].state is State.APPROVED


def test_the_old_file_is_kept_aside(path: Path, old: Store) -> None:
    with closing(sqlite3.connect(path.with_name("store.sqlite3.version-1"))) as copy:
        assert copy.execute("SELECT text FROM targets WHERE language = 'en'").fetchone() == (
            "Mayor Tri Adhianto was there.",
        )
        assert copy.execute("PRAGMA user_version").fetchone() == (1,)
