"""Who attacks, read from the words around a trigger of force.

The doer stands before an active verb ("Russia launched"), after "by", or as an adjective or owner beside the noun
("Russian strikes", "Israel's raid", "95 Ukrainian drones"). "Its forces" are the speaker's; of what was shot down the
owner counts; who claims losses of the other side, or denies a deed as his own, is its doer.
"""

import re
from functools import cache

from dragoman.annotate.actors import actor_of
from dragoman.annotate.phrases import (
    LONGEST,
    Around,
    clause_start,
    noun_of_force,
    opening,
    phrase_end,
    trimmed,
)
from dragoman.codebook import lexicon
from dragoman.codebook.countries import country_of, is_demonym
from dragoman.codebook.numbers import either
from dragoman.record.evidence import Span
from dragoman.record.folding import fold, plain

NO_SIDES = ("IGO", "NGO", "MED")


def attacker_near(text: str, trigger: Span, home: Span) -> Span | None:
    """Return who attacks, where the words around the trigger say so."""
    around = Around(text, trigger, home)
    if is_stopping(text, trigger, home):
        return _owner_of_munitions(around)
    if is_between(text, trigger, home):
        return None
    readings = (
        _by, _beside, _subject, _of_light_verb, _of_participle, _accused_before, _claims_enemy, _denier,
    )  # fmt: skip
    return next((found for reading in readings if (found := reading(around))), None)


def is_stopping(text: str, trigger: Span, home: Span) -> bool:
    """Tell a trigger of defence: what is shot down, drones or missiles, has been sent by the other side."""
    own = fold(trigger.words(text))
    if _stopping().search(own) is None:
        return False
    before, after = fold(text[home.start : trigger.start]), fold(text[trigger.end : home.end])
    return bool(_stoppable_behind().match(after) or _stoppable_before().search(before) or _stoppable().search(own))


def is_between(text: str, trigger: Span, home: Span) -> bool:
    """Tell "fighting between A and B": neither is said to attack."""
    is_noun = noun_of_force().search(fold(trigger.words(text))) is not None
    return is_noun and _between().match(fold(text[trigger.end : home.end])) is not None


def _by(around: Around) -> Span | None:
    """Read "strikes … by Russian forces", "were hit by Russian drones"; no doer is "a roadside bomb"."""
    match = _by_phrase().match(around.after)
    if match is None:
        return None
    start = around.trigger.end + match.end()
    whole = Span(start, phrase_end(around.text, start, around.home.end))
    return _doer(around, _up_to_doer(around.text, whole))


def _up_to_doer(text: str, phrase: Span) -> Span:
    """Return the phrase up to the first word for those who use force: "rebel fighters" of "rebel fighters went on"."""
    doers = lexicon.load("force")["grammar"]["doers"]
    ends = (match.end() for match in re.finditer(r"[\w'-]+", phrase.words(text)) if fold(match.group()) in doers)
    return Span(phrase.start, phrase.start + next(ends, phrase.end - phrase.start))


def _beside(around: Around) -> Span | None:
    """Read the adjective or owner of a noun of force: "alleged Ukrainian attacks", "Israel's bombardment of Gaza"."""
    if noun_of_force().search(around.own) is None:
        return None
    own = _owner_inside().match(plain(around.trigger.words(around.text)))
    for found, at in ((own, around.trigger.start), (_owner().search(around.lead), around.home.start)):
        if found and (found[2] or is_demonym(found[1])) and _is_side(found[1]):
            return Span(at + found.start(1), at + found.end(1))
    return None


def _owner_of_munitions(around: Around) -> Span | None:
    """Read whose munitions were stopped: "downed 40 Ukrainian drones", "two Iranian missiles were intercepted"."""
    for match in _owned_munition().finditer(plain(around.home.words(around.text))):
        if is_demonym(match[1]) or match[2]:
            return around.span(match, 1)
    return None


def _subject(around: Around) -> Span | None:
    """Return the subject of an active verb, where it is somebody who can attack."""
    if _active().match(around.own) is None or _nothing_behind().match(around.after):
        return None
    words = _helpers().sub("", around.before)
    if _be_at_end().search(words):
        return None
    start = max((m.end() for m in clause_start().finditer(words)), default=0)
    found = Span(around.home.start + start, around.home.start + len(words.rstrip()))
    if found.start >= found.end:
        return None
    if _own().search(fold(found.words(around.text))):
        return None if _is_thing(around, found) else _speaker(around)
    whole = trimmed(around.text, found)
    phrases = (whole, _first_part(around.text, whole), _last_part(around.text, found))
    return next((doer for phrase in phrases if (doer := _doer(around, phrase))), None)


def _first_part(text: str, phrase: Span) -> Span:
    """Return what stands before the first word that opens something else: "police" of "police in Denmark"."""
    match = opening().search(fold(phrase.words(text)))
    return Span(phrase.start, phrase.start + len(phrase.words(text)[: match.start()].rstrip())) if match else phrase


