"""Values as data: what a date, a clock time or a number says, apart from the language it is said in."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Number:
    """``mantissa`` × 10 ** ``scale``: 1,2 triliun is ``Number(Decimal("1.2"), 12)``.

    ``spelled``: the source wrote it in words.
    """

    mantissa: Decimal
    scale: int = 0
    spelled: bool = False

    @property
    def value(self) -> Decimal:
        """The number itself."""
        return self.mantissa.scaleb(self.scale)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a currency, named by its ISO code or its Indonesian name."""

    number: Number
    currency: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with a unit, named as in ``data/units.tsv`` (its first Indonesian form)."""

    number: Number
    unit: str


@dataclass(frozen=True, slots=True)
class Date:
    """A day as far as it is said: any part may be None."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def agrees(self, other: Date) -> bool:
        """Whether no part that both say differs."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return all(a is None or b is None or a == b for a, b in pairs)


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock time of day, 0:00 to 24:00."""

    hour: int
    minute: int = 0

    def agrees(self, other: Clock) -> bool:
        """Whether both show the same on a 12-hour face."""
        return self.hour % 12 == other.hour % 12 and self.minute == other.minute


Value: TypeAlias = Decimal | Date | Clock
