import random
from copy import deepcopy

import pytest

import augment
import standoff
import validate
from augment import Augmenter, _exchanged
from passages import is_test


@pytest.fixture
def augmenter(monkeypatch: pytest.MonkeyPatch) -> Augmenter:
    monkeypatch.setattr(augment, "towns", lambda: ["Porto", "San Pedro", "Ulm", "Kostice"])
    return Augmenter(random.Random(5))


def strings(passage: dict) -> list[str]:
    found: list[str] = []
    standoff._changed(passage, lambda string: found.append(string) or string)
    return found


def test_a_name_is_exchanged_in_text_and_annotations_alike(passage) -> None:
    changed = _exchanged(passage, "Idris", "Osman")
    assert changed["text"] == passage["text"].replace("Idris", "Osman")
    assert changed["findings"][1]["attributed_to"] == "Osman@@3"
    assert changed["chains"] == [["Amna Osman", "Osman@@2", "Osman@@3"]]


def test_the_id_stays_so_that_the_held_out_fifth_does(passage) -> None:
    passage["id"] = "Kosti-0001"
    assert _exchanged(passage, "Kosti", "Porto")["id"] == "Kosti-0001"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Idris", "Amna"),  # is there already
        ("Omo", "Porto"),  # too short to be sure of
        ("envo", "Porto"),  # part of a word only
    ],
)
def test_what_cannot_be_exchanged_safely_stays(passage, old: str, new: str) -> None:
    assert _exchanged(passage, old, new) == passage


def test_an_exchange_that_would_lead_an_annotation_elsewhere_is_not_made() -> None:
    text = "Tamimi met Ali in Kosti."
    finding = {"kind": "round", "trigger": "met", "status": "held", "fields": {"parties": ["Ali"]}}
    passage = {"id": "x", "text": text, "findings": [finding]}
    assert _exchanged(passage, "Tamimi", "Aliyev") == passage
    assert _exchanged(passage, "Tamimi", "Osman")["text"] == "Osman met Ali in Kosti."


def test_longer_and_shorter_names_move_what_follows(passage) -> None:
    for new in ("Ulm", "San Pedro de Macoris"):
        changed = _exchanged(passage, "Kosti", new)
        assert changed["text"].count(new) == 2
        assert validate.check(changed) == []


def test_augmented_passages_are_valid_and_keep_their_ids(own, augmenter: Augmenter) -> None:
    changed = 0
    for passage in own:
        before = deepcopy(passage)
        after = augmenter(passage)
        assert passage == before, "the passage that was given is left as it was"
        assert validate.check(after) == []
        assert after["id"] == passage["id"]
        assert len(strings(after)) == len(strings(passage))
        changed += after["text"] != passage["text"]
    assert changed > len(own) / 10


def test_the_same_seed_makes_the_same_changes(own, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(augment, "towns", lambda: ["Porto", "Ulm"])
    first, other = (list(map(Augmenter(random.Random(3)), own[:80])) for _ in range(2))
    assert first == other


def test_countries_and_bodies_keep_their_names(passage, augmenter: Augmenter) -> None:
    passage["findings"][0]["fields"] |= {"venue": ["Norway"], "delegations": []}
    passage["findings"][1]["fields"]["speaker"] = ["Amna Idris"]
    passage["text"] = passage["text"].replace("the army", "Amnesty Group")
    passage["findings"][2] |= {"fields": {"place": ["Norway"]}}
    passage["findings"].append(
        {"kind": "statement", "trigger": "said", "act": "say", "fields": {"speaker": ["Amnesty Group"]}}
    )
    texts = {augmenter(passage)["text"] for _ in range(40)}
    assert len(texts) > 1
    assert all("Norway" in text and "Amnesty Group" in text for text in texts)


def test_held_out_passages_are_told_alike_after_augmentation(own, augmenter: Augmenter) -> None:
    assert all(is_test(augmenter(passage)["id"]) == is_test(passage["id"]) for passage in own[:200])
