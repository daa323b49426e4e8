"""Who attacks whom, read from the words around a trigger of force.

The doer stands before an active verb ("Russia launched"), after "by", or as an adjective or owner beside the noun ("Russian
strikes", "Israel's raid", "95 Ukrainian drones"); the target is the verb's object, stands after "on", "at", "against", or
before a passive.
"""

import re
from functools import cache

from dragoman.annotate.actors import actor_of
from dragoman.annotate.times import times_in
from dragoman.codebook import lexicon
from dragoman.codebook.countries import country_of, is_demonym
from dragoman.codebook.numbers import either
from dragoman.codebook.targets import target_category
from dragoman.record.evidence import Span
from dragoman.record.folding import fold, plain

_WORDS = re.compile(r"[\w'.-]*\w")
_PHRASE = re.compile(r"\s*((?:[\w'%-]+(?:\.(?=\w))?)(?:[ -][\w'%.-]*\w)*)")
_LOOSE_END = re.compile(r"\s+(?:of|for|the|a|an|its|their)$")
_LONGEST = 9  # words of a noun phrase


def attacker_near(text: str, trigger: Span, home: Span) -> Span | None:
    """Return who attacks, where the words around the trigger say so."""
    line = _Line(text, trigger, home)
    if is_stopping(text, trigger, home):
        return _owner_of_munitions(line)
    if is_between(text, trigger, home):
        return None
    return (
        _by(line)
        or _beside(line)
        or _subject(line)
        or _of_light_verb(line)
        or _of_participle(line)
        or _accused_before(line)
        or _claims_enemy(line)
        or _denier(line)
    )


def target_near(text: str, trigger: Span, home: Span) -> Span | None:
    """Return what is attacked, where the words around the trigger say so."""
    line = _Line(text, trigger, home)
    if is_stopping(text, trigger, home):
        return None
    return _object(line) or _passive(line) or _compound(line) or _driven_at(line)


def is_stopping(text: str, trigger: Span, home: Span) -> bool:
    """Tell a trigger of defence: what is shot down, drones or missiles, has been sent by the other side."""
    if _stopping().search(fold(trigger.words(text))) is None:
        return False
    stoppable = either(lexicon.load("force")["grammar"]["stoppable"])
    after = re.search(rf"^(?:\s+[\w,.'-]+){{0,6}}?\s+{stoppable}\b", fold(text[trigger.end : home.end]))
    before = re.search(rf"\b{stoppable}\b(?:\s+[\w,.'-]+){{0,6}}\s*$", fold(text[home.start : trigger.start]))
    return (
        after is not None or before is not None or re.search(rf"\b{stoppable}\b", fold(trigger.words(text))) is not None
    )


def is_between(text: str, trigger: Span, home: Span) -> bool:
    """Tell "fighting between A and B": neither is said to attack."""
    return _noun().search(fold(trigger.words(text))) is not None and _between().match(fold(text[trigger.end : home.end])) is not None


class _Line:
    """A sentence around a trigger: folded text before it, of it, and after it."""

    __slots__ = ("after", "before", "home", "own", "text", "trigger")

    def __init__(self, text: str, trigger: Span, home: Span) -> None:
        self.text, self.trigger, self.home = text, trigger, home
        self.before = fold(text[home.start : trigger.start])
        self.own = fold(trigger.words(text))
        self.after = fold(text[trigger.end : home.end])


def _by(line: _Line) -> Span | None:
    """Read "strikes … by Russian forces", "were hit by Russian drones"; what is no doer ("by a roadside bomb") is none."""
    match = re.match(
        r"(?:\s+(?!by\b|and\b|that\b|which\b|who\b|when\b|as\b|during\b|after\b|used\b|led\b|visit\b|organi[sz]ed\b|backed\b|claimed\b|rally\b|count\b|condemned\b)[\w'-]+){0,6}?\s+by\s+(?:the\s+|a\s+|an\s+)?", line.after
    )
    if match is None:
        return None
    start = line.trigger.end + match.end()
    return _doer(line, Span(start, phrase_end(line.text, start, line.home.end)))


