"""The line above the tabs: whose desk it is, and the language of the user interface."""

from __future__ import annotations

from typing import Any

import gradio as gr

from translator.review.i18n import COOKIE, LANGUAGES, TEXTS
from translator.review.users import author

# Gradio takes the language of the browser; a language that the user chose takes its place before Gradio looks.
HEAD = f"""<script>(() => {{
const chosen = document.cookie.match(/(?:^|; ){COOKIE}=(en|id|ja)\\b/);
if (!chosen) return;
Object.defineProperty(navigator, "language", {{ get: () => chosen[1] }});
Object.defineProperty(navigator, "languages", {{ get: () => [chosen[1]] }});
}})()</script>"""

_SCRIPT = f"""
const place = element.querySelector("[data-header]");
const draw = () => {{
  const language = (document.documentElement.lang || "en").slice(0, 2);
  const texts = props.texts[language] || props.texts.en;
  const buttons = Object.entries(props.languages).map(([code, name]) => {{
    const button = document.createElement("button");
    button.type = "button";
    button.lang = code;
    button.dataset.language = code;
    button.textContent = name;
    button.setAttribute("aria-pressed", String(code === language));
    button.onclick = () => {{
      document.cookie = `{COOKIE}=${{code}}; path=/; max-age=31536000; samesite=lax`;
      location.reload();
    }};
    return button;
  }});
  const user = document.createElement("span");
  user.textContent = props.value || "";
  place.replaceChildren(user, ...buttons);
  place.setAttribute("aria-label", texts.interface_language);
}};
new MutationObserver(draw).observe(document.documentElement, {{ attributes: true, attributeFilter: ["lang"] }});
watch("value", draw);
draw();
"""


def build() -> Any:
    """The component; its value is the name of the user."""
    with gr.Row(elem_id="desk-title", equal_height=True):
        gr.HTML("<h1>translator</h1>", apply_default_css=False, min_width=160)
        return gr.HTML(
            value="",
            html_template='<nav class="desk-languages" data-header></nav>',
            js_on_load=_SCRIPT,
            apply_default_css=False,
            languages=LANGUAGES,
            texts={code: {"interface_language": texts["interface_language"]} for code, texts in TEXTS.items()},
        )


def user(request: gr.Request) -> str:
    """The name of the user, for the component."""
    return author(request)
