"""What choosing among the hypotheses of a beam could give, against taking the likeliest.

python -m translator.evaluation.choosing --source F --reference F --to ja [--every N] [--json]

``likeliest``: the first hypothesis. ``consensus``: the one most like the others by chrF, minimum Bayes risk (Kumar and
Byrne 2004). ``through English``: the likeliest translation of the likeliest English, into Japanese only. ``oracle``:
the one most like the reference among all these, which no program knows: the ceiling of any choice.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from translator.drafting import N_BEST
from translator.engine.embedded import EmbeddedEngine
from translator.engine.protocol import Engine, Request
from translator.evaluation.corpus import known_language, read_corpus
from translator.evaluation.options import AsJson, Every, Target, start
from translator.evaluation.scores import score, sentence_chrf
from translator.evaluation.show import summed

app = typer.Typer(add_completion=False)


def hypotheses(engine: Engine, lines: Sequence[str], source: str, target: str) -> list[list[str]]:
    """The beam of each line, best first."""
    outputs = engine.translate([Request(line, source, target) for line in lines], n_best=N_BEST)
    return [[hypothesis.text for hypothesis in found] for found in outputs]


def consensus(beam: Sequence[str], target: str) -> str:
    """The hypothesis most like the others."""
    return max(beam, key=lambda one: sum(sentence_chrf(one, other, target) for other in beam))


def oracle(beam: Sequence[str], reference: str, target: str) -> str:
    """The hypothesis most like the reference."""
    return max(beam, key=lambda one: sentence_chrf(one, reference, target))


def chosen(engine: Engine, lines: Sequence[str], references: Sequence[str], target: str) -> dict[str, list[str]]:
    """The lines' translations by each way to choose."""
    beams = hypotheses(engine, lines, "id", target)
    found = {"likeliest": [beam[0] for beam in beams], "consensus": [consensus(beam, target) for beam in beams]}
    if target == "ja":
        english = [beam[0] for beam in hypotheses(engine, lines, "id", "en")]
        through = hypotheses(engine, english, "en", target)
        found["through English"] = [beam[0] for beam in through]
        beams = [[*one, *other] for one, other in zip(beams, through, strict=True)]
    found["oracle"] = [oracle(beam, line, target) for beam, line in zip(beams, references, strict=True)]
    return found


@app.command()
def main(
    source: Annotated[Path, typer.Option(help="Indonesian text, a sentence or paragraph a line.")],
    reference: Annotated[Path, typer.Option(help="Its translation, line by line.")],
    to: Target,
    every: Every = 1,
    threads: Annotated[int, typer.Option(help="Threads of the engine; 0 for all cores.")] = 0,
    json: AsJson = False,
) -> None:
    """Score the ways to choose among the embedded model's hypotheses."""
    corpus = read_corpus(source, reference).every(every)
    found = chosen(EmbeddedEngine(threads=threads), corpus.sources, corpus.references, known_language(to))
    scores = {name: score(texts, corpus.references, to) for name, texts in found.items()}
    rows = {name: {"chrF": one.chrf, "BLEU": one.bleu} for name, one in scores.items()}
    summed(f"id-{to}, {len(corpus.sources)} lines", rows, json=json)


if __name__ == "__main__":
    start(app)