def _beside(line: _Line) -> Span | None:
    """Read the adjective or owner of a noun of force: "alleged Ukrainian attacks", "Israel's bombardment of Gaza"."""
    if _noun().search(line.own) is None:
        return None
    start = line.trigger.start
    lead = plain(line.text[line.home.start : line.trigger.end])
    match = _owner().search(lead[: start - line.home.start])
    own = re.match(r"((?:[A-Z][\w.-]*\s+){0,2}[A-Z][\w.-]*?)('s)?\s", plain(line.trigger.words(line.text)))
    for found, at in ((own, start), (match, line.home.start)):
        if found and (found[2] or is_demonym(found[1])) and _is_side(found[1]):
            return Span(at + found.start(1), at + found.end(1))
    return None


def _owner_of_munitions(line: _Line) -> Span | None:
    """Read whose munitions were stopped: "downed 40 Ukrainian drones", "two Iranian missiles were intercepted"."""
    around = plain(line.text[line.home.start : line.home.end])
    for match in _owned_munition().finditer(around):
        if is_demonym(match[1]) or match[2]:
            return Span(line.home.start + match.start(1), line.home.start + match.end(1))
    return None


def _subject(line: _Line) -> Span | None:
    """Return the subject of an active verb, where it is somebody who can attack."""
    if _active().match(line.own) is None or _nothing_behind().match(line.after):
        return None
    words = _HELPERS().sub("", line.before)
    if re.search(rf"\b{either(lexicon.load('force')['grammar']['be'])}\s*$", words):
        return None
    start = max((m.end() for m in _clause().finditer(words)), default=0)
    found = Span(line.home.start + start, line.home.start + len(words.rstrip()))
    if found.start >= found.end:
        return None
    if _own().search(fold(found.words(line.text))):
        return _speaker(line)
    whole = _trimmed(line.text, found)
    return next((doer for phrase in (whole, _head(line.text, whole), _tail(line.text, found)) if (doer := _doer(line, phrase))), None)


def _head(text: str, phrase: Span) -> Span:
    """Return what stands before the first word that opens something else: "police" of "police in Denmark"."""
    match = _opening().search(fold(phrase.words(text)))
    return Span(phrase.start, phrase.start + len(phrase.words(text)[: match.start()].rstrip())) if match else phrase


def _tail(text: str, phrase: Span) -> Span:
    """Return what stands behind the last word that opens something else: "in the north" of "in the north gunmen"."""
    words = fold(phrase.words(text))
    start = max((m.end() for m in _opening().finditer(words)), default=0)
    return _trimmed(text, Span(phrase.start + start, phrase.end))


def _of_light_verb(line: _Line) -> Span | None:
    """Return the subject of "launched a major attack", of which the noun is the trigger."""
    match = _light_verb().search(line.before) if _noun().search(line.own) else None
    if match is None:
        return None
    verb = Span(line.home.start + match.start(1), line.home.start + match.end(1))
    return _subject(_Line(line.text, verb, line.home))


def _denier(line: _Line) -> Span | None:
    """Return who denies the deed as his own: "the army denied shelling the town"."""
    match = _denying().search(plain(line.text[line.home.start : line.trigger.start]))
    return _doer(line, Span(line.home.start + match.start(1), line.home.start + match.end(1))) if match else None


def _claims_enemy(line: _Line) -> Span | None:
    """Return who claims that things of the other side were struck: "Norway said two Danish jets were shot down"."""
    match = _claimed_passive().search(plain(line.text[line.home.start : line.trigger.end]))
    if match is None or not is_demonym(match[2]) or not _is_side(match[1]):
        return None
    mine, theirs = actor_of(match[1]).country, country_of(match[2])
    if mine is None or mine == theirs:
        return None
    return Span(line.home.start + match.start(1), line.home.start + match.end(1))


def _of_participle(line: _Line) -> Span | None:
    """Return the side that does the sentence's other deed: "Russia unleashed a strike, firing 70 missiles"."""
    if re.match(r"\w+ing\b", line.own) is None or not line.before.rstrip().endswith(","):
        return None
    for match in _side_with_deed().finditer(plain(line.text[line.home.start : line.trigger.start])):
        if _is_side(match[1]):
            return Span(line.home.start + match.start(1), line.home.start + match.end(1))
    return None


