"""Patterns that wait for their cues: compiled, and tried, only where a text has literals that every match must hold."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

Cues = frozenset[str]  # every match holds one of them; empty where nothing can be said
_Item = str | Cues  # a run of letters, or what a group or a slot must hold
_NONE: Cues = frozenset()
_FLAGS = re.compile(r"\(\?[a-zA-Z]+\)")
_ESCAPE = re.compile(r"\\(.)")
_BLIND = ("(?=", "(?!", "(?<=", "(?<!")  # what is looked at is no part of the match
_PART = re.compile(
    r"(?P<set>\(\?P=\w+\)|\[\^?\]?(?:\\.|[^\]\\])*\])"
    r"|(?P<open>\((?:\?(?:P<\w+>|[:>]|<?[=!]|[a-z-]+:))?)|(?P<close>\))|(?P<bar>\|)"
    r"|(?P<times>[*+?]|\{\d*,?\d*\})[?+]?"
    r"|\x00(?P<slot>\w+)\x00"
    r"|(?P<run>(?:[^\\\[\]().|*+?{}^$\s\x00]|\\[^\w\s])+)"
    r"|(?P<other>\\.|.|\s)",
    re.DOTALL,
)


class Cued:
    """A pattern that is compiled when a text first has its cues; it finds what the compiled pattern finds."""

    def __init__(self, source: str, cues: Cues | None = None, *, needs: tuple[Cues, ...] | None = None) -> None:
        self.source = source
        if needs is None:
            needs = needs_of(source) if cues is None else tuple(filter(None, (cues,)))
        self.needs: tuple[Cues, ...] = needs

    @property
    def cues(self) -> Cues:
        """The cues that say most: every match holds one of them."""
        return self.needs[0] if self.needs else _NONE

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled pattern."""
        return re.compile(self.source)

    def may_match(self, text: str, start: int = 0, end: int | None = None) -> bool:
        """Tell whether a stretch of text has a cue of every kind: where it has not, there is no match."""
        words = text[start:end] if start or end is not None else text
        for cues in self.needs:  # written out: as generators these were 37,000 steps a report
            for cue in cues:
                if cue in words:
                    break
            else:
                return False
        return True

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match anywhere in the text."""
        return self.pattern.search(text) if self.may_match(text) else None

    def match(self, text: str) -> re.Match[str] | None:
        """Return the match at the text's start."""
        return self.pattern.match(text) if self.may_match(text) else None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Return the match of the whole text."""
        return self.pattern.fullmatch(text) if self.may_match(text) else None

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Return all matches in a stretch of text, from left to right."""
        if not self.may_match(text, start, end):
            return iter(())
        return self.pattern.finditer(text, start, len(text) if end is None else end)


class Phrase(Cued):
    """A row of a lexicon, ``{word}`` in it standing for a group of words, each space for any one space."""

    def __init__(self, row: str, words: Mapping[str, str], cues: Mapping[str, Cues], *, space: str = " ") -> None:
        self._row, self._words, self._space = row, words, space
        slots = {name: f"\x00{name}\x00" for name in words}
        super().__init__(row, needs=needs_of(row.format(**slots), cues))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled pattern, its groups of words put in."""
        return re.compile(self._row.format(**self._words).replace(" ", self._space))


def cues_of(pattern: str, slots: Mapping[str, Cues] | None = None) -> Cues:
    """Return literals of which every match of a case-sensitive pattern holds at least one.

    Args:
        pattern: a regular expression; its spaces may later become something else and are no part of a literal.
        slots: the cues of named patterns that stand in it as NUL, name, NUL.
    """
    return _least(_of_group("(", _branches_of(pattern, slots)))


def needs_of(pattern: str, slots: Mapping[str, Cues] | None = None) -> tuple[Cues, ...]:
    """Return sets of literals, those that say most first: every match holds one of each set.

    Args:
        pattern: as in ``cues_of``.
        slots: as in ``cues_of``.
    """
    branches = _branches_of(pattern, slots)
    if len(branches) > 1:
        return tuple(filter(None, (_least(_of_group("(", branches)),)))
    sets = dict.fromkeys(_least(each) for each in _sets_of(branches[0]))
    return tuple(sorted(sets, key=_says, reverse=True))


def _branches_of(pattern: str, slots: Mapping[str, Cues] | None) -> list[list[_Item]]:
    """Return what the branches of a pattern hold in their order: runs of letters, and cues of groups and slots."""
    if _FLAGS.match(pattern):  # written without regard to case
        return [[]]
    frames: list[tuple[str, list[list[_Item]]]] = [("(", [[]])]
    for part in _PART.finditer(pattern):
        kind, branches = part.lastgroup, frames[-1][1]
        items = branches[-1]
        if kind == "open":
            frames.append((part["open"], [[]]))
        elif kind == "close":
            opened = frames.pop()
            frames[-1][1][-1].append(_of_group(*opened))
        elif kind == "bar":
            branches.append([])
        elif kind == "times":
            _repeat(items, part["times"])
        elif kind == "run":
            items.append(_ESCAPE.sub(r"\1", part["run"]))
        else:
            items.append((slots or {}).get(part["slot"], _NONE) if kind == "slot" else _NONE)
    return frames[0][1]


def _of_group(opened: str, branches: list[list[_Item]]) -> Cues:
    """Return the cues of all branches together; none where a branch has none, or case or place make them unsure."""
    if opened in _BLIND or (opened.endswith(":") and opened != "(?:"):
        return _NONE
    chosen = [_best(items) for items in branches]
    return frozenset().union(*chosen) if all(chosen) else _NONE


def _best(items: list[_Item]) -> Cues:
    """Return the cues of a sequence that say most: the longest ones."""
    return max(_sets_of(items), key=_says, default=_NONE)


def _sets_of(items: list[_Item]) -> list[Cues]:
    return [frozenset((each,)) if isinstance(each, str) else each for each in items if each]


def _says(cues: Cues) -> tuple[int, int]:
    """How much cues say: long ones are rare, and few are looked for fast."""
    return min(map(len, cues)), -len(cues)


def _repeat(items: list[_Item], times: str) -> None:
    """Apply a quantifier: what may be left out is no cue; of a run of letters that is the last one alone."""
    if times in ("*", "?") or times.startswith(("{0", "{,")):
        last = items.pop()
        items.append(last[:-1] if isinstance(last, str) else _NONE)


def _least(cues: Cues) -> Cues:
    """Leave out cues that hold another."""
    return frozenset(cue for cue in cues if not any(other != cue and other in cue for other in cues))
