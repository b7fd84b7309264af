"""The worker: jobs are done, resumed after a crash, and fail with a message; an editor's text stays."""

from __future__ import annotations

from tests.review.conftest import TEXT
from tests.review.fake import FakeEngine
from translator.review.context import Desk
from translator.review.intake import take_text
from translator.review.work import Worker
from translator.store import JobState, State, Store


def claimed(desk: Desk, silence: float = 60.0) -> None:
    job = desk.store.jobs.claim(silence)
    assert job is not None
    desk.worker.work(job)


def test_a_job_drafts_every_segment_in_both_languages(desk: Desk) -> None:
    job = take_text(desk, TEXT, ["en", "ja"])
    claimed(desk)
    assert desk.store.jobs.get(job.id).state is JobState.DONE
    page = desk.store.articles.page(job.article_id or 0)
    assert all(segment.targets[language].text for segment in page.segments for language in ("en", "ja"))
    assert "FAKE" in page.segments[0].targets["en"].text


def test_an_engine_that_dies_leaves_a_message_and_the_editors_text(desk: Desk, engine: FakeEngine) -> None:
    job = take_text(desk, TEXT, ["en"])
    assert job.article_id is not None
    row = desk.store.articles.page(job.article_id).segments[0]
    desk.store.segments.edit(row.id, "en", "By hand.", row.targets["en"].version, "sari")
    engine.dies = lambda _: True
    claimed(desk)
    failed = desk.store.jobs.get(job.id)
    assert failed.state is JobState.FAILED
    assert "the fake engine died" in failed.message
    assert "Retry" in failed.message
    assert desk.store.segments.get(row.id).targets["en"].text == "By hand."
    engine.dies = lambda _: False
    desk.continue_job(job.article_id)
    claimed(desk)
    page = desk.store.articles.page(job.article_id)
    assert page.segments[0].targets["en"].text == "By hand."
    assert all(segment.targets["en"].text for segment in page.segments)


def test_a_job_whose_process_died_is_claimed_again(desk: Desk) -> None:
    job = take_text(desk, TEXT, ["en"])
    assert desk.store.jobs.claim() is not None  # by a process that now dies
    assert desk.store.jobs.claim() is None
    claimed(desk, silence=-1.0)
    assert desk.store.jobs.get(job.id).state is JobState.DONE


def test_nothing_is_drafted_twice(desk: Desk, engine: FakeEngine) -> None:
    job = take_text(desk, TEXT, ["en"])
    claimed(desk)
    calls = engine.calls
    desk.continue_job(job.article_id or 0)
    claimed(desk)
    assert engine.calls == calls


def test_a_rejected_text_is_drafted_again_and_an_approved_one_is_not(desk: Desk, engine: FakeEngine) -> None:
    job = take_text(desk, TEXT, ["en"])
    claimed(desk)
    assert job.article_id is not None
    first, second = desk.store.articles.page(job.article_id).segments[:2]
    desk.store.segments.approve(first.id, "en", first.targets["en"].version, "sari")
    desk.store.segments.reject(second.id, "en", second.targets["en"].version, "sari")
    desk.continue_job(job.article_id)
    claimed(desk)
    assert desk.store.segments.get(first.id).targets["en"].state is State.APPROVED
    assert desk.store.segments.get(second.id).targets["en"].state is not State.REJECTED


def test_an_accepted_replacement_is_applied_to_drafts(desk: Desk) -> None:
    desk.store.replacements.accept("FAKE draft", "FAKE text", "en", "sari")
    job = take_text(desk, TEXT, ["en"])
    claimed(desk)
    texts = [s.targets["en"].text for s in desk.store.articles.page(job.article_id or 0).segments]
    assert any("FAKE text" in text for text in texts)
    assert not any("FAKE draft" in text for text in texts)


def test_the_thread_takes_up_a_job_and_stops(store: Store, desk: Desk) -> None:
    worker: Worker = desk.worker
    worker.start()
    job = take_text(desk, TEXT, ["en"])
    for _ in range(600):
        if store.jobs.get(job.id).state is JobState.DONE:
            break
        worker._stop.wait(0.05)
    worker.stop()
    assert store.jobs.get(job.id).state is JobState.DONE


def test_japanese_follows_corrected_english_but_never_over_an_editors_text(desk: Desk, engine: FakeEngine) -> None:
    job = take_text(desk, TEXT, ["en", "ja"])
    claimed(desk)
    assert job.article_id is not None
    first, second = desk.store.articles.page(job.article_id).segments[:2]
    for row in (first, second):
        english = row.targets["en"]
        desk.store.segments.edit(row.id, "en", "Corrected: Bekasi Mayor Tri Adhianto.", english.version, "sari")
    desk.store.segments.edit(second.id, "ja", "手で書いた文。", second.targets["ja"].version, "sari")
    desk.continue_job(job.article_id)
    claimed(desk)
    follows = desk.store.segments.get(first.id).targets["ja"]
    assert "Corrected" in follows.text
    assert "トリ・アディアント" in follows.text
    assert not follows.stale
    assert desk.store.segments.get(second.id).targets["ja"].text == "手で書いた文。"
