"""Placeholders for engines that were not trained to carry any: the form that survives best is measured, once.

What passes a model unharmed differs from model to model (``[[1]]``, ``<1>``, a made-up word …). Every form is sent
through the engine in a handful of sentences; the best is kept in the cache by the engine's signature. An engine that
harms them all gets none, and its fixed spans travel as their target forms.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

from filelock import FileLock

from translator.engine.protocol import Capabilities, Engine, Hypothesis, Request
from translator.engine.tokens import PLACEHOLDERS
from translator.errors import ModelError
from translator.files import write_whole

MARKS = PLACEHOLDERS["other"]
"""The private-use characters that stand for a form outside of the engine."""

STRAY = "\ue0ff"
"""Stands for what a model made of a placeholder that it broke; no fixed span travels as it."""

ENOUGH = 0.8
"""Share of placeholders that must survive; below it target forms in the sentence are better."""


@dataclass(frozen=True, slots=True)
class Form:
    """How a placeholder is written: ``template`` with its number.

    ``survivor``: what it may come back as. ``fragment``: what is left of one that a model broke.
    """

    name: str
    template: str
    survivor: str
    fragment: str

    def write(self, text: str) -> str:
        """A text with its marks in this form."""
        for number, mark in enumerate(MARKS, 1):
            text = text.replace(mark, self.template.format(number))
        return text

    def read(self, text: str) -> str:
        """A text with this form, full-width and spaced variants too, as marks again."""
        return re.sub(self.survivor, _mark, text)

    def swept(self, text: str, source: str) -> str:
        """A text as read, with ``STRAY`` for each broken placeholder; as it is when ``source`` has the like itself."""
        return text if re.search(self.fragment, source) else re.sub(self.fragment, STRAY, text)


def _mark(match: re.Match[str]) -> str:
    number = int(match[1])
    return MARKS[number - 1] if 1 <= number <= len(MARKS) else match[0]


FORMS = (
    Form(
        "double brackets",
        "[[{}]]",
        r"[\[［]\s*[\[［]\s*(\d+)\s*[\]］]\s*[\]］]",
        r"[\[［]{2}\s*\d*\W{0,2}|\d*\s*[\]］]{2}",
    ),
    Form("tags", "<{}>", r"[<＜〈]\s*(\d+)\s*[>＞〉]", r"[<＜〈]\s*/?\s*\d*\s*[>＞〉]?|\d+\s*[>＞〉]"),
    Form("braces", "{{{}}}", r"[{｛]\s*(\d+)\s*[}｝]", r"[{｛]\s*\d*\s*[}｝]?|\d*\s*[}｝]"),
    Form("hashes", "#{}#", r"[#＃]\s*(\d+)\s*[#＃]", r"[#＃]\s*\d*|\d+\s*[#＃]"),
    Form("word", "XQ{}", r"[XxＸ][QqＱ]\s?(\d+)", r"[XxＸ][QqＱ]\s?\d*"),
)


class CalibratedEngine:
    """An engine with placeholders of one form."""

    def __init__(self, engine: Engine, form: Form) -> None:
        self._engine, self._form = engine, form

    @property
    def signature(self) -> str:
        """The engine's own, and the form."""
        return f"{self._engine.signature}+{self._form.name}"

    @property
    def capabilities(self) -> Capabilities:
        """The engine's own, with placeholders of type ``other``."""
        return replace(self._engine.capabilities, placeholders={"other": MARKS})

    def translate(self, batch: Sequence[Request], *, n_best: int = 1) -> list[list[Hypothesis]]:
        """See :class:`translator.engine.protocol.Engine`."""
        written = [replace(request, text=self._form.write(request.text)) for request in batch]
        found = self._engine.translate(written, n_best=n_best)
        return [
            [replace(h, text=self._form.swept(self._form.read(h.text), request.text)) for h in hypotheses]
            for request, hypotheses in zip(batch, found, strict=True)
        ]


def survival(engine: Engine, form: Form, targets: Sequence[str] = ("en", "ja")) -> float:
    """Share of placeholders that come out exactly once when the engine translates the calibration sentences."""
    requests = [Request(text, "id", target) for target in targets for text in _sentences()]
    outputs = CalibratedEngine(engine, form).translate(requests)
    sent = kept = 0
    for request, hypotheses in zip(requests, outputs, strict=True):
        marks = [ch for ch in request.text if ch in MARKS]
        seen = Counter(hypotheses[0].text)
        sent += len(marks)
        kept += sum(seen[mark] == 1 for mark in marks)
    return kept / sent


def calibrated(engine: Engine, folder: Path, told: Callable[[str], None] = lambda _: None) -> Engine:
    """The engine with the form that it carries best, measured at its first use; as it is when it has placeholders.

    ``folder``: where the measurements lie (``calibration.json``). ``told`` hears what is being done.

    Raises:
        EngineError: the engine failed.
        ModelError: the measurements cannot be written.
    """
    targets = sorted(target for source, target in engine.capabilities.pairs if source == "id")
    if engine.capabilities.placeholders or not targets:
        return engine
    rates = _rates(engine, folder / "calibration.json", targets, told)
    best = max(FORMS, key=lambda form: rates.get(form.name, 0.0))
    return CalibratedEngine(engine, best) if rates.get(best.name, 0.0) >= ENOUGH else engine


def _rates(engine: Engine, file: Path, targets: Sequence[str], told: Callable[[str], None]) -> Mapping[str, float]:
    """Survival by the form's name: from the file, or measured now; a second process waits instead of measuring too."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(file.with_suffix(".lock")):
            known = _load(file)
            if engine.signature not in known:
                told("measuring which placeholders the model carries (first use only)")
                known[engine.signature] = {form.name: round(survival(engine, form, targets), 4) for form in FORMS}
                write_whole(file, json.dumps(known, indent=1).encode())
            return known[engine.signature]
    except OSError as error:
        mend = "Free some space, or set TRANSLATOR_CACHE to a folder that can be written."
        raise ModelError(f"the cache cannot be written ({error.strerror}).", where=file.parent, mend=mend) from error


def _load(file: Path) -> dict[str, Mapping[str, float]]:
    """The measurements; a damaged file is measured anew."""
    try:
        return dict(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def _sentences() -> list[str]:
    """The calibration sentences with marks for their numbered slots."""
    lines = files("translator.engine").joinpath("data/calibration.txt").read_text(encoding="utf-8").splitlines()
    return [re.sub(r"\{(\d)\}", _mark, line) for line in lines if line and not line.startswith("#")]
