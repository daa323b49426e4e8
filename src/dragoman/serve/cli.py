"""The command line: one function a command, thin over the files beside this one."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from cyclopts import App, CycloptsError, Parameter

from dragoman import __version__
from dragoman.errors import DragomanError, UsageError
from dragoman.record.findings import Kind
from dragoman.serve import enrolling, exporting, judging, questions, serving, storing
from dragoman.serve.passages import harmless

BROKEN = 4
INTERRUPTED = 130
PIPE_CLOSED = 141
EXIT_CODES = """\
Exit codes: 0 all read; 1 a fault of Dragoman or of the machine; 2 a call that makes no sense; 3 some files could not \
be read (the others were); 4 the installation is broken (see `dragoman doctor`); 5 a store or an address that cannot \
be used; 130 interrupted; 141 the reader of the output left.
"""
EXAMPLES = {
    "": ("dragoman read report.txt", "dragoman codebook position", "dragoman doctor"),
    "read": (
        "dragoman read report.txt",
        "dragoman read page.html --published 2026-04-09",
        "dragoman read *.txt --format jsonl --output findings.jsonl",
        "cat page.html | dragoman read - --only round --only exchange",
    ),
    "codebook": ("dragoman codebook", "dragoman codebook under_negotiation"),
    **questions.EXAMPLES,
    **judging.EXAMPLES,
    **exporting.EXAMPLES,
    "completion": ("dragoman completion bash > ~/.local/share/bash-completion/completions/dragoman",),
    **storing.EXAMPLES,
    **serving.EXAMPLES,
    **enrolling.EXAMPLES,
}


def _epilogue(command: str) -> str:
    """Return the examples of a command as a block, and the exit codes."""
    return "Examples:\n\n```\n" + "\n".join(EXAMPLES[command]) + "\n```\n\n" + EXIT_CODES


def _day(_type: object, tokens: Sequence[Any]) -> date:
    written = str(tokens[0].value)
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise UsageError(f"--published: {written!r} is no date", hint="write it as YYYY-MM-DD") from error


def _share(_type: object, tokens: Sequence[Any]) -> float:
    written = str(tokens[0].value)
    try:
        share = float(written)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise UsageError(f"--min-confidence: {written!r} is no share", hint="give a number from 0 to 1, as 0.6")
    return share


def _number(_type: object, tokens: Sequence[Any]) -> int:
    written = str(tokens[0].value)
    if not written.isdecimal():
        raise UsageError(f"--jobs: {written!r} is no number of processes", hint="give 1, 2, 3 …")
    return int(written)


app = App(
    name="dragoman",
    help="Read news about conflicts and peace talks: who met, attacked, demanded, agreed or said what, "
    "every value with the words that state it.",
    help_epilogue=_epilogue(""),
    help_format="markdown",
    version=f"dragoman {__version__}",
    version_flags=["--version"],
    help_flags=["--help", "-h"],
    suppress_keyboard_interrupt=False,
    result_action="return_value",
    print_error=False,
    exit_on_error=False,
)


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Options:
    """The options of ``dragoman read``."""

    format: Annotated[
        Literal["text", "json", "jsonl", "table"],
        Parameter(
            name=["--format", "-f"],
            help="`text` for people, `json` (a list when there are several files), `jsonl` (one line a file), "
            "`table` (one row a finding; tab-separated when piped).",
        ),
    ] = "text"
    published: Annotated[
        date | None,
        Parameter(converter=_day, help="The day the reports came out, YYYY-MM-DD, where the page does not say."),
    ] = None
    only: Annotated[
        tuple[Kind, ...], Parameter(help="Keep this kind of finding; may be repeated.", negative="", show_default=False)
    ] = ()
    min_confidence: Annotated[
        float, Parameter(converter=_share, help="Drop findings that the reader is less sure of, 0 to 1.")
    ] = 0.0
    output: Annotated[
        Path | None, Parameter(name=["--output", "-o"], help="Write to this file, which appears whole or not at all.")
    ] = None
    jobs: Annotated[
        int, Parameter(name=["--jobs", "-j"], converter=_number, help="Processes to read with; 0 chooses.")
    ] = 0


@app.command(usage="Usage: dragoman read [OPTIONS] FILE...", help_epilogue=_epilogue("read"))
def read(
    *files: Annotated[str, Parameter(help="Text or HTML files; `-` is standard input.", allow_leading_hyphen=True)],
    options: Options = Options(),
) -> int:
    """Read reports and show what they say."""
    from dragoman.serve import reading
    from dragoman.settings import Settings

    for name in files:
        if name.startswith("-") and name != "-":  # the price of letting `-` through
            raise UsageError(
                f"unknown option {name}", hint=f"see `dragoman read --help`; a file of that name is ./{name}"
            )
    settings = Settings(published=options.published, only=options.only, min_confidence=options.min_confidence)
    call = reading.Call(settings=settings, format=options.format, output=options.output, jobs=options.jobs)
    return reading.run(files, call)


@app.command(usage="Usage: dragoman codebook [CODE]", help_epilogue=_epilogue("codebook"))
def codebook(
    code: Annotated[str | None, Parameter(help="A code, kind or field, as `position` or `red_line`.")] = None,
    /,
) -> None:
    """Explain the codes: each with its definition, an example that has it and one that has not."""
    from dragoman.serve import codes, view

    sys.stdout.write(codes.show(code, view.look_of_stdout()))


@app.command(usage="Usage: dragoman doctor", help_epilogue=EXIT_CODES)
def doctor() -> int:
    """Check the installation: versions, weights, gazetteer, and a report read from start to end."""
    from dragoman.serve import checkup

    checks = list(checkup.examine())
    for check in checks:
        sys.stdout.write(f"{'ok ' if check.is_well else 'BAD'} {check.name:<12} {harmless(check.seen)}\n")
    return 0 if all(check.is_well for check in checks) else BROKEN


@app.command(usage="Usage: dragoman completion SHELL", help_epilogue=_epilogue("completion"))
def completion(shell: Annotated[Literal["bash", "zsh", "fish"], Parameter(help="Your shell.")], /) -> None:
    """Print the completion script of a shell."""
    sys.stdout.write(app.generate_completion(prog_name="dragoman", shell=shell))


for _command in storing.COMMANDS:
    _name = _command.__name__
    app.command(_command, usage=f"Usage: dragoman {_name} {storing.USAGE[_name]}", help_epilogue=_epilogue(_name))
questions.register(app, _epilogue)
judging.register(app, _epilogue)
exporting.register(app, _epilogue)
serving.register(app, _epilogue)
enrolling.register(app, _epilogue)


def run(tokens: Sequence[str]) -> int:
    """Carry out one call and return its exit code; what a user can do about an error is one line on standard error."""
    from dragoman.serve.output import give_up_stdout

    try:
        code = app(list(tokens))
        sys.stdout.flush()
    except CycloptsError as error:
        return _complain(_told(error), UsageError.exit_code)
    except DragomanError as error:
        return _complain(str(error), error.exit_code)
    except KeyboardInterrupt:
        return _complain("interrupted", INTERRUPTED)
    except BrokenPipeError:
        give_up_stdout()
        return PIPE_CLOSED
    except OSError as error:
        return _complain(f"{error.filename or 'output'}: {error.strerror or error} (check the disk)", 1)
    return code if isinstance(code, int) else 0


def _told(error: CycloptsError) -> str:
    return f"{' '.join(str(error).split())} (see `dragoman --help`)"


def _complain(what: str, code: int) -> int:
    sys.stderr.write(f"dragoman: {harmless(what)}\n")
    return code


def main() -> None:
    """Run the command line of this process."""
    sys.exit(run(sys.argv[1:]))
