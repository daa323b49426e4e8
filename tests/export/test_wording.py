import pytest

from dragoman.export.wording import figure, interval, worded


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"low": 12, "best": 12, "high": 12, "qualifier": "exact"}, "12"),
        ({"low": None, "best": 70, "high": None, "qualifier": "about"}, "about 70"),
        ({"low": 1001, "best": None, "high": None, "qualifier": "over"}, "at least 1001"),
        ({"low": None, "best": None, "high": 9, "qualifier": "fewer_than"}, "at most 9"),
        ({"low": 10, "best": None, "high": 12, "qualifier": "between"}, "10 to 12"),
        ({"low": None, "best": None, "high": None, "qualifier": "many", "words": "many"}, "many"),
        ({"low": 0, "best": 0, "high": 0, "qualifier": "exact"}, "0"),
    ],
)
def test_figures(told: dict[str, object], words: str) -> None:
    assert figure(told) == worded(told) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2031-03-01", "2031-03-01", "1 March 2031"),
        ("2031-03-01", "2031-03-04", "between 1 March 2031 and 4 March 2031"),
        ("2031-03-01", None, "from 1 March 2031 on"),
        (None, "2031-03-01", "until 1 March 2031"),
        (None, None, "“days before”"),
    ],
)
def test_intervals(start: str | None, end: str | None, words: str) -> None:
    assert interval({"start": start, "end": end, "basis": "stated", "words": "days before"}) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""), ("red_line", "red line"), ("snake_Case words", "snake_Case words"), (2, "2"), (True, "True"),
        ({"name": "the RSF", "canonical": "Rapid Support Forces"}, "Rapid Support Forces"),
        ({"code": "missile_strike", "event_type": "Battles"}, "missile strike"),
        ({"code": "CeaProv", "words": "no fire"}, "no fire"),
        ({"object": "a bridge", "level": "destroyed"}, "a bridge"),
        ({"by": {"name": "A"}, "stance": "denies"}, "A denies it"),
        ({"party": {"name": "A"}, "person": {"name": "B"}, "role": None, "head": True}, "B"),
        ([{"name": "A"}, {}], "A"),
    ],
)  # fmt: skip
def test_values(value: object, words: str) -> None:
    assert worded(value) == words
