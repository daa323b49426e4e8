"""Pages of lists: a cursor says after what the next page begins, and of which question it is.

Where items have an order of their own, a page begins after an item, whatever came in since. Where the order is one of
weight, the cursor holds the moment of the first page, and all pages are as of it.
"""

import base64
import binascii
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from dragoman.serve.rest.problems import Problem
from dragoman.spelling import digest

Item = TypeVar("Item")
Key = list[Any]  # of JSON's own types that can be compared
_DIGITS = 12  # of the digest of a question


def written(question: str, key: Key) -> str:
    """Return the cursor of a question for what comes after a key."""
    import msgspec

    told = msgspec.json.encode([digest(question)[:_DIGITS], *key])
    return base64.urlsafe_b64encode(told).decode().rstrip("=")


def read(cursor: str, question: str, *, like: Key) -> Key:
    """Return the key in a cursor.

    Args:
        cursor: as ``written`` gave it.
        question: what is asked now.
        like: a key of the same shape.

    Raises:
        Problem: 400, where it is none, or one of another question.
    """
    import msgspec

    try:
        told = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        mark, *key = msgspec.json.decode(told, type=list[Any])
    except (binascii.Error, msgspec.DecodeError, UnicodeEncodeError, ValueError) as error:
        raise Problem(400, "that is no cursor", hint="give what `next` held") from error
    if mark != digest(question)[:_DIGITS] or [type(each) for each in key] != [type(each) for each in like]:
        raise Problem(400, "the cursor is of another question", hint="give it with the same parameters")
    return key


def after(
    items: Sequence[Item], key_of: Callable[[Item], Key], question: str, *, cursor: str | None, limit: int
) -> tuple[Sequence[Item], str | None]:
    """Return a page of items, which are sorted by key here, and the cursor of the next one.

    Args:
        items: all of them.
        key_of: gives what the order goes by; no two items have the same.
        question: what is asked.
        cursor: of the page; the first without it.
        limit: of items.

    Raises:
        Problem: 400, where the cursor is none of this question.
    """
    ordered = sorted(items, key=key_of)
    start = 0
    if cursor is not None and ordered:
        start = bisect_right(ordered, read(cursor, question, like=key_of(ordered[0])), key=key_of)
    page = ordered[start : start + limit]
    is_last = start + limit >= len(ordered)
    return page, None if is_last else written(question, key_of(page[-1]))
