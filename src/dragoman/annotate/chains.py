"""Names and short forms → chains: everything in the text that names one and the same person or thing."""

from collections.abc import Iterable, Sequence

from dragoman.annotate.actors import actor_of
from dragoman.annotate.antecedents import Scene, antecedents
from dragoman.annotate.persons import persons_in, titles_in
from dragoman.codebook import lexicon
from dragoman.codebook.persons import same_person, traces
from dragoman.codebook.short_forms import is_pronoun, is_short_form
from dragoman.record.evidence import Span
from dragoman.record.folding import fold
from dragoman.record.mentions import Chain, Part, Sentence
from dragoman.record.reading import Reading
from dragoman.stage import stage

REACH = 3  # sentences: a pronoun whose person was named longer ago is left alone


@stage(needs=("document", "sentences", "quotations", "mentions", "triggers", "links"), gives=("chains",))
def chains(reading: Reading, tools: object) -> tuple[Chain, ...]:  # noqa: ARG001
    """Link full and short names of persons, then short forms to what rules or the reader say they stand for."""
    text = reading.document.text
    persons = persons_in(text, reading.sentences, reading.mentions, reading.triggers)
    groups = _persons(text, persons)
    scene = Scene(
        text, reading.sentences, persons, titles_in(text, reading.sentences, persons),
        [quotation.span for quotation in reading.quotations],
    )  # fmt: skip
    settled = antecedents(scene, reading.triggers)
    for short, target in settled.items():
        _add(groups, target, short)
    for link in reading.links:
        target_span = _target(text, link)
        if target_span is not None and link.span not in settled and not _means_all(link.span.words(text)):
            _add(groups, target_span, link.span)
    for pronoun in _loose_pronouns(reading, groups):
        before = _nearest(reading.sentences, groups, pronoun)
        if before is not None:
            before.append(pronoun)
    return tuple(Chain(name=_fullest(text, group), spans=tuple(sorted(group))) for group in groups)


def _persons(text: str, spans: Sequence[Span]) -> list[list[Span]]:
    """Group the spans whose names can be one person's, each spelling looked up once."""
    groups: list[list[Span]] = []
    spellings: list[list[str]] = []
    home: dict[str, int] = {}
    traced: dict[str, set[int]] = {}  # trace of a name → groups that have it: long texts name thousands of people
    for span in spans:
        name = span.words(text)
        if name not in home:
            near = sorted({at for trace in traces(name) for at in traced.get(trace, ())})
            home[name] = next((at for at in near if any(same_person(k, name) for k in spellings[at])), len(groups))
            if home[name] == len(groups):
                groups.append([])
                spellings.append([])
            spellings[home[name]].append(name)
            for trace in traces(name):
                traced.setdefault(trace, set()).add(home[name])
        groups[home[name]].append(span)
    return groups


def _target(text: str, link: Part) -> Span | None:
    """Return the surest stretch a short form stands for that is not a short form itself."""
    short = link.span.words(text)
    full = [part for part in link.parts if _names_something(part.span.words(text))]
    full = [part for part in full if not _is_other_sort(short, part.span.words(text))]
    before = [part for part in full if part.span.end <= link.span.start] or full
    best = max(before, key=lambda part: (part.score, -part.span.start), default=None)
    return best.span if best else None


def _is_other_sort(short: str, full: str) -> bool:
    """Tell "the army" from a rebel movement: what each is called says that they are of different sorts."""
    if not fold(short).startswith(("the ", "this ", "that ")):
        return False
    one, other = (actor_of(words).sector for words in (short, full))
    return one is not None and other is not None and one != other


def _names_something(words: str) -> bool:
    """Tell a name or noun from a pronoun and from an article that the reader marks alone."""
    return not is_pronoun(words) and any(len(word) > 1 and word not in ("the", "an") for word in fold(words).split())


def _add(groups: list[list[Span]], target: Span, short: Span) -> None:
    home = next((g for g in groups if any(s.overlaps(target) for s in g)), None)
    if home is None:
        groups.append([target, short])
    elif short not in home:
        home.append(short)


def _means_all(words: str) -> bool:
    """Tell "both sides", which stands for several actors: no single name is meant."""
    return fold(words) in lexicon.load("chains")["all_sides"]


def _loose_pronouns(reading: Reading, groups: Iterable[Sequence[Span]]) -> list[Span]:
    """Return the "he" and "she" that fill a role and that no link explains."""
    linked = {span for group in groups for span in group}
    persons = set(lexicon.load("chains")["persons"])
    text = reading.document.text
    found = {p.span for t in reading.triggers for p in t.parts if fold(p.span.words(text)) in persons}
    return sorted(found - linked)


def _nearest(sentences: Sequence[Sentence], people: Sequence[list[Span]], pronoun: Span) -> list[Span] | None:
    """Return the chain of the person named last before a pronoun, not too far back."""
    here = next((i for i, s in enumerate(sentences) if s.span.overlaps(pronoun)), None)
    if here is None:
        return None
    floor = sentences[max(0, here - REACH)].span.start
    earlier = [(span, group) for group in people for span in group if floor <= span.start < pronoun.start]
    return max(earlier, key=lambda pair: pair[0], default=(pronoun, None))[1]


def _fullest(text: str, group: Sequence[Span]) -> Span:
    """Return the longest name of a chain, the first of equals, never a short form where there is a name."""
    named = [span for span in group if not is_short_form(span.words(text))]
    named = named or [span for span in group if not is_pronoun(span.words(text))] or list(group)
    return min(named, key=lambda s: (-_capitals(s.words(text)), -(s.end - s.start), s.start))


def _capitals(words: str) -> int:
    return sum(1 for word in words.split() if word[:1].isupper())