def _accused_before(line: _Line) -> Span | None:
    """Return who is accused of the deed: "Ballard, 21, is accused of driving a car into a crowd"."""
    match = _accused().search(plain(line.text[line.home.start : line.trigger.start]))
    return Span(line.home.start + match.start(1), line.home.start + match.end(1)) if match else None


def _speaker(line: _Line) -> Span | None:
    """Return the side that says what its own forces did."""
    for match in re.finditer(
        rf"((?:[A-Z][\w'.-]*\s+|of\s+|the\s+|air\s+|defen[cs]e\s+|armed\s+|security\s+|coalition\s+|general\s+)*"
        rf"(?:[A-Z][\w'.-]*|army|military|rebels|militia|force|forces|ministry|staff))\s+{_said()}\b",
        plain(line.text[line.home.start : line.trigger.start]),
    ):
        if _is_side(match[1]) or fold(match[1].split()[-1]) in lexicon.load("force")["grammar"]["doers"]:
            return Span(line.home.start + match.start(1), line.home.start + match.end(1))
    return None


def _doer(line: _Line, phrase: Span) -> Span | None:
    """Return the phrase, or its owner, where it names a side, or people who use force."""
    words = plain(phrase.words(line.text))
    tokens = words.split()
    if not tokens or len(tokens) > _LONGEST:
        return None
    last = fold(tokens[-1])
    if last in lexicon.load("force")["grammar"]["munition_heads"]:
        return _first_side(phrase, words)
    if last in lexicon.load("force")["grammar"]["doers"] or _is_side(words):
        return phrase
    return None


def _first_side(phrase: Span, words: str) -> Span | None:
    for match in re.finditer(r"[A-Z][\w.]*", words):
        if is_demonym(match.group()) or words[match.end() : match.end() + 2] == "'s":
            return Span(phrase.start + match.start(), phrase.start + match.end()) if _is_side(match.group()) else None
    return None


def _is_side(words: str) -> bool:
    actor = actor_of(words)
    return bool(country_of(words) or (actor.canonical and actor.sector not in ("IGO", "NGO", "MED")))


def _object(line: _Line) -> Span | None:
    """Return the phrase after the trigger that is its object, or stands after "on", "at", "against", "near"."""
    words = lexicon.load("force")["grammar"]
    own, after = line.own, line.after
    end = line.trigger.end
    if _people().search(own):
        return None
    toward = re.match(rf"(?:\s+by\s[\w\s'-]{{1,70}}?)?\s+{either(words['toward'])}\s+", after)
    if _noun().search(own) and toward:
        at: re.Match[str] | None = toward
    elif _transitive().search(own) and (own.endswith("ing") or _been().search(line.before) is None):
        at = re.match(r"\s+", after)
    elif _sending().search(own):
        at = re.match(rf"[^.;:]{{0,90}}?\s{either(words['toward'])}\s+", after)
    elif _going_off().search(own):
        at = re.match(rf"(?:\s+(?:\w+|\w+ly)){{0,2}}?\s+{either(words['beside'])}\s+", after)
    elif _noun().search(own):
        at = re.match(rf"\s+{either(words['beside'])}\s+", after)
    else:
        return None
    return _thing(line, end + at.end()) if at else None


def _compound(line: _Line) -> Span | None:
    """Read the thing named right before a noun of force: "mosque bombing", "a market blast"."""
    if _noun().search(line.own) is None:
        return None
    match = re.search(r"([\w-]+(?:\s[\w-]+)?)\s+$", line.before)
    for words in (match[1], match[1].split()[-1]) if match else ():
        plain_words = words.split()[-1] not in lexicon.load("force")["grammar"]["adjectives"]
        if plain_words and target_category(words) not in (None, "military", "government", "civilians"):
            start = line.trigger.start - len(match.group()) + match[1].rindex(words) if match else 0
            return Span(start, start + len(words))
    return None


def _driven_at(line: _Line) -> Span | None:
    """Return whom a vehicle is driven at, whatever word the trigger is."""
    match = _driving().search(fold(line.text[line.home.start : line.home.end]))
    return _thing(line, line.home.start + match.end()) if match else None


