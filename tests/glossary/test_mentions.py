"""Bodies are named in full once, then in short."""

from __future__ import annotations

from translator.fixed import FixedSpan
from translator.glossary import Glossary, shorten
from translator.spans.mark import mark


def forms(*lines: str) -> list[tuple[str, str]]:
    glossary = Glossary.shipped()
    segments: list[tuple[str, tuple[FixedSpan, ...]]] = [(line, mark(line, glossary)) for line in lines]
    return [(span.en, span.ja) for spans in shorten(segments, glossary) for span in spans]


def test_later_mentions_are_short() -> None:
    assert forms("KPK menahan dia.", "Menurut KPK, itu benar.") == [
        ("Corruption Eradication Commission (KPK)", "汚職撲滅委員会（KPK）"),
        ("KPK", "KPK"),
    ]


def test_a_title_with_the_body_is_shortened_too() -> None:
    (_, title) = forms("Komisi Pemberantasan Korupsi (KPK) menahan dia.", "Ketua KPK Tri Adhianto hadir.")
    assert title == ("KPK Chairman Tri Adhianto", "KPKのトリ・アディアント委員長")


def test_the_full_form_stays_accepted() -> None:
    glossary = Glossary.shipped()
    segments = [(line, mark(line, glossary)) for line in ("KPK hadir.", "KPK pulang.")]
    (later,) = shorten(segments, glossary)[1]
    assert "Corruption Eradication Commission (KPK)" in later.accepts("en")
