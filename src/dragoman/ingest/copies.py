"""Sameness of texts: exact copies, copies in other outlets as one story, and what a new version changed."""

import re
import struct
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import combinations

from dragoman.codebook.sheets import sheet
from dragoman.errors import InputError
from dragoman.record.documents import Document
from dragoman.record.evidence import Span
from dragoman.record.folding import fold
from dragoman.record.layout import paragraphs

_PERMUTATIONS = 128
_SEED = 20_260_205  # of the hash functions; another one makes all signatures useless
_HEAD = struct.Struct("<BBBI")  # layout, the library's algorithm, words in a shingle; then how many shingles
_LAYOUT = 1
_VERSION = slice(3)  # the bytes that must be equal in signatures that are compared
_WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"(?<=[.!?…])[\"')\]”’»]*\s+")


@dataclass(frozen=True, slots=True)
class Changes:
    """What a new version of a text has that the old one had not, and the other way round; whole sentences, in order."""

    added: tuple[str, ...]
    removed: tuple[str, ...]


def content_digest(document: Document) -> str:
    """Return the digest of a document's words, residue left out: equal for copies that differ in layout alone."""
    return f"words:{sha256(' '.join(_words(document)).encode()).hexdigest()}"


def signature(document: Document) -> bytes:
    """Return the MinHash of a document's word shingles, residue left out; 519 bytes, the same for ever."""
    from rensa import RMinHash  # type: ignore[import-untyped]

    hashed = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    shingles = set(_shingles(_words(document)))
    hashed.update(sorted(shingles))
    head = _HEAD.pack(_LAYOUT, RMinHash.ALGORITHM_VERSION, sheet("copies")["shingle"], len(shingles))
    return head + struct.pack(f"<{_PERMUTATIONS}I", *hashed.digest())


def likeness(a: bytes, b: bytes) -> float:
    """Return how much of the texts of two signatures is the same, 0 to 1: shared shingles over all (Jaccard).

    Raises:
        InputError: signatures of different versions, which cannot be compared.

    """
    ours, theirs = _numbers(a), _numbers(b)
    if a[_VERSION] != b[_VERSION]:
        raise InputError("signatures of different versions cannot be compared", hint="compute them anew from the texts")
    if _count(a) == 0 or _count(b) == 0:
        return 0.0
    return sum(x == y for x, y in zip(ours, theirs, strict=True)) / _PERMUTATIONS


def bands(document: Document) -> tuple[str, ...]:
    """Return the keys under which a store finds candidates for copies: documents that share one may be copies."""
    return bands_of(signature(document))


def bands_of(signed: bytes) -> tuple[str, ...]:
    """Return the keys of a signature; none for a text without words."""
    if _count(signed) == 0:
        return ()
    rows = 4 * int(sheet("copies")["rows"])  # bytes
    body = signed[_HEAD.size :]
    last = len(body) - rows
    return tuple(
        f"{at // rows:02d}:{sha256(signed[_VERSION] + body[at : at + rows]).hexdigest()[:16]}"
        for at in range(0, last + 1, rows)
    )


def held(a: bytes, b: bytes) -> float:
    """Return how much of the shorter of two texts stands in the longer one, 0 to 1.

    Raises:
        InputError: signatures of different versions, which cannot be compared.

    """
    alike = likeness(a, b)
    shorter = min(_count(a), _count(b))
    return min(1.0, alike * (_count(a) + _count(b)) / ((1 + alike) * shorter)) if shorter else 0.0


def are_copies(a: bytes, b: bytes) -> bool:
    """Tell whether two signatures are of one story: a copy, or a copy cut short; ``copies.toml`` has the thresholds."""
    rule = sheet("copies")
    alike = likeness(a, b)
    return bool(alike >= rule["one_story"] or (alike >= rule["cut_likeness"] and held(a, b) >= rule["held"]))


def stories(signatures: Mapping[str, bytes]) -> Mapping[str, str]:
    """Return the story of each document, named by its smallest id; the order of arrival does not matter.

    Documents are of one story where a chain of copies links them.
    """
    story = {each: each for each in signatures}

    def root(each: str) -> str:
        while story[each] != each:
            story[each] = story[story[each]]
            each = story[each]
        return each

    for left, right in _linked(signatures):
        smaller, larger = sorted((root(left), root(right)))
        story[larger] = smaller
    return {each: root(each) for each in sorted(signatures)}


def changes(old_text: str, new_text: str) -> Changes:
    """Return the sentences added and removed; one that only moved, or whose quotation marks changed, is neither."""
    old, new = list(_sentences(old_text)), list(_sentences(new_text))
    return Changes(added=_beyond(new, old), removed=_beyond(old, new))


def _words(document: Document) -> list[str]:
    """Return the words of a document, lower case, residue left out."""
    folded = fold(document.text)
    kept, at = [], 0
    for each in sorted(document.residue, key=lambda each: each.start):
        kept.append(folded[at : each.start])
        at = max(at, each.end)
    kept.append(folded[at:])
    return _WORD.findall(" ".join(kept).replace("\u200b", ""))


def _shingles(words: list[str]) -> Iterator[str]:
    size = int(sheet("copies")["shingle"])
    for at in range(max(1, len(words) - size + 1) if words else 0):
        yield " ".join(words[at : at + size])


def _numbers(signed: bytes) -> tuple[int, ...]:
    if len(signed) != _HEAD.size + 4 * _PERMUTATIONS:
        raise InputError(f"a signature has {len(signed)} bytes", hint="compute it anew from the text")
    return struct.unpack_from(f"<{_PERMUTATIONS}I", signed, _HEAD.size)


def _count(signed: bytes) -> int:
    number: int = _HEAD.unpack_from(signed)[-1]
    return number


def _linked(signatures: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield the pairs that are copies; equal signatures are chained: a thousand copies cost a thousand pairs."""
    equal: dict[bytes, list[str]] = defaultdict(list)
    for each, signed in signatures.items():
        if _count(signed):
            equal[signed].append(each)
    for group in equal.values():
        yield from ((group[0], each) for each in group[1:])
    yield from ((equal[a][0], equal[b][0]) for a, b in _candidates(equal) if are_copies(a, b))


def _candidates(signatures: Iterable[bytes]) -> set[tuple[bytes, bytes]]:
    shared: dict[str, list[bytes]] = defaultdict(list)
    for signed in signatures:
        for band in bands_of(signed):
            shared[band].append(signed)
    return {(a, b) if a < b else (b, a) for group in shared.values() for a, b in combinations(group, 2)}


def _sentences(text: str) -> Iterator[tuple[str, str]]:
    """Yield each sentence, and the same made comparable."""
    for group in paragraphs(text):
        whole = Span(group[0].start, group[-1].end).words(text)
        for each in _SENTENCE.split(whole):
            words = " ".join(each.split())
            if words:
                yield words, " ".join(_WORD.findall(fold(words))) or words


def _beyond(these: list[tuple[str, str]], those: list[tuple[str, str]]) -> tuple[str, ...]:
    """Return the sentences that ``these`` have more often than ``those``."""
    left = Counter(key for _, key in those)
    found = []
    for words, key in these:
        if left[key]:
            left[key] -= 1
        else:
            found.append(words)
    return tuple(found)
