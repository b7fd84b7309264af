"""Does the desk learn? A series of articles goes through it in order, with and without what the editor did before.

python -m translator.evaluation.learning ARTICLES.tsv HOUSE.tsv [--threads 1] [--rows]

ARTICLES has the columns article, id, en, ja: one sentence a line, the references in one house style. HOUSE has what,
id, en, ja: names and terms that the editor knows. The articles are taken in, drafted, corrected and approved by the
code of the desk; only the editor is simulated. What is counted is what the editor sees first: how many drafts differ
from the reference, and by how many characters (Levenshtein) for each hundred of the reference.
"""

from __future__ import annotations

import csv
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer
from rapidfuzz.distance import Levenshtein

from translator.engine.protocol import Engine
from translator.errors import EngineError, InputError
from translator.evaluation.options import start, tell
from translator.names import SettledName
from translator.pipeline import LANGUAGES
from translator.review.context import Desk
from translator.review.intake import take_text
from translator.review.recheck import recheck
from translator.review.terms import entry_of
from translator.store import JobState, Store, Suggestion, suggestions
from translator.store.wording import capitalized, pattern

EDITOR = "editor"

PART = 5
"""Articles at each end of the series that are set against each other."""

app = typer.Typer(add_completion=False)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One line of the series; ``references`` by language."""

    article: str
    source: str
    references: dict[str, str]


@dataclass(frozen=True, slots=True)
class Form:
    """What the editor's house writes; ``what``: ``name``, or the kind of a term (``term``, ``organization`` …)."""

    what: str
    id: str
    en: str
    ja: str

    def target(self, language: str) -> str:
        """The form in ``en`` or ``ja``."""
        return self.en if language == "en" else self.ja


@dataclass(frozen=True, slots=True)
class Work:
    """What one draft leaves to do: characters that differ from the reference, of so many."""

    article: str
    source: str
    language: str
    origin: str
    text: str
    reference: str

    @property
    def distance(self) -> int:
        """Characters to type, delete or change."""
        return Levenshtein.distance(self.text, self.reference)


def read_series(path: Path) -> list[list[Sentence]]:
    """The articles of a series, in order.

    Raises:
        InputError: the file cannot be read, or a line has not four filled columns.
    """
    lines = [Sentence(article, id, {"en": en, "ja": ja}) for article, id, en, ja in _rows(path)]
    return [list(group) for _, group in groupby(lines, key=lambda line: line.article)]


def read_house(path: Path) -> tuple[Form, ...]:
    """The names and terms of the house; raises as :func:`read_series`."""
    return tuple(Form(*row) for row in _rows(path))


def learning(
    articles: Iterable[Sequence[Sentence]], house: Sequence[Form], engine: Engine, store: Store
) -> Iterator[Work]:
    """Work on a series with one desk, whose store keeps what its editor did."""
    desk = Desk.open(store, lambda _: engine)
    for article in articles:
        yield from worked(desk, article, house)


def forgetting(articles: Iterable[Sequence[Sentence]], house: Sequence[Form], engine: Engine) -> Iterator[Work]:
    """Work on a series with a new store for every article."""
    for article in articles:
        with temporary() as store:
            yield from learning([article], house, engine, store)


