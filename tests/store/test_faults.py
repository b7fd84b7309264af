"""What goes wrong with the file is said with the way out, and the editor's text is in the error."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from time import monotonic

import pytest

from tests.store.made import checked
from translator.errors import StoreError
from translator.store import Store


@pytest.fixture
def segment_id(store: Store) -> int:
    article_id = store.articles.add(checked(), targets=("en",))
    return store.articles.page(article_id).segments[0].id


def test_a_locked_store(store: Store, segment_id: int) -> None:
    store.database.patience = 0.05
    with closing(sqlite3.connect(store.path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match=r"in use by another program.*Wait") as caught:
            store.segments.edit(segment_id, "en", "My work.", 0, "sari")
    assert caught.value.text == "My work."
    assert store.segments.edit(segment_id, "en", "My work.", 0, "sari").targets["en"].text == "My work."


def test_reading_goes_on_while_a_write_waits_for_another_program(store: Store, segment_id: int) -> None:
    with closing(sqlite3.connect(store.path, check_same_thread=False)) as other, ThreadPoolExecutor(1) as editor:
        other.execute("BEGIN IMMEDIATE")
        waiting = editor.submit(store.segments.edit, segment_id, "en", "My work.", 0, "sari")
        for _ in range(5):
            begin = monotonic()
            assert store.segments.get(segment_id).targets["en"].text == ""
            assert monotonic() - begin < 1
        assert not waiting.done()
        other.rollback()
        assert waiting.result().targets["en"].text == "My work."


def test_a_full_disk(store: Store, segment_id: int) -> None:
    pages = store.database.rows("PRAGMA page_count")[0][0]
    store.database.run(f"PRAGMA max_page_count = {pages}")
    text = "long " * 20_000
    with pytest.raises(StoreError, match=r"disk is full; nothing was changed\. Free some disk space") as caught:
        store.segments.edit(segment_id, "en", text, 0, "sari")
    assert caught.value.text == text
    assert store.segments.get(segment_id).targets["en"].version == 0
    store.database.run(f"PRAGMA max_page_count = {10 * pages}")
    assert store.segments.edit(segment_id, "en", text, 0, "sari").targets["en"].text == text


def test_a_read_only_folder_or_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "file" / "store.sqlite3", tmp_path):
        with pytest.raises(StoreError, match="cannot be"):
            Store(path)


def test_a_file_that_is_no_store(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite3"
    path.write_bytes(b"This is a letter, not a database. " * 100)
    with pytest.raises(StoreError, match=r"damaged.*a new store is made"):
        Store(path)
    assert path.read_bytes().startswith(b"This is a letter")


def damage(path: Path, table: str) -> None:
    """Overwrite the first page of a table."""
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", [table]).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    data = path.read_bytes()
    path.write_bytes(data[: size * (page - 1)] + b"\x5a" * size + data[size * page :])


def test_a_damaged_store_points_to_its_backup_which_works(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite3"
    with Store(path) as store:
        article_id = store.articles.add(checked(), targets=("en",))
        backup = store.backup()
    whole = backup.read_bytes()
    damage(path, "targets")
    with Store(path) as broken:
        with pytest.raises(StoreError, match=r"damaged.*copy store\.sqlite3\.backup to store\.sqlite3"):
            broken.check()
        with pytest.raises(StoreError, match="damaged"):
            broken.articles.page(article_id)
        with pytest.raises(StoreError, match="damaged") as caught:
            broken.segments.edit(1, "en", "My work.", 0, "sari")
        assert caught.value.text == "My work."
        with pytest.raises(StoreError, match="damaged"):
            broken.backup()
    assert backup.read_bytes() == whole
    for name in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        name.unlink(missing_ok=True)
    path.write_bytes(whole)
    with Store(path) as mended:
        mended.check()
        assert mended.articles.source(article_id) == checked().article


def test_a_store_of_a_newer_version(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite3"
    Store(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreError, match=r"has version 99.*Update the program"):
        Store(path)


def test_a_backup_that_cannot_be_written(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="backup cannot be written"):
        store.backup(tmp_path / "no such folder" / "copy.sqlite3")
