"""The grammar of positions: who wants, refuses, offers or makes a condition of what.

A stance is read from its verb ("Moscow demands Kyiv withdraw"), from what a party says it will not do ("will never
cede", "will not halt fighting until …"), from a set adjective ("is ready to swap"), or from a noun ("the group's demand
for …"). The words are in ``codebook/lexicon/en/stances.toml``.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.annotate.actors import actor_of
from dragoman.annotate.clauses import QUOTE, Line, Subject, actor_phrase, phrase_at_end, pieces, stripped
from dragoman.annotate.subjects import first_subject, subject_before
from dragoman.annotate.utterances import trimmed
from dragoman.codebook import lexicon
from dragoman.codebook.countries import country_of
from dragoman.codebook.saying import is_about_words, words_of_others
from dragoman.codebook.stances import (
    bargains,
    conditions,
    dependence,
    firmness,
    noun_stances,
    obligation,
    readiness,
    refusals,
    stance_forms,
    stance_nouns,
    stance_verbs,
    unresolved,
    unthinkable,
)
from dragoman.record.evidence import Span

_JOINED = re.compile(r"(?:^|[\s,])(?:and|but|or|then|while)$")
_END = re.compile(
    r",\s(?:a|an|the\s\w+\s(?:that|which)|which|who|where|while|but|as|saying|adding|citing|according|calling|arguing|holding|"
    r"in\sa|after|amid|despite|though|although|underlining|and\s(?:has|have|had|will|would|is|was|said|says))\b|;|\s--\s"
    r"|\s(?:but|and)\s(?:\w+ly\s)?(?:has|have|had|will|would|is|was|are|were|said|says)\b|,\s\w+ing\b"
)
_LEAD = re.compile(r"[\s~]*(?:that\s+)?")
_CAPITAL = re.compile(r"[A-Z][\w.-]*\w")
_NEAR = 60  # characters of a demand in which the other side is named
_PREPOSITION = re.compile(
    r"\b(?:over|of|on|about|in|by|from|with|for|to|against|despite|after|at|amid|and|as|between)\s"
)
_VERB = re.compile(r"\s(?:was|were|is|are|has|had|have|will|remains?|remained)\s")
_OWN = re.compile(r"(?:his|her|its|their|our)\s")
_HELPED = re.compile(r"\b(?:will|would|could|can|do|does|did)\b")
_NEXT = re.compile(r"[\s,]+(?:and|but|while)?\s*(?:(?:has|have|had|is|are|firmly|also|flatly|repeatedly|instead)\s+)*$")
_IF = re.compile(r"\b(?:if|unless|whether|until|once|in case)\s+$")
_CLAUSE = re.compile(
    r"\b(?:that|said|says|say|saying|insisted|insists|insistence|stressed|repeatedly|believes|argued|added)\s+(?:that\s+)?"
)
_EMBEDDED = re.compile(
    r"(?:that\s+)?(.{2,50}?)\s(?:to|must|should|withdraw|give|hand|pull|leave|stop|cede|accept|renounce|be|end|halt|lift|"
    r"disarm|return|release|free|make|makes|made|open|reopen|recognise|recognize|stops|ends|agrees?|leaves|withdraws)\s"
)


@dataclass(frozen=True, slots=True)
class Stance:
    """One stance in a sentence: the words that show it, whose it is, and on what."""

    mark: Span
    stance: str
    content: Span
    party: Span | None = None
    role: Span | None = None
    condition: Span | None = None
    addressee: Span | None = None
    is_firm: bool = False
    is_sure: bool = False  # a position even where the reader marks none


def stances_in(line: Line) -> list[Stance]:
    """Return the stances of a sentence in text order, one for each stretch of words."""
    found: list[Stance] = []
    for read in (_by_verb, _refusals, _bargains, _by_adjective, _open, _refused, _by_noun, _by_condition, _musts):
        for stance in read(line):
            if not _is_supposed(line, stance) and not any(stance.mark.overlaps(other.mark) for other in found):
                found.append(stance)
    return [_bounded(line, each, found) for each in sorted(found, key=lambda each: each.mark)]


def _bounded(line: Line, stance: Stance, found: Sequence[Stance]) -> Stance:
    """End what a stance is on where the next one of the same party begins ("… and rejects …")."""
    for other in found:
        at = other.mark.start
        if (
            stance.content.start < at < stance.content.end
            and at < other.content.start  # of "the border should stay open" the content begins before its verb
            and _NEXT.search(line.words(stance.content.start, at))
        ):
            cut = trimmed(line, Span(stance.content.start, at)).words(line.text)
            end = stance.content.start + len(_NEXT.sub("", cut + " "))
            stance = replace(stance, content=trimmed(line, Span(stance.content.start, end)))
    return stance


def _is_supposed(line: Line, stance: Stance) -> bool:
    """Tell a stance that a condition only imagines: "if the leader were willing to come"."""
    start = stance.party.start if stance.party else stance.content.start
    return bool(_IF.search(line.words(line.span.start, start)))


def _by_verb(line: Line) -> Iterator[Stance]:
    earlier: list[Subject] = []
    for match in stance_verbs().finditer(line.flat):
        base, stance, form = stance_forms()[match.group()]
        verb = _span(line, match)
        core = _core(line, verb.start, form)
        if core is None or line.text[verb.start].isupper():
            continue
        end, negated = core
        form = "ed" if form == "base" and _HELPED.search(line.words(end, verb.start)) else form
        subject = _subject(line, end, form, earlier)
        if subject is None:
            continue
        earlier.append(subject)
        shown = _denied(line, verb.start, base, stance) if negated else stance
        content = _content(line, verb.end)
        if shown is None or content is None or _is_denial(line, base, content):
            continue
        sure = subject.is_known and base in lexicon.load("stances")["sure"]["verbs"]
        made = _made(line, Stance(verb, shown, content, subject.span, subject.role))
        yield replace(made, is_sure=sure or (subject.is_known and negated and made.stance == "conditions"))


def _denied(line: Line, start: int, base: str, stance: str) -> str | None:
    """Return the stance that a verb after "not" takes; what is not, or no longer, ruled out is open."""
    words = lexicon.load("stances")
    if line.words(line.span.start, start).rstrip(" ~").endswith("no longer"):
        return "open" if stance == "rejects" else None
    shown: str | None = words["undecided"].get(base) or words["negated"].get(stance)
    return shown


def _is_denial(line: Line, base: str, content: Span) -> bool:
    """Tell "rejected the report": said of words, it is no position."""
    return words_of_others(base) and is_about_words(base, line.words(content.start, content.end))


def _subject(line: Line, core: int, form: str, earlier: Sequence[Subject]) -> Subject | None:
    """Return the verb's own subject, or that of the verb it is joined to."""
    left = line.words(line.span.start, core)
    if _JOINED.search(left) or (form == "ing" and (left.endswith((",", QUOTE)) or not left)):
        return earlier[-1] if earlier else first_subject(line)
    found = subject_before(line, core, form)
    if found is None and left.endswith(",") and earlier:
        return earlier[-1]
    return found


