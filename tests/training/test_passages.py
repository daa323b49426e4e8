import hashlib
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import passages
import validate
from dragoman.neural.vocabulary import words_of
from passages import Example, example_of, find, is_test, window


def told(example: Example, span: tuple[int, int]) -> str:
    first, last = example.words.spans[span[0]], example.words.spans[span[1] - 1]
    return example.text[first.start : last.end]


def frames(example: Example) -> dict[str, dict[str, list[str]]]:
    """Roles of each frame by "type: words"."""
    return {
        f"{frame.type}: {told(example, frame.span)}": {
            role: [told(example, span) for span in spans] for role, spans in frame.roles.items()
        }
        for frame in example.frames
    }


@pytest.mark.parametrize(
    ("string", "wanted"),
    [
        ("Idris", (1, 2)), ("Idris@@1", (1, 2)), ("Idris@@2", (4, 5)), ("Amna Idris", (0, 2)), ("Idr", (1, 2)),
        ("na Id", (0, 2)), ("Idris@@3", None), ("Omar", None), ("spoke. Idris", (2, 5)),
    ],
)  # fmt: skip
def test_a_string_becomes_the_words_it_touches(string: str, wanted: tuple[int, int] | None) -> None:
    text = "Amna Idris spoke. Idris left."
    assert find(text, words_of(text), string) == wanted


def test_occurrences_may_overlap() -> None:
    assert find("no no no", words_of("no no no"), "no no@@2") == (1, 3)


def test_findings_become_frames_with_roles_and_codes(passage) -> None:
    example = example_of(passage)
    assert frames(example) == {
        "round: met": {
            "parties": ["envoys of Norway"], "place": ["Kosti"], "when": ["on Monday"], "delegations": ["Amna Idris"],
        },
        "delegations: Amna Idris": {"party": ["Norway"]},
        "statement: said": {"attributed_to": ["Idris"], "speaker": ["Idris"], "quote": ["We keep our word"]},
        "exchange: free": {
            "attributed_to": ["Idris"], "parties": ["the army"], "total": ["30 captives"], "place": ["Kosti"],
        },
        "chain: Idris": {"same": ["Amna Idris", "Idris"]},
    }  # fmt: skip
    codes = {frame.type: frame.codes for frame in example.frames}
    assert codes["round"] == {"asserted": "reported", "round.status": "held"}
    assert codes["delegations"] == {"head": "true"}
    assert codes["exchange"]["exchange.category"] == "prisoners"


def test_the_nth_occurrence_is_the_one_that_is_marked(passage) -> None:
    example = example_of(passage)
    (place,) = next(f for f in example.frames if f.type == "exchange").roles["place"]
    assert example.words.spans[place[0]].start == passage["text"].rindex("Kosti")


def test_two_findings_of_one_trigger_share_a_frame(passage) -> None:
    passage["findings"].append({**passage["findings"][0], "fields": {"venue": ["Norway"]}})
    example = example_of(passage)
    (met,) = [f for f in example.frames if f.type == "round"]
    assert [told(example, span) for span in met.roles["place"]] == ["Kosti", "Norway"]


def test_a_finding_whose_trigger_is_not_in_the_text_is_left_out(passage) -> None:
    passage["findings"] = [{**passage["findings"][0], "trigger": "negotiated"}]
    assert [f.type for f in example_of(passage).frames] == ["chain", "chain"]


@pytest.mark.parametrize(
    ("kinds", "wanted"),
    [
        ([], False),
        (["statement"], None),
        (["event", "statement"], None),
        (["incident"], True),
        (["round", "event"], True),
    ],
)
def test_relevance_follows_from_the_kinds_where_it_is_not_told(passage, kinds: list[str], wanted: bool | None) -> None:
    passage["findings"] = [{"kind": kind, "trigger": "met", "issue": "other", "fields": {}} for kind in kinds]
    assert example_of(passage).relevant is wanted
    assert example_of({**passage, "relevant": True}).relevant is True


