"""Dates, times, numbers, money and measures: read as Indonesian, written as English and Japanese."""

from translator.values.find import find

__all__ = ["find"]
