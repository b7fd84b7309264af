"""Glossary: the shipped terms and the editors' own; where a term is used; files in and out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr

from translator.fixed import SpanKind
from translator.glossary.lint import lint
from translator.glossary.load import read_records
from translator.glossary.model import Entry, Record
from translator.review import projects
from translator.review.context import Desk, kind_of
from translator.review.files import offered
from translator.review.i18n import label, say, told
from translator.review.shell import PRIVATE, TYPED, Shell, in_words, opened
from translator.review.table import Act, Column, rows, table
from translator.review.terms import as_csv, as_tsv, entry_of, uses
from translator.review.users import author

COLUMNS = (
    Column("source", "term_id", lang="id"),
    Column("en", "term_en", lang="en"),
    Column("ja", "term_ja", lang="ja"),
    Column("kind", "kind", style="short", translate="kind_"),
    Column("note", "note"),
    Column("whose", "whose", style="short", translate="whose_"),
)
_WHERE = Column("where", "where", style="short", translate="where_")
USES = (Column("title", "title", lang="id"), Column("key", "segment"), Column("source", "sentence", lang="id"))
LINT = (
    Column("place", "place"),
    Column("severity", "severity", style="short", translate="severity_"),
    Column("message", "message"),
)
KINDS = [kind.value for kind in SpanKind]


def build(desk: Desk, shell: Shell, tab: Any) -> None:
    """The page."""
    with gr.Row():
        query = gr.Textbox(
            label=label("search"), placeholder=label("search_glossary"), elem_id="glossary-search", scale=4
        )
        project = projects.looking("glossary")
    with gr.Accordion(label("add_term"), open=False, elem_id="term-form") as form:
        with gr.Row():
            ids = gr.Textbox(label=label("term_id"), info=label("alternatives"), elem_id="term-id")
            en = gr.Textbox(label=label("term_en"), info=label("alternatives"), elem_id="term-en")
            ja = gr.Textbox(label=label("term_ja"), info=label("alternatives"), elem_id="term-ja")
        with gr.Row():
            kind = gr.Dropdown(KINDS, value="term", label=label("kind"))
            note = gr.Textbox(label=label("note"))
            exact = gr.Checkbox(label=label("exact"), info=label("exact_help"))
            hard = gr.Checkbox(label=label("hard"), info=label("hard_help"), value=True)
        save = gr.Button(label("save_term"), variant="primary", elem_id="term-save")
    listed = table("glossary")
    used = table("glossary-uses")
    with gr.Accordion(label("files"), open=False), gr.Row():
        upload = gr.File(label=label("import_glossary"), file_types=[".tsv", ".csv", ".tbx", ".xml"], height=120)
        with gr.Column():
            as_ = gr.Radio(["tsv", "csv", "tbx"], value="tsv", label=label("export_terms"))
            export = gr.Button(label("export"))
            document = gr.File(label=label("download"), interactive=False, visible=False)
        with gr.Column():
            check = gr.Button(label("lint"))
    found = table("glossary-lint")
    fields = [ids, en, ja, kind, note, exact, hard]

    def show(query: str, project: str | None) -> Any:
        here = {entry.id for entry in desk.store.terms.own(project or "")}
        found = desk.glossaries.search(query, project or "")
        data = [_row(entry, added, here=added and entry.id in here) for entry, added in found]
        return rows((*COLUMNS, _WHERE) if project else COLUMNS, data, empty="no_terms", query=query)

    @in_words
    def arrive(query: str, project: str | None, request: gr.Request) -> tuple[Any, Any]:
        value, field = projects.shown(desk, project, request)
        return show(query, value), field

    @in_words
    def add(query: str, project: str | None, request: gr.Request, *values: Any) -> tuple[Any, ...]:
        desk.store.terms.add(entry_of(*values), author(request), project=project or "")
        gr.Info(say(request, "term_saved"))
        return (show(query, project), "", "", "", "term", "", False, True)

    @in_words
    def act(query: str, project: str | None, event: gr.EventData) -> tuple[Any, ...]:
        pressed = Act.of(event)
        entry = next((e for e, _ in desk.glossaries.search(pressed.id, project or "") if e.id == pressed.id), None)
        keep = (gr.skip(),) * len(fields)
        if pressed.action == "forget":
            desk.store.terms.remove(pressed.id, project=project or "")
            return (show(query, project), gr.skip(), gr.skip(), *keep)
        if entry is None:
            return (gr.skip(), gr.skip(), gr.skip(), *keep)
        if pressed.action == "where_used":
            table_ = rows(USES, uses(desk.store, entry), actions=["open"], empty="not_used")
            return (gr.skip(), table_, gr.skip(), *keep)
        if not isinstance(entry, Entry):  # titles and institutions have templates: they are edited in a file
            return (gr.skip(), gr.skip(), gr.skip(), *keep)
        return (gr.skip(), gr.skip(), gr.Accordion(open=True), *_fields(entry))

    def open_use(event: gr.EventData) -> tuple[Any, Any, Any]:
        return opened(int(Act.of(event).id))

    @in_words
    def take(file: str | None, query: str, project: str | None, request: gr.Request) -> tuple[Any, Any]:
        if not file:
            return gr.skip(), gr.skip()
        entries = [record for record in read_records(Path(file)) if isinstance(record, Entry)]
        for entry in entries:
            desk.store.terms.add(entry, author(request), project=project or "")
        gr.Info(say(request, "terms_imported", count=len(entries)))
        return show(query, project), None

    @in_words
    def give(format: str, project: str | None) -> Any:
        entries = desk.store.terms.entries(project or "")
        data = {"tsv": as_tsv, "csv": as_csv, "tbx": _tbx}[format](entries)
        return gr.File(offered(data, f"terms.{format}"), visible=True)

    @in_words
    def look_over(project: str | None, request: gr.Request) -> Any:
        file = offered(as_tsv(desk.store.terms.entries(project or "")), "terms.tsv")
        issues = lint(Path(file))
        data = [
            {
                "id": i,
                "place": f"{issue.file}:{issue.line}",
                "severity": issue.severity.value,
                "message": told(issue.message, request),
            }
            for i, issue in enumerate(issues)
        ]
        return rows(LINT, data, empty="no_faults")

    for trigger in (query.input, project.input):
        trigger(show, [query, project], listed, **TYPED)
    tab.select(arrive, [query, project], [listed, project], **PRIVATE)
    save.click(add, [query, project, *fields], [listed, *fields], **PRIVATE)
    listed.act(act, [query, project], [listed, used, form, *fields], **PRIVATE)
    used.act(open_use, None, shell.opening, **PRIVATE)
    upload.upload(take, [upload, query, project], [listed, upload], **PRIVATE)
    export.click(give, [as_, project], document, **PRIVATE)
    check.click(look_over, project, found, **PRIVATE)


def _tbx(entries: tuple[Entry, ...]) -> bytes:
    from translator.glossary.tbx import write_tbx

    return write_tbx(entries)


def _row(entry: Record, own: bool, *, here: bool) -> dict[str, Any]:
    return {
        "id": entry.id,
        "source": " | ".join(entry.ids),
        "en": " | ".join(entry.en),
        "ja": " | ".join(entry.ja),
        "kind": kind_of(entry),
        "note": entry.note,
        "note_style": "quiet",
        "whose": "own" if own else "shipped",
        "where": "project" if here else "everywhere",
        "actions": ["where_used", *(["edit"] if isinstance(entry, Entry) else []), *(["forget"] if here else [])],
    }


def _fields(entry: Entry) -> tuple[Any, ...]:
    forms = (" | ".join(entry.ids), " | ".join(entry.en), " | ".join(entry.ja))
    return (*forms, entry.kind.value, entry.note, entry.exact, entry.hard)
