from concurrent.futures import ThreadPoolExecutor

import pytest

from translator.errors import StoreError
from translator.store import JobState, Store


def test_a_job_runs_its_course(store: Store, article_id: int) -> None:
    job = store.jobs.add("translate", article_id, total=8, options={"to": ["en", "ja"]})
    assert (job.state, job.options, job.started) == (JobState.QUEUED, {"to": ["en", "ja"]}, None)
    claimed = store.jobs.claim()
    assert claimed is not None
    assert (claimed.id, claimed.state) == (job.id, JobState.RUNNING)
    assert store.jobs.progress(job.id, 3, 8)
    running = store.jobs.get(job.id)
    assert (running.done, running.total) == (3, 8)
    assert running.heartbeat is not None
    done = store.jobs.finish(job.id)
    assert done.state is JobState.DONE
    assert done.finished is not None
    assert [j.id for j in store.jobs.list(article_id)] == [job.id]
    assert store.jobs.claim() is None


def test_a_failed_job_says_why_and_can_be_tried_again(store: Store) -> None:
    job = store.jobs.add("translate")
    store.jobs.claim()
    failed = store.jobs.fail(job.id, "The engine died. Start it again.")
    assert (failed.state, failed.message) == (JobState.FAILED, "The engine died. Start it again.")
    assert store.jobs.retry(job.id).state is JobState.QUEUED
    assert store.jobs.claim() is not None


def test_a_cancelled_job_tells_its_worker_to_stop(store: Store) -> None:
    job = store.jobs.add("translate", total=8)
    store.jobs.claim()
    assert store.jobs.cancel(job.id).state is JobState.CANCELLED
    assert not store.jobs.progress(job.id, 4, 8)
    assert store.jobs.finish(job.id).state is JobState.CANCELLED


def test_a_job_whose_process_died_is_taken_over(store: Store) -> None:
    job = store.jobs.add("translate", total=8)
    store.jobs.claim()
    store.jobs.progress(job.id, 5, 8)
    assert store.jobs.claim() is None
    again = store.jobs.claim(silence=0)
    assert again is not None
    assert (again.id, again.done) == (job.id, 5)


def test_no_job_is_given_to_two_workers(store: Store) -> None:
    ids = {store.jobs.add("translate").id for _ in range(30)}
    with ThreadPoolExecutor(8) as pool:
        claimed = [job.id for job in pool.map(lambda _: store.jobs.claim(), range(40)) if job]
    assert sorted(claimed) == sorted(ids)


def test_a_job_needs_an_article_that_exists(store: Store) -> None:
    with pytest.raises(StoreError, match=r"no longer exists.*Reload"):
        store.jobs.add("translate", 99)
