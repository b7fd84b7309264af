"""Texts too long for an engine: where they are cut, what comes back, and that nothing is lost."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from translator.engine.pieces import in_pieces, split
from translator.engine.protocol import Hypothesis, Request


def fits(request: Request) -> bool:
    return len(request.text) <= 30


def upper(batch: Sequence[Request]) -> list[list[Hypothesis]]:
    return [[Hypothesis(request.text.upper(), -1.0), Hypothesis(request.text, -2.0)] for request in batch]


def pieces(text: str, target: str = "en") -> list[str]:
    return [piece.text for piece in split(Request(text, "id", target), fits)]


def test_a_text_that_fits_stays_whole() -> None:
    found = in_pieces([Request("Harga beras naik.", "id", "en")], fits, upper)
    assert found == [[Hypothesis("HARGA BERAS NAIK.", -1.0, 1), Hypothesis("Harga beras naik.", -2.0, 1)]]


def test_cut_after_sentences_then_clauses_then_words() -> None:
    assert pieces("Harga beras naik lagi. Warga mulai mengeluh.") == ["Harga beras naik lagi.", "Warga mulai mengeluh."]
    assert pieces("Harga beras naik lagi, warga mulai mengeluh") == ["Harga beras naik lagi,", "warga mulai mengeluh"]
    assert pieces("Harga beras naik lagi warga mulai mengeluh") == ["Harga beras naik lagi", "warga mulai mengeluh"]


def test_a_long_text_among_others_keeps_its_place_and_says_its_pieces() -> None:
    texts = ["Ya.", "Harga beras naik lagi. Warga mulai mengeluh.", "Tidak."]
    found = in_pieces([Request(text, "id", "en") for text in texts], fits, upper)
    assert [hypotheses[0].text for hypotheses in found] == [text.upper() for text in texts]
    assert [hypotheses[0].pieces for hypotheses in found] == [1, 2, 1]
    assert [round(hypotheses[1].score or 0, 6) for hypotheses in found] == [-2.0, -2.0, -2.0]


def test_japanese_pieces_are_joined_without_a_space() -> None:
    request = Request("Harga beras naik lagi. Warga mulai mengeluh.", "id", "ja")
    assert in_pieces([request], fits, upper)[0][0].text == "HARGA BERAS NAIK LAGI.WARGA MULAI MENGELUH."


def test_no_score_when_a_piece_has_none() -> None:
    def silent(batch: Sequence[Request]) -> list[list[Hypothesis]]:
        return [[Hypothesis(request.text)] for request in batch]

    assert in_pieces([Request("a" * 50, "id", "en")], fits, silent)[0][0].score is None


@settings(deadline=None)
@given(st.text(st.sampled_from("ab,。. \n\ue100"), max_size=200))
def test_nothing_but_white_space_is_lost(text: str) -> None:
    cut = pieces(text)
    assert all(len(piece) <= 30 for piece in cut)
    assert "".join("".join(cut).split()) == "".join(text.split())
