"""A source report: its text put together from sentences, and its strings found in it."""

import re
from dataclasses import dataclass
from typing import Any, Self, TypeAlias

Span = dict[str, Any]
Json: TypeAlias = Any  # whatever a source or a gold file may hold


class SourceError(ValueError):
    """A source that does not fit its text or the codebook."""


@dataclass(frozen=True, slots=True)
class Report:
    """A text with the spans of its numbered sentences and the names it uses."""

    ident: str
    text: str
    flat: str  # the text before it was wrapped: same length, spaces where the wrapped one breaks lines
    sentences: tuple[tuple[int, int], ...]
    names: dict[str, list[Any]]
    tables: dict[str, Any]

    @classmethod
    def parse(cls, ident: str, source: dict[str, Any], tables: dict[str, Any]) -> Self:
        """Put the text together: a source line is a sentence, an empty line ends a paragraph."""
        flat, sentences = source.get("head", ""), []
        paragraphs = re.split(r"\n\s*\n", source["text"].strip("\n"))
        for number, paragraph in enumerate(paragraphs):
            flat += source.get("gap", "\n") if number else ""
            for order, sentence in enumerate(paragraph.split("\n")):
                flat += " " if order else ""
                sentences.append((len(flat), len(flat) + len(sentence)))
                flat += sentence
        flat += source.get("tail", "\n")
        text = _wrapped(flat, source["wrap"]) if "wrap" in source else flat
        return cls(ident, text, flat, tuple(sentences), source.get("actors", {}), tables)

    def passage(self, where: int | str) -> Span:
        """Return the span of a numbered sentence or of an exact string."""
        if isinstance(where, int):
            if not 1 <= where <= len(self.sentences):
                raise SourceError(f"{self.ident}: there is no sentence {where}")
            start, end = self.sentences[where - 1]
            return {"start": start, "end": end}
        return self.found(where, ())

    def found(self, words: str, near: tuple[Span, ...]) -> Span:
        """Return the first place of ``words`` within the spans ``near``, else in the text; "words@@2" is the second."""
        words, _, order = words.partition("@@")
        starts = [match.start() for match in re.finditer(re.escape(words), self.flat)] if words else []
        inside = [s for s in starts if any(n["start"] <= s and s + len(words) <= n["end"] for n in near)]
        chosen = starts[int(order) - 1 :] if order else inside or starts
        if not chosen:
            raise SourceError(f"{self.ident}: {words!r} does not stand in the text ({order or 'any'})")
        return {"start": chosen[0], "end": chosen[0] + len(words)}

    def at(self, ident: str, evidence: list[int | str]) -> "Place":
        """Return the place in the text where a finding is read."""
        if not evidence:
            raise SourceError(f"{ident}: no evidence")
        return Place(self, ident, [self.passage(where) for where in evidence])


@dataclass(frozen=True, slots=True)
class Place:
    """A finding's place in its report."""

    report: Report
    ident: str
    evidence: list[Span]

    def span(self, words: str) -> Span:
        """Return the span of an exact string, inside the evidence where it stands there."""
        return self.report.found(words, tuple(self.evidence))

    def state(self, code: str) -> dict[str, Any]:
        """Return a country as an actor."""
        aliases = self.report.tables["states"].get(code)
        if aliases is None:
            raise SourceError(f"{self.ident}: the country {code!r} is not in states.toml")
        return {"name": aliases[0], "country": code, "state": True, "aliases": aliases}

    def actor(self, reference: str) -> dict[str, Any]:
        """Return the actor of a reference: a name of the report's own table, else a country code."""
        if reference in self.report.names:
            country, *aliases = self.report.names[reference]
            actor = {"name": aliases[0], "country": country or None, "aliases": aliases}
        else:
            actor = self.state(reference)
        return self._written(actor)

    def spot(self, written: str) -> dict[str, Any]:
        """Return the place of "Name/Alias=ISO" or of a country code."""
        names, _, country = written.partition("=")
        if not country:
            state = self.state(names)
            return self._written({key: state[key] for key in ("name", "country", "aliases")})
        aliases = names.split("/")
        return self._written({"name": aliases[0], "country": country.strip("-") or None, "aliases": aliases})

    def error(self, message: str) -> SourceError:
        """Return an error that names the finding."""
        return SourceError(f"{self.ident}: {message}")

    def _written(self, thing: dict[str, Any]) -> dict[str, Any]:
        if not any(alias in self.report.flat for alias in thing["aliases"]):
            raise self.error(f"no name of {thing['name']!r} stands in the text")
        return thing


def _wrapped(flat: str, width: int) -> str:
    """Break lines at ``width`` by turning spaces into line ends, so that no offset moves."""
    characters, start, space = list(flat), 0, -1
    for at, character in enumerate(flat):
        if character == "\n":
            start, space = at + 1, -1
        elif character == " ":
            space = at
        if at - start >= width and space > start:
            characters[space] = "\n"
            start, space = space + 1, -1
    return "".join(characters)
