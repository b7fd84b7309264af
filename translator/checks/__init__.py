"""Checks of drafts against their source: each a small function whose docstring says when a false alarm is normal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from translator.checks import agreement, brackets, language, length, marks, ratios, repetition, style, terms, values
from translator.checks.pair import Check, Pair
from translator.errors import UsageError
from translator.fixed import FixedSpan
from translator.issues import Issue

__all__ = ["CHECKS", "Check", "Pair", "agree", "apply", "article", "run"]

CHECKS: tuple[Check, ...] = (
    length.empty,
    repetition.loop,
    language.script,
    language.chinese,
    language.copied,
    language.untranslated,
    language.latin,
    length.length,
    terms.missing,
    terms.name_missing,
    terms.doubled,
    terms.forbidden,
    values.missing,
    values.added,
    values.swapped,
    values.order,
    ratios.turned,
    brackets.unbalanced,
    brackets.quotation_end,
    repetition.doubled_word,
    marks.marks,
    marks.final_mark,
    marks.question,
    marks.capital,
)


def run(source: str, text: str, language: str, spans: Sequence[FixedSpan] = ()) -> tuple[Issue, ...]:
    """All remarks on the draft ``text`` of ``source`` in ``en`` or ``ja``, by its fixed spans; one if it is empty."""
    pair = Pair(source, text, language, tuple(spans))
    if not text.strip():
        return tuple(length.empty(pair))
    return tuple(issue for check in CHECKS for issue in check(pair))


def agree(source: str, drafts: Mapping[str, str], spans: Sequence[FixedSpan] = ()) -> tuple[Issue, ...]:
    """Where the English and the Japanese draft of one sentence contradict each other; empty unless both are there."""
    if not all(drafts.get(target, "").strip() for target in ("en", "ja")):
        return ()
    english, japanese = (Pair(source, drafts[target], target, tuple(spans)) for target in ("en", "ja"))
    return tuple(
        issue
        for check in (agreement.values_disagree, agreement.names_disagree)
        for one, other in ((english, japanese), (japanese, english))
        for issue in check(one, other)
    )


def article(texts: Sequence[str], language: str) -> list[tuple[int, Issue]]:
    """Remarks on all drafts of an article together: index of the draft, issue."""
    return sorted(style.mixed_style(texts), key=lambda found: found[0]) if language == "ja" else []


def apply(text: str, issue: Issue) -> str:
    """``text`` with the fix of ``issue`` in its place.

    Raises UsageError when the issue offers no fix, or its place lies outside of the text.
    """
    if issue.fix is None or issue.start is None or issue.end is None:
        raise UsageError(f"The issue {issue.check!r} offers no fix.", mend="Mend the draft by hand.")
    if not 0 <= issue.start <= issue.end <= len(text):
        raise UsageError(f"The issue {issue.check!r} is not about this text.", mend="Check the draft again.")
    return text[: issue.start] + issue.fix + text[issue.end :]
