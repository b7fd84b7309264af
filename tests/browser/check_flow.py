"""One article from the paste to the exported files, and a job that no reload disturbs."""

from __future__ import annotations

import re
from functools import partial
from io import BytesIO
from pathlib import Path

from docx import Document
from playwright.sync_api import expect

from tests.browser.screen import Screen, downloaded, drafted, keys_of, until
from tests.review.fake import FakeEngine
from translator.store import JobState, State

SEED = Path("examples/bekasi-izumisano.txt").read_text(encoding="utf-8")


def test_from_the_paste_to_the_export(screen: Screen, tmp_path: Path) -> None:
    page, store = screen.page, screen.desk.store
    screen.paste(SEED)
    expect(page.get_by_role("tab", name="Review")).to_have_attribute("aria-selected", "true")
    expect(page.locator("#grid .bar .title")).to_contain_text("Bekasi Terima Kunjungan Kota Izumisano")
    article = store.articles.list()[0].id
    until(lambda: store.jobs.list(article)[0].state is JobState.DONE, "the job is not done")
    segments = store.articles.page(article).segments
    expect(screen.rows).to_have_count(len(segments))
    expect(page.locator("#grid .row.clutter s", has_text="GESER UNTUK BACA BERITA").first).to_be_visible()
    missing = [(s.key, code) for s in segments for code in ("en", "ja") if not s.targets[code].text]
    assert len(missing) < 0.1 * len(segments) * 2
    expect(page.locator("#grid .empty")).to_have_count(len(missing))
    for key, code in missing:  # the engine gave nothing that can be kept: the editor writes it
        screen.edit(key, code).fill(f"Written by hand: {key}.")
        screen.until_stored(article, key, code, f"Written by hand: {key}.")

    key = next(s.key for s in segments if "Wali Kota Bekasi" in s.source)
    written = "The meeting was led by Tri Adhianto."
    editor = screen.edit(key, "en")
    editor.fill(written)
    offer = screen.cell(key, "en").locator("li.issue", has_text="Bekasi City Hall")
    offer.locator('button[data-action="fix"]').click()
    until(lambda: "Bekasi City Hall" in screen.stored(article, key, "en").text, "nothing was put in")
    expect(editor).to_have_value(screen.stored(article, key, "en").text)
    expect(offer).to_have_count(0)
    assert written.split()[-1] in editor.input_value()

    name = page.locator('button[data-action="name"]').first
    cell = page.locator("#grid .target", has=name).first
    issue = cell.locator("li.issue", has=page.locator('button[data-action="name"]')).first
    issue.locator('button[data-action="name"]').click()
    form = page.locator("#grid .panel form.name")
    settled_id = form.locator("b").inner_text()
    form.locator('input[name="ja"]').fill("山田太郎")
    form.locator('button[data-action="save-name"]').click()
    expect(page.locator("#grid .notice", has_text="Name settled")).to_be_visible()
    known = store.names.registry().get(settled_id)
    assert known is not None
    assert known.ja == "山田太郎"
    expect(page.locator('#grid .target[data-language="ja"]', has_text="山田太郎").first).to_be_visible()
    assert any("山田太郎" in s.targets["ja"].text for s in store.articles.page(article).segments)

    until_no_error(screen, article)
    page.locator('button[data-action="approve-all"]').click()
    total = 2 * len(segments)
    expect(page.locator("#grid .count")).to_contain_text(f"{total}/{total} approved")
    states = {s.targets[code].state for s in store.articles.page(article).segments for code in ("en", "ja")}
    assert states == {State.APPROVED}
    assert store.memory.count() >= total - 2

    export(screen, "日本語", "docx")
    document = Document(BytesIO(downloaded(page, tmp_path).read_bytes()))
    assert any("山田太郎" in paragraph.text for paragraph in document.paragraphs)
    export(screen, "English", "xliff")
    xliff = downloaded(page, tmp_path).read_text(encoding="utf-8")
    assert 'trgLang="en"' in xliff
    assert "Tri Adhianto" in xliff


