"""Formats of other translation tools: XLIFF out, TMX out and in."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from translator.store import Page, Unit


def has(format: str) -> bool:
    """Whether ``xliff`` or ``tmx`` can be used."""
    return find_spec("translator.exchange") is not None and find_spec(f"translator.exchange.{format}") is not None


def xliff(page: Page, language: str) -> bytes:
    """The article as XLIFF 2.0 with states."""
    from translator.exchange.bilingual import from_page
    from translator.exchange.xliff import dumps_xliff

    data: bytes = dumps_xliff([from_page(page, language)])
    return data


def tmx(units: tuple[Unit, ...]) -> bytes:
    """Units of the memory as TMX."""
    from translator.exchange.tmx import dumps_tmx

    data: bytes = dumps_tmx(units)
    return data


def read_tmx(path: Path) -> tuple[Unit, ...]:
    """Units of a TMX file.

    Raises:
        InputError: it is no safe, well-formed TMX.
    """
    from translator.exchange.tmx import read_tmx

    return tuple(read_tmx(path))
