import gzip
import json
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import UsageError
from dragoman.ingest.from_jsonl import arrivals_from_jsonl, mapping_of
from dragoman.record.arrivals import Arrival, Refusal
from dragoman.settings import Settings

SETTINGS = Settings()


def taken(tmp_path, data, name="t.jsonl", mapping=None, settings=SETTINGS):
    (tmp_path / name).write_bytes(data)
    options = {} if mapping is None else {"mapping": mapping_of(mapping)}
    return list(arrivals_from_jsonl(tmp_path / name, settings=settings, **options))


def test_each_line_arrives_with_what_the_table_says_of_it(tmp_path):
    row = {
        "text": "Envoys met.",
        "title": "Talks",
        "published": "2026-02-05",
        "url": "https://a.example",
        "source": "A",
    }
    (arrival,) = taken(tmp_path, json.dumps(row).encode())
    assert arrival == Arrival(
        name=f"{tmp_path}/t.jsonl#1", raw=b"Envoys met.", media_type="text/plain", url="https://a.example", source="A",
        title="Talks", published=date(2026, 2, 5), carrier=f"{tmp_path}/t.jsonl",
    )  # fmt: skip


def test_a_mapping_says_where_each_field_stands(tmp_path):
    row = {
        "body": "Envoys met.",
        "headline": "Talks",
        "meta": {"link": "https://a.example", "when": "5 Feb 2026 01:00 +0200"},
    }
    (arrival,) = taken(
        tmp_path, json.dumps(row).encode(), mapping="text=body, title=headline,url=meta.link,published=meta.when"
    )
    assert (arrival.raw, arrival.title, arrival.url) == (b"Envoys met.", "Talks", "https://a.example")
    assert arrival.published == date(2026, 2, 5)


def test_html_is_taken_before_text(tmp_path):
    (arrival,) = taken(tmp_path, b'{"html": "<p>Envoys met.</p>", "text": "x"}')
    assert (arrival.raw, arrival.media_type) == (b"<p>Envoys met.</p>", "text/html")


@pytest.mark.parametrize("words", ["body", "txt=body", "text=", "=body", "text=a,b"])
def test_a_mapping_that_makes_no_sense_is_told(words):
    with pytest.raises(UsageError, match="maps no field"):
        mapping_of(words)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"{broken", "line 2 of .* is not JSON"), (b"[1, 2]", "line 2 of .* no JSON object"),
        (b'{"title": "x"}', "neither 'text' nor 'html'"), (b'{"text": 7}', "neither"), (b'{"text": " "}', "neither"),
        (b"\xff\xfe", "not JSON"), (b"[" * 1_999, "not JSON"), (b'"' + b"a" * 3_000, "more than 2,000 bytes"),
    ],
)  # fmt: skip
def test_a_bad_line_is_one_refusal_with_its_number_and_costs_no_other(tmp_path, line, words):
    good = b'{"text": "Envoys met."}'
    first, second, third = taken(tmp_path, b"\n".join([good, line, b"", good]), settings=Settings(max_bytes=2_000))
    assert isinstance(first, Arrival)
    assert isinstance(second, Refusal)
    assert re.search(words, second.message)
    assert second.hint
    assert third.name.endswith("#4")


def test_a_date_that_is_none_is_a_doubt(tmp_path):
    (arrival,) = taken(tmp_path, b'{"text": "Envoys met.", "published": "31 Feb 2026"}')
    assert arrival.published is None
    assert "31 Feb 2026" in arrival.doubts[0]


def test_packed_tables_are_opened_and_a_cut_one_is_told_after_its_whole_lines(tmp_path):
    lines = b"".join(b'{"text": "Envoys met in hall %d."}\n' % number for number in range(3_000))
    assert len(taken(tmp_path, gzip.compress(lines), name="t.jsonl.gz")) == 3_000
    found = taken(tmp_path, gzip.compress(lines)[:-200], name="t.jsonl.gz")
    assert sum(isinstance(each, Arrival) for each in found) > 1_000
    assert [each.message for each in found if isinstance(each, Refusal)] == [f"{tmp_path}/t.jsonl.gz is cut short"]


def test_a_packed_line_without_end_is_refused_within_bounds(tmp_path):
    found = taken(tmp_path, gzip.compress(b"[" * (60 << 20)), name="t.jsonl.gz")
    assert [type(each) for each in found] == [Refusal]
    assert "bomb" in found[0].message


@given(
    st.lists(
        st.dictionaries(st.sampled_from(["text", "title", "x"]), st.text(max_size=40) | st.integers(), max_size=3)
    ),
    st.integers(1, 50),
)
def test_as_many_come_out_as_lines_go_in(tmp_path_factory, rows, most):
    data = b"\n".join(json.dumps(row).encode() for row in rows)
    found = taken(tmp_path_factory.mktemp("t"), data, settings=Settings(max_bytes=most))
    assert len(found) == len(rows)


def test_halves_of_characters_do_no_harm(tmp_path):
    (arrival,) = taken(tmp_path, b'{"text": "Envoys \\ud800 met."}')
    assert arrival.raw == b"Envoys ? met."
