"""The last touch on a draft: quotation and final marks as the source has them, as the target writes them."""

from __future__ import annotations

import re

from translator.engine.punctuation import normalise

_OPENING = {"en": "“", "ja": "「"}
_CLOSING = {"en": "”", "ja": "」"}
_ENDS = re.compile(r"[.!?…][\"”’)]*$")


def finish(text: str, source: str, target: str) -> str:
    """A restored draft with the punctuation of its language; titles and list items end without a full stop.

    >>> finish("ブカシ市長は述べた.", "Ujar Wali Kota Bekasi.", "ja")
    'ブカシ市長は述べた。'
    """
    source = source.strip()
    if target == "ja":
        text = normalise(text, source)
    opening, closing = _OPENING[target], _CLOSING[target]
    if source[:1] in {'"', "“"} and text and opening not in text and '"' not in text:
        text = opening + text
    if not _ENDS.search(source):
        return text.rstrip("。.")
    if target == "ja" and text and text[-1] not in f"。？！…）{closing}":
        return text + "。"
    return text
