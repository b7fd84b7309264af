"""Whether the terms and values that an article's gold file lists stand in the drafts.

python -m translator.evaluation.articles FOLDER [--json]

FOLDER holds pages NAME.txt as pasted, and NAME.json with ``terms`` and ``values``: records of ``id`` (the Indonesian
form), ``en`` and ``ja`` (accepted renderings). A rendering counts when the draft contains it, both NFKC-folded.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any

import typer
from rapidfuzz import fuzz

from translator.errors import InputError
from translator.evaluation.options import AsJson, GlossaryFiles, start
from translator.evaluation.show import table, write
from translator.issues import Severity
from translator.pipeline import LANGUAGES, Translator
from translator.result import Result, SegmentResult

app = typer.Typer(add_completion=False)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One listed term or value: its source form, and its accepted renderings by language."""

    kind: str
    source: str
    renderings: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Found:
    """What became of a wanted rendering in one language.

    ``state``: ``right``; ``flagged`` when it is missing and an error stands on its segment; ``missed``.
    ``segment`` and ``draft``: the source sentence it belongs to, and what was written there.
    """

    article: str
    language: str
    kind: str
    source: str
    accepted: tuple[str, ...]
    state: str
    segment: str
    draft: str


def read_gold(path: Path) -> tuple[Wanted, ...]:
    """The terms and values of a gold file; raises InputError when it is none."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return tuple(
            Wanted(kind, record["id"], {language: tuple(record[language]) for language in LANGUAGES})
            for kind in ("terms", "values")
            for record in data[kind]
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        mend = "It needs lists terms and values of records with id, en and ja."
        raise InputError(f"is no gold file ({error}).", where=path, mend=mend) from error


def measure(result: Result, wanted: Iterable[Wanted], article: str) -> list[Found]:
    """What became of every wanted rendering in a translated article."""
    return [_found(result, one, language, article) for one in wanted for language in result.articles]


def _found(result: Result, wanted: Wanted, language: str, article: str) -> Found:
    homes = _homes(result.segments, wanted.source)
    whole = _fold(result.targets[language].text)
    if any(_fold(form) in whole for form in wanted.renderings[language]):
        state = "right"
    else:
        state = "flagged" if any(_has_error(home, language) for home in homes) else "missed"
    segment = " / ".join(home.segment.source for home in homes)
    draft = " / ".join(home.drafts[language].text for home in homes)
    return Found(article, language, wanted.kind, wanted.source, wanted.renderings[language][:3], state, segment, draft)


def _homes(segments: Sequence[SegmentResult], source: str) -> list[SegmentResult]:
    """Segments that say ``source``; the most similar one when none says it in these words."""
    exact = [s for s in segments if source.casefold() in s.segment.source.casefold()]
    return exact or sorted(segments, key=lambda s: -fuzz.partial_ratio(source, s.segment.source))[:1]


def _has_error(segment: SegmentResult, language: str) -> bool:
    return any(issue.severity is Severity.ERROR for issue in segment.drafts[language].issues)


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def summary(found: Sequence[Found]) -> dict[str, Any]:
    """Percent by language of what is right, and of what is right or flagged."""
    by_language = {language: [f for f in found if f.language == language] for language in LANGUAGES}
    return {
        language: {
            "listed": len(ones),
            "right_percent": _percent(sum(f.state == "right" for f in ones), len(ones)),
            "right_or_flagged_percent": _percent(sum(f.state != "missed" for f in ones), len(ones)),
        }
        for language, ones in by_language.items()
    }


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 2) if whole else 100.0


@app.command()
def main(
    folder: Annotated[Path, typer.Argument(help="Folder with NAME.txt and NAME.json.")],
    glossary: GlossaryFiles = None,
    json: AsJson = False,
) -> None:
    """Share of listed terms and values that stand in the drafts, and every one that does not."""
    golds = sorted(folder.glob("*.json"))
    if not golds:
        raise InputError("holds no gold file.", where=folder, mend="Give a folder with NAME.txt and NAME.json.")
    translator = Translator(glossary=glossary or ())
    found: list[Found] = []
    for gold in golds:
        result = translator.translate_file(gold.with_suffix(".txt"))
        found += measure(result, read_gold(gold), gold.stem)
    left = [f for f in found if f.state != "right"]
    data = {"scores": summary(found), "left": [asdict(f) for f in left], "engine": translator.engine.signature}
    if json:
        write(data)
        return
    table("Listed terms and values", summary(found))
    for f in left:
        typer.echo(
            f"{f.state} {f.article} {f.language} {f.source} → {' | '.join(f.accepted)}\n  {f.segment}\n  {f.draft}"
        )


if __name__ == "__main__":
    start(app)
