"""The review desk, first version: paste, translate, read both languages beside the source, with what needs an eye.

Editing, storing and approving are not here yet; the table is escaped text.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from translator.errors import TranslatorError
from translator.issues import Severity

if TYPE_CHECKING:
    from translator.result import Result, SegmentResult

_STYLE = """<style>
.desk{width:100%;border-collapse:collapse;font-size:15px;line-height:1.5}
.desk td,.desk th{border:1px solid var(--border-color-primary);padding:6px 8px;vertical-align:top;text-align:left}
.desk td:lang(ja){font-family:"Hiragino Sans","Yu Gothic","Noto Sans CJK JP",sans-serif;line-break:strict}
.desk mark{background:color-mix(in srgb,#f5b301 30%,transparent);color:inherit;border-radius:3px}
.desk .dropped td{opacity:.55;text-decoration:line-through}
.desk ul{margin:4px 0 0 16px;font-size:13px}.desk .error{color:#d33}.desk .warning{color:#b60}
</style>"""


def table(result: Result) -> str:
    """The article as an HTML table: source with marked spans, both drafts, issues; clutter struck out."""
    rows: list[str] = []
    for block in result.blocks:
        if block.dropped:
            rows.append(
                f'<tr class="dropped" title="{escape(block.reason)}"><td colspan="3">{escape(block.text)}</td></tr>'
            )
            continue
        rows += [_row(result.by_id[s.id]) for s in block.segments if s.id in result.by_id]
    head = "<tr><th>Indonesia</th><th>English</th><th>日本語</th></tr>"
    return f'{_STYLE}<table class="desk">{head}{"".join(rows)}</table>'


def _row(segment: SegmentResult) -> str:
    return f"<tr><td lang='id'>{_source(segment)}</td>{_draft(segment, 'en')}{_draft(segment, 'ja')}</tr>"


def _source(segment: SegmentResult) -> str:
    text, html, position = segment.segment.source, "", 0
    for span in segment.spans:
        html += escape(text[position : span.start])
        html += f'<mark title="{escape(f"{span.en} / {span.ja}")}">{escape(span.source)}</mark>'
        position = span.end
    return html + escape(text[position:])


def _draft(segment: SegmentResult, language: str) -> str:
    draft = segment.drafts[language]
    issues = [i for i in draft.issues if i.severity is not Severity.INFO]
    notes = "".join(f'<li class="{i.severity}">{escape(i.message)}</li>' for i in issues)
    return f'<td lang="{language}">{escape(draft.text)}{f"<ul>{notes}</ul>" if notes else ""}</td>'


def build() -> Any:
    """The Gradio page."""
    import gradio as gr

    from translator.pipeline import Translator

    translator = Translator()

    def run(text: str) -> tuple[str, str, str]:
        try:
            result = translator.translate(text)
        except TranslatorError as error:
            raise gr.Error(str(error)) from error
        return table(result), result.targets["en"].text, result.targets["ja"].text

    with gr.Blocks(title="translator") as page:
        source = gr.Textbox(label="Artikel", placeholder="Paste the page here, clutter and all.", lines=8)
        button = gr.Button("Translate", variant="primary")
        grid = gr.HTML(label="Review")
        with gr.Row():
            english = gr.Textbox(label="English", lines=12, buttons=["copy"])
            japanese = gr.Textbox(label="日本語", lines=12, buttons=["copy"])
        button.click(run, source, [grid, english, japanese], api_name="translate")
    return page


def launch(page: Any) -> None:
    """Serve the page on this machine only."""
    page.launch(server_name="127.0.0.1", share=False, max_file_size="20mb")
