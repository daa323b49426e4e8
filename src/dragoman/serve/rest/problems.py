"""Errors as problem details (RFC 9457) for programs, and as pages for people."""

from http import HTTPStatus

from dragoman.errors import DragomanError

MEDIA_TYPE = "application/problem+json"


class Problem(Exception):
    """A call that cannot be answered: a status of HTTP, what is wrong, what to do."""

    def __init__(self, status: int, detail: str, *, hint: str = "") -> None:
        super().__init__(detail)
        self.status, self.detail, self.hint = status, detail, hint

    @property
    def title(self) -> str:
        """The name of the status."""
        return HTTPStatus(self.status).phrase


class NotReady(Problem):
    """A call that came while records are put together."""

    def __init__(self) -> None:
        super().__init__(503, "The records are being put together.", hint="try again in a few seconds")

    @property
    def title(self) -> str:
        """What whoever waits reads in the tab of the page."""
        return "One moment"


def problem_of(error: DragomanError) -> Problem:
    """Return the problem that an error of ours is."""
    status = {2: 400, 3: 422, 5: 503}.get(error.exit_code, 500)
    if status >= 500:  # what is wrong with the machine is for the log, not for whoever calls
        return Problem(status, "the archive cannot answer now", hint="see the log of `dragoman serve`")
    return Problem(status, error.message, hint=error.hint)