def _last_part(text: str, phrase: Span) -> Span:
    """Return what stands behind the last word that opens something else: "gunmen" of "in the north gunmen"."""
    start = max((m.end() for m in opening().finditer(fold(phrase.words(text)))), default=0)
    return trimmed(text, Span(phrase.start + start, phrase.end))


def _of_light_verb(around: Around) -> Span | None:
    """Return the subject of "launched a major attack", of which the noun is the trigger."""
    match = _light_verb().search(around.before) if noun_of_force().search(around.own) else None
    return _subject(Around(around.text, around.span(match, 1), around.home)) if match else None


def _of_participle(around: Around) -> Span | None:
    """Return the side that does the sentence's other deed: "Russia unleashed a strike, firing 70 missiles"."""
    if re.match(r"\w+ing\b", around.own) is None or not around.before.rstrip().endswith(","):
        return None
    found = (match for match in _side_with_deed().finditer(around.lead) if _is_side(match[1]))
    return next((around.span(match, 1) for match in found), None)


def _accused_before(around: Around) -> Span | None:
    """Return who is accused of the deed: "Ballard, 21, is accused of driving a car into a crowd"."""
    match = _accused().search(around.lead)
    return around.span(match, 1) if match else None


def _claims_enemy(around: Around) -> Span | None:
    """Return who claims that things of the other side were struck: "Norway said two Danish jets were shot down"."""
    match = _claimed_passive().search(plain(around.text[around.home.start : around.trigger.end]))
    if match is None or not is_demonym(match[2]) or not _is_side(match[1]):
        return None
    mine = actor_of(match[1]).country
    return around.span(match, 1) if mine is not None and mine != country_of(match[2]) else None


def _denier(around: Around) -> Span | None:
    """Return who denies the deed as his own: "the army denied shelling the town"."""
    match = _denying().search(around.lead)
    return _doer(around, around.span(match, 1)) if match else None


def _speaker(around: Around) -> Span | None:
    """Return the side that says what its own forces did."""
    doers = lexicon.load("force")["grammar"]["doers"]
    found = (m for m in _sayer().finditer(around.lead) if _is_side(m[1]) or fold(m[1].split()[-1]) in doers)
    return next((around.span(match, 1) for match in found), None)


def _is_thing(around: Around, pronoun: Span) -> bool:
    """Tell "it" for a thing named since somebody spoke: "police said a car turned before it rammed the crowd"."""
    before = plain(around.text[around.home.start : pronoun.start])
    said = max((match.end() for match in _sayer().finditer(before)), default=0)
    return fold(pronoun.words(around.text)) == "it" and _things().search(fold(before[said:])) is not None


def _doer(around: Around, phrase: Span) -> Span | None:
    """Return the phrase, or its owner, where it names a side, or people who use force."""
    words = plain(phrase.words(around.text))
    tokens = words.split()
    if not tokens or len(tokens) > LONGEST:
        return None
    grammar = lexicon.load("force")["grammar"]
    if fold(tokens[-1]) in grammar["munition_heads"]:
        return _first_side(phrase, words)
    return phrase if fold(tokens[-1]) in grammar["doers"] or _is_side(words) else None


def _first_side(phrase: Span, words: str) -> Span | None:
    """Return whose munitions attack: "Russian drones", "Israel's jets"."""
    for match in re.finditer(r"[A-Z][\w.]*", words):
        if is_demonym(match.group()) or words[match.end() : match.end() + 2] == "'s":
            return Span(phrase.start + match.start(), phrase.start + match.end()) if _is_side(match.group()) else None
    return None


def _is_side(words: str) -> bool:
    actor = actor_of(words)
    return bool(country_of(words) or (actor.canonical and actor.sector not in NO_SIDES))


def _words(table: str, name: str) -> str:
    """Return the pattern of a word list of ``force.toml``."""
    return either(lexicon.load("force")[table][name])


@cache
def _stopping() -> re.Pattern[str]:
    return re.compile(rf"\b{_words('grammar', 'stopping')}\b")


@cache
def _stoppable() -> re.Pattern[str]:
    return re.compile(rf"\b{_words('grammar', 'stoppable')}\b")


@cache
def _stoppable_behind() -> re.Pattern[str]:
    return re.compile(rf"(?:\s+[\w,.'-]+){{0,6}}?\s+{_words('grammar', 'stoppable')}\b")


@cache
def _stoppable_before() -> re.Pattern[str]:
    return re.compile(rf"\b{_words('grammar', 'stoppable')}\b(?:\s+[\w,.'-]+){{0,6}}\s*$")


@cache
def _by_phrase() -> re.Pattern[str]:
    return re.compile(
        rf"(?:\s+(?!{_words('grammar', 'not_before_by')}\b)[\w'-]+){{0,6}}?\s+by\s+(?:the\s+|a\s+|an\s+)?"
    )


