"""Carriers: what goes in comes back once, or is reported."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from translator.engine.tokens import PLACEHOLDERS
from translator.fixed import FixedSpan, Origin, SpanKind
from translator.glossary import Glossary
from translator.spans.carry import carry, restore
from translator.spans.mark import mark

GLOSSARY = Glossary.shipped()


def span(text: str, source: str, en: str, ja: str, kind: SpanKind = SpanKind.PLACE) -> FixedSpan:
    start = text.index(source)
    return FixedSpan(start, start + len(source), source, kind, en, ja, Origin.GLOSSARY)


TEXT = "Warga Bekasi pergi ke Jepang."
SPANS = (span(TEXT, "Bekasi", "Bekasi", "ブカシ"), span(TEXT, "Jepang", "Japan", "日本"))


def test_placeholders_come_back_as_target_forms() -> None:
    carrier = carry(TEXT, SPANS, "en", PLACEHOLDERS)
    first, second = (m for m, _ in carrier.marks)
    restored = restore(f"residents of {first} went to {second}.", carrier, "en", PLACEHOLDERS)
    assert restored.text == "Residents of Bekasi went to Japan."
    assert restored.lost == ()


def test_a_missing_and_a_doubled_placeholder_are_reported() -> None:
    carrier = carry(TEXT, SPANS, "ja", PLACEHOLDERS)
    first, _ = (m for m, _ in carrier.marks)
    restored = restore(f"{first}の{first}住民", carrier, "ja", PLACEHOLDERS)
    assert [s.source for s in restored.lost] == ["Bekasi", "Jepang"]


def test_spaces_around_placeholders() -> None:
    carrier = carry(TEXT, SPANS, "ja", PLACEHOLDERS)
    first, second = (m for m, _ in carrier.marks)
    assert restore(f"{first} の住民は {second} へ", carrier, "ja", PLACEHOLDERS).text == "ブカシの住民は日本へ"
    carrier = carry(TEXT, SPANS, "en", PLACEHOLDERS)
    assert restore(f"In{first}and{second}, x", carrier, "en", PLACEHOLDERS).text == "In Bekasi and Japan, x"


def test_a_form_that_is_a_plural_takes_no_second_ending() -> None:
    text = "Para nelayan bertemu relawan."
    spans = (span(text, "nelayan", "fishermen", "漁師"), span(text, "relawan", "volunteer", "ボランティア"))
    carrier = carry(text, spans, "en", PLACEHOLDERS)
    first, second = (m for m, _ in carrier.marks)
    restored = restore(f"the {first}s met {second}s.", carrier, "en", PLACEHOLDERS)
    assert restored.text == "The fishermen met volunteers."


def test_an_engine_without_placeholders_gets_the_target_form() -> None:
    carrier = carry(TEXT, SPANS, "en", {})
    assert carrier.text == "Warga Bekasi pergi ke Japan."
    assert restore("Residents of Bekasi went to China.", carrier, "en", {}).lost == (SPANS[1],)


def test_seed_sentence() -> None:
    text = "tamu spesial dari Jepang, Wakil Wali Kota Izumisano, Kuniaki Nishinou, beserta rombongan."
    found = {s.source: s for s in mark(text, GLOSSARY)}
    deputy = found["Wakil Wali Kota Izumisano, Kuniaki Nishinou"]
    assert deputy.en == "Izumisano Deputy Mayor Kuniaki Nishinou"
    assert deputy.ja == "泉佐野市のニシノウ・クニアキ副市長"
    assert [i.check for i in deputy.issues] == ["kanji-wanted"]


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.sampled_from(list("Kota Bekasi 24/7 Rp1,2 triliun, UMKM-nya. ")), max_size=120))
def test_marked_spans_are_disjoint_and_true_to_the_text(text: str) -> None:
    spans = mark(text, GLOSSARY)
    assert all(text[s.start : s.end] == s.source for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))


def test_units_and_honorifics_that_the_model_adds_again_go() -> None:
    text = "Wali Kota Bekasi Tri Adhianto melaporkan 62 bulan surplus."
    spans = mark(text, GLOSSARY)
    carrier = carry(text, spans, "ja", PLACEHOLDERS)
    first, second = (m for m, _ in carrier.marks)
    restored = restore(f"{first}氏は{second}年連続の黒字を報告した。", carrier, "ja", PLACEHOLDERS)
    assert restored.text == "ブカシ市のトリ・アディアント市長は62カ月連続の黒字を報告した。"


def test_an_age_in_brackets_is_said_once_in_japanese() -> None:
    text = "Rosmini (43), mengaku sempat panik."
    carrier = carry(text, mark(text, GLOSSARY), "ja", PLACEHOLDERS)
    age = carrier.marks[-1][0]
    for draft in (f"女性（{age}）は慌てた。", f"女性{age}人は慌てた。"):
        assert restore(draft, carrier, "ja", PLACEHOLDERS).text == "女性（43）は慌てた。"


def test_the_full_stop_of_a_sentence_is_in_its_last_abbreviation() -> None:
    carrier = carry("Gol itu terjadi pada siang hari.", (), "en", PLACEHOLDERS)
    assert restore("The goal fell at 1 p.m..", carrier, "en", PLACEHOLDERS).text == "The goal fell at 1 p.m."


def test_a_plural_ending_that_would_change_the_form_is_left_out() -> None:
    text = "Ekonomi kreatif tumbuh."
    carrier = carry(text, mark(text, GLOSSARY), "en", PLACEHOLDERS)
    [(economy, span)] = carrier.marks
    assert restore(f"{economy}s grow.", carrier, "en", PLACEHOLDERS).text == f"{span.en.capitalize()} grow."


def _one(text: str, source: str, en: str, ja: str, kind: SpanKind, draft: str, target: str = "en") -> str:
    """A draft with ``#`` where the placeholder of the only span stands, restored."""
    carrier = carry(text, (span(text, source, en, ja, kind),), target, PLACEHOLDERS)
    return restore(draft.replace("#", carrier.marks[0][0]), carrier, target, PLACEHOLDERS).text