def _passive(line: _Line) -> Span | None:
    """Return the phrase before "was hit", "were attacked"."""
    if not _transitive().search(line.own) or _people().search(line.own) or line.own.endswith("ing"):
        return None
    before = re.sub(rf"(?:\s*\b(?:{either(lexicon.load('force')['grammar']['have'])}|\w+ly)\s*)*$", "", line.before)
    own = re.match(rf"{either(lexicon.load('force')['grammar']['be'])}\b|(?:has|have|had)\s+been\b", line.own)
    match = re.search(rf"\s{either(lexicon.load('force')['grammar']['be'])}\s*$", " " + before)
    if own is None and match is None:
        return None
    stop = len(before) if own else match.start() - 1 if match else 0
    start = max((m.end() for m in _clause().finditer(before[:stop])), default=0)
    phrase = _trimmed(line.text, Span(line.home.start + start, line.home.start + stop))
    words = phrase.words(line.text)
    short = 0 < len(words.split()) <= _LONGEST
    return phrase if short and target_category(words) and not _is_munition(words) else None


def _is_munition(words: str) -> bool:
    return fold(words).split()[-1] in lexicon.load("force")["grammar"]["stoppable"] or fold(words) == "artillery"


def _thing(line: _Line, start: int) -> Span | None:
    end = phrase_end(line.text, start, line.home.end)
    words = line.text[start:end]
    if (
        not words
        or fold(words).split()[0] in lexicon.load("force")["grammar"]["phrase_ends"]
        or target_category(words) is None
    ):
        return None
    return _trimmed(line.text, Span(start, end))


def phrase_end(text: str, start: int, stop: int) -> int:
    """Return where a noun phrase ends: at punctuation, or before a word that opens something else."""
    match = _PHRASE.match(plain(text), start, stop)
    if match is None:
        return start
    ends = lexicon.load("force")["grammar"]["phrase_ends"]
    end = start
    for count, word in enumerate(_WORDS.finditer(text, match.start(1), match.end(1))):
        if count and (fold(word.group()) in ends or count > _LONGEST):
            break
        end = word.end()
    while end > start and (cut := _LOOSE_END.search(text, start, end)):
        end = cut.start()
    return end - 2 if text[end - 2 : end] in ("'s", "’s") else end


def _trimmed(text: str, span: Span) -> Span:
    """Leave out times, the article and punctuation in front."""
    start = max((each.end for each in times_in(text, span)), default=span.start)
    span = Span(start, max(start, span.end))
    match = re.match(r"[\W_]*(?:(?:the|a|an)\s+)?", fold(span.words(text)))
    start = span.start + (match.end() if match else 0)
    return Span(min(start, span.end), span.end)


@cache
def _transitive() -> re.Pattern[str]:
    return re.compile(rf"\b{either(lexicon.load('force')['grammar']['transitive'])}$")


@cache
def _claimed_passive() -> re.Pattern[str]:
    be = either(lexicon.load("force")["grammar"]["be"])
    side = r"((?:[A-Z][\w'.-]*)(?:\s+(?:[A-Z][\w'.-]*|ministry|army|military|officials|side|forces)){0,4})"
    thing = r"[^.;]*?\b([A-Z][a-z]+)\s+(?:[a-z]+\s+){0,2}[a-z]+"
    return re.compile(rf"{side}\s+(?:also\s+|later\s+)?{_said()}\s+(?:that\s+)?{thing}\s+{be}\s+[\w\s]*$")


@cache
def _been() -> re.Pattern[str]:
    return re.compile(rf"\b{either(lexicon.load('force')['grammar']['be'])}\s+(?:\w+ly\s+)?$")


@cache
def _denying() -> re.Pattern[str]:
    words = either(["having", "carrying out", "it had", "that it had", "that its forces had", "that it", "that they had", "any"])
    return re.compile(
        rf"(?:^|[,.;]\s+|\b[Tt]he\s+)((?:[A-Z][\w'.-]*\s+|[a-z]+\s+){{0,3}}?[\w'.-]+)(?:\s+on\s+[A-Z][a-z]+day)?\s+(?:has\s+|have\s+|had\s+)?den(?:ied|ies|y)\s+(?:{words}\s+)?(?:\w+\s+){{0,3}}$"
    )


@cache
def _driving() -> re.Pattern[str]:
    verbs = r"(?:drove|driving|driven|rammed|ramming|ploughed|plowed|ploughing|plowing)"
    return re.compile(rf"\b{verbs}\b[^.;]{{0,40}}?\s(?:into|at|through)\s+")


