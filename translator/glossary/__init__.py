"""The glossary: terms, titles and institutions with fixed target forms, found in text and merged into composites."""

from translator.glossary.composites import compose
from translator.glossary.glossary import Glossary
from translator.glossary.lint import LintIssue, lint
from translator.glossary.mentions import shorten
from translator.glossary.model import Entry, Institution, Source, Style, Title
from translator.glossary.rules import strip_degrees
from translator.glossary.tbx import read_tbx, write_tbx

__all__ = [
    "Entry",
    "Glossary",
    "Institution",
    "LintIssue",
    "Source",
    "Style",
    "Title",
    "compose",
    "lint",
    "read_tbx",
    "shorten",
    "strip_degrees",
    "write_tbx",
]
