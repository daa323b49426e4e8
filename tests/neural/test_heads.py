import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import WeightsError
from dragoman.neural import heads
from dragoman.neural.encoder import Floats, Integers, Scores
from dragoman.neural.heads import Marked, Reader, Thresholds
from dragoman.neural.vocabulary import Words, words_of
from dragoman.record.mentions import Part

SCHEME = {
    "kinds": ["round", "incident"],
    "names": ["person", "place"],
    "frames": ["round", "incident", "munitions", "chain"],
    "roles": ["parties", "place", "munitions", "launched", "same"],
    "roles_of_frame": {
        "round": ["parties", "place"], "incident": ["place", "munitions"], "munitions": ["launched"], "chain": ["same"],
    },
    "codes": {"asserted": ["reported", "claimed"], "round.status": ["held", "planned"], "class": ["drone", "rocket"]},
    "codes_of_frame": {"round": ["asserted", "round.status"], "incident": ["asserted"], "munitions": ["class"]},
    "frame_of_role": {"munitions": "munitions"},
}  # fmt: skip
OFF, ON = -8.0, 4.0
SURE = 1 / (1 + np.exp(-ON))
VALUES = [f"{group}={value}" for group, values in SCHEME["codes"].items() for value in values]

Stretch = tuple[int, str, int, int]  # row, label, first word, last word


class HandMade:
    """Stands for the networks: high where a test says so, low everywhere else.

    ``roles`` and ``codes`` are asked by the type and first word of a frame.
    """

    def __init__(
        self,
        triggers: Sequence[Stretch] = (),
        names: Sequence[Stretch] = (),
        roles: dict[tuple[str, int], list[tuple[str, int, int]]] | None = None,
        codes: dict[tuple[str, int], list[str]] | None = None,
        relevance: float = 0.0,
    ) -> None:
        self.triggers, self.names, self.relevance = triggers, names, relevance
        self.roles, self.codes = roles or {}, codes or {}

    def encode(self, windows: list[Words]) -> Scores:
        shape = (len(windows), max(map(len, windows)))
        triggers = np.full((*shape, 4), OFF, np.float32)
        for row, kind, first, last in self.triggers:
            mark(triggers[row], SCHEME["kinds"].index(kind), first, last)
        names = np.zeros((*shape, 5), np.float32)
        names[:, :, 0] = ON
        for row, name, first, last in self.names:
            tag = 1 + 2 * SCHEME["names"].index(name)
            names[row, first, tag], names[row, first + 1 : last + 1, tag + 1] = 2 * ON, 2 * ON
        relevance = np.full(len(windows), self.relevance, np.float32)
        return Scores(np.zeros((*shape, 3), np.float32), triggers, names, relevance)

    def frames(self, vectors: Floats, table: Integers) -> tuple[Floats, Floats]:
        roles = np.full((len(table), vectors.shape[1], 2 * len(SCHEME["roles"])), OFF, np.float32)
        codes = np.zeros((len(table), len(VALUES)), np.float32)
        for n, (_, frame, first, _) in enumerate(table):
            asked = (SCHEME["frames"][frame], int(first))
            for role, start, end in self.roles.get(asked, ()):
                mark(roles[n], SCHEME["roles"].index(role), start, end)
            for value in self.codes.get(asked, ()):
                codes[n, VALUES.index(value)] = ON
        return roles, codes


def mark(logits: Floats, label: int, first: int, last: int) -> None:
    logits[first, 2 * label] = ON
    logits[first : last + 1, 2 * label + 1] = ON


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "labels.json").write_text(json.dumps(SCHEME))
    return tmp_path


@pytest.fixture
def read(folder: Path, monkeypatch: pytest.MonkeyPatch):
    """Read texts, one window each, with hand-made scores."""

    def read(encoder: object, *texts: str, short_forms=None, **thresholds: float) -> list[Marked]:
        monkeypatch.setattr(heads, "Encoder", lambda _: encoder)
        reader = Reader(folder, thresholds=Thresholds(**thresholds))
        return reader.read([words_of(text) for text in texts], short_forms or [[] for _ in texts])

    return read


def told(text: str, part: Part) -> tuple:
    """A part as its role, its words, its codes and its parts."""
    return (
        part.role,
        part.span.words(text),
        {code.name: code.value for code in part.codes},
        [told(text, inner) for inner in part.parts],
    )


TALKS = "Sudan and the RSF met in Muscat"
STRIKE = "Ten drones hit Atbara"


def test_a_text_with_no_marks_gives_nothing(read) -> None:
    (marked,) = read(HandMade(relevance=ON), TALKS)
    assert (marked.names, marked.triggers, marked.links) == ((), (), ())
    assert marked.relevance == pytest.approx(SURE)