def _core(line: Line, start: int, form: str) -> tuple[int, bool] | None:
    """Return where the words before a verb end without what belongs to it, and whether it is denied."""
    words = lexicon.load("saying")["clause"]
    begin, negated = line.span.start, False
    while True:
        left = line.words(begin, start).rstrip(" ~")
        last = re.split(r"[\s,]", left)[-1] if left else ""
        if last in ("not", "never", "n't", "cannot") or last.endswith("n't"):
            negated = True
        elif left.endswith("no longer"):
            negated, last = True, "no longer"
        elif last in words["passive"]:
            if form != "ing":
                return None
        elif last == "to" or last in words["before_nouns"] or last in ("may", "might", "should", "must"):
            return None
        elif last not in (*words["auxiliaries"], *words["adverbs"], "will", "would", "could", "can") and not (
            last.endswith("ly") and len(last) > 4
        ):
            return begin + len(left), negated
        if not last:
            return begin + len(left), negated
        start = begin + len(left) - len(last)


def _refusals(line: Line) -> Iterator[Stance]:
    """Read "will not …" and "would never …"."""
    for match in refusals().finditer(line.flat):
        core = _core(line, line.span.start + match.start(), "ed")
        if core is None:
            continue
        subject = subject_before(line, core[0], "ed")
        content = _content(line, line.span.start + match.start("verb"))
        if subject is None or content is None:
            continue
        made = _made(line, Stance(_span(line, match), "rejects", content, subject.span, subject.role))
        yield replace(made, is_sure=subject.is_known and made.stance == "conditions")


