"""What a user can set; frozen, and passed in everywhere."""

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Options of one call.

    ``published`` overrides the date of every document of the call; ``min_confidence`` drops findings the reader is less
    sure of; ``only`` keeps the kinds that it names, all where it names none; ``max_bytes`` bounds an input;
    ``max_chars`` bounds the text that is read; ``rule`` chooses among several values of a record's field.
    """

    published: date | None = None
    min_confidence: float = 0.0
    only: tuple[str, ...] = ()
    max_bytes: int = 20_000_000
    max_chars: int = 400_000
    rule: Literal["latest", "most_sources", "range", "best_placed_source"] = "most_sources"
