"""Export: the open article, or another one, as a document."""

from __future__ import annotations

from typing import Any

import gradio as gr

from translator.errors import UsageError
from translator.review.context import Desk
from translator.review.files import offered
from translator.review.i18n import label, say
from translator.review.publish import CONTENTS, document, formats
from translator.review.shell import PRIVATE, Shell, in_words

_NAMES = {"en": "English", "ja": "日本語", "id": "Indonesia"}


def build(desk: Desk, shell: Shell, tab: Any) -> None:
    """The page."""
    with gr.Row():
        with gr.Column(scale=3):
            article = gr.Dropdown([], label=label("article"), elem_id="export-article")
            contents = [(" + ".join(_NAMES[code] for code in content.split("+")), content) for content in CONTENTS]
            content = gr.Radio(contents, value="en", label=label("content"), elem_id="export-content")
            format = gr.Radio(list(formats()), value="docx", label=label("format"), elem_id="export-format")
            button = gr.Button(label("export"), variant="primary", elem_id="export")
        with gr.Column(scale=2, min_width=300):
            file = gr.File(label=label("download"), interactive=False, elem_id="export-file")
            gr.Markdown(label("export_help"), padding=True)

    def choices(opened: int | None) -> Any:
        found = desk.store.articles.list(limit=200)
        listed = [(f"{a.title or a.name}  ({a.approved}/{a.total})", a.id) for a in found]
        chosen = opened if any(a.id == opened for a in found) else (found[0].id if found else None)
        return gr.Dropdown(listed, value=chosen)

    @in_words
    def give(article: int | None, content: str, format: str, request: gr.Request) -> str:
        if article is None:
            raise UsageError(say(request, "no_articles"))
        row = desk.store.articles.get(int(article))
        if row.open_errors:
            gr.Warning(say(request, "open_errors", count=row.open_errors))
        return offered(*document(desk.store, row.id, content, format))

    tab.select(choices, shell.article, article, **PRIVATE)
    button.click(give, [article, content, format], file, api_visibility="private")
