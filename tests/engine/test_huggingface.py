"""Hugging Face engine on tiny checkpoints of each family: real files, loading and beam search, random weights."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import torch
from transformers import GenerationConfig

from tests.engine import tiny_models
from translator.engine.huggingface import HuggingFaceEngine
from translator.engine.protocol import Engine, Request
from translator.errors import EngineError, ModelError, UsageError

SENTENCES = [
    "Presiden meresmikan stasiun baru di Jakarta.",
    "Bogor.",
    "Wali Kota Bogor membuka pameran.",
    "Harga beras naik.",
]
COMMIT = "0123456789abcdef0123456789abcdef01234567"
Load = Callable[..., HuggingFaceEngine]


@pytest.fixture(scope="session", autouse=True)
def one_thread() -> Iterator[None]:
    """Tiny tensors are slower on many threads."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    root = tmp_path_factory.mktemp("models")
    return {
        "marian": tiny_models.marian(root / "opus-mt-id-en"),
        "tagged": tiny_models.marian(root / "many", tags=[">>eng<<", ">>jpn<<"], source_lang="ind", target_lang="mul"),
        "unnamed": tiny_models.marian(root / "mine"),
        "m2m100": tiny_models.m2m100(root / "m2m100"),
        "nllb": tiny_models.nllb(root / "nllb"),
        "madlad": tiny_models.t5(root / "madlad"),
        "t5": tiny_models.t5(root / "t5", tags=()),
        "plain": tiny_models.causal(root / "plain"),
        "chat": tiny_models.causal(root / "chat", chat_template=tiny_models.CHAT_TEMPLATE),
    }


@pytest.fixture(scope="session")
def load(folders: dict[str, Path]) -> Load:
    def load(name: str, **options: Any) -> HuggingFaceEngine:
        return HuggingFaceEngine.load(str(folders[name]), device="cpu", **options)

    return load


@pytest.fixture(scope="session")
def engines(load: Load) -> dict[str, HuggingFaceEngine]:
    names = ("marian", "tagged", "m2m100", "nllb", "madlad", "plain", "chat")
    return {name: load(name) for name in names}


class Spy:
    """Stands before an engine's ``generate``, calls it, and keeps what went in and came out."""

    def __init__(self, engine: HuggingFaceEngine, monkeypatch: pytest.MonkeyPatch) -> None:
        self.inputs: list[list[list[int]]] = []
        self.outputs: list[list[list[int]]] = []
        self.configs: list[GenerationConfig] = []
        self.tokenizer = engine._family.tokenizer
        self._generate: Any = engine._model.generate
        monkeypatch.setattr(engine._model, "generate", self)

    def __call__(self, **inputs: Any) -> Any:
        generated = self._generate(**inputs)
        self.inputs.append(inputs["input_ids"].tolist())
        self.outputs.append(generated.tolist())
        self.configs.append(inputs["generation_config"])
        return generated

    def source(self, row: int = 0) -> str:
        """What the model read, control tokens included."""
        return str(self.tokenizer.decode(self.inputs[0][row]))


EVERY = ("marian", "tagged", "m2m100", "nllb", "madlad", "plain", "chat")


def pair_of(engine: HuggingFaceEngine) -> tuple[str, str]:
    return ("id", "ja") if ("id", "ja") in engine.capabilities.pairs else ("id", "en")


@pytest.mark.parametrize("name", EVERY)
def test_translates_a_batch(engines: dict[str, HuggingFaceEngine], name: str) -> None:
    engine = engines[name]
    found = engine.translate([Request(text, *pair_of(engine)) for text in SENTENCES], n_best=3)
    assert isinstance(engine, Engine)
    assert [1 <= len(hypotheses) <= 3 for hypotheses in found] == [True] * len(SENTENCES)
    for hypotheses in found:
        scores = [hypothesis.score for hypothesis in hypotheses if hypothesis.score is not None]
        assert len(scores) == len(hypotheses)
        assert scores == sorted(scores, reverse=True)
        assert all(score < 0 for score in scores)
        assert len({hypothesis.text for hypothesis in hypotheses}) == len(hypotheses)


