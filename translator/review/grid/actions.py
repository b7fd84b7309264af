"""What the grid asks of the server: each function takes one JSON object and answers with one.

Gradio passes an argument list of length one as the argument itself, so a single object is the only safe shape. Faults
are answers, never exceptions: ``{"error": …}`` keeps the editor's text in ``text``, ``{"conflict": …}`` brings both.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

import gradio as gr

from translator import checks
from translator.errors import StoreConflict, StoreError, TranslatorError, UsageError
from translator.review.context import Desk
from translator.review.from_english import wanted
from translator.review.grid.history import changes, last_change
from translator.review.grid.rows import Json, article_data, change_data, match_data, page_data, segment_data
from translator.review.i18n import told
from translator.review.moving import move
from translator.review.naming import KINDS, decided
from translator.review.recheck import fixes, recheck
from translator.review.users import author
from translator.store import Job, JobState, SegmentRow

log = logging.getLogger(__name__)

LONGEST = 50_000
"""Characters of the longest text that one segment can have."""

_MESSAGES = ("message", "error")
"""Keys of an answer under which an English message stands."""


def functions(desk: Desk) -> list[Callable[..., Json]]:
    """The server functions of the grid; their names are what the page calls."""
    store, segments = desk.store, desk.store.segments

    @_answering
    def open_article(data: Json, request: gr.Request) -> Json:
        """``{article}`` → head, blocks, job."""
        job = job_data(desk, int(data["article"]))  # before the rows: a job that is done has no more to come
        page = store.articles.page(int(data["article"]))
        return {**page_data(page), "job": job, "user": author(request)}

    @_answering
    def find_fixes(data: Json, request: gr.Request) -> Json:
        """``{article}`` → ids of the issues that one click can fix, by segment."""
        rows = store.articles.page(int(data["article"])).segments
        return {"fixes": {str(row.id): sorted(found) for row in rows if (found := fixes(row))}}

    @_answering
    def refresh(data: Json, request: gr.Request) -> Json:
        """``{article, marks}`` → the segments whose mark is another one, and the job."""
        job = job_data(desk, int(data["article"]))
        page = store.articles.page(int(data["article"]))
        marks = data.get("marks", {})
        rows = [segment_data(row) for row in page.segments]
        changed = [row for row in rows if marks.get(str(row["id"])) != row["mark"]]
        return {"rows": changed, "job": job, "article": article_data(page.article)}

    @_answering
    def edit(data: Json, request: gr.Request) -> Json:
        """``{segment, language, text, version}`` → the segment with its text saved."""
        segment, language, text = _target(data)
        if len(text) > LONGEST:
            raise StoreError(f"a text of {len(text)} characters is too long.", mend="Shorten it.", text=text)
        segments.edit(segment, language, text, int(data["version"]), author(request))
        return _row(recheck(store, segment, language))

    @_answering
    def approve(data: Json, request: gr.Request) -> Json:
        """``{segment, language, version}`` → the segment, approved and learnt; a job if its Japanese follows."""
        segment, language, _ = _target(data)
        row = segments.approve(segment, language, int(data["version"]), author(request))
        follows = language == "en" and wanted(row)
        return {**_row(row), **({"job": _job(desk.continue_job(row.article_id))} if follows else {})}

    @_answering
    def approve_all(data: Json, request: gr.Request) -> Json:
        """``{article}`` → how many texts were approved: all that have no open error."""
        article = store.articles.get(int(data["article"]))
        count = sum(segments.approve_all(article.id, language, author(request)) for language in article.targets)
        return {"count": count}

    @_answering
    def reject(data: Json, request: gr.Request) -> Json:
        """``{segment, language, version}`` → the segment; the next run drafts it anew."""
        segment, language, _ = _target(data)
        return _row(segments.reject(segment, language, int(data["version"]), author(request)))

    @_answering
    def undo(data: Json, request: gr.Request) -> Json:
        """``{segment, language, version}`` → the segment without its last change."""
        segment, language, _ = _target(data)
        change = last_change(segments.history(segment, language))
        version = int(data["version"])
        for _ in range(change.count if change else 0):
            version = segments.undo(segment, language, version, author(request)).targets[language].version
        return _row(recheck(store, segment, language) if change else segments.get(segment))

    @_answering
    def revert(data: Json, request: gr.Request) -> Json:
        """``{revision, version}`` → the segment with the text of that revision."""
        row = segments.revert(int(data["revision"]), int(data["version"]), author(request))
        return _row(recheck(store, row.id, str(data["language"])))

    @_answering
    def settle(data: Json, request: gr.Request) -> Json:
        """``{issue, how}`` → the segment with the issue settled; an empty ``how`` opens it again."""
        how, issue = str(data.get("how", "")), int(data["issue"])
        return _row(segments.settle_issue(issue, how, author(request)) if how else segments.reopen_issue(issue))

    @_answering
    def fix(data: Json, request: gr.Request) -> Json:
        """``{segment, language, issue, version}`` → the segment with the fix of the issue in its text."""
        segment, language, _ = _target(data)
        row = segments.get(segment)
        issue = fixes(row).get(int(data["issue"]))
        if issue is None:
            raise UsageError("this issue can no longer be fixed by a click.", mend="Mend the text by hand.")
        text = checks.apply(row.targets[language].text, issue)
        segments.edit(segment, language, text, int(data["version"]), author(request))
        return _row(recheck(store, segment, language))

    @_answering
    def history(data: Json, request: gr.Request) -> Json:
        """``{segment, language}`` → all changes, the newest first."""
        segment, language, _ = _target(data)
        return {"changes": [change_data(change) for change in changes(segments.history(segment, language))]}

    @_answering
    def matches(data: Json, request: gr.Request) -> Json:
        """``{segment, language}`` → the most similar units of the memory."""
        segment, language, _ = _target(data)
        row = segments.get(segment)
        found = store.memory.fuzzy(row.source, row.spans, language)
        return {"matches": [match_data(m) for m in found if m.unit.segment_id != row.id]}

    @_answering
    def settle_name(data: Json, request: gr.Request) -> Json:
        """``{article, id, en, ja, kind}`` → how many texts changed with the settled name."""
        article = store.articles.get(int(data["article"]))
        name = str(data["id"])
        if name not in (p.id for p in store.names.proposals(article.id, project=article.project)):
            raise UsageError(f"“{name}” is settled already.", mend="Change it on the page Names.")
        fields = {key: str(data[key]) for key in ("en", "ja", "kind")}
        settled = decided(store, name, fields, article.project)
        return {"count": store.names.settle(settled, author(request), project=article.project)}

    @_answering
    def proposal(data: Json, request: gr.Request) -> Json:
        """``{article, id}`` → the proposed forms and kind of a name."""
        article = store.articles.get(int(data["article"]))
        for found in store.names.proposals(article.id, project=article.project):
            if found.id == str(data["id"]):
                return {"id": found.id, "en": found.en, "ja": found.ja, "kind": found.kind.value, "kinds": list(KINDS)}
        return {"id": str(data["id"]), "en": "", "ja": "", "kind": KINDS[0].value, "kinds": list(KINDS)}

    @_answering
    def projects(data: Json, request: gr.Request) -> Json:
        """``{}`` → the names of all projects."""
        return {"projects": list(store.articles.projects())}

    @_answering
    def move_article(data: Json, request: gr.Request) -> Json:
        """``{article, project}`` → how many texts changed with the names of that project."""
        return {"count": move(desk, int(data["article"]), str(data["project"]), author(request))}

    @_answering
    def set_dropped(data: Json, request: gr.Request) -> Json:
        """``{article, block, dropped}`` → the block restored or struck out; a restored one is drafted."""
        article, block = int(data["article"]), str(data["block"])
        if data["dropped"]:
            store.articles.drop_block(article, block)
        else:
            store.articles.restore_block(article, block)
            desk.continue_job(article)
        return {}

    @_answering
    def translate_again(data: Json, request: gr.Request) -> Json:
        """``{article}`` → a job for everything that is rejected, stale or without a draft."""
        return {"job": _job(desk.continue_job(int(data["article"])))}

    @_answering
    def cancel_job(data: Json, request: gr.Request) -> Json:
        """``{job}`` → the job, stopped."""
        return {"job": _job(store.jobs.cancel(int(data["job"])))}

    return [
        open_article,
        find_fixes,
        refresh,
        edit,
        approve,
        approve_all,
        reject,
        undo,
        revert,
        settle,
        fix,
        history,
        matches,
        settle_name,
        proposal,
        projects,
        move_article,
        set_dropped,
        translate_again,
        cancel_job,
    ]


def job_data(desk: Desk, article_id: int) -> Json | None:
    """The last job of an article, or None."""
    last = next(iter(desk.store.jobs.list(article_id)), None)
    return _job(last) if last else None


def _job(job: Job) -> Json:
    active = job.state in (JobState.QUEUED, JobState.RUNNING)
    return {
        "id": job.id,
        "state": job.state.value,
        "active": active,
        "done": job.done,
        "total": job.total,
        "message": job.message,
    }


def _target(data: Json) -> tuple[int, str, str]:
    return int(data["segment"]), str(data["language"]), str(data.get("text", ""))


def _row(row: SegmentRow) -> Json:
    return {"row": segment_data(row, fixes(row))}


def _answering(function: Callable[[Json, gr.Request], Json]) -> Callable[..., Json]:
    """The function with its faults as answers, and all messages in words of the user's language."""

    def answered(data: Json, request: gr.Request) -> Json:
        try:
            return function(data, request)
        except StoreConflict as conflict:
            return {
                "conflict": {
                    "text": conflict.text,
                    "other": conflict.other,
                    "author": conflict.author,
                    "version": conflict.version,
                    "message": conflict.what,
                }
            }
        except TranslatorError as error:
            return {"error": str(error), "text": str(data.get("text", ""))}
        except (KeyError, TypeError, ValueError) as error:
            return {"error": f"The page sent a request that makes no sense ({error}). Reload the page."}
        except Exception as error:
            log.exception("%s", function.__name__)
            what = f"Something went wrong ({type(error).__name__}). Your text is kept here: try again."
            return {"error": what, "text": str(data.get("text", ""))}

    @wraps(function)
    def answer(data: Json, request: gr.Request) -> Json:
        spoken: Json = _told(answered(data, request), request)
        return spoken

    return answer


def _told(answer: Any, request: gr.Request) -> Any:
    """The answer with its messages in the language of the page; marks of rows do not depend on it."""
    if isinstance(answer, list):
        return [_told(item, request) for item in answer]
    if not isinstance(answer, dict):
        return answer
    return {
        key: told(value, request) if key in _MESSAGES and isinstance(value, str) else _told(value, request)
        for key, value in answer.items()
    }
