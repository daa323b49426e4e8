"""Tags of answers (ETag): the same question of the same log has the same answer, which need not be sent twice."""

from fastapi import Depends, Request, Response

from dragoman.serve.rest.desk import DeskOf
from dragoman.spelling import digest
from dragoman.version import VERSION

_DIGITS = 32


class Unchanged(Exception):
    """The caller has the answer already."""

    def __init__(self, tag: str) -> None:
        super().__init__(tag)
        self.tag = tag


def _tagged(request: Request, response: Response, desk: DeskOf) -> None:
    """Tag an answer, and end the call where the caller has it.

    Raises:
        Unchanged: answered with 304.
    """
    head = desk.archive.head()
    told = [VERSION, head.sequence, head.hash, request.url.path, request.url.query]
    tag = f'W/"{digest(told)[:_DIGITS]}"'
    if is_held(request.headers.get("if-none-match", ""), tag):
        raise Unchanged(tag)
    response.headers["etag"] = tag


Tagged = Depends(_tagged)


def is_held(held: str, tag: str) -> bool:
    """Tell whether a tag is among those of an ``If-None-Match``."""
    return tag.removeprefix("W/") in {each.strip().removeprefix("W/") for each in held.split(",")}
