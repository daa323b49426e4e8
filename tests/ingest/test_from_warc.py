import gzip
import time
import tracemalloc
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dragoman.ingest.from_warc import arrivals_from_warc
from dragoman.record.arrivals import Arrival, Refusal
from dragoman.settings import Settings
from tests.ingest.serving import bomb

SETTINGS = Settings()


def http(body=b"<p>Talks.</p>", status="200 OK", **headers):
    given = {"Content-Type": "text/html"} | {name.replace("_", "-"): value for name, value in headers.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in given.items())
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body


def record(number, block, kind="response", media="application/http; msgtype=response"):
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://news.example/{number}\r\n"
        f"WARC-Date: 2026-02-05T10:00:0{number % 10}Z\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
        f"Content-Type: {media}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def page(number, size=200):
    return record(number, http(b"<p>" + f"Round {number} of the talks. ".encode() * size + b"</p>"))


def taken(tmp_path, data, settings=SETTINGS):
    path = tmp_path / "a.warc"
    path.write_bytes(data)
    found = list(arrivals_from_warc(path, settings=settings))
    return [each for each in found if isinstance(each, Arrival)], [each for each in found if isinstance(each, Refusal)]


@pytest.mark.parametrize("pack", [lambda parts: b"".join(parts), lambda parts: b"".join(map(gzip.compress, parts)),
                                  lambda parts: gzip.compress(b"".join(parts))],
                         ids=["plain", "packed by record", "packed whole"])  # fmt: skip
def test_pages_and_texts_arrive_with_their_address_and_moment(tmp_path, pack):
    parts = [
        record(0, b"software: x\r\n", "warcinfo", "application/warc-fields"),
        record(1, b"GET / HTTP/1.1\r\n\r\n", "request", "application/http; msgtype=request"),
        record(1, http()),
        record(2, http(b"\x89PNG", Content_Type="image/png")),
        record(3, http(b"gone", "404 Not Found")),
        record(4, b"Plain words.", "resource", "text/plain"),
        record(5, http(b"Words.", Content_Type="text/plain; charset=koi8-r")),
    ]
    arrivals, refusals = taken(tmp_path, pack(parts))
    assert refusals == []
    assert [(each.url, each.raw) for each in arrivals] == [
        ("https://news.example/1", b"<p>Talks.</p>"),
        ("https://news.example/4", b"Plain words."),
        ("https://news.example/5", b"Words."),
    ]
    assert arrivals[0].retrieved == datetime(2026, 2, 5, 10, 0, 1, tzinfo=UTC)
    assert arrivals[0].carrier == str(tmp_path / "a.warc")
    assert [each.media_type for each in arrivals] == ["text/html", "text/plain", "text/plain; charset=koi8-r"]


def test_chunks_and_packing_of_the_transfer_are_undone(tmp_path):
    words = b"<p>The envoys met.</p>"
    packed = gzip.compress(words)
    chunked = b"%x\r\n%s\r\n%x;x=1\r\n%s\r\n0\r\n\r\n" % (9, packed[:9], len(packed) - 9, packed[9:])
    parts = [
        record(1, http(chunked, Transfer_Encoding="chunked", Content_Encoding="gzip")),
        record(2, http(packed, Content_Encoding="gzip")),
        record(3, http(words, Content_Encoding="gzip", Transfer_Encoding="chunked")),  # undone when it was stored
    ]
    arrivals, refusals = taken(tmp_path, b"".join(parts))
    assert [each.raw for each in arrivals] == [words] * 3
    assert refusals == []


@pytest.mark.parametrize("packed", [True, False])
@given(share=st.floats(0.01, 0.995))
@example(share=0.5001)  # within the head of a record
def test_of_a_truncated_archive_what_was_whole_arrives_and_one_refusal_tells(tmp_path_factory, packed, share):
    parts = [gzip.compress(page(n)) if packed else page(n) for n in range(6)]
    end = max(1, int(share * sum(map(len, parts))))
    whole = next(n for n in range(7) if sum(map(len, parts[: n + 1])) > end)
    arrivals, refusals = taken(tmp_path_factory.mktemp("warc"), b"".join(parts)[:end])
    assert [each.url for each in arrivals][:whole] == [f"https://news.example/{n}" for n in range(whole)]
    at_border = end == sum(map(len, parts[:whole]))  # cut exactly between records, which nobody can tell
    assert len(refusals) == (0 if at_border else 1)
    assert all("cut short" in each.message or "not whole" in each.message for each in refusals)
    assert all(b"</p>" in each.raw for each in arrivals)


