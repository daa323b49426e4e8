"""Every error a user can meet, each with what went wrong, where, and what to do.

DragomanError
├── InputError            a file or text that cannot be read (exit code 3)
│   ├── Unreadable        missing, a directory, empty, no permission
│   ├── NotText           binary, or bytes that no encoding explains
│   ├── TooLarge          more than the limits allow
│   ├── Damaged           an archive, feed or stream that is broken or cut short
│   ├── WrongLanguage     not English
│   └── BrokenLine        a line of an exported archive that holds no object of one
├── FetchError            an address that gives nothing (exit code 5)
│   └── AddressRefused    a private address, another scheme, port or host than allowed
├── UsageError            an option that makes no sense (exit code 2)
│   └── SourcesError      a list of sources that is broken
├── CodebookError         a codebook or gazetteer file that is broken (exit code 4)
├── WeightsError          the reader's weights are missing or do not verify (exit code 4)
├── PipelineError         stages that do not fit together (exit code 4)
├── StoreError            a store that cannot be opened, written or trusted (exit code 5)
├── WorkerDied            a process that was to do part of the work is gone (exit code 1)
└── UnsupportedSentence   a sentence of a brief without evidence, which must not be (exit code 1)
"""


class DragomanError(Exception):
    """Base of all: ``message`` says what and where, ``hint`` what to do; ``exit_code`` is the command line's."""

    exit_code = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message

    def __reduce__(self) -> tuple[object, ...]:  # errors cross process borders; keyword arguments would be lost
        return (_rebuild, (type(self), self.message, self.hint))


def _rebuild(kind: type[DragomanError], message: str, hint: str) -> DragomanError:
    return kind(message, hint=hint)


class InputError(DragomanError):
    """A file or text that cannot be read."""

    exit_code = 3


class Unreadable(InputError):
    """A path that is missing, a directory, empty or forbidden."""


class NotText(InputError):
    """Bytes that are not text."""


class TooLarge(InputError):
    """An input over the limits."""


class Damaged(InputError):
    """An archive, feed or compressed stream that is broken or cut short."""


class WrongLanguage(InputError):
    """A text in a language that the reader does not read."""


class BrokenLine(InputError):
    """A line of an exported archive that holds no object of one."""


class FetchError(DragomanError):
    """An address that cannot be fetched."""

    exit_code = 5


class AddressRefused(FetchError):
    """An address that must not be fetched: private, or with a scheme, port or redirect that is not allowed."""


class UsageError(DragomanError):
    """An option that makes no sense."""

    exit_code = 2


class SourcesError(UsageError):
    """A list of sources to watch that is broken; the message names the source and the key."""


class CodebookError(DragomanError):
    """A codebook, lexicon or gazetteer file that is broken or lacks an entry."""

    exit_code = 4


class WeightsError(DragomanError):
    """Weights that are missing or do not match their digest."""

    exit_code = 4


class PipelineError(DragomanError):
    """Stages that do not fit together."""

    exit_code = 4


class StoreError(DragomanError):
    """A store that cannot be opened, written or trusted."""

    exit_code = 5


class WorkerDied(DragomanError):
    """A process that was to do part of the work and is gone."""


class UnsupportedSentence(DragomanError):
    """A sentence that nothing in the texts supports: a fault of the program, never of the user."""
