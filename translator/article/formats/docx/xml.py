"""The type of XML nodes of a docx, for which python-docx has none."""

from __future__ import annotations

from typing import Any

Xml = Any
"""An lxml element below python-docx's objects."""
