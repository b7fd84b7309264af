from pathlib import Path

import pytest

from translator.errors import GlossaryError
from translator.fixed import Origin, SpanKind
from translator.glossary import Glossary
from translator.names import Registry, find
from translator.spans.mark import mark


@pytest.fixture
def registry() -> Registry:
    nishinou = Registry().settle(
        "Kuniaki Nishinou", en="Kuniaki Nishino", ja="西納久仁明", short=[("Nishinou", "Nishino", "西納")]
    )
    return nishinou.settle("Kete Kesu", en="Kete Kesu", ja="ケテケス", kind=SpanKind.PLACE)


def test_a_settled_name_is_found_without_a_proposal(registry: Registry) -> None:
    spans = registry.find("Kuniaki Nishinou tiba. “Bagus,” kata Nishinou di Kete Kesu.")
    assert [(s.source, s.en, s.ja) for s in spans] == [
        ("Kuniaki Nishinou", "Kuniaki Nishino", "西納久仁明"),
        ("Nishinou", "Nishino", "西納"),
        ("Kete Kesu", "Kete Kesu", "ケテケス"),
    ]
    assert all(s.origin is Origin.REGISTRY and not s.issues for s in spans)


def test_find_proposes_only_what_the_registry_left(registry: Registry) -> None:
    text = "Kuniaki Nishinou bertemu Tri Adhianto."
    settled = registry.find(text)
    assert [s.source for s in find(text, settled)] == ["Tri Adhianto"]


def test_only_whole_words_count(registry: Registry) -> None:
    assert registry.find("Nishinouchi dan kete kesu") == []


def test_settling_leaves_the_old_registry_as_it_was(registry: Registry) -> None:
    later = registry.settle("Kete Kesu", en="Ke'te' Kesu'", ja="ケテ・ケス", kind=SpanKind.PLACE)
    before, after = registry.get("Kete Kesu"), later.get("Kete Kesu")
    assert before is not None and after is not None
    assert (before.ja, after.ja) == ("ケテケス", "ケテ・ケス")
    assert len(later.names) == len(registry.names)
    assert later.forget("Kete Kesu").get("Kete Kesu") is None


def test_a_saved_registry_loads_the_same(registry: Registry, tmp_path: Path) -> None:
    path = tmp_path / "project" / "names.tsv"
    registry.save(path)
    assert set(Registry.load(path).names) == set(registry.names)
    assert [p.name for p in path.parent.iterdir()] == ["names.tsv"]


def test_an_absent_file_is_an_empty_registry(tmp_path: Path) -> None:
    assert Registry.load(tmp_path / "none.tsv") == Registry()


@pytest.mark.parametrize(
    "line", ["Tri\tTri", "Tri\tTri\tトリ\tking", "Tri\tTri\tトリ\tperson\tT=T", "A\tA\tア\tperson\nA\tA\tア\tperson"]
)
def test_a_malformed_line_is_named(line: str, tmp_path: Path) -> None:
    path = tmp_path / "names.tsv"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(GlossaryError, match=r"names\.tsv:\d"):
        Registry.load(path)


@pytest.mark.parametrize(
    ("text", "en", "ja"),
    [
        ("Wali Kota Muara Sendang Ratna tiba.", "Muara Sendang Mayor Ratna", "ムアラスンダン市のラトナ市長"),
        ("Pelatih Muara Sendang Ratna tiba.", "Muara Sendang coach Ratna", "ムアラスンダンのラトナ監督"),
    ],
)
def test_a_name_settled_without_its_kind_is_what_the_title_before_a_person_governs(text: str, en: str, ja: str) -> None:
    names = Registry().settle("Muara Sendang", en="Muara Sendang", ja="ムアラスンダン", kind=SpanKind.OTHER)
    names = names.settle("Ratna", en="Ratna", ja="ラトナ")
    (span,) = mark(text, Glossary.shipped(), names=names)
    assert (span.en, span.ja) == (en, ja)
