"""Names of persons: titles apart from names, people without a name, short forms and spellings of one name."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from dragoman.codebook.actors import known_actor, people_sector
from dragoman.codebook.countries import country_meant
from dragoman.codebook.lexicon import load
from dragoman.codebook.naming import bare, key

_CUT = re.compile(
    r",|\b(?:of|in|with|from|who|at|close|familiar|briefed|near|on|for|to|and|cited|quoted|speaking|inside|within)\b"
)
_INDEFINITE = re.compile(
    r"^(?:an?|one|another|some|several|two|three|four|many|unnamed|anonymous|unidentified)\s", re.IGNORECASE
)
_ARABIC = re.compile(r"^(?:al|el|ad|ar|as|ash|at|az|an|ul|ur)-")
_CLOSE = 6  # letters from which a name may be compared by its consonants alone


@lru_cache(maxsize=8192)
def split_title(text: str) -> tuple[str | None, str]:
    """Part "Ukrainian President Volodymyr Zelensky" into the role and the name.

    The role is None where the text has no title; the name is empty where the text is a role alone ("the foreign
    minister").
    """
    words = bare(text)
    name, comma, rest = words.partition(", ")
    if comma and has_title(rest) and not has_title(name):
        return rest, name
    tokens = words.split()
    start = _name_start(tokens)
    role = " ".join(tokens[:start])
    if not has_title(role):
        return (
            (None, " ".join(tokens[start:]))
            if start == 1 and _is_side(tokens[0]) and len(tokens) > start
            else (None, words)
        )
    if start == len(tokens) and not _is_role(tokens):
        return None, words
    return role.strip(" ,"), " ".join(tokens[start:])


@lru_cache(maxsize=8192)
def has_title(text: str) -> bool:
    """Tell whether a title or office stands in the text."""
    tokens = key(text.replace("-", " ")).split()
    return any(" ".join(tokens[i : i + size]) in _titles() for size in (1, 2, 3) for i in range(len(tokens) - size + 1))


@lru_cache(maxsize=8192)
def title_sector(role: str) -> str | None:
    """Return the PLOVER sector of the longest title in ``role``."""
    tokens = key(role.replace("-", " ")).split()
    for size in range(min(5, len(tokens)), 0, -1):
        for start in range(len(tokens) - size + 1):
            words, rest = " ".join(tokens[start : start + size]), tokens[start + size :]
            if (sector := _titles().get(words)) and not (words in _words("loose") and _goes_on(rest)):
                return sector
    return None


def _goes_on(rest: Sequence[str]) -> bool:
    """Tell whether a word follows that makes something else of a rank ("private firm", not "general of Sudan")."""
    return bool(rest) and rest[0] not in _words("join") and rest[0] not in _titles()


def title_country(role: str) -> str | None:
    """Return the country whose office a role is by its name alone ("Secretary of State"), alpha-3."""
    words = key(role.replace("-", " "))
    sides: dict[str, str] = load("titles")["sides"]
    return next((country for title, country in sides.items() if words == title or words.endswith(f" {title}")), None)


@lru_cache(maxsize=8192)
def is_unnamed(name: str) -> bool:
    """Tell whether ``name`` points at people without naming them ("a senior official", "sources in Tehran")."""
    role, person = split_title(name)
    if role and person:
        return False
    head = _CUT.split(bare(name), maxsplit=1)[0].strip()
    return people_sector(head) is not None or (bool(_INDEFINITE.match(name.strip())) and role is not None)


def same_person(one: str, other: str) -> bool:
    """Tell whether two names can be one person's: a short form and the full name, initials, other spellings.

    "Zelensky", "Volodymyr Zelenskyy" and "V. Zelenskiy" are one; "Ali Khamenei" and "Mojtaba Khamenei" are not.
    """
    short, long = sorted((_name_words(one), _name_words(other)), key=len)
    if not short:
        return False
    if len(short) == 1:
        return any(_same_word(short[0], word) for word in long[1:] or long) or (
            _family_first(long) and _same_word(short[0], long[0])
        )
    return _same_word(short[-1], long[-1]) and _in_order(short[:-1], long[:-1])


@lru_cache(maxsize=4096)
def traces(name: str) -> frozenset[str]:
    """Return signs of the words of a name; two names that ``same_person`` holds for one have at least one in common."""
    return frozenset(_bones(spelling(word)) for word in _name_words(name))


@lru_cache(maxsize=8192)
def spelling(word: str) -> str:
    """Return ``word`` as it is compared across transliterations: "Kostyukov" and "Kostioukov" are one."""
    folded = key(word).replace(" ", "")
    for pattern, replacement in _SPELLINGS:
        folded = pattern.sub(replacement, folded)
    return folded


_SPELLINGS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"ou|oo", "u"), (r"ph", "f"), (r"kh|gh|q", "k"), (r"dj|dzh|zh", "j"), (r"tch|tsch", "ch"), (r"sch", "sh"),
        (r"ck|c(?!h)", "k"), (r"w", "v"), (r"ff$", "v"), (r"x", "ks"), (r"(?<!^)j(?=[aeou])", "i"),
        (r"[yj](?![aeou])|y", "i"), (r"i+(?=e)", ""), (r"(.)\1+", r"\1"), (r"h$", ""),
    )
)  # fmt: skip


def _name_start(tokens: list[str]) -> int:
    """Return where the name at the end begins: after the last word that names do not have."""
    start = len(tokens)
    while start and _in_name(tokens, start - 1):
        start -= 1
    return start


def _in_name(tokens: list[str], at: int) -> bool:
    token, word = tokens[at], key(tokens[at])
    if word in _words("particles") and at < len(tokens) - 1:
        return True
    if token.endswith(("'s", "’s", ",")) or not _ARABIC.sub("", token)[:1].isupper():
        return False
    return not (all(part in _role_words() for part in word.split()) or _is_side(token))


def _is_side(token: str) -> bool:
    return country_meant(token) is not None or known_actor(token) is not None


def _is_role(tokens: list[str]) -> bool:
    """Tell whether words that end without a name are a role and not a person called King or Bishop."""
    first = key(tokens[0].replace("-", " "))
    return tokens[-1].islower() or "of" in tokens or first in _role_words() or first in _titles() or _is_side(tokens[0])


@lru_cache(maxsize=4096)
def _name_words(name: str) -> tuple[str, ...]:
    words = split_title(name)[1] or bare(name)
    return tuple(part for part in re.split(r"[\s\-.]+", words) if part and key(part) not in _words("particles"))


def _same_word(one: str, other: str) -> bool:
    left, right = spelling(one), spelling(other)
    return left == right or (min(len(left), len(right)) >= _CLOSE and _bones(left) == _bones(right))


def _bones(word: str) -> str:
    """Return the first letter and the consonants, vowels as one sign: "muhamad" and "mohamed" are one."""
    return word[:1].replace("o", "u") + re.sub(r"[aeiou]+", "-", word)[1:]


def _in_order(short: Sequence[str], long: Sequence[str]) -> bool:
    """Tell whether the given names of the shorter form stand in the longer one in that order; none always do."""
    rest = iter(long)
    return all(any(_same_given(word, other) for other in rest) for word in short)


def _same_given(one: str, other: str) -> bool:
    if len(one) == 1 or len(other) == 1:
        return key(one)[:1] == key(other)[:1]
    return _same_word(one, other) or key(other) in _same_names().get(key(one), frozenset())


def _family_first(words: Sequence[str]) -> bool:
    return key(words[0]) in _words("family_first")


@cache
def _titles() -> dict[str, str]:
    return {key(word): sector for sector, words in load("titles")["titles"].items() for word in words}


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load("titles")["around"][name])


@cache
def _role_words() -> frozenset[str]:
    single = {part for title in _titles() for part in title.split()}
    return frozenset({*single, *_words("before"), *_words("join"), *_words("bodies")})


@cache
def _same_names() -> dict[str, frozenset[str]]:
    groups = [frozenset(group) for group in load("titles")["given"]["same"]]
    return {
        name: frozenset().union(*(group for group in groups if name in group)) for group in groups for name in group
    }
