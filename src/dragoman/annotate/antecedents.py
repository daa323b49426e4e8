"""Who "he", "it", "the minister" and "the ministry" are: the actor named before who fits.

The rules follow how reports are written: a pronoun that speaks stands for the last speaker of its kind, and a title or
a noun with "the" for the last who bears it. Where no rule finds anybody, the reader's link stands.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from dragoman.annotate.actors import actor_of
from dragoman.annotate.clauses import POSSESSIVES, line_of
from dragoman.annotate.subjects import first_subject
from dragoman.codebook import lexicon
from dragoman.codebook.actors import institution
from dragoman.codebook.persons import has_title, is_unnamed
from dragoman.record.evidence import Span
from dragoman.record.folding import fold
from dragoman.record.mentions import Sentence, Trigger

_ADDED = re.compile(r"\s(?:in|of|at|from|with|for|on|to|who|close|near|familiar|briefed)\s|,")
REACH = 4  # sentences back
VOICES = frozenset({("statement", "speaker"), ("position", "party")})
NAMED = frozenset(
    {"parties", "party", "attacker", "mediators", "hosts", "released_to", "actors", "recipients", "addressee", "by"}
)
SIDES = frozenset({"parties", "mediators"})  # by a noun with "the", but no pronoun
ROLES = frozenset({"speaker", "party", "attributed_to", "by", "addressee"})


@dataclass(frozen=True, slots=True)
class Scene:
    """What the rules look at: the text, who is named where, in which office, and what stands in quotation marks."""

    text: str
    sentences: Sequence[Sentence]
    persons: Sequence[Span]
    titles: Mapping[Span, Span]
    quoted: Sequence[Span]


def antecedents(scene: Scene, triggers: Sequence[Trigger]) -> dict[Span, Span]:
    """Return the short forms that fill a role, each with the fuller span it stands for, in text order."""
    held = {part.span for trigger in triggers for part in trigger.parts if part.role in ROLES}
    held |= {
        part.span for trigger in triggers for part in trigger.parts
        if part.role in SIDES and fold(part.span.words(scene.text)).startswith(("the ", "this ", "that "))
    }  # fmt: skip
    speakers = sorted({p.span for t in triggers for p in t.parts if (t.kind, p.role) in VOICES})
    actors = sorted({p.span for t in triggers for p in t.parts if p.role in NAMED})
    found: dict[Span, Span] = {}
    for span in sorted(held):
        target = _antecedent(scene, span, (speakers, actors), found)
        if target is not None and target != span:
            found[span] = found.get(target, target)
    return found


def _antecedent(
    scene: Scene, span: Span, earlier: tuple[Sequence[Span], Sequence[Span]], found: Mapping[Span, Span]
) -> Span | None:
    words = fold(span.words(scene.text))
    words = POSSESSIVES.get(words, words)
    speakers, actors = earlier
    before = [(found.get(each, each)) for each in reversed(speakers) if each.end <= span.start]
    near = [each for each in before if each.start >= _floor(scene, span)]
    if words in ("he", "she"):
        return _person(scene, span, near)
    if words == "it":
        return _body(scene, span, near)
    if words == "they":
        return next((each for each in near if _is_plural(each.words(scene.text))), None)
    if words.partition(" ")[0] in ("the", "this", "that") and not any(p.overlaps(span) for p in scene.persons):
        return _described(scene, span, [*before, *(each for each in reversed(actors) if each.end <= span.start)])
    return None


def _floor(scene: Scene, span: Span) -> int:
    here = next((i for i, s in enumerate(scene.sentences) if s.span.overlaps(span)), 0)
    return scene.sentences[max(0, here - REACH)].span.start


def _person(scene: Scene, span: Span, near: Sequence[Span]) -> Span | None:
    """Return the last speaker who is a person, or the person named first in the last sentence that names one."""
    speaker = next((each for each in near if each in scene.persons), None)
    for sentence in _back(scene, span):
        if speaker is not None and sentence.span.overlaps(speaker):
            return speaker
        named = [
            person for person in scene.persons
            if sentence.span.covers(person) and person.end <= span.start and not _is_quoted(scene, person)
        ]  # fmt: skip
        if named:
            return named[0]
    return speaker or next((each for each in near if _is_office(each.words(scene.text))), None)


def _is_office(words: str) -> bool:
    """Tell somebody who is only called by an office: "a State Department spokesman"."""
    return has_title(words) and not _is_plural(words)


def _back(scene: Scene, span: Span) -> list[Sentence]:
    """Return the sentences from that of the span backwards, as far as a pronoun reaches."""
    here = next((i for i, s in enumerate(scene.sentences) if s.span.overlaps(span)), None)
    if here is None:
        return []
    return [scene.sentences[i] for i in range(here, max(-1, here - REACH - 1), -1)]


def _is_quoted(scene: Scene, span: Span) -> bool:
    return any(quoted.overlaps(span) for quoted in scene.quoted)


def _body(scene: Scene, span: Span, near: Sequence[Span]) -> Span | None:
    """Return the last speaker who is no person, or the body that opens the sentence before."""
    for sentence in _back(scene, span)[:3]:
        for speaker in near:
            if sentence.span.overlaps(speaker) and not _is_person(scene, speaker):
                return speaker
        first = first_subject(line_of(scene.text, sentence.span, scene.quoted))
        if first is not None and first.span.end <= span.start and not _is_person(scene, first.span):
            words = first.span.words(scene.text)
            if fold(words) not in _pronouns() and not _is_plural(words) and not _is_somebody(words):
                return first.span
    return None


def _is_somebody(words: str) -> bool:
    """Tell "one person", "a resident": people without a name, whom "it" never means."""
    return is_unnamed(words) and actor_of(words).sector in (None, "CVL", "GOV")


def _is_person(scene: Scene, span: Span) -> bool:
    words = span.words(scene.text)
    return span in scene.persons or (has_title(words) and not _is_office_body(words))


def _is_office_body(words: str) -> bool:
    """Tell a body with a title in its name ("the general staff") from who leads it ("chief of the general staff")."""
    return institution(words) is not None and not has_title(" ".join(words.split()[:-2]))


def _is_plural(words: str) -> bool:
    last = fold(words).split()[-1]
    return (
        " and " in words or (last.endswith("s") and actor_of(words).canonical is None) or fold(words).startswith("both")
    )


def _described(scene: Scene, span: Span, before: Sequence[Span]) -> Span | None:
    """Return who bears the title, or what was called by the same noun, last before a "the …"."""
    words = span.words(scene.text)
    head = fold(words).split()[-1]
    country = actor_of(words).country
    if has_title(words):
        for person in reversed([p for p in scene.persons if p.end <= span.start]):
            title = _title(scene, person)
            if title and head in fold(title).replace("-", " ").split() and country in (None, actor_of(title).country):
                return person
    if len(words.split()) > 3 or country:
        return None
    if has_title(words):  # "the president" of a text that names nobody's office: whoever spoke last
        floor = _floor(scene, span)
        spoke = (each for each in before if each in scene.persons and each.start >= floor)
        last = next((each for each in spoke if _title(scene, each) is None), None)
        if last is not None:
            return last
    return next((each for each in before if _is_fuller(each.words(scene.text), words, head)), None) or next(
        (each for each in _subjects(scene, span) if _is_fuller(each.words(scene.text), words, head)), None
    )


def _subjects(scene: Scene, span: Span) -> Iterator[Span]:
    """Yield the actors that open the sentences before a span, the nearest first."""
    for sentence in _back(scene, span):
        first = first_subject(line_of(scene.text, sentence.span, scene.quoted))
        if first is not None and first.span.end <= span.start:
            yield first.span


def _title(scene: Scene, person: Span) -> str | None:
    """Return the title of a person at this or at another mention of the same name."""
    name = person.words(scene.text)
    for each, title in scene.titles.items():
        if each == person or each.words(scene.text).split()[-1] == name.split()[-1]:
            return title.words(scene.text)
    return None


def _is_fuller(words: str, short: str, head: str) -> bool:
    return (
        fold(words).split()[-1] == head
        and fold(words) != fold(short)
        and not fold(words).startswith(("the two", "both"))
    )


@cache
def _pronouns() -> frozenset[str]:
    words = lexicon.load("chains")
    return frozenset(words["persons"] + words["groups"] + words["things"] + words["all_sides"])
