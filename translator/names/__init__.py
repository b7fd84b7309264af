"""Names: found by rule, spelled in katakana, settled by editors."""

from translator.names.find import find
from translator.names.katakana import katakana

__all__ = ["find", "katakana"]