def test_sentences_start_where_the_windows_may_be_cut(passage) -> None:
    example = example_of(passage)
    starts = [example.text[example.words.spans[cut].start :][:5] for cut in example.cuts]
    assert starts == ["Amna ", "Idris", "“We k"]


@given(st.integers(0, 10_000), st.integers(20, 400))
def test_a_window_is_a_stretch_within_the_limit_and_its_frames_lie_inside(seed: int, limit: int) -> None:
    text = "Amna Idris met envoys in Kosti. " * 12
    findings = [
        {"kind": "round", "trigger": f"met@@{n}", "status": "held", "fields": {"venue": [f"Kosti@@{n}"]}}
        for n in range(1, 13)
    ]
    example = example_of({"id": "x", "text": text, "findings": findings})
    part = window(example, random.Random(seed), limit)
    assert 0 < sum(map(len, part.words.pieces)) <= limit
    at = example.words.spans.index(part.words.spans[0])
    assert part.words.spans == example.words.spans[at : at + len(part.words)]
    for frame in part.frames:
        assert told(part, frame.span) == "met"
        assert [told(part, span) for spans in frame.roles.values() for span in spans] in ([], ["Kosti"])
    assert len(part.frames) == sum(told(part, (i, i + 1)) == "met" for i in range(len(part.words)))


def test_one_sentence_over_the_limit_is_cut_to_it() -> None:
    example = example_of({"id": "x", "text": "zxq" * 8 + " " + "Zaporizhzhia " * 100, "findings": []})
    part = window(example, random.Random(1), 50)
    assert 40 <= sum(map(len, part.words.pieces)) <= 50


def test_the_held_out_fifth_is_told_by_the_id_alone() -> None:
    held = [ident for ident in (f"k01-{n:04}" for n in range(1, 21)) if is_test(ident)]
    assert held == [
        f"k01-{n:04}" for n in range(1, 21) if int(hashlib.sha256(f"k01-{n:04}".encode()).hexdigest()[:2], 16) % 5 == 0
    ]
    assert held == HELD


# Pinned: scores of one release are comparable with those of the next only while these passages never train.
HELD = ["k01-0002", "k01-0005", "k01-0008", "k01-0013"]


def test_about_a_fifth_of_the_passages_is_held_out(own) -> None:
    assert 0.16 < sum(is_test(passage["id"]) for passage in own) / len(own) < 0.24


def test_the_written_passages_are_valid_and_their_ids_differ(own) -> None:
    assert len(own) >= 1000
    assert [(p["id"], errors) for p in own if (errors := validate.check(p))] == []
    assert len({p["id"] for p in own}) == len(own)


def test_every_annotation_of_the_written_passages_becomes_a_frame(own) -> None:
    for passage in own:
        example = example_of(passage)
        found = {frame.type for frame in example.frames}
        assert {finding["kind"] for finding in passage["findings"]} <= found, passage["id"]


def test_globs_say_which_passages_are_read(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("here/corpus/passages", "shared/corpus/real"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "here/corpus/passages/k1.jsonl").write_text('{"id": "a"}\n\n{"id": "b"}\n')
    (tmp_path / "here/corpus/passages/k2.jsonl").write_text('{"id": "c"}\n')
    (tmp_path / "shared/corpus/real/r1.jsonl").write_text('{"id": "d"}\n')
    monkeypatch.setattr(passages, "HERE", tmp_path / "here")
    monkeypatch.setattr(passages, "SHARED", tmp_path / "shared")

    def ids(*files: str) -> list[str]:
        return [p["id"] for p in passages.own_passages(files)]

    assert ids("passages/k1*.jsonl") == ["a", "b"]
    assert ids("passages/*.jsonl", "shared:real/*.jsonl") == ["a", "b", "c", "d"]
    assert ids("passages/none*.jsonl") == []


def test_a_passage_of_which_only_the_topic_is_annotated_teaches_no_triggers() -> None:
    example = example_of({"id": "x", "text": "The ministers opened a trade fair.", "relevant": False})
    assert (example.has_frames, example.relevant, example.frames) == (False, False, [])
