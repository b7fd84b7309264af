"""Names are settled with their forms and their kind, and every text that is not approved follows."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.browser.screen import Screen, drafted, until
from translator.fixed import SpanKind
from translator.store import SegmentRow

TEXT = "Kuniaki Nishinou tiba di Bekasi pada Kamis, 24 Juli 2025.\n\nWarga menyambut Kuniaki Nishinou di kota itu."
NAME = "Kuniaki Nishinou"


def line(screen: Screen, table: str, name: str = NAME) -> Locator:
    return screen.page.locator(f'#{table} tr[data-id="{name}"]')


def kinds(segment: SegmentRow) -> set[SpanKind]:
    return {span.kind for span in segment.spans if span.source == NAME}


def test_a_name_is_settled_with_its_kind_which_can_be_changed_later(screen: Screen) -> None:
    store = screen.desk.store
    article = drafted(screen.desk, TEXT)
    first, second = store.articles.page(article).segments
    for language in ("en", "ja"):
        store.segments.approve(first.id, language, first.targets[language].version, "sari")

    screen.tab("Names")
    waiting = line(screen, "names-proposed")
    expect(waiting.locator('select[name="kind"]')).to_have_value("person")
    waiting.locator('select[name="kind"]').select_option("organization")
    waiting.locator('input[name="ja"]').fill("西納組")
    waiting.locator('input[name="ja"]').press("Enter")
    settled = line(screen, "names-settled")
    expect(settled.locator('select[name="kind"]')).to_have_value("organization")
    expect(waiting).to_have_count(0)
    assert "西納組" in store.segments.get(second.id).targets["ja"].text
    assert kinds(store.segments.get(second.id)) == {SpanKind.ORGANIZATION}
    assert kinds(store.segments.get(first.id)) == {SpanKind.PERSON}, "it is approved"

    settled.locator('select[name="kind"]').select_option("place")
    settled.locator('button[data-action="change"]').click()
    until(lambda: kinds(store.segments.get(second.id)) == {SpanKind.PLACE}, "the kind is not changed")
    screen.open(article)
    mark = screen.rows.nth(1).locator(".source mark", has_text=NAME)
    expect(mark).to_have_attribute("data-kind", "place")


def test_the_kind_is_set_beside_the_sentence_too(screen: Screen) -> None:
    store = screen.desk.store
    article = drafted(screen.desk, TEXT)
    screen.open(article)
    screen.page.locator('#grid button[data-action="name"]').first.click()
    form = screen.page.locator("#grid .panel form.name")
    form.locator('select[name="kind"]').select_option("place")
    form.locator('input[name="ja"]').fill("西納")
    form.locator('button[data-action="save-name"]').click()
    expect(screen.page.locator("#grid .notice", has_text="Name settled")).to_be_visible()
    known = store.names.registry().get(NAME)
    assert known is not None
    assert (known.ja, known.kind) == ("西納", SpanKind.PLACE)
