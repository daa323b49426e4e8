"""Truces that set phrases tell by themselves: "a ceasefire between A and B", "accused A of violating the truce".

Measured on the annotated passages: 26 of 28 such sentences of reports on conflict have an agreement.
"""

import re
from collections.abc import Iterator
from functools import cache

from dragoman.annotate.compliance import accused_in
from dragoman.annotate.parties import parties_in
from dragoman.codebook import lexicon
from dragoman.record.evidence import Span
from dragoman.record.folding import fold
from dragoman.record.mentions import Code, Part, Trigger

BY_RULE, SURE = 0.9, 1.0


def truces_in(text: str, home: Span, sentence: int) -> Iterator[Trigger]:
    """Yield the agreements that a sentence without an agreement's trigger tells by set phrases."""
    flat = fold(home.words(text)).replace("\n", " ")
    for match in _made().finditer(flat):
        span = Span(home.start + match.start(), home.start + match.end())
        aim = _aims().search(_held().sub("", flat[max(0, match.start() - 35) : match.start()]))
        if aim is None and (_alone().match(flat, match.start()) or len(parties_in(text, home, span)) > 1):
            codes = (
                Code(name="status", value="agreed", score=0.5),
                Code(name="asserted", value="reported", score=SURE),
            )
            yield Trigger(kind="agreement", span=span, sentence=sentence, score=BY_RULE, codes=codes)
            return
    for match in _broken().finditer(flat):
        yield _breach(text, home, Span(home.start + match.start(), home.start + match.end()), sentence)
        return


def _breach(text: str, home: Span, span: Span, sentence: int) -> Trigger:
    """Return an agreement that is broken, says the writer, or that somebody is accused of breaking."""
    status = Code(name="status", value="in_force" if accused_in(text, home) else "violated", score=SURE)
    kept = (Code(name="kept", value="false", score=SURE),)
    breach = Part(role="compliance", span=span, score=SURE, codes=kept)
    return Trigger(kind="agreement", span=span, sentence=sentence, score=BY_RULE, codes=(status,), parts=(breach,))


@cache
def _made() -> re.Pattern[str]:
    words = lexicon.load("truces")["made"]
    names, verbs = "|".join(words["names"]), "|".join(words["verbs"])
    article = r"(?:an? |the |their |its |this )?"
    found = rf"\b(?:{verbs}) {article}(?:[\w-]+ ){{0,4}}?(?:{names})\b|\b(?:{names})s? (?=between \w)"
    paired = (
        r"(?<=[\w.]-)\w+ (?:agreement|deal|accord|pact|treaty|truce|cease-?fire) (?=(?:of|in|signed|reached|agreed) )"
    )
    return re.compile(f"{_alone().pattern}|{found}|{paired}")


@cache
def _alone() -> re.Pattern[str]:
    """Return the pattern of phrases that need no sides with them ("welcomed the truce", "a truce brokered by A")."""
    words = lexicon.load("truces")["made"]
    return re.compile("|".join(rf"\b{row.format(names='|'.join(words['names']))}\b" for row in words["alone"]))


@cache
def _broken() -> re.Pattern[str]:
    words = lexicon.load("truces")["made"]
    names, verbs = "|".join(words["names"]), "|".join(words["breaking"])
    return re.compile(rf"\b(?:{verbs}) (?:of )?(?:an? |the |this |that |their )?(?:[\w-]+ ){{0,3}}?(?:{names})\b")


@cache
def _held() -> re.Pattern[str]:
    """Return the pattern of words whose "to" is no aim ("adherence to the truce")."""
    return re.compile(r"\b(?:adhere\w*|commit\w*|respect|parties|party|thanks|return) to\b")


@cache
def _aims() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(lexicon.load('truces')['made']['not_yet'])})\b")
