"""Articles of a project: set on the page New, remembered, filtered by; a name settled there holds only there."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.browser.screen import Screen, drafted, until
from tests.store.test_learn import edit
from translator.fixed import SpanKind
from translator.glossary.model import Entry
from translator.names import SettledName
from translator.store import JobState

TEXT = "Kuniaki Nishinou tiba di Bekasi pada Kamis, 24 Juli 2025."
NAME = "Kuniaki Nishinou"


def choose(screen: Screen, page: str, project: str) -> None:
    screen.page.locator(f"#{page}-project input").click()
    screen.page.get_by_role("option", name=project, exact=True).click()


def titles(screen: Screen) -> Locator:
    return screen.page.locator("#articles tbody tr")


def test_an_article_belongs_to_a_project_which_is_remembered(screen: Screen) -> None:
    page, store = screen.page, screen.desk.store
    common = drafted(screen.desk, TEXT)
    page.locator("#project input").fill("Japan desk")
    screen.paste(f"{TEXT} Warga senang.")
    until(lambda: len(store.articles.list()) == 2 and store.jobs.list()[0].state is JobState.DONE, "it is not drafted")
    own = store.articles.list(project="Japan desk")[0].id
    expect(page.locator("#grid .bar .chip.project")).to_have_text("Japan desk")
    screen.load()
    expect(page.locator("#project input")).to_have_value("Japan desk")

    screen.tab("Articles")
    expect(titles(screen)).to_have_count(2)
    choose(screen, "articles", "Japan desk")
    expect(titles(screen)).to_have_count(1)
    expect(titles(screen)).to_contain_text("Japan desk")

    screen.tab("Names")
    choose(screen, "names", "Japan desk")
    waiting = page.locator(f'#names-proposed tr[data-id="{NAME}"]')
    waiting.locator('input[name="ja"]').fill("西納久仁明")
    waiting.locator('button[data-action="settle"]').click()
    expect(page.locator(f'#names-settled tr[data-id="{NAME}"]')).to_be_visible()
    assert "西納久仁明" in store.articles.page(own).segments[0].targets["ja"].text
    assert "西納久仁明" not in store.articles.page(common).segments[0].targets["ja"].text
    choose(screen, "names", "All projects")
    expect(waiting).to_be_visible()
    expect(page.locator("#names-settled .empty")).to_be_visible()


def test_an_article_is_moved_to_a_project(screen: Screen) -> None:
    page, store = screen.page, screen.desk.store
    store.names.settle(SettledName(NAME, "Kuniaki Nishino", "西納久仁明"), "sari", project="Japan desk")
    article = drafted(screen.desk, TEXT)
    screen.open(article)
    page.locator("#grid .bar .chip.project").click()
    page.locator('#grid .move input[name="project"]').fill("Japan desk")
    page.keyboard.press("Enter")
    expect(page.locator("#grid .bar .chip.project")).to_have_text("Japan desk")
    expect(page.locator('#grid .target[data-language="ja"]').first).to_contain_text("西納久仁明")
    assert store.articles.get(article).project == "Japan desk"
    assert "西納久仁明" in store.articles.page(article).segments[0].targets["ja"].text


def test_a_term_of_a_project_holds_in_its_articles_only(screen: Screen) -> None:
    page, store = screen.page, screen.desk.store
    drafted(screen.desk, TEXT)
    store.articles.set_project(1, "Japan desk")
    store.terms.add(Entry(("pasar murah",), ("common market",), ("共通の市",), SpanKind.TERM), "sari")
    screen.tab("Glossary")
    choose(screen, "glossary", "Japan desk")
    page.locator("#term-form button").first.click()
    for field, form in (("id", "pasar murah"), ("en", "cheap market"), ("ja", "廉価市")):
        page.locator(f"#term-{field} textarea, #term-{field} input").first.fill(form)
    page.locator("#term-save").click()
    until(lambda: len(store.terms.own("Japan desk")) == 1, "the term is not saved")
    screen.search("glossary", "pasar murah")
    row = page.locator('#glossary tbody tr[data-id="pasar murah"]')
    expect(row).to_contain_text("cheap market")
    expect(row).to_contain_text("here")
    assert [entry.en for entry in store.terms.own()] == [("common market",)]
    row.locator('button[data-action="forget"]').click()
    expect(row).to_contain_text("common market")
    expect(row.locator('button[data-action="forget"]')).to_have_count(0)


def test_a_rule_that_is_accepted_in_a_project_holds_there_only(screen: Screen) -> None:
    page, store = screen.page, screen.desk.store
    edit(store, "Bupati meninjau pasar.", "en", "The regent saw the market.", "The regency head saw the market.")
    edit(store, "Warga menyambut bupati.", "en", "Residents met the regent.", "Residents met the regency head.")
    store.replacements.accept("colour", "color", "en", "sari")
    store.articles.set_project(1, "Japan desk")
    screen.tab("Memory")
    choose(screen, "memory", "Japan desk")
    rules = page.locator("#rules tbody tr")
    expect(rules).to_contain_text("everywhere")
    page.locator('#suggestions button[data-action="accept"]').click()
    expect(rules).to_have_count(2)
    expect(rules.filter(has_text="regency head")).to_contain_text("here")
    expect(rules.filter(has_text="color").locator('button[data-action="forget"]')).to_have_count(0)
    assert store.replacements.apply("A regent.", "en") == "A regent."
    assert store.replacements.apply("A regent.", "en", project="Japan desk") == "A regency head."
