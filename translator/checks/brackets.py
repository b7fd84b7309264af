"""Quotation marks and brackets that open and close."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translator.checks.pair import Pair
from translator.issues import Issue, Severity

_CLOSER = {
    "(": ")", "[": "]", "“": "”", "（": "）", "「": "」", "『": "』", "【": "】", "〈": "〉", "《": "》", "［": "］",
}  # fmt: skip
_OPENER = {closer: opener for opener, closer in _CLOSER.items()}
_PLAIN = str.maketrans({"「": '"', "」": '"', "『": '"', "』": '"', "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})


def unbalanced(pair: Pair) -> Iterator[Issue]:
    """A bracket or quotation mark without its partner. A quotation that goes on in the next sentence is no alarm."""
    strays = list(_strays(pair.text))
    if not strays or _open_in_source(pair.source, pair.text, strays):
        return
    for place, partner in strays:
        mark = pair.text[place]
        mend = _partner_place(pair.text, place, partner)
        if mend is None:
            message = f"{mark} has no partner: add {partner} where it belongs, or take {mark} out."
            yield Issue("unbalanced", Severity.WARNING, message, "", place, place + 1)
        else:
            start, end = mend
            message = f"{mark} has no partner: put {partner} in."
            yield Issue("unbalanced", Severity.WARNING, message, "", start, end, partner)


def quotation_end(pair: Pair) -> Iterator[Issue]:
    """A quotation that began in an earlier sentence ends in this one, but not in the draft.

    A draft that turns the rest of the quotation into reported speech looks like it; the mark then goes before it.
    """
    source = pair.source.strip()
    marks = [match.start() for match in re.finditer('["“”„]', source)]
    if len(marks) != 1 or marks[0] == 0 or source[marks[0] - 1] in " (" or re.search('["“”「」]', pair.text):
        return
    closer = "」" if pair.language == "ja" else '"'
    message = f"The quotation that began before ends in this sentence: put {closer} where it ends."
    yield Issue("unbalanced", Severity.WARNING, message)


def _strays(text: str) -> Iterator[tuple[int, str]]:
    """Place of every mark without a partner, and the partner that it wants."""
    stack: list[int] = []
    for place, mark in enumerate(text):
        if mark in _CLOSER:
            stack.append(place)
        elif mark in _OPENER and not _enumerates(text, place):
            if stack and text[stack[-1]] == _OPENER[mark]:
                stack.pop()
            else:
                yield place, _OPENER[mark]
    for place in stack:
        yield place, _CLOSER[text[place]]
    if text.count('"') % 2:
        yield text.rindex('"'), '"'


def _enumerates(text: str, place: int) -> bool:
    """``1)`` and ``a)`` of a list."""
    return text[place] in ")）" and place <= 3 and text[:place].strip().isalnum()


def _open_in_source(source: str, text: str, strays: list[tuple[int, str]]) -> bool:
    """Whether the source has as many marks of the sort without a partner."""
    plain = source.translate(_PLAIN)
    kinds = {text[place].translate(_PLAIN) for place, _ in strays}
    if kinds == {'"'}:
        return plain.count('"') % 2 == 1
    return any(True for _ in _strays(source)) and kinds <= set("()（）[]［］")


def _partner_place(text: str, place: int, partner: str) -> tuple[int, int] | None:
    """Where the partner goes if that is plain: at the other end of the sentence, or over a mark of another kind."""
    rest = text[place + 1 :]
    wrong = {
        ")": "）]",
        "）": ")]",
        "」": '”』"',
        "』": '”」"',
        "”": '」"',
        "“": '「"',
        "（": "(",
        "(": "（",
        "「": '“"',
    }
    if partner in _OPENER:
        other = next((i for i, ch in enumerate(rest, place + 1) if ch in wrong.get(partner, "")), None)
        if other is not None:
            return other, other + 1
        if place == 0:
            end = len(text.rstrip())
            return (end, end)
    elif partner in _CLOSER:
        other = next((i for i in range(place - 1, -1, -1) if text[i] in wrong.get(partner, "")), None)
        if other is not None:
            return other, other + 1
        if place >= len(text.rstrip()) - 2 and partner not in "(（":
            return 0, 0
    return None