def _bargains(line: Line) -> Iterator[Stance]:
    """Read "his forces would open the road if the army stopped its raids"."""
    for match in bargains().finditer(line.flat):
        start = line.span.start + match.start()
        core = _core(line, start, "ed")
        content = _content(line, line.span.start + match.start("verb"))
        if core is None or core[1] or content is None:
            continue
        subject = subject_before(line, core[0], "ed")
        condition = conditions().search(line.words(content.start, content.end))
        if subject is None or not subject.is_known or condition is None:
            continue
        party = None if _OWN.match(line.words(subject.span.start, subject.span.end)) else subject.span
        where = Span(content.start + condition.start("word"), content.end)
        yield Stance(_span(line, match), "conditions", content, party, condition=where, is_sure=True)


def _by_adjective(line: Line) -> Iterator[Stance]:
    for match in readiness().finditer(line.flat):
        words = lexicon.load("stances")["phrases"]
        stance = "offers" if match["how"] in words["offers"] else "accepts"
        subject = subject_before(line, line.span.start + len(line.flat[: match.start()].rstrip(" ~")), "ed")
        content = _content(line, line.span.start + match.end())
        if subject is not None and content is not None:
            shown = "rejects" if match["no"] else stance
            sure = subject.is_known and match["how"] != "keen"
            yield _made(line, Stance(_span(line, match), shown, content, subject.span, subject.role, is_sure=sure))


def _open(line: Line) -> Iterator[Stance]:
    """Read "the status of the plant remains unresolved"."""
    for match in unresolved().finditer(line.flat):
        before = _clause_before(line, line.span.start + match.start())
        end = line.span.start + match.end()
        if before.end - before.start > 4 and " " in before.words(line.text):
            yield Stance(
                _span(line, match), "open", Span(before.start, end), is_sure=match["how"] in ("unresolved", "unsettled")
            )


def _clause_before(line: Line, end: int) -> Span:
    """Return the clause that ends at an offset, what another clause says before it left out."""
    words = line.words(line.span.start, end)
    start = max(
        (m.end() for m in re.finditer(r"(?:^|,|:)\s*(?:but|and|while|though|although)\s|^\W+\s", words)), default=0
    )
    return trimmed(line, Span(line.span.start + start, end))


def _refused(line: Line) -> Iterator[Stance]:
    """Read "giving up the farms is out of the question for Beirut"."""
    for match in unthinkable().finditer(line.flat):
        before = trimmed(line, Span(line.span.start, line.span.start + match.start()))
        after = re.match(r"\s(?:for|to)\s", line.words(_span(line, match).end, line.span.end))
        party = None
        if after:
            start = _span(line, match).end + after.end()
            party = actor_phrase(line, trimmed(line, pieces(line, start, line.span.end)[0]))
        yield Stance(_span(line, match), "rejects", before, party.span if party else None, is_firm=True)


