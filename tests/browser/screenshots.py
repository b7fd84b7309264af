"""Pictures of every page of the desk, light and dark, on a laptop and a tablet.

Run it with ``python -m tests.browser.screenshots FOLDER``. The drafts are those of the shipped model.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.screen import Screen, chromium, drafted, served
from translator.fixed import SpanKind
from translator.glossary.model import Entry
from translator.names import SettledName
from translator.review.context import Desk, engine_of
from translator.store import Store

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
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, locale="en")  # type: ignore[arg-type]
    page = context.new_page()
    screen = Screen(page, desk, f"{address}?__theme={scheme}")
    screen.load()
    for tab in tabs:
        _show(screen, tab, state)
        name = "-".join(part for part in (tab.lower(), state, size, scheme) if part)
        _save(page, folder / f"{name}.png")
    context.close()


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
