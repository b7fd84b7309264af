"""A list with buttons and fields: plain data in, one event ``act`` out. Nothing is rendered as HTML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.resources import files
from typing import Any

import gradio as gr

from translator.review.i18n import SCRIPT


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the field ``name``; ``label`` and ``translate`` (a prefix) are keys of the desk's texts.

    ``lang``: language of its content. ``style``: ``number``, ``short`` (in one line) or empty.
    ``edit``: whether its cells are fields; ``choices``: what such a field can be, if it is not free text.
    """

    name: str
    label: str
    lang: str = ""
    style: str = ""
    edit: bool = False
    translate: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Act:
    """A button that was pressed: its name, the ``id`` of the row, the fields of the row."""

    action: str
    id: str
    fields: Mapping[str, str]

    @classmethod
    def of(cls, event: gr.EventData) -> Act:
        """From the event that the component triggers."""
        data = event._data
        return cls(str(data["action"]), str(data["id"]), {str(k): str(v) for k, v in data.get("fields", {}).items()})


def table(name: str) -> Any:
    """The component, empty; its value comes from :func:`rows`."""
    script = SCRIPT + files("translator.review.table").joinpath("table.js").read_text(encoding="utf-8")
    return gr.HTML(
        value={},
        html_template='<div class="desk-table" data-table></div>',
        js_on_load=script,
        apply_default_css=False,
        elem_id=name,
    )


def rows(
    columns: Sequence[Column],
    data: Iterable[Mapping[str, object]],
    *,
    actions: Sequence[str] = (),
    empty: str = "nothing_here",
    query: str = "",
) -> dict[str, object]:
    """The value of a table: each row has an ``id``, a value for each column and, if its own, ``actions``."""
    return {
        "columns": [asdict(column) for column in columns],
        "rows": [dict(row) for row in data],
        "actions": list(actions),
        "empty": empty,
        "query": query,
    }
