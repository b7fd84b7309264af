"""The public names."""

import subprocess
import sys

import translator


def test_public_names_are_locked() -> None:
    assert sorted(translator.__all__) == [
        "Article",
        "EngineError",
        "Glossary",
        "GlossaryError",
        "InputError",
        "ModelError",
        "OutputError",
        "Result",
        "Translator",
        "TranslatorError",
        "UsageError",
    ]
    assert all(getattr(translator, name).__name__ == name for name in translator.__all__)


def test_importing_and_translating_by_the_shipped_model_needs_no_torch() -> None:
    code = "import sys, translator.pipeline, translator.engine.embedded; print('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
