import gzip
import resource
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import Damaged, TooLarge
from dragoman.ingest.inflating import Inflating, opened
from tests.ingest.serving import bomb

WORDS = b"The delegations met for a third day in the lakeside town. " * 400


def cut(data, size):
    return [data[at : at + size] for at in range(0, len(data), size)]


@given(st.lists(st.binary(max_size=3_000), min_size=1, max_size=5), st.integers(1, 700), st.integers(0, 9))
def test_members_one_after_another_open_to_what_they_hold_however_the_bytes_come(parts, size, padding):
    packed = b"".join(map(gzip.compress, parts)) + b"\0" * padding
    assert b"".join(Inflating(cut(packed, size), name="x")) == gzip.decompress(packed) == b"".join(parts)


@given(st.integers(1, len(gzip.compress(WORDS)) - 1), st.integers(1, 300))
def test_what_is_cut_short_is_told_after_what_was_whole(end, size):
    given_out: list[bytes] = []
    with pytest.raises(Damaged, match="x is cut short"):
        given_out.extend(Inflating(cut(gzip.compress(WORDS)[:end], size), name="x"))
    assert WORDS.startswith(b"".join(given_out))


def test_a_wrong_checksum_and_bytes_that_are_no_gzip_are_damage():
    packed = bytearray(gzip.compress(WORDS))
    packed[-6] ^= 1
    for data in (bytes(packed), b"plain text", gzip.compress(WORDS) + b"junk"):
        with pytest.raises(Damaged, match="not whole gzip"):
            list(Inflating([data], name="x"))


def test_the_beginning_of_the_member_at_hand_is_known():
    first, second = gzip.compress(WORDS), gzip.compress(WORDS[:-3])
    inflating = Inflating(cut(first + second, 11), name="x")
    assert sum(map(len, inflating)) == 2 * len(WORDS) - 3
    assert inflating.member == len(first)


def test_a_limit_holds():
    assert len(b"".join(Inflating([gzip.compress(WORDS)], name="x", limit=len(WORDS)))) == len(WORDS)
    with pytest.raises(TooLarge, match="more than 1,000 bytes"):
        list(Inflating([gzip.compress(WORDS)], name="x", limit=1_000))


def test_a_bomb_is_refused_soon_and_in_little_memory(tmp_path):
    path = tmp_path / "bomb.gz"
    path.write_bytes(bomb(1_024))
    before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    with path.open("rb") as file, pytest.raises(TooLarge, match="as only a bomb does"):
        for _ in opened(file, name="bomb.gz"):
            pass
    assert time.process_time() - begun < 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * 1_024