def test_after_a_broken_record_reading_goes_on_with_the_next(tmp_path):
    parts = [gzip.compress(page(n)) for n in range(4)]
    broken = bytearray(parts[1])
    broken[len(broken) // 2] ^= 0xFF
    arrivals, refusals = taken(tmp_path, b"".join([parts[0], bytes(broken), *parts[2:]]))
    assert [each.url[-1] for each in arrivals] == ["0", "2", "3"]
    assert len(refusals) == 1


def test_a_record_over_the_limit_is_refused_alone(tmp_path):
    arrivals, refusals = taken(tmp_path, page(1) + page(2, size=4_000) + page(3), Settings(max_bytes=10_000))
    assert [each.url[-1] for each in arrivals] == ["1", "3"]
    assert "https://news.example/2" in refusals[0].message
    assert "more than 10,000" in refusals[0].message


def test_a_bomb_is_refused_soon_in_little_memory_and_what_follows_it_arrives(tmp_path):
    head = page(0, size=0).partition(b"Content-Length: ")[0] + b"Content-Length: 9999999999\r\n\r\n" + http(b"")
    data = gzip.compress(page(1)) + bomb(10_000, head) + gzip.compress(page(2))
    tracemalloc.start()
    begun = time.process_time()
    arrivals, refusals = taken(tmp_path, data)
    spent, peak = time.process_time() - begun, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [each.url[-1] for each in arrivals] == ["1", "2"]
    assert any("bomb" in each.message for each in refusals)
    assert spent < 2
    assert peak < 64 << 20


def test_a_bomb_within_a_record_is_refused_alone(tmp_path):
    inner = bomb(30)
    arrivals, refusals = taken(tmp_path, record(1, http(inner, Content_Encoding="gzip")) + page(2))
    assert [each.url[-1] for each in arrivals] == ["2"]
    assert "opens to more than 20,000,000" in refusals[0].message
    assert refusals[0].raw_digest.startswith("sha256:")


@pytest.mark.parametrize("data", [b"", b"no archive at all, only words", gzip.compress(b"", mtime=0), b"\x1f\x8b\x08"])
def test_what_is_no_archive_is_one_refusal(tmp_path, data):
    arrivals, refusals = taken(tmp_path, data)
    assert arrivals == []
    assert len(refusals) == 1


def test_a_missing_archive_is_a_refusal(tmp_path):
    (refusal,) = arrivals_from_warc(tmp_path / "gone.warc", settings=SETTINGS)
    assert "does not exist" in refusal.message


@given(st.binary(max_size=2_000))
def test_no_bytes_make_it_raise(tmp_path_factory, data):
    taken(tmp_path_factory.mktemp("warc"), b"WARC/1.0\r\n" + data)
    taken(tmp_path_factory.mktemp("warc"), page(1) + data + page(2))


@pytest.mark.parametrize("wrong", [b"WARC-Date: yesterday", b"X-Date: 2026-02-05T10:00:01Z"])
def test_a_moment_that_is_none_is_a_doubt(tmp_path, wrong):
    ((arrival,), refusals) = taken(tmp_path, page(1).replace(b"WARC-Date: 2026-02-05T10:00:01Z", wrong))
    assert arrival.retrieved is None
    assert arrival.doubts == ("the archive does not say when it was fetched",)
    assert refusals == []


def test_an_empty_page_is_a_refusal(tmp_path):
    arrivals, (refusal,) = taken(tmp_path, record(1, http(b" ")) + page(2))
    assert [each.url[-1] for each in arrivals] == ["2"]
    assert "https://news.example/1" in refusal.message
