"""だ・である or です・ます: one style in one article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from translator.checks.tables import rows
from translator.issues import Issue, Severity

LONG_QUOTATION = 4
"""Sentences that a quotation without its 」 is taken to go on for; a draft may have lost the mark."""

_QUOTED = re.compile(r"「[^「」]*(?:「[^「」]*」[^「」]*)*」|『[^『』]*』|（[^（）]*）|\([^()]*\)|“[^”]*”|\"[^\"]*\"")
_END = re.compile(r"[^。！？!?：\n]+(?:[。！？!?：]|$)")
_POLITE = re.compile(
    r"(?:です|ます|でした|ました|ません|ませんでした|でしょう|ましょう|ください|くださいませ)(?:か|ね|よ|が|から|けど)?$"
)
_PLAIN = re.compile(
    r"(?:だ|である|だった|であった|だろう|であろう|ない|なかった|[うくぐすつぬぶむる]|[いっん][ただ]|[しけせてねべめれげえ]た|[かし]い|[りきみび]た|たい)$"
)


@dataclass(frozen=True, slots=True)
class _Sentence:
    index: int
    start: int
    end: int
    polite: bool


def mixed_style(texts: Sequence[str]) -> Iterator[tuple[int, Issue]]:
    """Index of the draft and issue of every sentence in the rarer style, outside of quotations.

    Where both are as frequent, です・ます is the one to change: news is written in だ・である. A column that
    changes its tone on purpose may look like it.
    """
    sentences = [found for index, text in enumerate(_unquoted(texts)) for found in _sentences(index, text)]
    polite = [sentence for sentence in sentences if sentence.polite]
    plain = [sentence for sentence in sentences if not sentence.polite]
    if not polite or not plain:
        return
    rare, usual, wrong = (
        (polite, "だ・である", "です・ます") if len(polite) <= len(plain) else (plain, "です・ます", "だ・である")
    )
    for sentence in rare:
        yield sentence.index, _issue(texts[sentence.index], sentence, usual, wrong)


def _issue(text: str, sentence: _Sentence, usual: str, wrong: str) -> Issue:
    message = f"This sentence ends in {wrong}, the article is written in {usual}: change its ending."
    if sentence.polite:
        found = [(m.start(), plain) for polite, plain in _endings() if (m := polite.search(text[: sentence.end]))]
        if found:
            start, plain = min(found)
            return Issue("style", Severity.WARNING, message, "", start, sentence.end, plain)
    return Issue("style", Severity.WARNING, message, "", sentence.start, sentence.end)


@cache
def _endings() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(f"(?:{polite})$"), plain) for polite, plain in rows("endings.tsv"))


def _unquoted(texts: Sequence[str]) -> Iterator[str]:
    """The texts with quotations blanked out, also those that begin in one text and end in a later one."""
    left = 0  # texts that a quotation may still go on in
    for text in texts:
        bare = _QUOTED.sub(_blank, text)
        if left and "」" in bare:
            bare = re.sub(r"^[^「」]*」", _blank, bare)
            left = 0
        elif left:
            left -= 1
            bare = "\0" * len(bare) if "「" not in bare else bare
        if "「" in bare:
            bare = re.sub(r"「[^「」]*$", _blank, bare)
            left = LONG_QUOTATION
        yield bare


def _blank(match: re.Match[str]) -> str:
    return "\0" * len(match.group())


def _sentences(index: int, text: str) -> Iterator[_Sentence]:
    """Sentences whose ending shows a style; those that end in a noun or a quotation show none."""
    for match in _END.finditer(text):
        words = match.group().rstrip("。！？!?： \u3000")
        polite = _POLITE.search(words)
        ending = polite or _PLAIN.search(words)
        if ending:
            yield _Sentence(index, match.start() + ending.start(), match.start() + len(words), polite is not None)
