"""How a text brings up an attack: as a new one, as one told before, as what came of it, as a total over weeks."""

import re
from functools import cache

from dragoman.codebook import lexicon
from dragoman.codebook.numbers import either
from dragoman.extract.attacks import Mention, is_period
from dragoman.extract.findings import code
from dragoman.record.folding import fold
from dragoman.record.incidents import Incident
from dragoman.record.mentions import Trigger
from dragoman.record.reading import Reading

DAY = 2  # UCDP's date_prec up to which a time is that of one attack


def mention_of(reading: Reading, trigger: Trigger, found: Incident) -> Mention:
    """Return the incident of a trigger with how the text brings it up."""
    sentence = reading.sentences[trigger.sentence]
    text = reading.document.text
    words, whole = fold(trigger.span.words(text)), fold(sentence.span.words(text))
    lead = fold(text[sentence.span.start : trigger.span.start])
    is_noun = nouns_of_force().search(words) is not None
    brings_up = _also().search(lead) or (is_noun and _new().search(lead)) or _opener().match(whole)
    return Mention(
        incident=found,
        sentence=trigger.sentence,
        entry=sentence.entry,
        is_headline=sentence.is_headline,
        is_new=bool(brings_up),
        opens_day=_day_first().match(whole) is not None,
        is_other=bool(is_noun and _other().search(lead)),
        is_reason=code(trigger, "reason") is not None,
        refers_back=(_back() if is_noun else _back_as_subject()).search(lead) is not None,
        adds=found.attacker is None and not is_noun and _strong().search(words) is None,
        is_period=_is_period(found, whole),
    )


def _is_period(found: Incident, sentence: str) -> bool:
    """Tell a total over weeks, by its time or by the words of a sentence that counts no munitions and names no day."""
    if (found.when is not None and (found.when.date_prec or 9) <= DAY) or any(m.launched for m in found.munitions):
        return False
    return is_period(found.when) or _sums_up().search(sentence) is not None


@cache
def nouns_of_force() -> re.Pattern[str]:
    """Nouns of force in the words of a trigger."""
    return re.compile(rf"\b{either(lexicon.load('force')['mentions']['nouns'])}(?:e?s)?\b")


@cache
def _strong() -> re.Pattern[str]:
    """Verbs that tell of a deed rather than of what came of it."""
    words = lexicon.load("force")
    verbs = {*words["grammar"]["transitive"], *words["grammar"]["sending"]} - set(words["mentions"]["consequences"])
    return re.compile(rf"\b{either(sorted(verbs))}\b")


@cache
def verbs_of_force() -> re.Pattern[str]:
    """Verbs of force in the words of a trigger."""
    words = lexicon.load("force")["grammar"]
    return re.compile(rf"\b{either([*words['transitive'], *words['sending'], *words['going_off']])}\b")


@cache
def _back() -> re.Pattern[str]:
    return re.compile(rf"\b{either(lexicon.load('force')['mentions']['back'])}\s+(?:[\w'-]+\s+){{0,2}}$")


@cache
def _back_as_subject() -> re.Pattern[str]:
    """The noun as subject of a verb: "the blast, blamed on rebels, hit"."""
    words = lexicon.load("force")["mentions"]
    return re.compile(
        rf"\b(?:the|this)\s+(?:[\w-]+\s+)?{either(words['nouns'])}s?(?:,[^,.;]{{1,60}},)?\s+(?:also\s+|had\s+|has\s+)?$"
    )


@cache
def _new() -> re.Pattern[str]:
    return re.compile(rf"\b{either(lexicon.load('force')['mentions']['new'])}\s+(?:[\w.'-]+\s+){{0,3}}$")


@cache
def _also() -> re.Pattern[str]:
    return re.compile(r"\b(?:also|separately|meanwhile)\s+(?:\w+ly\s+)?$")


@cache
def _other() -> re.Pattern[str]:
    return re.compile(rf"\b{either(lexicon.load('force')['mentions']['other'])}\s+(?:[\w.'-]+\s+){{0,2}}$")


@cache
def _opener() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{either(lexicon.load('force')['mentions']['openers'])}\b)")


@cache
def _day_first() -> re.Pattern[str]:
    words = lexicon.load("force")["mentions"]
    return re.compile(rf"\W*{either(words['day_leads'])}\s+(?:[a-z]+day|{either(words['days'])}|\d{{4}})\b")


@cache
def _sums_up() -> re.Pattern[str]:
    return re.compile(rf"\b{either(lexicon.load('force')['period']['sums'])}\b")
