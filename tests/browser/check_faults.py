"""What an editor sees when something fails: the text stays, a message says what to do, and the work goes on."""

from __future__ import annotations

import socket
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.screen import Screen, drafted, keys_of, settled, until
from tests.review.fake import FakeEngine
from tests.store.test_faults import damage
from translator.review.context import Desk
from translator.store import Store

TEXT = "Wali Kota Bekasi Tri Adhianto membuka pasar pada Kamis, 24 Juli 2025."


def unsaved(screen: Screen) -> Locator:
    """The message that stands as long as a text is not saved."""
    return screen.page.locator("#grid .notice.unsaved")


def test_a_store_that_another_program_holds(screen: Screen) -> None:
    article = drafted(screen.desk, TEXT)
    key = keys_of(screen.desk, article)[0]
    screen.open(article)
    screen.desk.store.database.patience = 0.05
    with closing(sqlite3.connect(screen.desk.store.path)) as other:
        other.execute("BEGIN IMMEDIATE")
        editor = screen.edit(key, "en")
        editor.fill("Typed while the store is locked.")
        expect(screen.cell(key, "en")).to_have_attribute("data-saving", "failed")
        expect(unsaved(screen)).to_contain_text("in use by another program")
        screen.page.wait_for_timeout(4000)  # it was tried again, and failed again
        expect(screen.page.locator("#grid .notice")).to_have_count(1)
        expect(editor).to_have_value("Typed while the store is locked.")
    screen.until_stored(article, key, "en", "Typed while the store is locked.")
    expect(screen.cell(key, "en")).to_have_attribute("data-saving", "saved")
    expect(unsaved(screen)).to_have_count(0)


def test_a_full_disk(screen: Screen) -> None:
    article = drafted(screen.desk, TEXT)
    key = keys_of(screen.desk, article)[0]
    screen.open(article)
    database = screen.desk.store.database
    pages = database.rows("PRAGMA page_count")[0][0]
    database.run(f"PRAGMA max_page_count = {pages}")
    text = "Long words. " * 3000
    screen.edit(key, "en").fill(text)
    expect(unsaved(screen)).to_contain_text("Free some disk space")
    database.run(f"PRAGMA max_page_count = {10 * pages}")
    screen.until_stored(article, key, "en", text)


@pytest.mark.parametrize(
    ("name", "says"), [("berita.pdf", "Invalid file type"), ("besar.txt", "exceed the maximum allowed size")]
)
def test_an_upload_that_is_not_taken(screen: Screen, tmp_path: Path, name: str, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"kata " * (5 << 20 if name.endswith("txt") else 10))
    screen.page.locator("#upload input[type=file]").first.set_input_files(path)
    expect(screen.page.locator(".toast-body")).to_contain_text(says)


def test_files_that_are_not_what_they_say(screen: Screen, tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("kosong.txt", "rusak.docx", "bom.docx")]
    files[0].write_bytes(b"")
    files[1].write_bytes(b"%PDF-1.4")
    with zipfile.ZipFile(files[2], "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", "<Types/>")
        bomb.writestr("word/document.xml", bytes(101 << 20))
    screen.page.locator("#upload input[type=file]").first.set_input_files(files)
    expect(screen.page.locator("#upload")).to_contain_text("bom")
    screen.page.locator("#translate").click()
    for says in ("kosong.txt: Empty", "rusak.docx: Not a docx document", "unpacks to more than 100 MB. Open it in a"):
        expect(screen.page.locator(".toast-body", has_text=says)).to_be_visible()
    assert screen.desk.store.articles.list() == ()
    screen.open(drafted(screen.desk, TEXT))
    expect(screen.rows).to_have_count(1)


def test_an_engine_that_dies_in_the_middle(screen: Screen, engine: FakeEngine) -> None:
    engine.dies = lambda call: screen.desk.store.articles.list()[0].drafted > 0
    screen.paste("\n\n".join(f"Pemerintah Kota Bekasi membuka pasar nomor {n} untuk warga." for n in range(40)))
    job = screen.page.locator("#grid .job[data-state=failed]")
    expect(job).to_contain_text("The engine stopped (RuntimeError: the fake engine died). Drafts so far and all edits")
    assert 0 < screen.page.locator("#grid .empty").count() < 80
    screen.tab("Articles")
    expect(screen.page.locator("#articles")).to_contain_text("The engine stopped")
    screen.tab("Review")
    engine.dies = lambda call: False
    job.locator('button[data-action="retry"]').click()
    expect(screen.page.locator("#grid .empty")).to_have_count(0)


def test_a_damaged_store(screen: Screen) -> None:
    article = drafted(screen.desk, TEXT)
    key = keys_of(screen.desk, article)[0]
    screen.open(article)
    store = screen.desk.store
    store.backup()
    for pragma in ("wal_checkpoint(TRUNCATE)", "shrink_memory"):
        store.database.rows(f"PRAGMA {pragma}")
    damage(store.path, "revisions")
    editor = screen.edit(key, "en")
    editor.fill("Typed over a damaged store.")
    expect(unsaved(screen)).to_contain_text("copy store.sqlite3.backup to store.sqlite3")
    expect(editor).to_have_value("Typed over a damaged store.")


@pytest.fixture
def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        port: int = probe.getsockname()[1]
    return port


def test_a_server_that_is_killed_and_started_again(browser: Browser, desk: Desk, store: Store, free_port: int) -> None:
    desk.worker.start()
    article = drafted(desk, TEXT)
    desk.worker.stop()
    key = keys_of(desk, article)[0]
    address = f"http://127.0.0.1:{free_port}"
    with ExitStack() as server:
        server.enter_context(serving(store.path, free_port))
        with settled(browser, desk, address) as screen:
            screen.open(article)
            editor = screen.edit(key, "en")
            server.close()
            editor.fill("Typed while the server is away.")
            expect(unsaved(screen)).to_contain_text("The server does not answer")
            server.enter_context(serving(store.path, free_port))
            screen.until_stored(article, key, "en", "Typed while the server is away.")
            expect(screen.cell(key, "en")).to_have_attribute("data-saving", "saved")
            expect(editor).to_have_value("Typed while the server is away.")
            expect(unsaved(screen)).to_have_count(0)


@contextmanager
def serving(store: Path, port: int) -> Iterator[None]:
    """The desk in a process of its own, killed at the end."""
    command = [sys.executable, "app.py", "--store", str(store), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            until(lambda: answers(port), "the server does not start", 120)
            yield
        finally:
            process.kill()


def answers(port: int) -> bool:
    with closing(socket.socket()) as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0
