"""Dates, times, numbers, money, measures and law citations: computed, not translated."""

from translator.values.compare import agree, located, missing, same, values_in
from translator.values.find import find, read
from translator.values.model import Clock, Date, Measure, Money, Number, Value

__all__ = [
    "Clock",
    "Date",
    "Measure",
    "Money",
    "Number",
    "Value",
    "agree",
    "find",
    "located",
    "missing",
    "read",
    "same",
    "values_in",
]
