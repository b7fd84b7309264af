"""An article that is moved has the names and terms of its new project; what was approved stays."""

from __future__ import annotations

from tests.review.fake import FakeEngine
from tests.review.test_work import claimed
from translator.fixed import SpanKind
from translator.glossary.model import Entry
from translator.names import SettledName
from translator.review.context import Desk
from translator.review.intake import take_text
from translator.review.moving import move
from translator.store import Action, JobState, State, TargetRow

TEXT = "Kuniaki Nishinou tiba di pasar murah.\n\nKuniaki Nishinou pulang ke Jepang.\n"
NAME = SettledName("Kuniaki Nishinou", "Kuniaki Nishino", "西納久仁明")
TERM = Entry(("pulang",), ("went home",), ("帰郷した",), SpanKind.TERM)


def taken(desk: Desk) -> int:
    job = take_text(desk, TEXT, ["en", "ja"])
    claimed(desk)
    assert job.article_id is not None
    return job.article_id


def japanese(desk: Desk, article: int) -> list[TargetRow]:
    return [segment.targets["ja"] for segment in desk.store.articles.page(article).segments]


def test_the_names_of_the_project_hold_and_those_of_the_old_one_go(desk: Desk, engine: FakeEngine) -> None:
    desk.store.names.settle(NAME, "sari", project="Japan desk")
    article = taken(desk)
    before = [target.text for target in japanese(desk, article)]
    calls = engine.calls
    assert move(desk, article, " Japan  desk ", "budi") == 4
    assert desk.store.articles.get(article).project == "Japan desk"
    assert all(NAME.ja in target.text for target in japanese(desk, article))
    assert not any(issue.issue.span == NAME.id for target in japanese(desk, article) for issue in target.open_issues)
    first = desk.store.articles.page(article).segments[0]
    revision = desk.store.segments.history(first.id, "ja")[0]
    assert (revision.action, revision.author) == (Action.SETTLE, "budi")
    assert desk.store.names.proposals(article, project="Japan desk") == ()
    assert move(desk, article, "", "budi") == 4
    assert [target.text for target in japanese(desk, article)] == before
    assert [proposal.id for proposal in desk.store.names.proposals(article)] == [NAME.id]
    assert engine.calls == calls
    assert desk.store.jobs.claim() is None


def test_an_edited_text_changes_and_an_approved_one_stays(desk: Desk) -> None:
    desk.store.names.settle(NAME, "sari", project="Japan desk")
    article = taken(desk)
    first, second = desk.store.articles.page(article).segments
    old = next(span.ja for span in first.spans if span.source == NAME.id)
    desk.store.segments.edit(first.id, "ja", f"{old}氏が着いた。", first.targets["ja"].version, "sari")
    desk.store.segments.approve(second.id, "ja", second.targets["ja"].version, "sari")
    move(desk, article, "Japan desk", "budi")
    edited, approved = japanese(desk, article)
    assert (edited.text, edited.state) == (f"{NAME.ja}氏が着いた。", State.EDITED)
    assert (approved.text, approved.state) == (second.targets["ja"].text, State.APPROVED)


def test_a_sentence_with_a_term_of_the_project_is_drafted_anew(desk: Desk) -> None:
    article = taken(desk)
    desk.store.terms.add(TERM, "sari", project="Japan desk")
    move(desk, article, "Japan desk", "budi")
    claimed(desk)
    assert "went home" in desk.store.articles.page(article).segments[1].targets["en"].text


def test_a_job_that_runs_goes_on_in_the_new_project(desk: Desk) -> None:
    desk.store.names.settle(NAME, "sari", project="Japan desk")
    job = take_text(desk, TEXT, ["en", "ja"])
    assert job.article_id is not None
    move(desk, job.article_id, "Japan desk", "budi")
    assert desk.store.jobs.get(job.id).state is JobState.CANCELLED
    claimed(desk)
    assert all(NAME.ja in target.text for target in japanese(desk, job.article_id))