def test_an_age_beside_its_noun_is_an_adjective() -> None:
    age = ("Pelatih 57 tahun itu pergi.", "57 tahun", "57 years", "57歳", SpanKind.MEASURE)
    assert _one(*age, "The # coach left.") == "The 57-year-old coach left."
    assert _one(*age, "The #-year-old coach left.") == "The 57-year-old coach left."
    assert _one(*age, "He is # old.") == "He is 57 years old."


def test_days_and_clock_times_have_their_preposition() -> None:
    clock = ("Tiba pukul 15.00.", "pukul 15.00", "3 p.m.", "午後3時", SpanKind.TIME)
    assert _one(*clock, "It came on #.") == "It came at 3 p.m."
    day = ("Tiba 16 Juli 2025.", "16 Juli 2025", "July 16, 2025", "2025年7月16日", SpanKind.DATE)
    assert _one(*day, "In # it came.") == "On July 16, 2025 it came."
    part = ("Naik pada kuartal I.", "kuartal I", "first quarter", "第1四半期", SpanKind.DATE)
    assert _one(*part, "It rose in #.") == "It rose in the first quarter."


def test_a_number_behind_a_latin_word_keeps_its_space() -> None:
    number = ("Hubungi Contact Center 151.", "151", "151", "151", SpanKind.NUMBER)
    assert _one(*number, "Contact Center #に連絡する。", "ja") == "Contact Center 151に連絡する。"


def test_an_office_without_its_holder_has_an_article_and_small_letters() -> None:
    text = "Kata Wali Kota Bekasi, pasar dibuka."
    carrier = carry(text, mark(text, GLOSSARY), "en", PLACEHOLDERS)
    (office,) = (m for m, _ in carrier.marks)
    for output, wanted in (
        (f"{office} said the market was open.", "The Bekasi mayor said the market was open."),
        (f"The {office} said so.", "The Bekasi mayor said so."),
        (f"A decree of {office} says so.", "A decree of the Bekasi mayor says so."),
        (f"She was sworn in as {office}.", "She was sworn in as Bekasi mayor."),
        (f"The post of {office} is open.", "The post of Bekasi mayor is open."),
        (f"{office} Tri said so.", "Bekasi Mayor Tri said so."),
    ):
        assert restore(output, carrier, "en", PLACEHOLDERS).text == wanted


def test_a_headline_keeps_its_office_as_it_stands() -> None:
    text = "Wali Kota Bekasi Buka Pasar"
    carrier = carry(text, mark(text, GLOSSARY), "en", PLACEHOLDERS)
    (office,) = (m for m, _ in carrier.marks)
    assert restore(f"{office} Opens Market", carrier, "en", PLACEHOLDERS).text == "Bekasi Mayor Opens Market"


def test_a_name_said_again_in_brackets_behind_itself_goes() -> None:
    text = "Karto menjawab."
    spans = (span(text, "Karto", "Karto", "カルト", SpanKind.PERSON),)
    carrier = carry(text, spans, "ja", PLACEHOLDERS)
    ((name, _),) = carrier.marks
    restored = restore(f"{name}さん（{name}さん）は答えた。", carrier, "ja", PLACEHOLDERS)
    assert (restored.text, restored.lost) == ("カルトさんは答えた。", ())


def test_an_honorific_behind_one_goes() -> None:
    text = "Bu Tini berangkat."
    spans = (span(text, "Bu Tini", "Ms. Tini", "ティニ氏", SpanKind.PERSON),)
    carrier = carry(text, spans, "ja", PLACEHOLDERS)
    ((name, _),) = carrier.marks
    assert restore(f"{name}さんは出発した。", carrier, "ja", PLACEHOLDERS).text == "ティニ氏は出発した。"
