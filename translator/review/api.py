"""The HTTP API: five documented endpoints, called with ``gradio_client`` or plain HTTP (see docs/desk.md)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

import gradio as gr
from gradio.events import api

from translator.errors import TranslatorError
from translator.review.context import EMBEDDED, Desk, kind_of
from translator.review.intake import take_text
from translator.review.pages.articles import last_job

P = ParamSpec("P")
R = TypeVar("R")

MOST = 100
"""Most entries or units in one answer."""


def endpoints(desk: Desk) -> list[Callable[..., Any]]:
    """The functions behind the endpoints; name, types and docstring are what the API page shows."""

    def translate(
        text: str, targets: list[str] | None = None, engine: str = EMBEDDED, project: str = ""
    ) -> dict[str, Any]:
        """Queue a text. Gives ``job`` and ``article``; ask for ``status`` with the job, ``result`` with the article.

        Articles of one ``project`` share settled names and terms.
        """
        if engine not in desk.offered:
            raise gr.Error(f"There is no engine {engine!r}.", print_exception=False)
        job = _or_fault(take_text, desk, text, targets or ["en", "ja"], engine=engine, project=project)
        return {"job": job.id, "article": job.article_id}

    def status(job: int) -> dict[str, Any]:
        """State of a job (queued, running, done, failed, cancelled), texts done of the total, a message of a fault."""
        found = _or_fault(desk.store.jobs.get, int(job))
        return {
            "job": found.id,
            "article": found.article_id,
            "state": found.state.value,
            "done": found.done,
            "total": found.total,
            "message": found.message,
        }

    def result(article: int) -> dict[str, Any]:
        """The article as it stands: the object of ``translator translate --format json``, and its job's state."""
        found = _or_fault(desk.store.articles.result, int(article))
        job = last_job(desk, int(article))
        return {**found.to_dict(), "state": job.state.value if job else ""}

    def glossary(query: str) -> list[dict[str, Any]]:
        """Glossary entries with the query in a source or target form."""
        return [
            {
                "id": list(entry.ids),
                "en": list(entry.en),
                "ja": list(entry.ja),
                "kind": kind_of(entry),
                "note": entry.note,
                "own": own,
            }
            for entry, own in desk.glossaries.search(query, limit=MOST)
        ]

    def memory(query: str, language: str = "") -> list[dict[str, Any]]:
        """Units of the translation memory with the query in source or target; ``language``: en, ja or empty."""
        found = desk.store.memory.search(query, language=language or None, limit=MOST)
        return [{"source": u.source, "target": u.target, "language": u.language, "author": u.author} for u in found]

    return [translate, status, result, glossary, memory]


def build(desk: Desk) -> None:
    """Register the endpoints."""
    for function in endpoints(desk):
        api(function, api_name=function.__name__)


def _or_fault(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    try:
        return function(*args, **kwargs)
    except TranslatorError as error:
        raise gr.Error(str(error), print_exception=False) from error
