"""The line above the tabs: whose desk it is, and the language of the user interface."""

from __future__ import annotations

from typing import Any

import gradio as gr
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from translator.review.i18n import COOKIE, LANGUAGES, TEXTS
from translator.review.users import author

# Gradio takes the language of the browser; a language that the user chose takes its place before Gradio looks. What
# Gradio itself puts into the head comes after that, so the page gets it on its way out.
_CHOSEN = f"""<script>(() => {{
const chosen = document.cookie.match(/(?:^|; ){COOKIE}=(en|id|ja)\\b/);
if (!chosen) return;
Object.defineProperty(navigator, "language", {{ get: () => chosen[1] }});
Object.defineProperty(navigator, "languages", {{ get: () => [chosen[1]] }});
}})()</script>""".encode()

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


class ChosenLanguage:
    """Middleware that puts the language that the user chose first into the head of the page."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer; the page gets the script, everything else passes."""

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [pair for pair in message["headers"] if pair[0].lower() != b"content-length"]
            elif message["type"] == "http.response.body":
                message["body"] = message.get("body", b"").replace(b"<head>", b"<head>" + _CHOSEN, 1)
            await send(message)

        is_page = scope["type"] == "http" and scope["method"] == "GET" and scope["path"] == "/"
        await self._app(scope, receive, sending if is_page else send)


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
