"""Whatever an engine does to its carriers, no draft loses, doubles or leaks one without an error."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translator.drafting import RUNGS, Job, Rung, draft
from translator.engine.calibration import FORMS, CalibratedEngine
from translator.engine.protocol import Capabilities, Engine, Hypothesis, Request
from translator.engine.tokens import PLACEHOLDERS
from translator.glossary import Glossary
from translator.issues import Severity
from translator.result import Draft
from translator.spans.mark import mark
from translator.values.compare import missing, values_in

GLOSSARY = Glossary.shipped()
SOURCES = [
    "Wali Kota Bekasi Tri Adhianto membuka pameran di Bandung, dan 412 dari 890 pelamar hadir.",
    "Pada Kamis (24/7/2025), Rp1,2 triliun dibagikan di Kabupaten Malang, Surabaya, dan Bogor.",
    "Harga beras naik 2,5 persen, kata Kepala Badan Pusat Statistik (BPS).",
    "Siti Aminah, 34 tahun, tiba di Stasiun Gambir pukul 09.30 WIB.",
    "Sebanyak 12.500 ton beras tiba, 340 keluarga menunggu di Bekasi.",
]
WORDS = {"en": "then people said that there", "ja": "人々 は そこ で 述べ た"}


class Mangling:
    """A fake: writes other words between the carriers, and drops, doubles, breaks or invents some of them."""

    signature = "mangling"

    def __init__(self, seed: int, placeholders: dict[str, tuple[str, ...]]) -> None:
        self._chance = random.Random(seed)
        pairs = frozenset({("id", "en"), ("id", "ja")})
        self.capabilities = Capabilities(pairs, placeholders, forces=bool(placeholders))

    def translate(self, batch: Sequence[Request], *, n_best: int = 1) -> list[list[Hypothesis]]:
        return [[Hypothesis(self._one(request)) for _ in range(n_best)] for request in batch]

    def _one(self, request: Request) -> str:
        words = WORDS[request.target].split()
        parts: list[str] = []
        for token in request.text.split():
            carrier = re.search(r"[\ue000-\uf8ff]|[\[<{#X]\S*\d\S*|[A-Z0-9][\w.,]*|[ァ-ヺ一-鿿]+", token)
            parts += self._mangled(carrier[0], words[0]) if carrier else [self._chance.choice(words)]
        return (" " if request.target == "en" else "").join(parts) + "."

    def _mangled(self, carrier: str, between: str) -> list[str]:
        other = self._chance.choice("\ue100\ue101\ue13c")
        made = self._chance.choices(
            [[carrier], [], [carrier, carrier], [carrier, between, carrier], [carrier[:2]], [other]],
            [12, 1, 1, 1, 1, 1],
        )
        return list(made[0])


def engine_of(seed: int, carrier: str) -> Engine:
    if carrier == "text":
        return Mangling(seed, {})
    if carrier == "trained":
        return Mangling(seed, dict(PLACEHOLDERS))
    return CalibratedEngine(Mangling(seed, {}), next(form for form in FORMS if form.name == carrier))


def count(form: str, text: str) -> int:
    edges = (r"(?<![\w.,])", r"(?!\w|[.,]\d)") if form.isascii() else (r"(?<!\d)", r"(?!\d)")
    return len(re.findall(edges[0] + re.escape(form) + edges[1], text))


def honest(made: Draft, job: Job) -> None:
    errors = [issue for issue in made.issues if issue.severity is Severity.ERROR]
    lost, doubled = ({i.span for i in errors if i.check == check} for check in ("span-missing", "span-doubled"))
    assert not re.search(r"[\ue000-\uf8ff]", made.text)
    forms = "\n".join(span.target(job.target) for span in job.spans)
    for span in job.spans if made.text else ():
        form = span.target(job.target)
        told = any(form in other.target(job.target) for other in job.spans if other.source in doubled)
        assert count(form, made.text) <= count(form, forms) or told, (form, made)
        kept = any(f.casefold() in made.text.casefold() for f in span.accepts(job.target))
        said = not missing(values_in(span.source, "id") or [Decimal(-1)], values_in(made.text, job.target))
        assert kept or said or span.source in lost, (span, made)


@pytest.mark.parametrize("carrier", ["text", "trained", *(form.name for form in FORMS)])
@pytest.mark.parametrize(
    "rungs", [*((rung,) for rung in RUNGS), RUNGS], ids=["beam", "forced", "clauses", "text", "all"]
)
@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 2**32), source=st.sampled_from(SOURCES), target=st.sampled_from(["en", "ja"]))
def test_no_draft_loses_or_doubles_a_span_without_an_error(
    carrier: str, rungs: tuple[Rung, ...], seed: int, source: str, target: str
) -> None:
    job = Job(source, tuple(span for span in mark(source, GLOSSARY) if span.hard), target)
    (made,) = draft([job], engine_of(seed, carrier), rungs)
    honest(made, job)


def test_a_form_doubled_on_the_spot_is_taken_out() -> None:
    class Stammering(Mangling):
        def _one(self, request: Request) -> str:
            return re.sub(r"([\ue000-\uf8ff])", r"\1 \1", "Rice came to " + request.text[-2] + ".")

    job = Job("Beras tiba di Bekasi.", mark("Beras tiba di Bekasi.", GLOSSARY), "en")
    (made,) = draft([job], Stammering(1, dict(PLACEHOLDERS)), RUNGS)
    assert made.text == "Rice came to Bekasi."
    assert not made.issues
