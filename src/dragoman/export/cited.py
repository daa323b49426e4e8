"""Sentences that cannot exist without evidence: every word that is not fixed comes out of a value with a quote."""

from dataclasses import dataclass

from dragoman.errors import UnsupportedSentence
from dragoman.record.records import Value, Voiced


@dataclass(frozen=True, slots=True)
class Grounded:
    """The words of one value, with those who state it in words that can be shown.

    Raises:
        UnsupportedSentence: nobody's words support the value; a judgement without a quote does not either.
    """

    words: str
    value: Value

    def __post_init__(self) -> None:
        if not self.support:
            raise UnsupportedSentence(f"{self.words!r} has no evidence", hint="leave the value out of the brief")

    @property
    def support(self) -> tuple[Voiced, ...]:
        """Those who state the value with a quote."""
        return tuple(each for each in self.value.tellings if any(cited.quote.strip() for cited in each.evidence))


Part = str | Grounded  # fixed words of the codebook, or the words of a value


@dataclass(frozen=True, slots=True)
class Sentence:
    """Fixed words and the words of values, at least one of them; ``is_dispute`` where the values contradict.

    Raises:
        UnsupportedSentence: there is no value in it, or a figure stands among its fixed words.
    """

    parts: tuple[Part, ...]
    is_dispute: bool = False

    def __post_init__(self) -> None:
        fixed = "".join(part for part in self.parts if not isinstance(part, Grounded))
        if not self.grounds or any(char.isdigit() for char in fixed):
            raise UnsupportedSentence(f"sentence {fixed!r} has no evidence", hint="write only what reports say")

    @property
    def grounds(self) -> tuple[Grounded, ...]:
        """The values in the sentence."""
        return tuple(part for part in self.parts if isinstance(part, Grounded))


def grounded(words: str, value: Value) -> Grounded | None:
    """Return the words of a value where somebody's words support it, None where nobody's do."""
    try:
        return Grounded(words, value)
    except UnsupportedSentence:
        return None
