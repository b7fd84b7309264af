"""An article goes to another project: the names and terms that hold there take the place of those that held before."""

from __future__ import annotations

from collections.abc import Iterable

from translator.fixed import FixedSpan
from translator.pipeline import Translator
from translator.review.context import Desk
from translator.review.projects import named
from translator.review.recheck import recheck
from translator.store import JobState


def move(desk: Desk, article_id: int, project: str | None, author: str) -> int:
    """Move an article; how many texts changed with it. Approved texts stay, what is being drafted is drafted there.

    Raises:
        StoreError: there is no such article, or the store cannot be written.
    """
    store, project = desk.store, named(project)
    running = [job for job in store.jobs.list(article_id) if job.state in (JobState.QUEUED, JobState.RUNNING)]
    for job in running:
        store.jobs.cancel(job.id)
    glossary = desk.glossaries.of(project, desk.options(article_id)["glossaries"])
    there = Translator(glossary=glossary, names=store.names.registry(project), clean=False)
    marked = there.prepare(store.articles.source(article_id)).by_id
    left = bool(running)
    with store.database.writing():
        store.articles.set_project(article_id, project)
        changed = 0
        for row in store.segments.of(article_id):
            spans = marked[row.key].spans if row.key in marked else row.spans
            if _places(spans) != _places(row.spans):
                left = True
            elif spans != row.spans:
                changed += store.names.respan(row, spans, author)
                for language in (code for code, target in row.targets.items() if target.text):
                    recheck(store, row.id, language)
    if left:
        desk.continue_job(article_id)
    return changed


def _places(spans: Iterable[FixedSpan]) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in spans]
