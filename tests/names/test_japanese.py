import pytest

from translator.issues import Severity
from translator.names import find, japanese_person, japanese_place, romaji


@pytest.mark.parametrize(
    ("text", "kana"),
    [
        ("Nishinou", "ニシノウ"),
        ("Izumisano", "イズミサノ"),
        ("Shimbashi", "シンバシ"),
        ("Hatchobori", "ハッチョボリ"),
        ("Jun'ichi", "ジュンイチ"),
        ("Kyōto", "キョウト"),
        ("Yuuki", "ユウキ"),
        ("Kenya", "ケニャ"),
        ("Adhianto", ""),
        ("Rachim", ""),
    ],
)
def test_romaji(text: str, kana: str) -> None:
    assert romaji(text) == kana


@pytest.mark.parametrize(
    ("name", "kana"),
    [
        ("Kuniaki Nishinou", "ニシノウ・クニアキ"),
        ("Takeda Hajime", "タケダ・ハジメ"),
        ("Shinzo Abe", "アベ・シンゾウ"),
        ("Junichiro Koizumi", "コイズミ・ジュンイチロウ"),
        ("Yuko Sato", "サトウ・ユウコ"),
    ],
)
def test_a_japanese_person_stands_family_name_first(name: str, kana: str) -> None:
    person = japanese_person(name.split())
    assert person is not None and person.kana == kana


@pytest.mark.parametrize(
    "name",
    ["Mira Lesmana", "Sari Dewi", "Ani Yudhoyono", "Tri Adhianto", "Hana Maria", "Yuki Kusuma", "Andi Mori", "Tri"],
)
def test_indonesian_names_are_not_taken_as_japanese(name: str) -> None:
    assert japanese_person(name.split()) is None
    assert japanese_person(name.split(), context=True) is None


def test_context_of_japan_makes_one_listed_part_enough() -> None:
    assert japanese_person(["Kanemichi", "Fujiwara"]) is None
    person = japanese_person(["Kanemichi", "Fujiwara"], context=True)
    assert person is not None and person.family == "Fujiwara"


def test_listed_places_have_kanji() -> None:
    assert japanese_place("Izumisano") == "泉佐野"
    assert japanese_place("Bekasi") is None


def test_kanji_are_wanted_for_a_person_in_an_article() -> None:
    text = "Wakil Wali Kota Izumisano, Kuniaki Nishinou, datang dari Perfektur Osaka, Jepang."
    person = next(s for s in find(text) if s.source == "Kuniaki Nishinou")
    assert (person.en, person.ja) == ("Kuniaki Nishinou", "ニシノウ・クニアキ")
    assert [(i.check, i.severity) for i in person.issues] == [("kanji-wanted", Severity.WARNING)]
    assert "Kanji of Kuniaki Nishinou wanted" in person.issues[0].message