def test_a_trigger_brings_its_roles_and_codes(read) -> None:
    encoder = HandMade(
        triggers=[(0, "round", 4, 4)],
        roles={("round", 4): [("parties", 0, 0), ("parties", 2, 3), ("place", 6, 6)]},
        codes={("round", 4): ["asserted=claimed", "round.status=planned"]},
    )
    ((trigger,),) = [marked.triggers for marked in read(encoder, TALKS)]
    parts = [("parties", "Sudan", {}, []), ("parties", "the RSF", {}, []), ("place", "Muscat", {}, [])]
    assert told(TALKS, trigger)[:3] == ("round", "met", {"asserted": "claimed", "status": "planned"})
    assert sorted(told(TALKS, trigger)[3]) == sorted(parts)
    assert trigger.score == pytest.approx(SURE)


def test_a_part_that_is_a_frame_has_codes_and_parts_of_its_own(read) -> None:
    encoder = HandMade(
        triggers=[(0, "incident", 2, 2)],
        roles={("incident", 2): [("munitions", 0, 1), ("place", 3, 3)], ("munitions", 0): [("launched", 0, 0)]},
        codes={("munitions", 0): ["class=rocket"]},
    )
    ((trigger,),) = [marked.triggers for marked in read(encoder, STRIKE)]
    munitions = next(part for part in trigger.parts if part.role == "munitions")
    assert told(STRIKE, munitions) == ("munitions", "Ten drones", {"class": "rocket"}, [("launched", "Ten", {}, [])])


def test_a_role_that_its_frame_has_not_is_left_out(read) -> None:
    encoder = HandMade(triggers=[(0, "round", 4, 4)], roles={("round", 4): [("launched", 0, 0), ("place", 6, 6)]})
    ((trigger,),) = [marked.triggers for marked in read(encoder, TALKS)]
    assert [part.role for part in trigger.parts] == ["place"]


def test_a_code_is_as_sure_as_its_share_among_the_values(read) -> None:
    encoder = HandMade(triggers=[(0, "round", 4, 4)], codes={("round", 4): ["round.status=held"]})
    ((trigger,),) = [marked.triggers for marked in read(encoder, TALKS)]
    asserted, status = trigger.codes
    assert asserted.score == pytest.approx(0.5)
    assert (status.value, status.score) == ("held", pytest.approx(np.exp(ON) / (np.exp(ON) + 1)))


def test_each_window_has_its_own_marks_and_offsets(read) -> None:
    encoder = HandMade(
        triggers=[(0, "round", 4, 4), (1, "incident", 2, 2)], names=[(1, "place", 3, 3)],
        roles={("round", 4): [("place", 6, 6)], ("incident", 2): [("place", 3, 3)]},
    )  # fmt: skip
    talks, strike = read(encoder, TALKS, STRIKE)
    assert [told(TALKS, part)[:2] for trigger in talks.triggers for part in trigger.parts] == [("place", "Muscat")]
    assert [told(STRIKE, part)[:2] for trigger in strike.triggers for part in trigger.parts] == [("place", "Atbara")]
    assert talks.names == ()
    assert [(name.label, name.span.words(STRIKE)) for name in strike.names] == [("place", "Atbara")]


def test_marks_on_the_padding_of_a_shorter_window_count_for_nothing(read) -> None:
    encoder = HandMade(triggers=[(1, "round", 5, 6)], names=[(1, "person", 5, 6)])
    _, strike = read(encoder, TALKS, STRIKE)
    assert (strike.triggers, strike.names) == ((), ())


def test_a_stretch_never_runs_into_the_padding(read) -> None:
    encoder = HandMade(triggers=[(1, "round", 2, 6)])
    _, strike = read(encoder, TALKS, STRIKE)
    assert [part.span.words(STRIKE) for part in strike.triggers] == ["hit Atbara"]


def test_a_trigger_is_eight_words_at_most(read) -> None:
    text = "one two three four five six seven eight nine ten"
    ((trigger,),) = [marked.triggers for marked in read(HandMade(triggers=[(0, "round", 0, 9)]), text)]
    assert trigger.span.words(text) == "one two three four five six seven eight"


def test_names_are_read_from_tags_that_begin_and_go_on(read) -> None:
    text = "Amna Idris Muscat Omar"
    encoder = HandMade(names=[(0, "person", 0, 1), (0, "place", 2, 2), (0, "person", 3, 3)])
    (marked,) = read(encoder, text)
    assert [(name.label, name.span.words(text)) for name in marked.names] == [
        ("person", "Amna Idris"), ("place", "Muscat"), ("person", "Omar"),
    ]  # fmt: skip


