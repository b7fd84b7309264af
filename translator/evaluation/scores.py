"""Corpus scores by sacreBLEU (Post 2018; chrF: Popović 2015), each with its signature, and their significance."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from translator.errors import UsageError

SAMPLES = 1000
"""Bootstrap samples (Koehn 2004)."""


@dataclass(frozen=True, slots=True)
class Scores:
    """chrF and BLEU, both 0 to 100."""

    chrf: float
    bleu: float


def score(hypotheses: Sequence[str], references: Sequence[str], target: str) -> Scores:
    """Scores of one system; BLEU on words by 13a for English, by MeCab for Japanese."""
    values = {name: m.corpus_score(hypotheses, [references]).score for name, m in _metrics(target).items()}
    return Scores(round(values["chrF"], 2), round(values["BLEU"], 2))


def sentence_chrf(hypothesis: str, reference: str, target: str) -> float:
    """chrF of one line."""
    return float(_metrics(target)["chrF"].sentence_score(hypothesis, [reference]).score)


def signatures(hypotheses: Sequence[str], references: Sequence[str], target: str) -> dict[str, str]:
    """sacreBLEU's signature of each metric."""
    found = {}
    for name, metric in _metrics(target).items():
        metric.corpus_score(hypotheses, [references])  # the number of references is known only after scoring
        found[name] = str(metric.get_signature())
    return found


def p_values(
    base: Sequence[str], others: Mapping[str, Sequence[str]], references: Sequence[str], target: str
) -> dict[str, dict[str, float]]:
    """How likely each system's difference from ``base`` is chance, by metric: paired bootstrap."""
    _metrics(target)
    from sacrebleu.significance import PairedTest

    systems: list[tuple[str, Sequence[str]]] = [("base", base), *others.items()]
    test = PairedTest(systems, _metrics(target), [list(references)], test_type="bs", n_samples=SAMPLES)
    columns: list[Any] = [column for name, column in test()[1].items() if name != "System"]
    return {
        name: {
            metric: round(float(column[n].p_value), 4) for metric, column in zip(_metrics(target), columns, strict=True)
        }
        for n, name in enumerate(others, 1)
    }


def words(target: str) -> Callable[[str], list[str]]:
    """A function that cuts a text into lower-case words without punctuation; Japanese by MeCab."""
    tokenize: Callable[[str], str] = _metrics(target)["BLEU"].tokenizer
    return lambda text: [w for w in tokenize(text).lower().split() if any(ch.isalnum() for ch in w)]


def _metrics(target: str) -> dict[str, Any]:
    try:
        from sacrebleu.metrics import BLEU, CHRF

        return {"chrF": CHRF(), "BLEU": BLEU(tokenize="ja-mecab" if target == "ja" else "13a")}
    except (ImportError, RuntimeError) as error:  # sacreBLEU raises RuntimeError when MeCab is missing
        raise UsageError(f"sacreBLEU is not complete ({error}).", mend='pip install "translator[evaluate]"') from error
