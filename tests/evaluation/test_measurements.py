"""The measurements of the guard, on small inputs with the shipped model."""

import json
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

from translator.engine.embedded import EmbeddedEngine
from translator.errors import InputError
from translator.evaluation import articles, carriers, choosing, nonsense, survival
from translator.evaluation.corpus import read_corpus, read_lines
from translator.evaluation.records import append, read_records
from translator.glossary import Glossary
from translator.pipeline import Translator
from translator.spans.mark import mark

LINES = [
    "Wali Kota Bekasi, Tri Adhianto, membuka pasar itu pada Kamis (24/7).",
    "Pemerintah menyiapkan Rp1,2 triliun untuk petani di Malang.",
    "Warga menanam 250 pohon mangrove di pesisir Demak.",
]


@pytest.fixture(scope="module")
def engine() -> EmbeddedEngine:
    return EmbeddedEngine()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    file = tmp_path / "lines.id"
    file.write_text("\n".join(LINES) + "\n", encoding="utf-8")
    return file


def test_generated_segments_have_one_to_six_spans_and_repeat(corpus: Path) -> None:
    glossary = Glossary.shipped()
    found = list(carriers.items([corpus], glossary))
    assert found == list(carriers.items([corpus], glossary))
    assert {item.text for item in found} >= set(LINES)
    assert any(item.key.startswith("generated-") for item in found)
    assert all(1 <= sum(s.hard for s in mark(item.text, glossary)) <= 6 for item in found)


def test_doubled_forms_are_seen_and_parts_of_numbers_are_not() -> None:
    source = "Ada 12 warga di Bekasi."
    spans = mark(source, Glossary.shipped())
    assert carriers.doubled("Bekasi has 12 residents of Bekasi.", source, spans, "en") == ["Bekasi"]
    assert carriers.doubled("Bekasi has 12 of 12,500 residents.", source, spans, "en") == []
    assert carriers.doubled("Bekasi, 12, Bekasi", f"{source} Bekasi!", spans, "en") == []


def test_a_private_use_character_is_a_leak(engine: EmbeddedEngine) -> None:
    assert carriers.leaked("The mayor of \ue10a came.", engine)
    assert not carriers.leaked("ブカシ市長", engine)


def test_a_carriers_run_goes_on_where_it_stopped(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    carriers.run([corpus], out, limit=1)
    first = out.read_text(encoding="utf-8")
    carriers.run([corpus], out, limit=3)
    assert out.read_text(encoding="utf-8").startswith(first)
    records = read_records(out)
    assert len({record["key"] for record in records}) == 3
    found = carriers.summary(records)
    assert found["all → en"]["leaked"] == found["all → ja"]["leaked"] == 0


def test_survival_tries_one_to_six_placeholders(engine: EmbeddedEngine) -> None:
    found = list(islice(survival.variants(LINES, Glossary.shipped()), 6))
    assert all(1 <= len(variant.spans) <= 6 for variant in found)
    records = list(survival.tried(engine, 1, found[:2]))
    assert [record["to"] for record in records] == ["en", "ja", "en", "ja"]
    assert survival.summary(records)["en"]["segments"] == 2


def test_nonsense_words_are_given_to_words_of_one_line() -> None:
    found = list(nonsense.cases(LINES, Glossary.shipped()))
    assert [case.line for case in found] == LINES
    assert all(term in case.line and term.islower() for case in found for term in case.terms)


def test_listed_terms_are_right_flagged_or_missed(tmp_path: Path) -> None:
    gold = tmp_path / "page.json"
    term = {"id": "Bekasi", "en": ["Bekasi"], "ja": ["ブカシ"]}
    wrong = {"id": "pasar", "en": ["xyz"], "ja": ["xyz"]}
    gold.write_text(json.dumps({"terms": [term, wrong], "values": []}), encoding="utf-8")
    result = Translator(clean=False).translate(LINES[0])
    found = articles.measure(result, articles.read_gold(gold), "page")
    assert [f.state for f in found] == ["right", "right", "missed", "missed"]
    assert articles.summary(found)["ja"] == {"listed": 2, "right_percent": 50.0, "right_or_flagged_percent": 50.0}


def test_a_gold_file_without_lists_is_an_error(tmp_path: Path) -> None:
    gold = tmp_path / "page.json"
    gold.write_text('{"title": "x"}', encoding="utf-8")
    with pytest.raises(InputError, match=r"page\.json: is no gold file"):
        articles.read_gold(gold)


def test_files_that_do_not_agree_are_an_error(corpus: Path, tmp_path: Path) -> None:
    short = tmp_path / "lines.en"
    short.write_text("One line.\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"has 1 lines, but lines\.id has 3"):
        read_corpus(corpus, short)
    with pytest.raises(InputError, match="cannot be read"):
        read_lines(tmp_path / "none.id")


def test_records_cut_short_are_left_out(tmp_path: Path) -> None:
    file = tmp_path / "records.jsonl"
    append(file, [{"key": 1}, {"key": 2}])
    with file.open("a", encoding="utf-8") as stream:
        stream.write('{"key": 3')
    assert read_records(file) == [{"key": 1}, {"key": 2}]


def test_the_command_prints_scores_with_and_without_guard(corpus: Path, tmp_path: Path) -> None:
    reference = tmp_path / "lines.en"
    reference.write_text(
        "Bekasi Mayor Tri Adhianto opened the market on Thursday (July 24).\n"
        "The government set aside Rp1.2 trillion for farmers in Malang.\n"
        "Residents planted 250 mangroves on the Demak coast.\n",
        encoding="utf-8",
    )
    outputs = tmp_path / "outputs.jsonl"
    command = [str(Path(sys.executable).parent / "translator"), "evaluate", "--source", str(corpus)]
    command += ["--reference", str(reference), "--json", "--outputs", str(outputs), "--to"]
    wrong = subprocess.run([*command, "de"], capture_output=True, text=True, timeout=60, check=False)
    assert wrong.returncode == 2
    assert wrong.stderr.strip() == "translator: there is no target language 'de'. Use en or ja."
    done = subprocess.run([*command, "en"], capture_output=True, timeout=300, check=True)
    data = json.loads(done.stdout)
    assert data["lines"] == 3
    assert data["guard_on"]["value_accuracy"] == data["guard_on"]["term_accuracy_accepted"] == 100
    assert data["guard_on"]["placeholder_leaks"] == 0
    assert set(data["signatures"]) == {"chrF", "BLEU"}
    assert len(read_records(outputs)) == 3


def test_the_consensus_of_a_beam_and_its_ceiling() -> None:
    beam = ["The market is open.", "The market was opened.", "A market was opened.", "Nothing."]
    assert choosing.consensus(beam, "en") == "The market was opened."
    assert choosing.oracle(beam, "The market is open today.", "en") == "The market is open."


def test_each_way_to_choose_gives_a_translation_of_each_line(engine: EmbeddedEngine) -> None:
    references = ["木曜日に市場が開かれた。", "農家に1兆ルピアが用意された。", "住民が木を植えた。"]
    found = choosing.chosen(engine, LINES, references, "ja")
    assert set(found) == {"likeliest", "consensus", "through English", "oracle"}
    for texts in found.values():
        assert len(texts) == len(LINES) and all(texts)
