"""Whether nonsense target words come out exactly: glossaries that no model has seen.

python -m translator.evaluation.nonsense --source F [--every N] [--limit N] [--json]

In each line one or two words that stand in no other line get a nonsense word as their fixed target form in each
language, as a glossary file gives it; it must stand in the draft as often as the term stands in the source.
"""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from translator.evaluation.corpus import read_lines
from translator.evaluation.measure import write_glossary
from translator.evaluation.options import AsJson, Every, start, tell
from translator.evaluation.runs import CHUNK, Guarded, guarded
from translator.evaluation.show import table, write
from translator.evaluation.survival import ordinary_words
from translator.glossary import Glossary
from translator.pipeline import LANGUAGES, Translator
from translator.spans.mark import mark

app = typer.Typer(add_completion=False)

_CONSONANTS, _VOWELS = "bdfgklmnprstvz", "aeiou"
_KANA = "アイエオカキクケコサシスセソタテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロガギグゲゴダデドバビブベボ"


@dataclass(frozen=True, slots=True)
class Case:
    """A line and the glossary that it is tried with: term → nonsense form in English and Japanese."""

    line: str
    terms: dict[str, tuple[str, str]]


def cases(lines: Sequence[str], glossary: Glossary, seed: int = 1) -> Iterator[Case]:
    """One case for every line with ordinary words outside its fixed spans that no other line has."""
    chance = random.Random(seed)
    spans = ordinary_words(lines, [mark(line, glossary) for line in lines])
    words = [{span.source for span in found} for found in spans]
    lines_with = Counter(word for line in words for word in line)
    for line, own in zip(lines, words, strict=True):
        rare = sorted(word for word in own if lines_with[word] == 1)
        chosen = chance.sample(rare, min(len(rare), chance.choice((1, 2))))
        if chosen:
            yield Case(line, {word: (latin(chance), kana(chance)) for word in chosen})


def latin(chance: random.Random) -> str:
    """A word of three or four syllables that no language has."""
    return "".join(chance.choice(_CONSONANTS) + chance.choice(_VOWELS) for _ in range(chance.choice((3, 4)))) + "x"


def kana(chance: random.Random) -> str:
    """A katakana word that no language has."""
    return "".join(chance.choice(_KANA) for _ in range(chance.choice((4, 5, 6)))) + "ヌ"


def results(case: Case, line: Guarded) -> Iterator[dict[str, Any]]:
    """What became of each nonsense word in each language."""
    for term, forms in case.terms.items():
        wanted = sum(span.source.casefold() == term for segment in line.segments for span in segment.spans)
        if not wanted:
            continue  # a longer span took the word in
        for target, form in zip(LANGUAGES, forms, strict=True):
            text = line.texts[target]
            exact = text.count(form) == wanted
            cased = text.casefold().count(form.casefold()) == wanted
            lost = any(i.check == "span-missing" for s in line.segments for i in s.drafts[target].issues)
            state = "exact" if exact else "cased" if cased else "flagged" if lost else "missed"
            yield {"to": target, "term": term, "form": form, "state": state, "source": case.line, "draft": text}


@app.command()
def main(
    source: Annotated[Path, typer.Option(help="Indonesian lines.")],
    every: Every = 1,
    limit: Annotated[int, typer.Option(help="Lines in all.")] = 1_000_000,
    json: AsJson = False,
) -> None:
    """Share of nonsense words that come out exactly, and those that do not."""
    chosen = list(cases(read_lines(source)[::every][:limit], Glossary.shipped()))
    found: list[dict[str, Any]] = []
    translator = Translator(clean=False)
    for at in range(0, len(chosen), CHUNK):
        found += _tried(translator, chosen[at : at + CHUNK])
        tell(f"{min(at + CHUNK, len(chosen))} of {len(chosen)} lines")
    left = [f for f in found if f["state"] not in ("exact", "cased")]
    data = {"scores": summary(found), "left": left, "engine": translator.engine.signature}
    if json:
        write(data)
        return
    table("Nonsense words", summary(found))
    for f in left:
        typer.echo(f"{f['state']} {f['to']} {f['term']} → {f['form']}\n  {f['source']}\n  {f['draft']}")


def _tried(translator: Translator, part: Sequence[Case]) -> list[dict[str, Any]]:
    """The results of cases that are translated together, with one glossary file."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "nonsense.tsv"
        write_glossary(file, {term: forms for case in part for term, forms in case.terms.items()})
        taught = Translator(translator.engine, glossary=[file], clean=False)
        lines = list(guarded(taught, [case.line for case in part], LANGUAGES))
    return [result for case, line in zip(part, lines, strict=True) for result in results(case, line)]


def summary(found: Sequence[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Counts and percent by language; ``cased`` is a capital at the head of an English sentence, and right."""
    columns = {}
    for target in LANGUAGES:
        states = Counter(f["state"] for f in found if f["to"] == target)
        right = states["exact"] + states["cased"]
        percent = round(100 * right / states.total(), 2) if states else None
        columns[target] = {"words": states.total(), "right_percent": percent, **states}
    return columns


if __name__ == "__main__":
    start(app)