def test_two_names_of_one_label_side_by_side_stay_two(read) -> None:
    text = "Muscat Oslo"
    (marked,) = read(HandMade(names=[(0, "place", 0, 0), (0, "place", 1, 1)]), text)
    assert [name.span.words(text) for name in marked.names] == ["Muscat", "Oslo"]


def test_short_forms_come_back_with_what_they_stand_for(read) -> None:
    text = "The RSF left because it lost"
    encoder = HandMade(roles={("chain", 4): [("same", 0, 1)]})
    (marked,) = read(encoder, text, short_forms=[[(4, 4), (5, 5)]])
    assert [told(text, link) for link in marked.links] == [("chain", "it", {}, [("same", "The RSF", {}, [])])]


def test_a_threshold_is_what_a_score_must_reach(read) -> None:
    encoder = HandMade(triggers=[(0, "round", 4, 4)], roles={("round", 4): [("place", 6, 6)]})
    assert read(encoder, TALKS, trigger=float(SURE) + 0.01)[0].triggers == ()
    (trigger,) = read(encoder, TALKS, trigger=float(SURE) - 0.01)[0].triggers
    assert [part.role for part in trigger.parts] == ["place"]
    (trigger,) = read(encoder, TALKS, role=float(SURE) + 0.01)[0].triggers
    assert trigger.parts == ()


@pytest.mark.parametrize(
    ("begin", "inside", "wanted"),
    [
        ([1, 0, 0, 0], [1, 1, 0, 0], [(0, 1)]),  # begins and goes on
        ([1, 0, 0, 0], [0, 0, 0, 0], [(0, 0)]),  # begins only
        ([0, 0, 0, 0], [1, 1, 1, 1], []),  # never begins
        ([1, 0, 1, 0], [1, 1, 1, 1], [(0, 1), (2, 3)]),  # one ends where the next begins
        ([1, 1, 0, 0], [1, 1, 1, 0], [(0, 2)]),  # two beginnings side by side are one, and it goes on
        ([1, 1, 0, 0], [1, 0, 0, 0], [(0, 0), (1, 1)]),  # unless the second is not inside
        ([0, 0, 0, 1], [0, 0, 0, 1], [(3, 3)]),  # at the end
        ([1, 0, 0, 1], [1, 0, 1, 1], [(0, 0), (3, 3)]),  # a gap
        ([1, 1, 1, 0], [1, 1, 1, 1], [(0, 3)]),
    ],
)
def test_a_stretch_begins_and_goes_on(begin: list[int], inside: list[int], wanted: list[tuple[int, int]]) -> None:
    row = [np.where(each, ON, OFF).astype(np.float32)[None, :, None] for each in (begin, inside)]
    found = heads._spans(row[0], row[1], [4], 0.5, 0.5)
    assert [(first, last) for _, _, first, last, _ in found] == wanted


def test_labels_that_are_missing_are_named_with_the_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heads, "Encoder", lambda _: HandMade())
    with pytest.raises(WeightsError, match=r"labels\.json.*not found.*make train"):
        Reader(tmp_path)


def brute(logs: Floats) -> float:
    """The best of all ways to cut a run into names, each tried."""
    words, kinds = len(logs), logs.shape[1] // 2

    def value(kind: int, first: int, last: int) -> float:
        opening = max(logs[first, 1 + 2 * kind], logs[first, 2 + 2 * kind]) if first == 0 else logs[first, 1 + 2 * kind]
        return float(opening + logs[first + 1 : last + 1, 2 + 2 * kind].sum())

    def best(first: int) -> float:
        if first == words:
            return 0.0
        return max(value(kind, first, last) + best(last + 1) for last in range(first, words) for kind in range(kinds))

    return best(0)


@given(st.integers(1, 5), st.integers(1, 3), st.integers(0, 10_000))
def test_a_run_is_cut_into_the_likeliest_names(words: int, kinds: int, seed: int) -> None:
    logs = np.log(np.random.default_rng(seed).random((words, 1 + 2 * kinds))).astype(np.float32)
    found = heads._named(logs)
    assert [at for _, first, last in found for at in range(first, last + 1)] == list(range(words))
    value = 0.0
    for kind, first, last in found:
        opening = max(logs[first, 1 + 2 * kind], logs[first, 2 + 2 * kind]) if first == 0 else logs[first, 1 + 2 * kind]
        value += float(opening + logs[first + 1 : last + 1, 2 + 2 * kind].sum())
    assert value == pytest.approx(brute(logs), abs=1e-4)


def test_a_name_ends_before_the_marks_at_its_ends() -> None:
    words = words_of("( Ali Musa ) .")
    assert heads._worded(words, 0, 4) == (1, 2)
    assert heads._worded(words, 3, 4) is None