def _by_noun(line: Line) -> Iterator[Stance]:
    """Read "the group's demand for the release of …"."""
    for match in stance_nouns().finditer(line.flat):
        stance = noun_stances()[match["noun"]]
        content = _until_verb(line, _content(line, line.span.start + match.end()))
        start = max((m.end() for m in _PREPOSITION.finditer(line.flat, 0, match.start())), default=0)
        owner = phrase_at_end(line, Span(line.span.start + start, line.span.start + match.start()))
        if match["own"]:
            own = Span(line.span.start + match.start("own"), line.span.start + match.end("own"))
            owner = Subject(own, start=own.start)
        if content is not None:
            sure = match["noun"] in lexicon.load("stances")["sure_nouns"]["nouns"]
            yield _made(line, Stance(_span(line, match), stance, content, owner.span if owner else None, is_sure=sure))


def _musts(line: Line) -> Iterator[Stance]:
    """Read "any settlement must include …": a demand of whoever says so."""
    for match in obligation().finditer(line.flat):
        at = line.span.start + match.start()
        before = pieces(line, line.span.start, at)[-1]
        start = max((m.end() for m in _CLAUSE.finditer(line.words(before.start, at))), default=0)
        end = line.first(_END, line.span.start + match.end())
        content = trimmed(line, Span(before.start + start, end.start if end else line.span.end))
        if content.start < at:
            yield _made(line, Stance(_span(line, match), "demands", content))


def _by_condition(line: Line) -> Iterator[Stance]:
    """Read "the size of the aid would depend on their conduct"."""
    for match in dependence().finditer(line.flat):
        before = pieces(line, line.span.start, line.span.start + match.start())[-1]
        start = max((m.end() for m in _CLAUSE.finditer(line.words(before.start, line.span.end))), default=0)
        content = trimmed(line, Span(before.start + start, line.span.end))
        yield Stance(_span(line, match), "conditions", content, is_sure=True)


def _content(line: Line, start: int) -> Span | None:
    lead = _LEAD.match(line.words(start, line.span.end))
    start += lead.end() if lead else 0
    end = line.first(_END, start)
    span = trimmed(line, Span(start, end.start if end else line.span.end))
    return span if span.end - span.start > 2 else None


def _until_verb(line: Line, content: Span | None) -> Span | None:
    """End what a noun is about where the verb of its sentence begins ("the demand for X was dropped")."""
    verb = line.first(_VERB, content.start, content.end) if content else None
    return trimmed(line, Span(content.start, verb.start)) if content and verb else content


def _made(line: Line, stance: Stance) -> Stance:
    """Add condition, addressee and firmness to what a verb shows."""
    words = line.words(stance.content.start, stance.content.end)
    condition = conditions().search(words)
    shown = stance.stance
    if condition and (
        condition["word"].startswith(("until", "unless", "only", "on ", "provided"))
        and shown in ("rejects", "accepts", "offers")
    ):
        shown = "conditions"
    where = Span(stance.content.start + condition.start("word"), stance.content.end) if condition else None
    addressee = _addressee(line, stance) if shown in ("demands", "conditions") else None
    around = line.words(max(line.span.start, stance.mark.start - 16), stance.mark.end)
    return Stance(
        stance.mark, shown, stance.content, stance.party, stance.role, where, addressee,
        is_firm=stance.is_firm or bool(firmness().search(around)), is_sure=stance.is_sure,
    )  # fmt: skip


def _addressee(line: Line, stance: Stance) -> Span | None:
    """Return of whom something is wanted: the subject of what he shall do, or the other side that the words name."""
    content = stance.content
    embedded = _EMBEDDED.match(line.words(content.start, content.end))
    if embedded and " of " not in embedded.group(1):
        found = actor_phrase(
            line, stripped(line, Span(content.start + embedded.start(1), content.start + embedded.end(1)))
        )
        if found is not None:
            return found.span
    own = actor_of(stance.party.words(line.text)).country if stance.party else None
    for match in _CAPITAL.finditer(line.text, content.start, min(content.end, content.start + _NEAR)):
        country = country_of(match.group())
        if own and country and country != own:
            return Span(*match.span())
    return None


def _span(line: Line, match: re.Match[str]) -> Span:
    return Span(line.span.start + match.start(), line.span.start + match.end())