@cache
def _between() -> re.Pattern[str]:
    return re.compile(r"(?:\s+\w+){0,2}\s+(?:between|among)\b")


@cache
def _owner() -> re.Pattern[str]:
    between = _words("grammar", "adjectives")
    return re.compile(rf"\b((?:[A-Z][\w.-]*\s+){{0,2}}[A-Z][\w.-]*?)('s)?(?:\s+{between}){{0,3}}\s*$")


@cache
def _owner_inside() -> re.Pattern[str]:
    return re.compile(r"((?:[A-Z][\w.-]*\s+){0,2}[A-Z][\w.-]*?)('s)?\s")


@cache
def _owned_munition() -> re.Pattern[str]:
    heads = _words("grammar", "munition_heads")
    return re.compile(rf"\b([A-Z][\w-]*)('s)?(?:\s+[\w-]+){{0,3}}?\s+(?:{heads}|unmanned\s+aerial\s+vehicles|UAVs)\b")


@cache
def _active() -> re.Pattern[str]:
    words = lexicon.load("force")["grammar"]
    return re.compile(rf"(?:{either(words['have'])}\s+|\w+ly\s+)*{either([*words['transitive'], *words['sending']])}\b")


@cache
def _nothing_behind() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:[.,;:)\"]|$|{_words('grammar', 'no_object')}\b)")


@cache
def _helpers() -> re.Pattern[str]:
    return re.compile(rf"(?:\s*\b(?:{_words('grammar', 'have')}|\w+ly)\s*)*$")


@cache
def _be_at_end() -> re.Pattern[str]:
    return re.compile(rf"\b{_words('grammar', 'be')}\s*$")


@cache
def _own() -> re.Pattern[str]:
    return re.compile(rf"(?:^|\s){_words('speaking', 'own')}\s+(?:[\w-]+\s+)?\w+$|^(?:it|they)$")


@cache
def _things() -> re.Pattern[str]:
    return re.compile(rf"\b(?:the|a|an|his|her|their|its)\s(?:[\w-]+\s)?{_words('grammar', 'things')}\b")


@cache
def _light_verb() -> re.Pattern[str]:
    return re.compile(rf"\b({_words('grammar', 'sending')})(?:\s+[\w'-]+){{0,6}}\s*$")


@cache
def _side_with_deed() -> re.Pattern[str]:
    words = lexicon.load("force")["grammar"]
    deeds = either([*words["sending"], *words["transitive"]])
    side = rf"((?:[A-Z][\w'.-]*)(?:\s+(?:[A-Z][\w'.-]*|{either(words['bodies'])})){{0,4}})"
    return re.compile(rf"{side}\s+(?:(?:has|have|had)\s+)?{deeds}\b")


@cache
def _accused() -> re.Pattern[str]:
    name = r"((?:[A-Z][\w'-]*)(?:\s+[A-Z][\w'-]*){0,3})"
    aside = r"(?:,\s*(?:aged\s+)?\d+,|,[^,]{1,50},)?"
    verbs = _words("speaking", "accused")
    return re.compile(rf"{name}{aside}\s+(?:is|was|has been|had been)\s+{verbs}\s+(?:of|with|to have)\b[^.;]{{0,140}}$")


@cache
def _claimed_passive() -> re.Pattern[str]:
    be, bodies = _words("grammar", "be"), _words("grammar", "bodies")
    side = rf"((?:[A-Z][\w'.-]*)(?:\s+(?:[A-Z][\w'.-]*|{bodies})){{0,4}})"
    thing = r"[^.;]*?\b([A-Z][a-z]+)\s+(?:[a-z]+\s+){0,2}[a-z]+"
    said = _words("speaking", "verbs")
    return re.compile(rf"{side}\s+(?:also\s+|later\s+)?{said}\s+(?:that\s+)?{thing}\s+{be}\s+[\w\s]*$")


@cache
def _denying() -> re.Pattern[str]:
    subject = r"(?:^|[,.;]\s+|\b[Tt]he\s+)((?:[A-Z][\w'.-]*\s+|[a-z]+\s+){0,3}?[\w'.-]+)(?:\s+on\s+[A-Z][a-z]+day)?"
    lead = _words("denial", "leads")
    return re.compile(rf"{subject}\s+(?:has\s+|have\s+|had\s+)?den(?:ied|ies|y)\s+(?:{lead}\s+)?(?:\w+\s+){{0,3}}$")


@cache
def _sayer() -> re.Pattern[str]:
    inner, last = _words("speaking", "inside_names"), _words("grammar", "bodies")
    name = rf"((?:[A-Z][\w'.-]*\s+|{inner}\s+)*(?:[A-Z][\w'.-]*|{last}))"
    return re.compile(rf"{name}\s+{_words('speaking', 'verbs')}\b")
