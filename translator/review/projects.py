"""Projects: articles of one share settled names and terms. Fields to set one, and to look at one."""

from __future__ import annotations

from typing import Any

import gradio as gr

from translator.review.context import Desk
from translator.review.i18n import label, say


def named(project: str | None) -> str:
    """The name of a project as it is kept: in one line, at most 80 characters; empty is the common one."""
    return " ".join((project or "").split())[:80].strip()


def setting() -> Any:
    """A field for a project that there is, or a new one; :func:`choices` fills it."""
    return gr.Dropdown(
        [], label=label("project"), info=label("project_help"), allow_custom_value=True, elem_id="project"
    )


def choices(desk: Desk, last: str) -> Any:
    """The projects to choose from, the last one chosen."""
    return gr.Dropdown(sorted({*desk.store.articles.projects(), last} - {""}), value=last or None)


def looking(page: str) -> Any:
    """A field for the project that a page shows; :func:`shown` fills it, and hides it while there are none."""
    return gr.Dropdown([], label=label("project"), elem_id=f"{page}-project", visible=False, scale=1, min_width=180)


def shown(desk: Desk, chosen: str | None, request: gr.Request) -> tuple[str, Any]:
    """The project that is looked at, empty for all of them, and the field with all that there are now."""
    known = desk.store.articles.projects()
    value = chosen if chosen in known else ""
    return value, gr.Dropdown([(say(request, "all_projects"), ""), *known], value=value, visible=bool(known))
