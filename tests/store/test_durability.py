"""Nothing acknowledged is ever lost: processes beside each other, processes killed, threads, backups."""

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from threading import Event

import pytest

from tests.store.made import checked
from translator.errors import StoreError
from translator.store import Action, Store, default_path
from translator.store.database import migrate, migrations, statements


@pytest.fixture
def segment_id(store: Store) -> int:
    article_id = store.articles.add(checked(), targets=("en",))
    return store.articles.page(article_id).segments[0].id


def writer(store: Store, segment_id: int, author: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.store.writer", str(store.path), str(segment_id), author, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def edits(store: Store, segment_id: int) -> list[str]:
    return [r.after for r in reversed(store.segments.history(segment_id, "en")) if r.action is Action.EDIT]


def test_two_processes_write_one_segment_and_no_edit_is_lost(store: Store, segment_id: int) -> None:
    with writer(store, segment_id, "sari", 60) as one, writer(store, segment_id, "budi", 60) as other:
        one.wait(120)
        other.wait(120)
    assert (one.returncode, other.returncode) == (0, 0)
    assert sorted(edits(store, segment_id)) == sorted(f"{who} {n}" for who in ("sari", "budi") for n in range(60))
    history = store.segments.history(segment_id, "en")
    kept = [r for r in reversed(history) if r.action is Action.EDIT]
    assert all(before.after == after.before for before, after in pairwise(kept))


@pytest.mark.parametrize("acknowledged", [1, 25])
def test_a_killed_process_loses_no_acknowledged_edit(store: Store, segment_id: int, acknowledged: int) -> None:
    with writer(store, segment_id, "sari", 100_000) as process:
        assert process.stdout is not None
        said = [process.stdout.readline().strip() for _ in range(acknowledged)]
        process.kill()
        said += process.stdout.read().split("\n")[:-1]
    stored = edits(store, segment_id)
    assert stored[: len(said)] == said
    assert len(stored) <= len(said) + 1
    assert store.segments.get(segment_id).targets["en"].text == stored[-1]
    store.check()


def test_500_fast_edits_are_all_kept(store: Store, segment_id: int) -> None:
    texts = [f"Text {n}" for n in range(500)]
    for version, text in enumerate(texts):
        store.segments.edit(segment_id, "en", text, version, "sari")
    assert edits(store, segment_id) == texts


def test_threads_share_one_store(store: Store) -> None:
    article_id = store.articles.add(checked(), targets=("en", "ja"))
    rows = store.articles.page(article_id).segments

    def work(number: int) -> None:
        row, language = rows[number % len(rows)], ("en", "ja")[number // len(rows) % 2]
        for step in range(5):
            store.segments.edit(row.id, language, f"{number} {step}", step, "sari")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(2 * len(rows))))
    texts = [t.text for s in store.articles.page(article_id).segments for t in s.targets.values()]
    assert sorted(texts) == sorted(f"{n} 4" for n in range(2 * len(rows)))


def test_a_backup_made_while_edits_come_in_is_whole(store: Store, segment_id: int, tmp_path: Path) -> None:
    stop = Event()

    def keep_editing() -> int:
        version = 0
        while not stop.is_set():
            version = store.segments.edit(segment_id, "en", f"Text {version}", version, "sari").targets["en"].version
        return version

    with ThreadPoolExecutor(1) as pool:
        editing = pool.submit(keep_editing)
        copies = [store.backup(tmp_path / f"copy{n}.sqlite3") for n in range(3)]
        stop.set()
        assert editing.result(60) > 0
    for copy in copies:
        with Store(copy) as opened:
            opened.check()
            texts = edits(opened, segment_id)
            assert texts == [f"Text {n}" for n in range(len(texts))]


def test_what_is_written_is_there_after_reopening(store: Store, segment_id: int) -> None:
    store.segments.edit(segment_id, "en", "Kept.", 0, "sari")
    with Store(store.path) as second:
        assert second.segments.get(segment_id).targets["en"].text == "Kept."
    store.close()
    with Store(store.path) as third:
        assert third.segments.get(segment_id).targets["en"].text == "Kept."


def test_the_store_lies_in_the_user_s_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("TRANSLATOR_STORE", raising=False)
    assert default_path().is_relative_to(Path.home())
    monkeypatch.setenv("TRANSLATOR_STORE", str(tmp_path / "new" / "mine.sqlite3"))
    with Store() as opened:
        assert opened.path == tmp_path / "new" / "mine.sqlite3"
        assert opened.path.exists()


def test_an_older_file_is_migrated_and_a_copy_of_it_kept(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite3"
    steps = ["CREATE TABLE a (x);\nINSERT INTO a VALUES (1);", "ALTER TABLE a ADD COLUMN y DEFAULT 2;"]
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrate(connection, path, steps[:1])
        migrate(connection, path, steps)
        assert connection.execute("SELECT * FROM a").fetchall() == [(1, 2)]
        assert connection.execute("PRAGMA user_version").fetchone() == (2,)
    with closing(sqlite3.connect(path.with_name("store.sqlite3.version-1"))) as copy:
        assert copy.execute("SELECT * FROM a").fetchall() == [(1,)]


def test_a_migration_that_fails_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        with pytest.raises(sqlite3.OperationalError):
            migrate(connection, path, ["CREATE TABLE a (x);\nCREATE TABLE a (x);"])
        assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
        assert connection.execute("PRAGMA user_version").fetchone() == (0,)


def test_triggers_are_one_statement_of_a_migration() -> None:
    found = list(statements(migrations()[0]))
    assert all(sqlite3.complete_statement(s) for s in found)
    assert sum(s.lstrip().startswith("CREATE TRIGGER") for s in found) == 3


def test_many_processes_can_make_the_store_at_once(tmp_path: Path) -> None:
    with ThreadPoolExecutor(6) as pool:
        stores = list(pool.map(lambda _: Store(tmp_path / "store.sqlite3"), range(6)))
    for opened in stores:
        assert opened.articles.list() == ()
        opened.close()


def test_a_store_that_is_closed_says_so(store: Store) -> None:
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.articles.list()
