"""What an editor decides about a name, from the fields of a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from translator.errors import UsageError
from translator.fixed import SpanKind
from translator.names import SettledName
from translator.store import Store

KINDS = (SpanKind.PERSON, SpanKind.PLACE, SpanKind.ORGANIZATION, SpanKind.ACRONYM, SpanKind.OTHER)
"""What a name can be the name of."""


def decided(store: Store, id: str, fields: Mapping[str, str], project: str = "") -> SettledName:
    """The name as the editor wants it: ``en``, ``ja`` and ``kind``; short forms that it had stay.

    Raises:
        UsageError: a form is missing, or there is no such kind.
    """
    english, japanese = fields.get("en", "").strip(), fields.get("ja", "").strip()
    if not english or not japanese:
        raise UsageError("a name needs both forms.", mend="Fill in English and Japanese.")
    try:
        kind = SpanKind(fields.get("kind", ""))
    except ValueError:
        raise UsageError(f"there is no kind {fields.get('kind', '')!r}.", mend="Choose one of the list.") from None
    known = store.names.registry(project).get(id) or SettledName(id, english, japanese)
    return replace(known, en=english, ja=japanese, kind=kind)