@pytest.mark.parametrize("name", ["marian", "nllb", "madlad", "chat"])
def test_order_and_padding_do_not_change_a_translation(
    engines: dict[str, HuggingFaceEngine], load: Load, name: str
) -> None:
    requests = [Request(text, *pair_of(engines[name])) for text in SENTENCES]
    alone = load(name, batch_tokens=1)
    singly = [alone.translate([request])[0][0] for request in requests]
    assert [found[0] for found in alone.translate(requests)] == singly
    # In one batch the longest text gives the length cap, so that only the beginnings can be compared.
    together = [found[0] for found in engines[name].translate(requests)]
    for one, other in zip(singly, together, strict=True):
        assert other.text[:5] == one.text[:5]


@pytest.mark.parametrize("name", ["marian", "m2m100", "madlad", "chat", "plain"])
@pytest.mark.parametrize("beams", [1, 3])
def test_score_is_the_mean_log_probability_of_a_token(load: Load, name: str, beams: int) -> None:
    """Checked against the scores that ``generate`` itself reports, the forced language token left out."""
    engine = load(name, beams=beams)
    source, target = pair_of(engine)
    ids = torch.tensor([engine._family.encode(SENTENCES[0], source, target)])
    forced = engine._family.forced_token(target)
    config: Any = GenerationConfig
    settings = config(
        max_new_tokens=12, num_beams=beams, return_dict_in_generate=True, output_scores=True, forced_bos_token_id=forced
    )
    generate: Any = engine._model.generate
    found = generate(input_ids=ids, attention_mask=torch.ones_like(ids), generation_config=settings)
    indices = found.beam_indices if beams > 1 else None
    compute: Any = engine._model.compute_transition_scores
    steps = compute(found.sequences, found.scores, indices, normalize_logits=beams == 1)
    inputs = {"input_ids": ids, "attention_mask": torch.ones_like(ids)}
    skipped = 0 if forced is None else 1
    scores = engine._scores(inputs, found.sequences, engine._begun(inputs, target), 1)
    banned = 0.02 if name == "marian" else 1e-3  # generate shares out the probability of the padding that Marian bans
    assert scores[0] == pytest.approx(float(steps[0, skipped:].mean()), abs=banned)