@contextmanager
def temporary() -> Iterator[Store]:
    """An empty store that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "store.sqlite3") as store:
        yield store


def worked(desk: Desk, article: Sequence[Sentence], house: Sequence[Form]) -> list[Work]:
    """Take one article in, draft it, and let the editor settle names, correct, approve and teach.

    Raises:
        EngineError: the job failed.
        InputError: a sentence of the series was struck out or cut in two.
    """
    article_id = _drafted(desk, article)
    references = {line.source: line.references for line in article}
    kept = {row.source: row for row in desk.store.articles.page(article_id).segments}
    if lost := references.keys() - kept.keys():
        raise InputError(f"not one sentence to the desk: {min(lost)}", mend="Write it as one plain sentence.")
    work = [
        Work(line.article, line.source, language, draft.origin, draft.text, line.references[language])
        for line in article
        for language, draft in kept[line.source].targets.items()
    ]
    settle(desk.store, article_id, house)
    correct(desk.store, article_id, references)
    teach(desk.store, house)
    return work


def settle(store: Store, article_id: int, house: Iterable[Form]) -> None:
    """Settle the names of the article that wait and that the house knows; the others are left waiting."""
    names = {form.id: form for form in house if form.what == "name"}
    for proposal in store.names.proposals(article_id):
        if form := names.get(proposal.id):
            store.names.settle(SettledName(form.id, form.en, form.ja, proposal.kind), EDITOR)


def correct(store: Store, article_id: int, references: dict[str, dict[str, str]]) -> None:
    """Make every text its reference and approve it.

    The Japanese comes first, so that none is drafted anew from the corrected English.
    """
    for row in store.articles.page(article_id).segments:
        for language in reversed(LANGUAGES):
            wanted, version = references[row.source][language], store.segments.get(row.id).targets[language].version
            store.segments.edit(row.id, language, wanted, version, EDITOR)
            version = recheck(store, row.id, language).targets[language].version
            store.segments.approve(row.id, language, version, EDITOR)


def teach(store: Store, house: Iterable[Form]) -> None:
    """Answer what the desk proposes after repeated changes.

    A change of a house term becomes a glossary entry. Any other becomes a replacement rule if the old wording stands in
    no approved text, which the concordance shows; else it is refused.
    """
    terms = [form for form in house if form.what != "name"]
    for found in suggestions(store):
        if form := next((term for term in terms if _concerns(found, term)), None):
            store.terms.add(entry_of(form.id, form.en, form.ja, form.what, "", exact=False, hard=True), EDITOR)
        answer = store.replacements.refuse if form or _in_use(store, found) else store.replacements.accept
        answer(found.before, found.after, found.language, EDITOR)


def _concerns(found: Suggestion, term: Form) -> bool:
    """Whether the proposal is about this term: its source has it, and what was written has to do with its form."""
    form, after = term.target(found.language).casefold(), found.after.casefold()
    return bool(_words(term.id, found.source)) and (form in after or after in form)


def _words(wanted: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(wanted.casefold())}\b", text.casefold()) is not None


def _in_use(store: Store, found: Suggestion) -> bool:
    """Whether the old wording stands in a text that was approved."""
    wording = pattern((found.before, capitalized(found.before)), found.language)
    units = store.memory.search(found.before, language=found.language, limit=1000)
    return any(wording.search(unit.target) for unit in units)


def _drafted(desk: Desk, article: Sequence[Sentence]) -> int:
    """The article in the store with its drafts; each sentence is a paragraph, the first the title."""
    take_text(desk, "\n\n".join(line.source for line in article), LANGUAGES)
    job = desk.store.jobs.claim()
    if job is None or job.article_id is None:
        raise EngineError("the article is not in the queue.", mend="Run it with a new store.")
    desk.worker.work(job)
    done = desk.store.jobs.get(job.id)
    if done.state is not JobState.DONE:
        raise EngineError(done.message or f"the job is {done.state.value}.")
    return job.article_id


def _rows(path: Path) -> list[tuple[str, str, str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read: {error}", where=path, mend="Give a UTF-8 file.") from error
    for number, row in enumerate(rows, 1):
        if len(row) != 4 or not all(cell.strip() for cell in row):
            raise InputError("needs four filled columns.", where=f"{path}:{number}", mend="Separate them by tabs.")
    return [(a, b, c, d) for a, b, c, d in rows[1:]]


def decisions(store: Store) -> Iterator[str]:
    """Lines of what the editor decided: names, terms, replacement rules and refusals."""
    for name in store.names.registry().names:
        yield f"name\t{name.id}\t{name.en}\t{name.ja}"
    for term in store.terms.entries():
        yield f"term\t{term.id}\t{term.en[0]}\t{term.ja[0]}"
    for rule in reversed(store.replacements.list()):
        yield f"{'rule' if rule.accepted else 'refused'}\t{rule.language}\t{rule.before}\t{rule.after}"


def share_touched(works: Sequence[Work]) -> float:
    """Share of drafts that differ from the reference."""
    return sum(work.distance > 0 for work in works) / max(len(works), 1)


def characters(works: Sequence[Work]) -> float:
    """Characters that differ, for each hundred of the references."""
    return 100 * sum(work.distance for work in works) / max(sum(len(work.reference) for work in works), 1)


def table(off: Sequence[Work], on: Sequence[Work]) -> Iterator[str]:
    """Lines of the result: both ends of the series, all sentences and those that the memory did not serve."""
    yield "language\tarticles\tsentences\tdrafts\ttouched off\ttouched on\tcharacters off\tcharacters on"
    names = list(dict.fromkeys(work.article for work in off))
    pairs = list(zip(off, on, strict=True))
    for language in LANGUAGES:
        for part, chosen in ((f"first {PART}", names[:PART]), (f"last {PART}", names[-PART:]), ("all", names)):
            here = [(a, b) for a, b in pairs if a.language == language and a.article in chosen]
            for kind, some in (("all", here), ("new", [(a, b) for a, b in here if b.origin != "memory"])):
                old, new = [a for a, _ in some], [b for _, b in some]
                touched = f"{share_touched(old):.0%}\t{share_touched(new):.0%}"
                typed = f"{characters(old):.1f}\t{characters(new):.1f}"
                yield f"{language}\t{part}\t{kind}\t{len(some)}\t{touched}\t{typed}"


@app.command()
def main(
    articles: Annotated[Path, typer.Argument(help="TSV: article, id, en, ja.")],
    house: Annotated[Path, typer.Argument(help="TSV: what (name, term, organization …), id, en, ja.")],
    threads: Annotated[int, typer.Option(min=0, help="Threads of the engine; 0: all cores.")] = 0,
    rows: Annotated[bool, typer.Option("--rows", help="Print drafts and decisions before the table.")] = False,
) -> None:
    """Draft a series with and without learning, and print what was left to edit."""
    from translator.engine.embedded import EmbeddedEngine

    engine, series, forms = EmbeddedEngine(threads=threads), read_series(articles), read_house(house)
    tell("without learning")
    off = list(forgetting(series, forms, engine))
    tell("with learning")
    with temporary() as store:
        on = list(learning(series, forms, engine, store))
        taught = list(decisions(store))
    for old, new in zip(off, on, strict=True) if rows else ():
        typer.echo("\t".join((old.article, old.language, new.origin, old.text, new.text, old.reference)))
    for line in taught if rows else ():
        typer.echo(line)
    for line in table(off, on):
        typer.echo(line)


if __name__ == "__main__":
    start(app)
