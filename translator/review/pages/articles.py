"""Articles: everything that was taken in, what is being drafted, what is published, what was deleted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import gradio as gr

from translator.review import projects
from translator.review.context import Desk
from translator.review.i18n import label, told
from translator.review.shell import PRIVATE, TYPED, Shell, in_words, opened
from translator.review.table import Act, Column, rows, table
from translator.store import ArticleRow, ArticleState, Job, JobState

_TITLE = Column("title", "title", lang="id")
_PROJECT = Column("project", "project")
_STATE = (
    Column("job", "work", style="short", translate="job_name_"),
    Column("progress", "drafted", style="number"),
    Column("approved", "approved", style="number"),
    Column("issues", "issues", style="number"),
    Column("state", "state", style="short", translate="article_"),
    Column("updated", "updated", style="short"),
)


def columns(data: Sequence[Mapping[str, object]]) -> tuple[Column, ...]:
    """The columns of a list of articles: the project if there is one."""
    return (_TITLE, *((_PROJECT,) if any(entry["project"] for entry in data) else ()), *_STATE)


def build(desk: Desk, shell: Shell, tab: Any) -> None:
    """The page."""
    with gr.Row():
        query = gr.Textbox(
            label=label("search"), placeholder=label("search_articles"), elem_id="articles-search", scale=4
        )
        project = projects.looking("articles")
        deleted = gr.Checkbox(label=label("deleted"), scale=1, min_width=160)
    listed = table("articles")
    timer = gr.Timer(2.0, active=False)

    @in_words
    def show(query: str, project: str | None, deleted: bool, request: gr.Request) -> tuple[Any, Any]:
        found = desk.store.articles.list(query, project=project or None, deleted=deleted)
        data = [row(desk, article, request) for article in found]
        busy = any("stop" in entry["actions"] for entry in data)
        return rows(columns(data), data, empty="no_articles", query=query), gr.Timer(active=busy)

    @in_words
    def arrive(query: str, project: str | None, deleted: bool, request: gr.Request) -> tuple[Any, ...]:
        value, field = projects.shown(desk, project, request)
        return (*show(query, value, deleted, request), field)

    @in_words
    def act(
        query: str, project: str | None, deleted: bool, request: gr.Request, event: gr.EventData
    ) -> tuple[Any, ...]:
        pressed = Act.of(event)
        id = int(pressed.id)
        if pressed.action == "open":
            return (*show(query, project, deleted, request), *opened(id))
        _do(desk, pressed.action, id)
        return (*show(query, project, deleted, request), gr.skip(), gr.skip(), gr.skip())

    given, shown = [query, project, deleted], [listed, timer]
    for trigger in (query.input, project.input, deleted.input):
        trigger(show, given, shown, **TYPED)
    tab.select(arrive, given, [*shown, project], **PRIVATE)
    timer.tick(show, given, shown, **PRIVATE)
    listed.act(act, given, [*shown, *shell.opening], **PRIVATE)


def _do(desk: Desk, action: str, id: int) -> None:
    store = desk.store
    if action == "delete":
        store.articles.delete(id)
    elif action == "undelete":
        store.articles.undelete(id)
    elif action == "publish":
        store.articles.set_state(id, ArticleState.PUBLISHED)
    elif action == "reopen":
        store.articles.set_state(id, ArticleState.OPEN)
    elif action == "retry":
        desk.continue_job(id)
    elif action == "stop" and (job := last_job(desk, id)):
        store.jobs.cancel(job.id)


def row(desk: Desk, article: ArticleRow, request: Any) -> dict[str, Any]:
    """One line of the list, in the language of the request."""
    job = last_job(desk, article.id)
    failed = job is not None and job.state is JobState.FAILED
    return {
        "id": article.id,
        "title": (article.title or article.name) + (f" — {told(job.message, request)}" if failed and job else ""),
        "project": article.project,
        "title_style": "gone" if article.deleted else "",
        "job": job.state.value if job else "none",
        "job_style": "bad" if failed else "",
        "progress": f"{article.drafted}/{article.total}",
        "approved": f"{article.approved}/{article.total}",
        "approved_style": "good" if article.total and article.approved == article.total else "",
        "issues": article.open_issues,
        "state": article.state.value,
        "updated": article.updated.astimezone().strftime("%Y-%m-%d %H:%M"),
        "updated_style": "quiet",
        "actions": _actions(article, job),
    }


def _actions(article: ArticleRow, job: Job | None) -> list[str]:
    if article.deleted:
        return ["undelete"]
    busy = job is not None and job.state in (JobState.QUEUED, JobState.RUNNING)
    broken = job is not None and job.state in (JobState.FAILED, JobState.CANCELLED)
    state = "reopen" if article.state is ArticleState.PUBLISHED else "publish"
    return ["open", *(["stop"] if busy else []), *(["retry"] if broken else []), state, "delete"]


def last_job(desk: Desk, article_id: int) -> Job | None:
    """The latest job of an article."""
    return next(iter(desk.store.jobs.list(article_id)), None)


def working(desk: Desk, article_id: int) -> bool:
    """Whether an article is queued or being drafted."""
    job = last_job(desk, article_id)
    return job is not None and job.state in (JobState.QUEUED, JobState.RUNNING)
