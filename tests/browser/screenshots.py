"""Pictures of every page of the desk, light and dark, on a laptop and a tablet.

Run it with ``python -m tests.browser.screenshots FOLDER``. The drafts are those of the shipped model.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.screen import Screen, chromium, drafted, served, until
from translator.fixed import SpanKind
from translator.glossary.model import Entry
from translator.names import SettledName
from translator.review.context import Desk, engine_of
from translator.store import JobState, Store

SIZES = {"laptop": (1366, 768), "tablet": (820, 1180)}
SCHEMES = ("light", "dark")
COLOURS = 128
DRAFTED_IN = 900
"""Seconds that the model may take for the article; the machine may be busy."""
SEED = Path("examples/bekasi-izumisano.txt")
TABS = ("New", "Review", "Articles", "Glossary", "Names", "Memory", "Export")


def main(folder: Path) -> None:
    """Take all pictures into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, Store(Path(place) / "store.sqlite3") as store:
        desk = Desk.open(store, engine_of)
        with served(desk) as address, sync_playwright() as playwright:
            browser = chromium(playwright)
            for size in SIZES:
                for scheme in SCHEMES:
                    _pictures(browser, desk, address, size, scheme, folder, ("Review", "Articles"), "empty")
            article = drafted(desk, SEED.read_text(encoding="utf-8"), DRAFTED_IN)
            _edited(desk, article)
            for size in SIZES:
                for scheme in SCHEMES:
                    _pictures(browser, desk, address, size, scheme, folder, TABS, "")
            for scheme in SCHEMES:
                _faults(browser, desk, address, scheme, folder, article)
            browser.close()


def _edited(desk: Desk, article: int) -> None:
    """What an editor has done before the pictures are taken."""
    store = desk.store
    first, second = store.articles.page(article).segments[:2]
    store.segments.approve(first.id, "en", first.targets["en"].version, "sari")
    store.segments.edit(
        second.id, "en", second.targets["en"].text + " (corrected)", second.targets["en"].version, "sari"
    )
    store.names.settle(SettledName("Kuniaki Nishinou", "Kuniaki Nishino", "西納久仁明", SpanKind.PERSON), "sari")
    store.terms.add(Entry(("pasar murah",), ("subsidised market",), ("廉価市",), SpanKind.TERM), "sari")


def _pictures(
    browser: Browser, desk: Desk, address: str, size: str, scheme: str, folder: Path, tabs: tuple[str, ...], state: str
) -> None:
    with _screen(browser, desk, address, size, scheme) as screen:
        for tab in tabs:
            _show(screen, tab, state)
            name = "-".join(part for part in (tab.lower(), state, size, scheme) if part)
            _save(screen.page, folder / f"{name}.png")


@contextmanager
def _screen(browser: Browser, desk: Desk, address: str, size: str, scheme: str) -> Iterator[Screen]:
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, locale="en")  # type: ignore[arg-type]
    screen = Screen(context.new_page(), desk, f"{address}?__theme={scheme}")
    screen.load()
    yield screen
    context.close()


def _faults(browser: Browser, desk: Desk, address: str, scheme: str, folder: Path, article: int) -> None:
    """What an editor sees when something fails, on a laptop."""
    with _screen(browser, desk, address, "laptop", scheme) as screen:
        page = screen.page

        def save(name: str) -> None:
            _save(page, folder / f"fault-{name}-laptop-{scheme}.png")

        with tempfile.TemporaryDirectory() as place:
            files = [Path(place) / name for name in ("berita.pdf", "kosong.txt", "rusak.docx")]
            for file in files:
                file.write_bytes(b"")
            _upload(screen, files[:1])
            save("upload-refused")
            screen.load()
            _upload(screen, files[1:])
            page.locator("#translate").click()
            page.wait_for_timeout(1500)
            save("upload-unreadable")

        screen.load()
        screen.open(article)
        segment = desk.store.articles.page(article).segments[3]

        def write(text: str) -> None:
            page.locator("#grid .bar .title").click()
            screen.edit(segment.key, "en").fill(text)
            page.wait_for_timeout(1500)

        write("The text of this editor.")
        page.context.set_offline(True)
        write("What this editor typed while the line was cut.")
        save("connection")
        other = desk.store.segments.get(segment.id).targets["en"]
        desk.store.segments.edit(segment.id, "en", "What another editor wrote meanwhile.", other.version, "sari")
        page.context.set_offline(False)
        screen.cell(segment.key, "en").locator(".conflict").wait_for()
        page.wait_for_timeout(1500)
        save("conflict")
        screen.cell(segment.key, "en").locator('button[data-action="theirs"]').click()

        desk.store.database.patience = 0.1
        with closing(sqlite3.connect(desk.store.path)) as other_program:
            other_program.execute("BEGIN IMMEDIATE")
            write("What this editor typed while another program held the store.")
            save("store")
        page.wait_for_timeout(4000)

        job = desk.enqueue(article, engine="no-such-engine")
        until(lambda: desk.store.jobs.get(job.id).state is JobState.FAILED, "the job does not fail")
        page.wait_for_timeout(5000)
        save("engine")
        desk.enqueue(article)


def _upload(screen: Screen, files: list[Path]) -> None:
    screen.page.locator("#upload input[type=file]").first.set_input_files(files)
    screen.page.wait_for_timeout(1500)


def _show(screen: Screen, tab: str, state: str) -> None:
    page = screen.page
    if tab == "Review" and not state:
        screen.open(1)
        page.wait_for_timeout(1500)
        screen.edit(screen.rows.nth(2).get_attribute("data-key") or "", "en")
    else:
        screen.tab(tab)
    page.wait_for_timeout(1200)
    if tab == "New":
        page.locator("#paste textarea").fill(SEED.read_text(encoding="utf-8")[:700])
    if tab == "Memory":
        screen.search("memory", "Bekasi")
        page.wait_for_timeout(1200)


def _save(page: Page, path: Path) -> None:
    page.screenshot(path=path)
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(COLOURS).save(path, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
