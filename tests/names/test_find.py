import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.timing import processor_seconds
from translator.fixed import FixedSpan, Origin, SpanKind
from translator.issues import Severity
from translator.names import find

HERE = Path(__file__).parent
MARK = re.compile(r"\[([PLO?]):([^\]]+)\]")
KINDS = {SpanKind.PERSON: "P", SpanKind.PLACE: "L", SpanKind.ORGANIZATION: "O", SpanKind.OTHER: "O"}


def gold(name: str) -> list[str]:
    return [line for line in (HERE / name).read_text("utf-8").splitlines() if not line.startswith("#")]


def parse(line: str) -> tuple[str, dict[tuple[int, int], str]]:
    text, marks, end = "", {}, 0
    for match in MARK.finditer(line):
        text += line[end : match.start()]
        marks[len(text), len(text) + len(match[2])] = match[1]
        text, end = text + match[2], match.end()
    return text + line[end:], marks


def counts(lines: list[str]) -> tuple[int, int, int, int]:
    """Right spans, wrong spans, missed persons and places, right spans of the right kind; ``?`` and acronyms aside."""
    right = wrong = missed = kind = 0
    for line in lines:
        text, marks = parse(line)
        aside = [m for m, k in marks.items() if k == "?"]
        spans = {
            (s.start, s.end): KINDS[s.kind]
            for s in find(text)
            if not (s.kind is SpanKind.ORGANIZATION and s.source.isupper())
            and not any(start < s.end and s.start < end for start, end in aside)
        }
        right += sum(at in marks for at in spans)
        kind += sum(marks.get(at) == k for at, k in spans.items())
        wrong += sum(at not in marks for at in spans)
        missed += sum(k in "PL" and at not in spans for at, k in marks.items())
    return right, wrong, missed, kind


@pytest.mark.parametrize("name", ["find.txt", "find_fresh.txt", "find_news.txt"])
def test_precision_and_recall_on_annotated_sentences(name: str) -> None:
    right, wrong, missed, kind = counts(gold(name))
    assert right / (right + wrong) >= 0.95
    assert right / (right + missed) >= 0.95
    assert kind / right >= 0.85


def found(text: str, sentence_starts: Sequence[int] = (0,)) -> list[tuple[str, str]]:
    return [(s.kind.value, s.source) for s in find(text, sentence_starts=sentence_starts)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Wali Kota Bekasi Tri Adhianto hadir.", [("place", "Bekasi"), ("person", "Tri Adhianto")]),
        ("Wali Kota Tri Adhianto hadir.", [("person", "Tri Adhianto")]),
        ("Wali Kota Izumisano datang.", [("place", "Izumisano")]),
        ("Kepala Desa Slamet Riyadi hadir.", [("person", "Slamet Riyadi")]),
        ("“Kami siap,” ujar Tri berharap.", [("person", "Tri")]),
        ("“Silakan,” ujar Endah.", [("person", "Endah")]),
        ("Menurut Andi, Budi, dan Citra, jalan rusak.", [("person", "Andi"), ("person", "Budi"), ("person", "Citra")]),
        ("Indah mengatakan jalan itu rusak.", [("person", "Indah")]),
        ("Indah sekali pemandangannya.", []),
        ("Budi pekerti perlu diajarkan.", []),
        ("Kunjungan resmi itu berlangsung lama.", []),
        ("Abdul Ghofur bin Masduki datang.", [("person", "Abdul Ghofur bin Masduki")]),
        ("Dedie A. Rachim hadir.", [("person", "Dedie A. Rachim")]),
        ("Ne' Sando pergi ke Kete Kesu.", [("person", "Ne' Sando"), ("place", "Kete Kesu")]),
        ("Warga Desa Batu Merah bergotong royong.", [("place", "Batu Merah")]),
        ("Perjalanan Jakarta-Bandung kini cepat.", [("place", "Jakarta"), ("place", "Bandung")]),
        ("Kantor itu buka Senin hingga Kamis pada Agustus.", []),
        ("Pemkot Bekasi Siapkan Lowongan Kerja Baru", [("place", "Bekasi")]),
        ("PEMKOT BEKASI BUKA LOWONGAN KERJA", [("place", "BEKASI")]),
        ("Pengurus IGTKI-PGRI dilantik.", [("organization", "IGTKI-PGRI")]),
        ("", []),
    ],
)
def test_names_in_news(text: str, names: list[tuple[str, str]]) -> None:
    assert found(text) == names


def test_taken_spans_are_left_alone() -> None:
    text = "Wali Kota Bekasi Tri Adhianto hadir."
    taken = FixedSpan(0, 29, text[:29], SpanKind.TITLE, "Bekasi Mayor Tri Adhianto", "…", Origin.GLOSSARY)
    assert find(text, [taken]) == []


def test_a_found_name_is_a_proposal() -> None:
    (span,) = find("Acara dibuka Tri Adhianto.")
    assert (span.en, span.ja, span.origin) == ("Tri Adhianto", "トリ・アディアント", Origin.RULE)
    assert [(i.check, i.severity) for i in span.issues] == [("name-proposal", Severity.INFO)]


def test_a_direction_after_a_place_is_translated() -> None:
    (span,) = find("Ia pindah ke Toraja Utara.")
    assert (span.source, span.en, span.ja) == ("Toraja Utara", "North Toraja", "北トラジャ")


def test_a_foreign_spelling_is_soft() -> None:
    (span,) = find("Acara dibuka Florence Garrard.")
    assert not span.hard and "looks foreign" in span.issues[0].message


def test_given_sentence_starts_count() -> None:
    text = "ia pulang Budi pekerti penting"
    assert found(text, sentence_starts=(0, 10)) == []


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ABdeiKm tro.,'-’“”&9é\n", max_size=60))
def test_spans_are_ordered_apart_and_copied_from_the_text(text: str) -> None:
    spans = find(text)
    assert all(text[s.start : s.end] == s.source and s.en and s.ja for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))


def test_sixty_sentences_take_less_than_50_ms() -> None:
    texts = [parse(line)[0] for line in gold("find.txt")[:60]]
    assert processor_seconds(lambda: [find(text) for text in texts]) < 0.05
