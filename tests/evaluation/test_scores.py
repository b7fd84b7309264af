"""Scores agree with sacreBLEU's own, and say how they were made."""

import sys

import pytest
from sacrebleu.metrics import BLEU, CHRF

from translator.errors import UsageError
from translator.evaluation import scores

REFERENCES = ["市長は木曜日に港を訪れた。", "住民は木を植えている。"]
OUTPUTS = ["市長は木曜日に空港を訪れた。", "住民が木を植えた。"]


def test_japanese_bleu_counts_mecab_words() -> None:
    found = scores.score(OUTPUTS, REFERENCES, "ja")
    assert found.bleu == round(BLEU(tokenize="ja-mecab").corpus_score(OUTPUTS, [REFERENCES]).score, 2)
    assert found.chrf == round(CHRF().corpus_score(OUTPUTS, [REFERENCES]).score, 2)
    assert "tok:ja-mecab" in scores.signatures(OUTPUTS, REFERENCES, "ja")["BLEU"]


def test_a_better_system_is_significantly_better_and_an_equally_good_one_is_not() -> None:
    references = [f"The {word} was closed on Thursday." for word in ("port", "road", "school", "market", "bridge")] * 8
    poor = [f"{line.split()[1]} it shut" for line in references]
    one = [*references[:20], *poor[20:]]
    other = [*poor[:20], *references[20:]]
    found = scores.p_values(one, {"good": references, "equal": other}, references, "en")
    assert found["good"]["chrF"] < 0.01
    assert found["equal"]["chrF"] > 0.2


def test_without_sacrebleu_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sacrebleu.metrics", None)
    with pytest.raises(UsageError, match="pip install"):
        scores.score(OUTPUTS, REFERENCES, "en")