@pytest.mark.parametrize("text", ["", "  ", "\n\t", "\u00a0"])
def test_blank_text_never_reaches_the_model(
    engines: dict[str, HuggingFaceEngine], monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    spy = Spy(engines["nllb"], monkeypatch)
    found = engines["nllb"].translate([Request(text, "id", "ja"), Request(text, "id", "en")], n_best=2)
    assert [[hypothesis.text for hypothesis in hypotheses] for hypotheses in found] == [[""], [""]]
    assert spy.outputs == []


def test_blank_among_others_keeps_its_place(engines: dict[str, HuggingFaceEngine]) -> None:
    found = engines["nllb"].translate([Request(text, "id", "en") for text in (SENTENCES[0], " ", SENTENCES[1])])
    assert [bool(hypotheses[0].text) for hypotheses in found] == [True, False, True]


def test_an_empty_batch_is_an_empty_list(engines: dict[str, HuggingFaceEngine]) -> None:
    assert engines["nllb"].translate([]) == []


def test_both_targets_in_one_batch(engines: dict[str, HuggingFaceEngine], monkeypatch: pytest.MonkeyPatch) -> None:
    spy = Spy(engines["nllb"], monkeypatch)
    engines["nllb"].translate([Request(SENTENCES[0], "id", "ja"), Request(SENTENCES[0], "id", "en")])
    first = [spy.tokenizer.convert_ids_to_tokens(output[0][1]) for output in spy.outputs]
    assert first == ["jpn_Jpan", "eng_Latn"]


@pytest.mark.parametrize(
    ("name", "source", "target"),
    [("nllb", "ind_Latn", "jpn_Jpan"), ("m2m100", "__id__", "__ja__")],
)
def test_language_tokens_are_set_and_forced(
    engines: dict[str, HuggingFaceEngine], monkeypatch: pytest.MonkeyPatch, name: str, source: str, target: str
) -> None:
    spy = Spy(engines[name], monkeypatch)
    found = engines[name].translate([Request(SENTENCES[0], "id", "ja")], n_best=3)[0]
    assert spy.tokenizer.convert_ids_to_tokens(spy.inputs[0][0][0]) == source
    assert {spy.tokenizer.convert_ids_to_tokens(row[1]) for row in spy.outputs[0]} == {target}
    assert not any(hypothesis.text.startswith(target) for hypothesis in found)


@pytest.mark.parametrize(
    ("name", "target", "start"),
    [
        ("madlad", "ja", "<2ja>"),
        ("madlad", "en", "<2en>"),
        ("tagged", "ja", ">>jpn<<"),
        ("tagged", "en", ">>eng<<"),
    ],
)
def test_target_tag_begins_the_source(
    engines: dict[str, HuggingFaceEngine], monkeypatch: pytest.MonkeyPatch, name: str, target: str, start: str
) -> None:
    spy = Spy(engines[name], monkeypatch)
    engines[name].translate([Request(SENTENCES[0], "id", target)])
    tokens = [token for token in spy.tokenizer.convert_ids_to_tokens(spy.inputs[0][0]) if token != "▁"]
    assert tokens[0] == start


def test_t5_without_tags_is_instructed(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = load("t5", pairs=[("id", "en")])
    spy = Spy(engine, monkeypatch)
    engine.translate([Request(SENTENCES[0], "id", "en")])
    assert len(spy.inputs[0][0]) > len(spy.tokenizer(SENTENCES[0])["input_ids"])


def test_chat_model_is_asked_in_its_template(
    engines: dict[str, HuggingFaceEngine], monkeypatch: pytest.MonkeyPatch
) -> None:
    spy = Spy(engines["chat"], monkeypatch)
    engines["chat"].translate([Request(SENTENCES[1], "id", "ja")])
    asked = "Translate the following segment into Japanese, without additional explanation.\n\nBogor."
    assert spy.source() == f"<s><|user|>{asked}<|end|><|assistant|>"


def test_model_without_template_continues_a_pattern(
    engines: dict[str, HuggingFaceEngine], monkeypatch: pytest.MonkeyPatch
) -> None:
    spy = Spy(engines["plain"], monkeypatch)
    found = engines["plain"].translate([Request(SENTENCES[1], "id", "ja")])
    assert spy.source() == "Indonesian: Bogor.\nJapanese:"
    assert "\n" not in found[0][0].text


def test_typed_messages_where_the_template_wants_them(folders: dict[str, Path], tmp_path: Path) -> None:
    template = (
        "{{ bos_token }}{% for m in messages %}{{ m['content'][0]['source_lang_code'] }}>"
        "{{ m['content'][0]['target_lang_code'] }}:{{ m['content'][0]['text'] }}{% endfor %}"
    )
    engine = HuggingFaceEngine.load(str(tiny_models.causal(tmp_path / "typed", chat_template=template)), device="cpu")
    ids = engine._family.encode("Bogor.", "id", "ja")
    assert engine._family.tokenizer.decode(ids) == "<s>id>ja:Bogor."


@pytest.mark.parametrize(("name", "token"), [("chat", "<|end|>"), ("nllb", "</s>"), ("madlad", "</s>")])
def test_an_article_cannot_write_control_tokens(
    engines: dict[str, HuggingFaceEngine], monkeypatch: pytest.MonkeyPatch, name: str, token: str
) -> None:
    spy = Spy(engines[name], monkeypatch)
    engines[name].translate([Request(f"Bogor {token} Jakarta", "id", "ja"), Request("Bogor Jakarta", "id", "ja")])
    number: Any = spy.tokenizer.convert_tokens_to_ids(token)
    assert len({row.count(number) for row in spy.inputs[0]}) == 1


def test_news_quotes_are_made_plain_for_marian(
    engines: dict[str, HuggingFaceEngine], monkeypatch: pytest.MonkeyPatch
) -> None:
    spy = Spy(engines["marian"], monkeypatch)
    engines["marian"].translate([Request("“pasokan” cukup", "id", "en"), Request('"pasokan" cukup', "id", "en")])
    assert spy.inputs[0][0] == spy.inputs[0][1]


@pytest.mark.parametrize("name", ["marian", "m2m100", "chat"])
def test_length_is_capped(engines: dict[str, HuggingFaceEngine], monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    spy = Spy(engines[name], monkeypatch)
    engines[name].translate([Request("Bogor.", *pair_of(engines[name]))])
    length = len(spy.tokenizer("Bogor.", add_special_tokens=False)["input_ids"])
    assert spy.configs[0].max_new_tokens == round(2.5 * length) + 10


def test_japanese_leaves_with_japanese_punctuation(
    engines: dict[str, HuggingFaceEngine], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = engines["nllb"]
    monkeypatch.setattr(engine._family, "decode", lambda ids: "市長は,開会を宣言した.")
    assert engine.translate([Request("Acara dibuka.", "id", "ja")])[0][0].text == "市長は、開会を宣言した。"
    assert engine.translate([Request("Acara dibuka.", "id", "en")])[0][0].text == "市長は,開会を宣言した."


def test_reasoning_is_not_part_of_a_translation(engines: dict[str, HuggingFaceEngine]) -> None:
    family = engines["chat"]._family
    ids = family.tokenizer("<think>Bogor is\na city.</think>\n\nThe mayor.\nNote: none.")["input_ids"]
    assert family.decode(ids) == "The mayor."


@pytest.mark.parametrize("name", ["m2m100", "plain"])
def test_too_long_a_text_travels_in_pieces_and_the_others_whole(load: Load, name: str) -> None:
    engine = load(name, batch_tokens=1)  # together, the longest text gives the length cap
    texts = [SENTENCES[0], "Wali Kota Bogor membuka pameran. " * 40, SENTENCES[1]]
    found = engine.translate([Request(text, *pair_of(engine)) for text in texts])
    assert [hypotheses[0].pieces > 1 for hypotheses in found] == [False, True, False]
    assert found[0] == engine.translate([Request(texts[0], *pair_of(engine))])[0]


def test_a_folder_with_only_a_sentencepiece_model(folders: dict[str, Path], tmp_path: Path) -> None:
    """As older T5 and MADLAD checkpoints are: transformers needs protobuf to read it."""
    folder = tiny_models.copy(folders["madlad"], tmp_path / "madlad", without="tokenizer*.json")
    (folder / "spiece.model").write_bytes((folders["madlad"] / "spiece.model").read_bytes())
    (folder / "tokenizer_config.json").write_text('{"tokenizer_class": "T5Tokenizer", "extra_ids": 0}', "utf-8")
    engine = HuggingFaceEngine.load(str(folder), device="cpu")
    tokenizer = engine._family.tokenizer
    assert ("id", "ja") in engine.capabilities.pairs
    text = tokenizer.decode(engine._family.encode(SENTENCES[0], "id", "ja"), skip_special_tokens=True)
    assert str(text).endswith("Jakarta.")
    assert engine.translate([Request(SENTENCES[0], "id", "ja")])[0][0].score is not None


def test_the_command_line_translates_with_a_folder(folders: dict[str, Path], tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text(f"{SENTENCES[0]} {SENTENCES[3]}\n", encoding="utf-8")
    command = ["translate", str(article), "--engine", str(folders["nllb"]), "--format", "json"]
    done = subprocess.run(
        [sys.executable, "-c", "from translator.cli import main; main()", *command],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert result["signature"]["engine"].startswith("pivot:en(huggingface:nllb@")
    segments = [segment for block in result["blocks"] for segment in block["segments"]]
    assert [segment["source"] for segment in segments] == [SENTENCES[0], SENTENCES[3]]
    assert all({"en", "ja"} <= set(segment) for segment in segments)


@pytest.mark.parametrize(("name", "known"), [("marian", "id→en"), ("tagged", "id→en, id→ja")])
def test_unsupported_pair_names_the_known_ones(engines: dict[str, HuggingFaceEngine], name: str, known: str) -> None:
    with pytest.raises(EngineError, match=f"ja→id.*It knows {known}\\."):
        engines[name].translate([Request("何", "ja", "id")])


def test_directions(engines: dict[str, HuggingFaceEngine], load: Load) -> None:
    assert engines["marian"].capabilities.pairs == {("id", "en")}
    assert engines["tagged"].capabilities.pairs == {("id", "en"), ("id", "ja")}
    assert len(engines["nllb"].capabilities.pairs) == 6
    assert load("unnamed", pairs=[("en", "ja")]).capabilities.pairs == {("en", "ja")}


@pytest.mark.parametrize("name", ["unnamed", "t5"])
def test_unknown_directions_must_be_said(load: Load, name: str) -> None:
    with pytest.raises(UsageError, match="pairs="):
        load(name)


def test_unknown_language(load: Load) -> None:
    with pytest.raises(UsageError, match="'xx'"):
        load("unnamed", pairs=[("xx", "en")])


def test_signature_tells_model_and_settings(
    engines: dict[str, HuggingFaceEngine], load: Load, folders: dict[str, Path], tmp_path: Path
) -> None:
    signature = engines["marian"].signature
    assert signature.startswith("huggingface:opus-mt-id-en@")
    assert load("marian").signature == signature
    assert load("marian", beams=2).signature != signature
    changed = tiny_models.copy(folders["marian"], tmp_path / "opus-mt-id-en")
    config = (changed / "generation_config.json").read_text("utf-8")
    (changed / "generation_config.json").write_text(config + "\n", "utf-8")
    assert HuggingFaceEngine.load(str(changed), device="cpu").signature != signature


def test_pickled_weights_are_refused(folders: dict[str, Path], tmp_path: Path) -> None:
    folder = tiny_models.copy(folders["marian"], tmp_path / "opus-mt-id-en", without="*.safetensors")
    torch.save({}, folder / "pytorch_model.bin")
    with pytest.raises(ModelError, match=r"pytorch_model\.bin .* refused.*model\.safetensors"):
        HuggingFaceEngine.load(str(folder))


def test_missing_weights(folders: dict[str, Path], tmp_path: Path) -> None:
    folder = tiny_models.copy(folders["marian"], tmp_path / "opus-mt-id-en", without="*.safetensors")
    with pytest.raises(ModelError, match=r"no .*safetensors"):
        HuggingFaceEngine.load(str(folder))


def test_damaged_weights(folders: dict[str, Path], tmp_path: Path) -> None:
    folder = tiny_models.copy(folders["marian"], tmp_path / "opus-mt-id-en")
    (folder / "model.safetensors").write_bytes((folder / "model.safetensors").read_bytes()[:2000])
    with pytest.raises(ModelError, match="cannot be loaded"):
        HuggingFaceEngine.load(str(folder))


def test_incomplete_weights(folders: dict[str, Path], tmp_path: Path) -> None:
    from safetensors.torch import load_file, save_file

    folder = tiny_models.copy(folders["nllb"], tmp_path / "nllb")
    tensors = load_file(folder / "model.safetensors")
    del tensors["model.decoder.layers.0.fc1.weight"]
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(ModelError, match=r"lack 1 tensor.*fc1\.weight"):
        HuggingFaceEngine.load(str(folder))


def test_a_family_that_does_not_translate(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"'whisper'|cannot be loaded"):
        HuggingFaceEngine.load(str(tiny_models.whisper(tmp_path / "whisper")))


def test_hub_name_offline_says_how_to_get_it() -> None:
    with pytest.raises(ModelError, match=r"Helsinki-NLP/opus-mt-id-en.*hf download .*--local-dir FOLDER") as caught:
        HuggingFaceEngine.load("Helsinki-NLP/opus-mt-id-en")
    assert caught.value.where == "Helsinki-NLP/opus-mt-id-en"


@pytest.mark.parametrize("revision", [None, "main", COMMIT[:12]])
def test_a_download_must_be_pinned(revision: str | None) -> None:
    with pytest.raises(UsageError, match="40 hexadecimal digits"):
        HuggingFaceEngine.load("Helsinki-NLP/opus-mt-id-en", offline=False, revision=revision)


def test_no_such_folder(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no such folder"):
        HuggingFaceEngine.load(str(tmp_path / "nothing"))


def test_unknown_device(folders: dict[str, Path]) -> None:
    with pytest.raises(UsageError, match="'toaster'"):
        HuggingFaceEngine.load(str(folders["marian"]), device="toaster")


def test_importing_the_engine_does_not_import_torch() -> None:
    code = (
        "import sys, translator.engine.huggingface, translator.engine.pivot; "
        "sys.exit(bool({'torch', 'transformers'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