@cache
def _between() -> re.Pattern[str]:
    return re.compile(r"(?:\s+\w+){0,2}\s+(?:between|among)\b")


@cache
def _light_verb() -> re.Pattern[str]:
    return re.compile(rf"\b({either(lexicon.load('force')['grammar']['sending'])})(?:\s+[\w'-]+){{0,6}}\s*$")


@cache
def _accused() -> re.Pattern[str]:
    name = r"((?:[A-Z][\w'-]*)(?:\s+[A-Z][\w'-]*){0,3})"
    return re.compile(
        rf"{name}(?:,\s*(?:aged\s+)?\d+,|,[^,]{{1,50}},)?\s+(?:is|was|has been|had been)\s+(?:accused|suspected|charged|convicted|alleged)\s+(?:of|with|to have)\b[^.;]{{0,140}}$"
    )


@cache
def _own() -> re.Pattern[str]:
    return re.compile(rf"(?:^|\s){either(lexicon.load('force')['speaking']['own'])}\s+(?:[\w-]+\s+)?\w+$|^(?:it|they)$")


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(rf"\b{either(lexicon.load('force')['grammar']['phrase_ends'])}\s+")


@cache
def _nothing_behind() -> re.Pattern[str]:
    return re.compile(
        r"\s*(?:[.,;:)\"]|$|(?:on|in|by|during|at|near|when|while|after|since|last|this|and|overnight)\b)"
    )


@cache
def _side_with_deed() -> re.Pattern[str]:
    words = lexicon.load("force")["grammar"]
    deeds = either([*words["sending"], *words["transitive"]])
    return re.compile(
        rf"((?:[A-Z][\w'.-]*)(?:\s+(?:[A-Z][\w'.-]*|forces|troops|military|army|fighters|militants)){{0,4}})\s+(?:(?:has|have|had)\s+)?{deeds}\b"
    )


@cache
def _said() -> str:
    return either(lexicon.load("force")["speaking"]["verbs"])


@cache
def _people() -> re.Pattern[str]:
    return re.compile(rf"\b{either(lexicon.load('force')['grammar']['people'])}$")


@cache
def _sending() -> re.Pattern[str]:
    return re.compile(rf"\b{either(lexicon.load('force')['grammar']['sending'])}\b")


@cache
def _going_off() -> re.Pattern[str]:
    return re.compile(rf"\b{either(lexicon.load('force')['grammar']['going_off'])}$")


@cache
def _owner() -> re.Pattern[str]:
    between = either(lexicon.load("force")["grammar"]["adjectives"])
    return re.compile(rf"\b((?:[A-Z][\w.-]*\s+){{0,2}}[A-Z][\w.-]*?)('s)?(?:\s+{between}){{0,3}}\s*$")


@cache
def _stopping() -> re.Pattern[str]:
    return re.compile(rf"\b{either(lexicon.load('force')['grammar']['stopping'])}\b")


@cache
def _active() -> re.Pattern[str]:
    words = lexicon.load("force")["grammar"]
    return re.compile(rf"(?:{either(words['have'])}\s+|\w+ly\s+)*{either([*words['transitive'], *words['sending']])}\b")


@cache
def _noun() -> re.Pattern[str]:
    return re.compile(rf"\b{either(lexicon.load('force')['mentions']['nouns'])}(?:e?s)?$")


@cache
def _clause() -> re.Pattern[str]:
    return re.compile(rf"[,;:()\"]\s*|\b{either(lexicon.load('force')['grammar']['clause'])}\s+")


@cache
def _HELPERS() -> re.Pattern[str]:  # noqa: N802
    return re.compile(rf"(?:\s*\b(?:{either(lexicon.load('force')['grammar']['have'])}|\w+ly)\s*)*$")


@cache
def _owned_munition() -> re.Pattern[str]:
    heads = either(lexicon.load("force")["grammar"]["munition_heads"])
    return re.compile(rf"\b([A-Z][\w-]*)('s)?(?:\s+[\w-]+){{0,3}}?\s+(?:{heads}|unmanned\s+aerial\s+vehicles|UAVs)\b")
