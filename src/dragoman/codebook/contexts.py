"""What an interaction is about: PLOVER's contexts by the words that name them (``lexicon/en/contexts.toml``)."""

import re
from functools import cache

from dragoman.codebook.lexicon import load
from dragoman.record.folding import fold

_WORD = re.compile(r"[\w'-]+")
_LONGEST = 3  # words of a name of a context


def contexts_of(words: str) -> tuple[str, ...]:
    """Return the contexts that the words name, in the order of the lexicon; none where they name none."""
    named, tokens = _named(), _WORD.findall(fold(words))
    found: set[str] = set()
    for start in range(len(tokens)):
        for size in range(1, _LONGEST + 1):
            found |= named.get(" ".join(tokens[start : start + size]), frozenset())
    return tuple(name for name in load("contexts")["words"] if name in found)


@cache
def _named() -> dict[str, frozenset[str]]:
    """Return the contexts of every form, plurals with "s" included."""
    table: dict[str, set[str]] = {}
    for context, names in load("contexts")["words"].items():
        for name in names:
            for form in (name, f"{name}s"):
                table.setdefault(form, set()).add(context)
    return {form: frozenset(contexts) for form, contexts in table.items()}
