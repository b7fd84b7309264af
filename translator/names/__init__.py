"""Names of persons and places: found, written in katakana, settled, and consistent through an article."""

from translator.names.find import find, swallowed
from translator.names.initials import with_initials
from translator.names.japanese import japanese_person, japanese_place, romaji
from translator.names.katakana import katakana
from translator.names.mentions import resolve
from translator.names.registry import NO_NAMES, Registry, SettledName

__all__ = [
    "NO_NAMES",
    "Registry",
    "SettledName",
    "find",
    "japanese_person",
    "japanese_place",
    "katakana",
    "resolve",
    "romaji",
    "swallowed",
    "with_initials",
]