def until_no_error(screen: Screen, article: int) -> None:
    """Settle the errors that are left, one by one, as an editor who has read them does."""
    store, page = screen.desk.store, screen.page
    while any(t.has_errors for s in store.articles.page(article).segments for t in s.targets.values()):
        error = page.locator("#grid li.issue.error").first
        number = int(str(error.get_attribute("data-issue")))
        error.locator('button[data-action="settle"]').click()
        until(partial(settled, screen, article, number), "the issue is not settled")
        expect(page.locator(f'#grid li.issue[data-issue="{number}"]')).to_have_count(0)


def settled(screen: Screen, article: int, number: int) -> bool:
    targets = [t for s in screen.desk.store.articles.page(article).segments for t in s.targets.values()]
    return all(i.id != number or i.settled for t in targets for i in t.issues)


def export(screen: Screen, content: str, format: str) -> None:
    page = screen.page
    screen.tab("Export")
    page.locator("#export-content").get_by_label(content, exact=True).check()
    page.locator("#export-format").get_by_label(format, exact=True).check()
    page.locator("#export").click()
    suffix = {"xliff": ".xlf"}.get(format, f".{format}")
    expect(page.locator("#export-file")).to_contain_text(suffix)


def test_a_reload_in_the_middle_of_a_job_loses_nothing(screen: Screen, engine: FakeEngine) -> None:
    page, store = screen.page, screen.desk.store
    engine.pause = 0.4
    screen.paste("\n\n".join(f"Pemerintah Kota Bekasi membuka pasar nomor {n} untuk warga." for n in range(40)))
    page.locator("#grid .job[data-state=running]").wait_for()
    article = store.articles.list()[0].id
    until(lambda: store.articles.list()[0].drafted > 0, "nothing is drafted")
    screen.load()
    assert store.jobs.list(article)[0].state is JobState.RUNNING
    screen.tab("Review")
    expect(page.locator("#grid .job[data-state=running]")).to_be_visible()
    screen.open(article)
    expect(page.locator("#grid .job[data-state=done]")).to_be_attached()
    expect(screen.rows).to_have_count(40)
    expect(page.locator("#grid .empty")).to_have_count(0)
    assert all(t.text for s in store.articles.page(article).segments for t in s.targets.values())


def test_what_is_dropped_comes_back_with_one_click_and_is_drafted(screen: Screen) -> None:
    article = drafted(screen.desk, SEED)
    screen.open(article)
    count = len(keys_of(screen.desk, article))
    line = screen.page.locator("#grid .row.clutter", has_text="Sebarkan artikel ini")
    block = line.get_attribute("data-block")
    line.locator('button[data-action="restore"]').click()
    row = screen.page.locator(f'#grid .row.segment[data-block="{block}"]')
    expect(row.locator('.target[data-language="en"] .text')).to_contain_text(re.compile(r"\w"))
    assert len(keys_of(screen.desk, article)) == count + 1


def test_an_engine_that_dies_says_so_and_can_be_tried_again(screen: Screen, engine: FakeEngine) -> None:
    page, store = screen.page, screen.desk.store
    engine.dies = lambda _: True
    screen.paste("Pemerintah Kota Bekasi membuka pasar untuk warga.")
    expect(page.locator("#grid .job .error")).to_contain_text("the fake engine died")
    article = store.articles.list()[0].id
    editor = screen.edit(keys_of(screen.desk, article)[0], "en")
    editor.fill("Written by hand meanwhile.")
    engine.dies = lambda _: False
    page.locator('#grid .job button[data-action="retry"]').click()
    until(lambda: store.jobs.list(article)[0].state is JobState.DONE, "the job is not done")
    assert screen.stored(article, keys_of(screen.desk, article)[0], "en").text == "Written by hand meanwhile."
