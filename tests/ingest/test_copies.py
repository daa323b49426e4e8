import random
from hashlib import sha256
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import InputError
from dragoman.ingest.copies import (
    Changes,
    are_copies,
    bands,
    bands_of,
    changes,
    content_digest,
    held,
    likeness,
    signature,
    stories,
)
from dragoman.record.documents import Document, Residue

SIDES = ["Northland", "Southmark", "the coastal league", "the river council", "the envoys", "a senior official"]
DEEDS = ["rejected the draft on border posts", "asked for two more days", "named a new head of delegation",
         "left the hall before noon", "promised to free forty captives", "spoke of a narrow opening",
         "called the shelling of the bridge a breach", "thanked the host for its patience"]  # fmt: skip


def words(seed, sentences=30):
    """Sentences of a made-up report; each seed another one."""
    chosen = random.Random(seed)
    return [
        f"{chosen.choice(SIDES)} {chosen.choice(DEEDS)} on day {chosen.randrange(90)} in hall {chosen.randrange(90)}."
        for _ in range(sentences)
    ]


def document(text, residue=()):
    return Document(id=f"sha256:{sha256(text.encode()).hexdigest()}", text=text, residue=tuple(residue))


def signed(sentences):
    return signature(document(" ".join(sentences)))


def jaccard(a, b, size=4):
    """The oracle: shared shingles over all, counted out."""
    sets = []
    for text in (a, b):
        split = [word.strip(".").lower() for word in text.split()]
        sets.append({tuple(split[at : at + size]) for at in range(max(1, len(split) - size + 1))})
    return len(sets[0] & sets[1]) / len(sets[0] | sets[1])


@given(st.integers(0, 10_000), st.integers(0, 30))
def test_likeness_is_near_what_counting_gives(seed, kept):
    ours = words(seed)
    theirs = ours[:kept] + words(seed + 1)[kept:]
    assert likeness(signed(ours), signed(theirs)) == pytest.approx(jaccard(" ".join(ours), " ".join(theirs)), abs=0.2)


def test_a_signature_stays_the_same_for_ever():
    made = signed(words(7))
    assert len(made) == 7 + 4 * 128
    assert sha256(made).hexdigest()[:16] == "3ca1fe64781b79db"
    assert bands_of(made)[0] == "00:636e7b6a8fbac904"
    assert len(set(bands_of(made))) == 42


def test_layout_quotation_marks_and_residue_do_not_matter():
    text = 'He said "we go on" - and left.\nThe hall was empty by noon.'
    other = "He said “we go on” — and left.\n\n\n  The hall was empty\u00a0by noon.\nShare this story"
    cut = other.index("Share")
    theirs = document(other, [Residue(start=cut, end=len(other), kind="share_line")])
    assert content_digest(document(text)) == content_digest(theirs)
    assert signature(document(text)) == signature(theirs)
    assert content_digest(document(text)) != content_digest(document(other))


def test_copies_as_desks_change_them_are_copies_and_other_reports_are_not():
    text = words(1, 40)
    swapped = [each.replace("day", "date") if number % 5 == 0 else each for number, each in enumerate(text)]
    assert are_copies(signed(text), signed(["By our correspondent.", *text, "Reporting by the desk."]))
    assert are_copies(signed(text), signed(swapped))
    assert are_copies(signed(text), signed(text[:30]))
    assert are_copies(signed(text), signed(text[:21]))
    assert held(signed(text), signed(text[:21])) > 0.9
    assert not are_copies(signed(text), signed(text[:12] + words(2, 28)))
    assert not are_copies(signed(text), signed(words(2, 40)))


def test_copies_share_a_band_and_what_is_unlike_mostly_does_not():
    found = sum(
        bool(set(bands_of(signed(words(seed)))) & set(bands_of(signed(words(seed)[:20])))) for seed in range(40)
    )
    assert found == 40
    keys = [set(bands_of(signed(words(seed)))) for seed in range(60)]
    assert sum(bool(a & b) for a, b in combinations(keys, 2)) < 300  # of 1,770 pairs that share stock phrases


def test_texts_without_words_are_like_nothing():
    nothing = signature(document("... ---"))
    assert likeness(nothing, nothing) == 0
    assert bands(document("")) == ()
    assert stories({"a": nothing, "b": nothing}) == {"a": "a", "b": "b"}


def test_short_texts_are_told_apart_and_together():
    one, other = signature(document("Talks end.")), signature(document("Talks begin."))
    assert likeness(one, one) == 1
    assert not are_copies(one, other)


def test_signatures_of_other_versions_are_an_error():
    made = signed(words(1))
    with pytest.raises(InputError, match="different versions"):
        likeness(made, bytes([9]) + made[1:])
    with pytest.raises(InputError, match="has 5 bytes"):
        likeness(made, b"short")


FAMILY = {  # a story of five, one of two, and one alone
    "e": words(1, 40), "a": ["From the wire.", *words(1, 40)], "d": words(1, 40), "c": words(1, 40)[:30],
    "b": [*words(1, 40)[:35], *words(9, 5)], "x": words(3, 40), "w": words(3, 40)[2:], "z": words(4, 40),
}  # fmt: skip
SIGNED = {name: signed(text) for name, text in FAMILY.items()}


@given(st.permutations(sorted(FAMILY)))
def test_stories_do_not_depend_on_the_order_of_arrival(order):
    assert stories({name: SIGNED[name] for name in order}) == {
        **dict.fromkeys("abcde", "a"), **dict.fromkeys("wx", "w"), "z": "z",
    }  # fmt: skip


@given(st.sets(st.sampled_from(sorted(FAMILY))))
def test_stories_are_the_components_of_all_pairs(names):
    """The oracle compares every pair and walks the graph; nothing is looked up by bands."""
    told = stories({name: SIGNED[name] for name in names})
    for name in names:
        reached, waiting = {name}, [name]
        while waiting:
            at = waiting.pop()
            found = {each for each in names - reached if are_copies(SIGNED[at], SIGNED[each])}
            reached |= found
            waiting += found
        assert told[name] == min(reached)


def test_a_new_version_is_told_by_its_sentences():
    old = "Talks on day two. Twelve people were hurt. The hall is closed.\n\nMore follows."
    new = "Talks on day two.  The hall is closed.\n\nThirty people were hurt, officials said. More follows."
    assert changes(old, new) == Changes(
        added=("Thirty people were hurt, officials said.",), removed=("Twelve people were hurt.",)
    )
    assert changes(old, old.replace('"', "“").replace(" ", "\u00a0")) == Changes(added=(), removed=())


SENTENCES = st.lists(st.sampled_from(["Talks went on.", "The hall closed.", "Envoys left.", "Rain fell."]), max_size=9)


@given(SENTENCES, SENTENCES)
def test_what_was_added_and_removed_turns_the_old_into_the_new(old, new):
    told = changes("\n\n".join(old), "\n\n".join(new))
    left = list(old)
    for each in told.removed:
        left.remove(each)
    assert sorted([*left, *told.added]) == sorted(new)
    assert not set(told.added) & set(told.removed)
