from __future__ import annotations

import pytest

from translator.errors import UsageError
from translator.fixed import SpanKind
from translator.names import SettledName
from translator.review.naming import decided
from translator.store import Store

TRI = SettledName("Tri Adhianto", "Tri Adhianto", "トリ", SpanKind.PERSON, (("Tri", "Tri", "トリ"),))


def test_a_name_that_is_settled_anew_keeps_its_short_forms(store: Store) -> None:
    store.names.settle(TRI, "sari")
    name = decided(store, TRI.id, {"en": "Tri A.", "ja": " トリ・A ", "kind": "place"})
    assert name == SettledName("Tri Adhianto", "Tri A.", "トリ・A", SpanKind.PLACE, TRI.short)


@pytest.mark.parametrize("fields", [{"en": "A", "ja": " ", "kind": "place"}, {"en": "A", "ja": "あ", "kind": "x"}])
def test_a_name_without_a_form_or_kind_is_refused_in_words(store: Store, fields: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        decided(store, "A", fields)
