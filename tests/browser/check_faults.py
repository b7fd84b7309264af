"""What an editor sees when the store cannot be written: the text stays, a message says what to do, and it is saved."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.screen import Screen, drafted, keys_of

TEXT = "Wali Kota Bekasi Tri Adhianto membuka pasar pada Kamis, 24 Juli 2025."


def test_a_store_that_another_program_holds(screen: Screen) -> None:
    article = drafted(screen.desk, TEXT)
    key = keys_of(screen.desk, article)[0]
    screen.open(article)
    screen.desk.store.database.run("PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(screen.desk.store.path)) as other:
        other.execute("BEGIN IMMEDIATE")
        editor = screen.edit(key, "en")
        editor.fill("Typed while the store is locked.")
        expect(screen.cell(key, "en")).to_have_attribute("data-saving", "failed")
        notice = screen.page.locator("#grid .notice.error")
        expect(notice).to_contain_text("in use by another program")
        screen.page.wait_for_timeout(7000)  # it was tried again, and failed again
        expect(notice).to_have_count(1)
        expect(editor).to_have_value("Typed while the store is locked.")
    screen.until_stored(article, key, "en", "Typed while the store is locked.")
    expect(screen.cell(key, "en")).to_have_attribute("data-saving", "saved")


def test_a_full_disk(screen: Screen) -> None:
    article = drafted(screen.desk, TEXT)
    key = keys_of(screen.desk, article)[0]
    screen.open(article)
    database = screen.desk.store.database
    pages = database.rows("PRAGMA page_count")[0][0]
    database.run(f"PRAGMA max_page_count = {pages}")
    text = "Long words. " * 3000
    screen.edit(key, "en").fill(text)
    expect(screen.page.locator("#grid .notice.error")).to_contain_text("Free some disk space")
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
