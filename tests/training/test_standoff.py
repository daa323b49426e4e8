import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import standoff


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, passage):
    """The document that the passage is a stretch of, stored where the open news are."""
    folder = tmp_path / "news"
    folder.mkdir()
    monkeypatch.setattr(standoff, "NEWS", folder)

    def store(text: str) -> None:
        with gzip.open(folder / "some.jsonl.gz", "wt", encoding="utf-8") as lines:
            lines.write(json.dumps({"id": "doc-1", "text": text}) + "\n")

    store("A line before.\n" + passage["text"] + "\nA line after.")
    return store


def places(passage: dict) -> list[tuple[int, int] | None]:
    """Where every annotation of a passage stands, in order."""
    found: list[tuple[int, int] | None] = []

    def look(string: str) -> str:
        found.append(standoff.place_of(passage["text"], string))
        return string

    standoff._changed(passage, look)
    return found


def stored(passage: dict, tmp_path: Path) -> Path:
    document = standoff.texts()["doc-1"]
    path = tmp_path / "r1.jsonl"
    path.write_text(json.dumps(standoff.to_offsets({**passage, "doc": "doc-1"}, document)) + "\n")
    return path


def test_what_is_stored_holds_no_word_of_the_text(news, passage, tmp_path: Path) -> None:
    line = stored({**passage, "register": "newswire"}, tmp_path).read_text()
    assert not [word for word in ("Idris", "Kosti", "envoys", "captives", "newswire") if word in line]
    row = json.loads(line)
    assert (row["at"], row["length"]) == (15, len(passage["text"]))
    assert row["findings"][0]["trigger"] == [11, 14]
    assert row["findings"][0]["fields"]["delegations"] == [{"person": [0, 10], "party": [25, 31], "head": True}]
    assert row["findings"][2]["category"] == "prisoners"


def test_annotations_come_back_where_they_were(news, passage, tmp_path: Path) -> None:
    (joined,) = standoff.joined([stored(passage, tmp_path)])
    assert joined["text"] == passage["text"]
    assert places(joined) == places(passage)
    assert None not in places(joined)
    assert joined["findings"][1]["trigger"] == "said@@2"
    assert joined["findings"][0]["attributed_to"] is None
    assert joined["chains"] == passage["chains"]


def test_a_changed_text_is_left_out_aloud(news, passage, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = stored(passage, tmp_path)
    news("A line before.\n" + passage["text"].replace("30", "31") + "\nA line after.")
    assert list(standoff.joined([path])) == []
    assert "1 annotated passages skipped" in capsys.readouterr().err


def test_a_missing_text_is_left_out_aloud(news, passage, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = stored(passage, tmp_path)
    (standoff.NEWS / "some.jsonl.gz").unlink()
    assert list(standoff.joined([path])) == []
    assert "skipped" in capsys.readouterr().err


def test_an_annotation_that_is_not_in_the_text_stops_the_conversion(news, passage) -> None:
    passage["chains"].append(["Amna Idris", "Idris@@9"])
    with pytest.raises(ValueError, match=r"t-0001: 'Idris@@9' is not in the text"):
        standoff.to_offsets(passage, "A line before.\n" + passage["text"])


@given(st.text("ab ", max_size=30), st.text("ab ", min_size=1, max_size=4), st.integers(1, 6))
def test_the_nth_occurrence_is_the_nth_place_where_the_text_goes_on_so(text: str, string: str, nth: int) -> None:
    starts = [at for at in range(len(text)) if text[at : at + len(string)] == string]
    wanted = (starts[nth - 1], starts[nth - 1] + len(string)) if len(starts) >= nth else None
    assert standoff.place_of(text, f"{string}@@{nth}") == wanted
    if nth == 1:
        assert standoff.place_of(text, string) == wanted


@given(st.text("ab ", min_size=1, max_size=30), st.data())
def test_offsets_make_a_string_that_leads_back_to_them(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert standoff.place_of(text, standoff._string(text, [start, end])) == (start, end)
