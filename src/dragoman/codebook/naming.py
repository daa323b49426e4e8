"""Names made comparable: the keys under which places, countries and actors are looked up."""

import re
import unicodedata
from functools import lru_cache

from dragoman.record.folding import fold, plain

_LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ə": "a"}
)
_SILENT = re.compile(r"['`´ʻʼʾʿ′\"\u200b.]")
_GAPS = re.compile(r"[^\w]+")
_LEADING_THE = re.compile(r"^the\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"'s$|(?<=s)'$")
_ARTICLES = frozenset({"al", "el", "ad", "an", "ar", "as", "ash", "at", "az", "ul", "the"})


@lru_cache(maxsize=16384)
def key(name: str) -> str:
    """Return ``name`` in lower case without marks, points, apostrophes and hyphens: "Sana’a" and "Sanaa" are one."""
    if name.isascii():  # nearly all names: they have no marks
        return _GAPS.sub(" ", _SILENT.sub("", name.lower())).strip()
    marked = unicodedata.normalize("NFKD", fold(name).translate(_LETTERS))
    bare = "".join(char for char in marked if not unicodedata.combining(char)).lower()  # "ᴬ" becomes a capital
    return _GAPS.sub(" ", _SILENT.sub("", bare)).strip()


@lru_cache(maxsize=16384)
def place_key(name: str) -> str:
    """Return ``key(name)`` without Arabic articles: "Deir el-Balah" and "Dayr al Balah" differ in one vowel only."""
    words = key(name).split()
    kept = [word for word in words if word not in _ARTICLES]
    return " ".join(kept or words)


@lru_cache(maxsize=16384)
def bare(name: str) -> str:
    """Return ``name`` without a leading article and a trailing possessive: "the Kremlin's" is "Kremlin"."""
    return _POSSESSIVE.sub("", _LEADING_THE.sub("", plain(name).strip(' ,;:.\u200b"'))).strip()


def in_capitals(name: str) -> bool:
    """Tell whether ``name`` is a short form in capitals ("US", "U.N.", "ISIS-K"): in small letters it means nothing."""
    letters = [char for char in name if char.isalpha()]
    return bool(letters) and len(letters) <= 8 and " " not in name.strip() and all(char.isupper() for char in letters)
