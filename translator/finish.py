"""The last touch on a draft: quotation and final marks as the source has them, as the target writes them."""

from __future__ import annotations

import re

from translator.checks.tables import words
from translator.engine.punctuation import normalise
from translator.values.numbers import ordinal_en

_OPENING = {"en": '"', "ja": "「"}
_CLOSING = {"en": '"', "ja": "」"}
_MARKS = {"en": '"', "ja": "「」"}
_ANY = re.compile(r"[\"“”„]")
_ENDS = re.compile(r"[.!?…][\"”’)]*$")


def finish(text: str, source: str, target: str) -> str:
    """A restored draft with the punctuation of its language; titles and list items end without a full stop.

    >>> finish("ブカシ市長は述べた.", "Ujar Wali Kota Bekasi.", "ja")
    'ブカシ市長は述べた。'
    """
    source = source.strip()
    if target == "ja":
        text = _COLON_BEFORE.sub("：", _ABOUT_TWICE.sub("", normalise(text, source)))
        text = _DASH.sub("――", text) if _DASH_OF_SOURCE.search(source) else text
    text = _quoted(text, source, target)
    if target == "en":
        text = text if "’" in source else re.sub("[’‘]", "'", text)
        text = _ordinals(text) if "/ " in source else _ordinals(_SLASH.sub("/", text))
    closing = _CLOSING[target]
    if source.endswith(":"):
        return text.rstrip(" 。.:：、") + _COLON[target]
    if not ends(source):
        return text.rstrip("。." if target == "en" else "。.、，")
    if target == "ja" and text and text[-1] not in f"。？！…）{closing}":
        return text + "。"
    return text


_COLON = {"en": ":", "ja": "："}
_SLASH = re.compile(r"(?<=\w)/ (?=\w)")
_ORDINAL = re.compile(r"(?<![\d.,+–-])(\d{1,3}) (?:st|nd|rd|th)\b")
_NO_ORDINAL = re.compile(r"(?<=\d[.,+]\d) ?(?:st|nd|rd|th)\b")


_COLON_BEFORE = re.compile(r"(?<=[^\W\d_)）]):\s*(?=[぀-ヿ一-鿿])")
_DASH_OF_SOURCE = re.compile(r"\s[–—-]\s")
"""A dash between words, not one inside a name or a range."""
_DASH = re.compile(r"(?<=[぀-ヿ一-鿿）」]) ?[–—] ?(?=[぀-ヿ一-鿿（「])")
_ABOUT_TWICE = re.compile(r"約(?=(?:[西中東]部インドネシア時間)?(?:午前|午後)?\d{1,2}時(?:\d{1,2}分|半)?(?:頃|ごろ))")


def _ordinals(text: str) -> str:
    """An ending that a model put behind a figure: ``45 th`` is 45th, ``6.2 th`` is 6.2."""
    return _ORDINAL.sub(lambda match: ordinal_en(int(match[1])), _NO_ORDINAL.sub("", text))


def ends(text: str) -> bool:
    """Whether a text ends as a sentence does: with a final mark."""
    return _ENDS.search(text.strip()) is not None


def _quoted(text: str, source: str, target: str) -> str:
    """Quotation marks as the source has them: a quotation may begin in one sentence and end in another."""
    if target == "en":
        text = re.sub(r'^(?:" *)+(?=")', "", re.sub("[“”„]", '"', text))
    opening, closing = _OPENING[target], _CLOSING[target]
    marks = [match.start() for match in _ANY.finditer(source)]
    if not text or not marks:
        return text
    bare = re.sub(f"[{_MARKS[target]}]", "", text)
    if marks == [0]:  # it goes on in the next sentence
        return opening + bare.strip()
    if len(marks) == 1 and marks[0] == len(source) - 1:  # it began before and ends here
        return bare.rstrip() + closing
    if len(marks) == 1 and target == "en" and text == bare:  # it began before and ends in this sentence
        return _SAID_EN.sub(r',"', text, count=1)
    if len(marks) == 1 and text.startswith(opening) and text.count(closing) > (opening == closing):
        return text.removeprefix(opening)
    if marks[0] == 0 and text == bare:
        text = opening + text
    return _closed(text) if target == "ja" else text


_SAID = re.compile(
    rf"(?=と、?(?:[^と。「」]{{0,30}}[はが])?[^と。「」]{{0,40}}(?:{'|'.join(sorted(words('saying.txt')))}))"
)


_SAID_EN = re.compile(
    r",(?= (?:(?:he|she|they|[A-Z][\w.]+(?: [A-Z][\w.]+){0,3}) )?"
    r"(?:said|says|added|explained|stated|told|stressed|noted|continued)\b[^,\"]*$)"
)


def _closed(text: str) -> str:
    """A Japanese quotation that lacks its 」 gets it before the last と of a verb of saying, where there is one."""
    places = list(_SAID.finditer(text))
    if "」" in text or not places:
        return text
    end = places[-1].start()
    return text[:end].rstrip("、。") + "」と" + text[end + 1 :].removeprefix("、")
