"""Words that look like a name, a place or a plural, and are none."""

from __future__ import annotations

import pytest

from translator.glossary import Glossary
from translator.spans.mark import mark

SHIPPED = Glossary.shipped()


def test_a_trial_is_no_town_in_japan() -> None:
    (trial,) = [span for span in mark("MRT Rampung, Uji Coba Dimulai Besok", SHIPPED) if span.source.startswith("Uji")]
    assert (trial.source, trial.en) == ("Uji Coba", "trial")


@pytest.mark.parametrize("text", ["Pelaku pura-pura jatuh.", "Ia berpura-pura sakit.", "Seekor laba-laba besar."])
def test_a_doubled_word_with_a_meaning_of_its_own_is_no_plural(text: str) -> None:
    assert mark(text, SHIPPED) == ()


def test_an_acronym_that_stays_as_it_is_needs_no_decision() -> None:
    spans = {span.source: span for span in mark("Berkas PDF itu memuat IMEI ponsel.", SHIPPED)}
    assert spans["PDF"].issues == spans["IMEI"].issues == ()


def test_a_draft_may_call_a_police_station_in_small_letters_a_precinct() -> None:
    (span,) = [span for span in mark("Korban datang ke polsek.", SHIPPED) if span.source == "polsek"]
    assert "precinct" in span.accepts("en")
