"""The commands with which people decide: review, judge, and how far those who judged agree."""

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from dragoman.errors import UsageError
from dragoman.reconcile.coders import Concordance
from dragoman.record.judgements import Verb
from dragoman.serve import asking
from dragoman.serve.answers import Answer, write
from dragoman.serve.asking import Asked
from dragoman.serve.drafting import Told, drafts_for
from dragoman.serve.questions import Kinds

if TYPE_CHECKING:
    from dragoman.serve.view import Look

EXAMPLES = {
    "review": ("dragoman review --by Amira", "dragoman review --list -f table"),
    "judge": (
        "dragoman judge accept round-record-0123456789ab --by Amira",
        "dragoman judge edit round-record-0123456789ab --field status --value held --by Amira --reason 'seen on video'",
        "dragoman judge undo judgement-0123456789abcdef0123456789abcdef --by Amira",
    ),
    "coders": ("dragoman coders", "dragoman coders -f jsonl"),
}
_ASKED, _TOLD = Asked(), Told()

By = Annotated[
    str, Parameter(name="--by", env_var="DRAGOMAN_CODER", help="Who decides: a name that stands in the record.")
]


def register(app: App, epilogue: Callable[[str], str]) -> None:
    """Add the commands to the command line; ``epilogue`` gives what stands below the help of each."""
    app.command(review, usage="Usage: dragoman review [OPTIONS]", help_epilogue=epilogue("review"))
    app.command(judge, usage="Usage: dragoman judge [OPTIONS] VERB ID...", help_epilogue=epilogue("judge"))
    app.command(
        coders, name=["coders", "agreement"], usage="Usage: dragoman coders [OPTIONS]", help_epilogue=epilogue("coders")
    )


def review(
    *,
    by: By = "",
    list_: Annotated[bool, Parameter(name="--list", help="Show the queue and ask nothing.", negative="")] = False,
    kind: Kinds = (),
    asked: Asked = _ASKED,
) -> None:
    """Walk through what is in doubt, what matters most first: accept, edit, reject, merge, split, skip, undo."""
    from dragoman.serve.record_json import QUESTION_COLUMNS, question_object, question_row
    from dragoman.serve.record_view import draw_questions
    from dragoman.serve.view import look_of_stdout
    from dragoman.serve.walking import Talk, Walk

    is_list = list_ or asked.format != "text"
    if not is_list and not by.strip():
        raise UsageError("review: nobody decides", hint="say who with --by NAME, or see the queue with --list")
    with asking.opened(asked) as archive:
        wanted = asking.wanted_page(asked)
        questions = archive.review(kinds=kind, page=wanted, as_of=asked.as_of, rule=asked.rule)
        counts = archive.doubts(as_of=asked.as_of)
        total = sum(count for each, count in counts.items() if not kind or each in kind)
        if not is_list:
            Walk(archive, by.strip(), Talk(ask=_ask, tell=sys.stdout.write, look=look_of_stdout())).through(questions)
            return
    write(
        Answer(
            text=lambda look: draw_questions(questions, look, total=total, offset=asked.offset),
            objects=lambda: [question_object(each) for each in questions],
            columns=QUESTION_COLUMNS,
            rows=lambda: [question_row(each) for each in questions],
        ),
        asked.format,
    )


def judge(
    verb: Annotated[Verb, Parameter(help="What is decided.")],
    /,
    *ids: Annotated[str, Parameter(help="Records or findings; to split, a record and the findings that leave it.")],
    by: By = "",
    told: Told = _TOLD,
    asked: Asked = _ASKED,
) -> None:
    """Keep one decision, for scripts; prints the ids of the judgements, which `judge undo` takes."""
    from dragoman.serve.walking import keep
    from dragoman.spelling import spelled

    if not by.strip():
        raise UsageError(f"judge {verb}: nobody decides", hint="say who with --by NAME")
    if asked.as_of is not None:
        raise UsageError("--as-of: a judgement is made now", hint="leave it out")
    with asking.opened(asked) as archive:
        records = () if verb == "undo" else archive.records(rule=asked.rule)
        kept = keep(archive, drafts_for(verb, ids, told, records), by=by.strip(), reason=told.reason)
    write(
        Answer(
            text=lambda _: "".join(f"{each.id}\n" for each in kept),
            objects=lambda: [spelled(each) for each in kept],
            columns=("id", "verb", "subjects"),
            rows=lambda: [(each.id, each.verb, " ".join(each.subjects)) for each in kept],
        ),
        asked.format,
    )


def coders(*, asked: Asked = _ASKED) -> None:
    """Show how far people agree who judged the same findings: Krippendorff's alpha, field by field."""
    from dragoman.serve.record_json import CONCORDANCE_COLUMNS, concordance_row
    from dragoman.spelling import spelled

    with asking.opened(asked) as archive:
        found = asking.page(asked, archive.coders(as_of=asked.as_of))
    write(
        Answer(
            text=lambda look: _draw_coders(found, look),
            objects=lambda: [spelled(each) for each in found],
            columns=CONCORDANCE_COLUMNS,
            rows=lambda: [concordance_row(each) for each in found],
        ),
        asked.format,
    )


def _draw_coders(found: Sequence[Concordance], look: "Look") -> str:
    from dragoman.serve.view import paper, trimmed

    console = paper(look)
    if not found:
        console.print("No field that two people judged: `dragoman review --by NAME` makes judgements.")
    for each in found:
        told = "not defined: nobody differs" if each.alpha is None else f"alpha {each.alpha:.3f}"
        console.print(f"{each.field}: {told} · {each.metric}, {each.units} judged by {', '.join(each.coders)}")
        for unit in each.differing:
            console.print(f"  differ on {unit}")
    return trimmed(console)


def _ask(prompt: str) -> str | None:
    """Read a line from standard input; None at its end."""
    sys.stdout.write(prompt)
    sys.stdout.flush()
    return sys.stdin.readline() or None
