"""Does the desk learn? Articles of one series go through it in order, with and without what editors taught it.

``python -m translator.evaluation.learning SERIES``: a TSV with the columns article, id, en, ja, one sentence a line. An
editor is simulated: every draft becomes the reference and is approved, a name that waits gets the form that stands in
the reference, a repeated change that the desk proposes is accepted. What is counted is the work on each article:
characters typed or deleted (Levenshtein) for each hundred of the reference, and sentences touched.
"""

from __future__ import annotations

import csv
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from translator.article.read import read_text
from translator.engine.protocol import Engine
from translator.names import SettledName
from translator.pipeline import LANGUAGES, Translator
from translator.review.context import Glossaries
from translator.review.recheck import housestyle
from translator.store import Store, suggestions

EDITOR = "editor"

SURE = 60.0
"""Similarity of a proposed katakana form and a form in the reference from which the editor takes them for one name."""

_KATAKANA = re.compile(r"[ァ-ヺー][ァ-ヺー・]+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One line of the series."""

    article: str
    source: str
    references: dict[str, str]


@dataclass(frozen=True, slots=True)
class Work:
    """An editor's work on one article in one language: characters changed, characters of the reference, sentences."""

    article: str
    language: str
    changed: int
    length: int
    touched: int
    sentences: int


def read_series(path: Path) -> list[list[Sentence]]:
    """The articles of a series, in order."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        lines = [Sentence(article, id, {"en": en, "ja": ja}) for article, id, en, ja in rows]
    return [list(group) for _, group in groupby(lines, key=lambda line: line.article)]


def series(articles: Iterable[Sequence[Sentence]], engine: Engine, store: Store, *, learns: bool) -> Iterator[Work]:
    """Work on each article and language; with ``learns`` the store serves what the editor did before."""
    glossaries = Glossaries(store)
    for lines in articles:
        translator = (
            Translator(
                engine, glossary=glossaries.of(), names=store.names.registry(), recall=store.memory.recall, clean=False
            )
            if learns
            else Translator(engine, clean=False)
        )
        references = {line.source: line.references for line in lines}
        prepared = translator.prepare(read_text("\n\n".join(references)))
        results = list(translator.stream(prepared))
        article_id = store.articles.add(prepared, targets=LANGUAGES)
        ids = store.segments.ids(article_id)
        for result in results:
            styled = housestyle(store, result, "") if learns else result
            store.segments.save_result(ids[result.segment.id], styled, translator.signature)
        for language in LANGUAGES:
            yield _corrected(store, article_id, language, lines[0].article, references)
        if learns:
            _taught(store, article_id)


def _corrected(store: Store, id: int, language: str, name: str, references: dict[str, dict[str, str]]) -> Work:
    """Put the references in place and approve them."""
    changed = length = touched = 0
    rows = [row for row in store.articles.page(id).segments if row.source in references]
    for row in rows:
        wanted, target = references[row.source][language], row.targets[language]
        changed += Levenshtein.distance(target.text, wanted)
        length += len(wanted)
        touched += target.text != wanted
        edited = store.segments.edit(row.id, language, wanted, target.version, EDITOR)
        store.segments.approve(row.id, language, edited.targets[language].version, EDITOR)
    return Work(name, language, changed, length, touched, len(rows))


def _taught(store: Store, id: int) -> None:
    """Settle the names whose form stands in the references, and accept what the desk proposes."""
    text = "".join(row.targets["ja"].text for row in store.articles.page(id).segments)
    forms = sorted(set(_KATAKANA.findall(text)))
    for proposal in store.names.proposals(id):
        found = process.extractOne(proposal.ja, forms, scorer=fuzz.ratio, score_cutoff=SURE)
        if found:
            store.names.settle(SettledName(proposal.id, proposal.en, found[0], proposal.kind), EDITOR)
    for suggestion in suggestions(store):
        store.replacements.accept(suggestion.before, suggestion.after, suggestion.language, EDITOR)


def summary(works: Sequence[Work], language: str) -> tuple[float, float]:
    """(characters changed for each hundred, share of sentences touched) in one language."""
    chosen = [work for work in works if work.language == language]
    return (
        100 * sum(work.changed for work in chosen) / sum(work.length for work in chosen),
        sum(work.touched for work in chosen) / sum(work.sentences for work in chosen),
    )


def main(path: Path) -> None:
    """Print the work on each article and in all, learning off and on."""
    from translator.engine.embedded import EmbeddedEngine

    engine, articles = EmbeddedEngine(), read_series(path)
    found: dict[bool, list[Work]] = {}
    for learns in (False, True):
        with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "store.sqlite3") as store:
            found[learns] = list(series(articles, engine, store, learns=learns))
    print("article\tlanguage\toff\ton")
    for off, on in zip(found[False], found[True], strict=True):
        print(
            f"{off.article}\t{off.language}\t{100 * off.changed / off.length:.1f}\t{100 * on.changed / on.length:.1f}"
        )
    for language in LANGUAGES:
        for name, part in (("first half", slice(None, len(articles))), ("second half", slice(len(articles), None))):
            off_, on_ = summary(found[False][part], language), summary(found[True][part], language)
            print(f"{name}\t{language}\t{off_[0]:.1f} ({off_[1]:.0%})\t{on_[0]:.1f} ({on_[1]:.0%})")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
