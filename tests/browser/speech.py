"""What the engine of the browser tests says: words of the target language in place of the Indonesian ones.

Nothing of it is a translation; it is quick, the same every time, and looks to the checks like a draft.
"""

from __future__ import annotations

import re
from zlib import crc32

from translator.engine.protocol import Request

WORDS = {
    "en": ("FAKE", "words", "that", "stand", "here", "for", "some", "city", "and", "people", "who", "work", "there"),
    "ja": ("偽の", "文が", "ここに", "あり", "町の", "人が", "話を", "聞き", "仕事を", "進める", "ことに", "なった"),
}
_WORD = re.compile(r"(?<![\w<⟦{])[A-Za-z]?[a-z]+(?:-[a-z]+)*(?![\w>⟧}])")


def invented(request: Request) -> str:
    """The carrier text with each plain word replaced."""
    words = WORDS[request.target]
    said = _WORD.sub(
        lambda m: m.group() if m.group()[0].isupper() and m.start() else _pick(m.group(), words), request.text
    )
    return said if request.target == "en" else re.sub(r"(?<=[ぁ-ん一-鿿]) (?=[ぁ-ん一-鿿])", "", said)


def _pick(word: str, words: tuple[str, ...]) -> str:
    return words[crc32(word.encode()) % len(words)]
