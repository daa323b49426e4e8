import gzip
import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from evaluation.matching import ANNOUNCED_BY, CODES, EVIDENCED_AS, Found, found_of, paired, similarity
from evaluation.passage_report import details, errors, summary
from evaluation.passages import PARTS, Part, _training, judge, measured, parts, passage_of, rates

from dragoman.errors import Unreadable
from evaluation import gate

TEXT = (
    "The army shelled Kosti on Monday. The shelling killed nine people. “We will not stop,” Idris said, "
    "rejecting a truce and any talks."
)
IDENT = "k01-0002"  # one of those that never train


def annotated(*findings, **more):
    return {"id": IDENT, "text": TEXT, "published": "2026-03-12", "findings": list(findings), **more}


def shelling(trigger="shelled", **fields):
    return {"kind": "incident", "trigger": trigger, "type": "shelling", "scope": "single", "fields": fields}


def said(**fields):
    return {"kind": "statement", "trigger": "said", "act": "say", "fields": fields}


def output(kind, evidence, **codes):
    """A printed finding; evidence as pairs of field and words."""
    pieces = [(field, TEXT.index(words), words) for field, words in evidence]
    printed = [{"field": f, "start": at, "end": at + len(w), "quote": w} for f, at, w in pieces]
    return {"kind": kind, "id": "x", **codes, "evidence": printed}


def perfect(wanted):
    """What a reader without fault would give for an annotated finding."""
    field = ANNOUNCED_BY.get(wanted.kind, CODES[wanted.kind][0])
    named = [(EVIDENCED_AS.get((wanted.kind, f), f).split()[0], s) for f, spans in wanted.fields.items() for s in spans]
    return Found(wanted.kind, wanted.codes, ((field, wanted.trigger), *named))


def seen(passage, *given):
    return measured(Part("passages.written", "sha256:0", (passage,)), lambda text, day: {"findings": list(given)}).seen


@pytest.fixture(scope="module")
def written(root):
    return next(part for part in parts(root) if part.name == PARTS[0])


def test_a_perfect_reader_scores_one_on_every_written_passage(written):
    for passage in written.passages:
        pairing = judge(passage, map(perfect, passage.wanted)).pairing
        assert (pairing.missed, pairing.joined, pairing.invented) == ((), (), ()), passage.ident
        assert all(found == perfect(wanted) for wanted, found in pairing.pairs), passage.ident


def test_a_reader_that_finds_nothing_scores_zero_and_leaves_the_negatives_empty(written):
    result = measured(written, lambda text, day: {"findings": []})
    assert result.measures == {"finding_f1": 0}
    assert rates(result.seen)["recall"] == 0
    negatives = [judged for judged in result.documents if judged.passage.negative]
    assert len(negatives) >= 20
    assert all(judged.empty for judged in negatives)


def test_the_written_part_holds_all_kinds_and_only_passages_that_never_train(written):
    assert len(written.passages) >= 200
    assert {wanted.kind for passage in written.passages for wanted in passage.wanted} == set(CODES)
    assert IDENT in {passage.ident for passage in written.passages}


def test_a_finding_is_found_by_its_trigger_and_its_codes_and_fields_are_judged():
    passage = passage_of(annotated(shelling(attacker=["The army"], places=["Kosti"])))
    given = output("incident", [("type", "shelled"), ("places", "Kosti")], type={"code": "airstrike"})
    assert seen(passage, given) == Counter({
        ("found", "incident"): 1, ("code", "incident", "type", "shelling", "airstrike"): 1,
        ("field", "incident", "attacker", "missed"): 1, ("field", "incident", "places", "found"): 1,
    })  # fmt: skip


@pytest.mark.parametrize(("words", "same"), [("nine people", True), ("nine p", True), ("nine", False)])
def test_without_the_trigger_half_of_the_letters_of_the_fields_make_a_finding_found(words, same):
    (wanted,) = passage_of(annotated(shelling(killed=[{"words": "nine people"}]))).wanted
    found = found_of(output("incident", [("killed", words)], type={"code": "shelling"}))
    assert bool(similarity(wanted, found)) is same


def test_a_finding_of_another_kind_is_missed_and_invented():
    passage = passage_of(annotated(shelling()))
    given = output("event", [("event_type", "shelled")], event_type="ASSAULT", status="occurred")
    expected = Counter({("missed", "incident", "shelling"): 1, ("invented", "event", "ASSAULT"): 1})
    assert seen(passage, given) == expected


def test_an_annotated_finding_that_was_joined_with_another_is_not_missed():
    passage = passage_of(annotated(shelling(), shelling("The shelling")))
    joined = output("incident", [("type", "shelled"), ("type", "The shelling")], type={"code": "shelling"})
    apart = output("incident", [("type", "shelled")], type={"code": "shelling"})
    assert rates(seen(passage, joined)) == rates(seen(passage, apart)) | {"recall": 1, "f1": 1, "fn": 0, "joined": 1}
    assert rates(seen(passage, apart))["fn"] == 1


def test_a_saying_inside_what_another_one_says_is_missed_all_the_same():
    outer = {"kind": "statement", "trigger": "rejecting", "act": "deny", "fields": {}}
    passage = passage_of(annotated(said(), outer))
    given = output("statement", [("act", "said"), ("content", "rejecting a truce")], act="say")
    assert rates(seen(passage, given))["fn"] == 1


def test_each_output_finding_is_paired_once_with_the_closest():
    first, second = passage_of(annotated(shelling(), shelling("The shelling"))).wanted
    wide = found_of(output("incident", [("type", "shelled"), ("killed", "shelling killed nine")], type={"code": "x"}))
    near = found_of(output("incident", [("type", "The shelling")], type={"code": "x"}))
    assert paired([first, second], [near, wide]).pairs == ((first, wide), (second, near))


def test_of_two_findings_with_one_trigger_each_gets_its_own_code():
    positions = [
        {"kind": "position", "trigger": "rejecting", "stance": "rejects", "issue": issue, "fields": {}}
        for issue in ("ceasefire", "mediation_format")
    ]
    wanted = passage_of(annotated(*positions)).wanted
    found = [perfect(each) for each in reversed(wanted)]
    assert [f.codes for _, f in paired(wanted, found).pairs] == [w.codes for w in wanted]


def test_sayings_of_irrelevant_passages_are_left_out_on_both_sides_and_incidents_are_not():
    passage = passage_of(annotated(said(), relevant=False))
    saying = output("statement", [("act", "shelled")], act="say")
    assert passage.negative
    assert seen(passage, saying) == seen(passage) == Counter()
    attack = output("incident", [("type", "shelled")], type={"code": "shelling"})
    assert seen(passage, saying, attack) == Counter({("invented", "incident", "shelling"): 1})
    assert not judge(passage, [found_of(attack)]).empty
    assert judge(passage, [found_of(saying)]).empty
    assert not passage_of(annotated(said(), relevant=None)).negative


def test_a_value_with_parts_counts_once_and_parts_of_evidence_count_as_their_field():
    fields = {
        "killed": [{"words": "nine people", "who": "people"}],
        "damage": [{"object": "Kosti", "level": "damaged"}],
    }
    passage = passage_of(annotated(shelling(**fields)))
    evidence = [("type", "shelled"), ("killed[0].who", "nine people"), ("places", "Kosti")]
    told = seen(passage, output("incident", evidence, type={"code": "shelling"}))
    assert told["field", "incident", "killed", "found"] == told["field", "incident", "damage", "missed"] == 1


def test_errors_are_counted_by_class_and_shown_with_their_words():
    passage = passage_of(annotated(shelling(), said(), shelling("The shelling")))
    given = [
        output("incident", [("type", "shelled")], type={"code": "airstrike"}),
        output("agreement", [("status", "truce")], type="ceasefire", status="rejected"),
    ]
    part = Part("passages.written", "sha256:0", (passage,))
    result = measured(part, lambda text, day: {"findings": given})
    assert errors(result.seen) == Counter({
        "incident wrong type: shelling read as airstrike": 1, "agreement invented: ceasefire": 1,
        "statement missed: say": 1, "incident missed: shelling": 1,
    })  # fmt: skip
    assert "micro              0.500   0.333   0.400   1/1/2 (0)" in summary(result)
    assert f"{IDENT} missed incident shelling: The army shelled Kosti on Monday. [The shelling] killed" in details(
        result
    )
    assert f"{IDENT} invented agreement ceasefire: status: truce" in details(result)


# The gate.


@pytest.fixture
def project(tmp_path):
    folder = tmp_path / "main/training/corpus/passages"
    folder.mkdir(parents=True)
    (tmp_path / "main/evaluation").mkdir()
    trained = annotated(said()) | {"id": "k01-0001"}
    lines = [annotated(shelling()), trained]
    (folder / "k01.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return tmp_path / "main"


def good(text, published):
    assert (text, published) == (TEXT, date(2026, 3, 12))
    return {"findings": [output("incident", [("type", "shelled")], type={"code": "shelling"})], "failures": []}


def run(project, reader, *options):
    return gate.main(["--set", "passages", *options], text_reader=reader, root=project)


def floors(project: Path):
    return json.loads((project / "evaluation/floors.json").read_text(encoding="utf-8"))


def test_the_gate_pins_and_holds_the_written_part_where_real_texts_are_not_here(project, capsys):
    assert run(project, good, "--pin") == 0
    pinned = floors(project)
    assert list(pinned) == ["passages.written"]
    assert (pinned["passages.written"]["floors"], pinned["passages.written"]["documents"]) == ({"finding_f1": 1.0}, 1)
    assert run(project, good) == 0
    assert "SKIPPED: the texts of 'passages.real' are not here" in capsys.readouterr().out
    assert run(project, lambda text, day: {"findings": []}) == 1
    assert "FAILED: passages.written: finding F1 is 0, its floor is 1" in capsys.readouterr().out


def test_changed_annotations_are_noticed(project, capsys):
    run(project, good, "--pin")
    path = project / "training/corpus/passages/k01.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace('"single"', '"wave"'), encoding="utf-8")
    assert run(project, good) == 1
    assert "not the one that its floors were pinned on" in capsys.readouterr().out


def test_a_passage_that_cannot_be_read_or_a_stage_that_fails_fails_the_gate(project, capsys):
    def broken(text, day):
        raise Unreadable("it is empty", hint="give a file with text")

    assert run(project, broken) == 1
    assert f"FAILED: passages.written: {IDENT} could not be read: it is empty" in capsys.readouterr().out
    assert run(project, lambda text, day: good(text, day) | {"failures": [{"stage": "chains"}]}) == 1
    assert "chains" in capsys.readouterr().out


def test_dates_are_told_unless_asked_otherwise(project):
    told = []

    def listen(text, day):
        told.append(day)
        return {"findings": []}

    run(project, listen)
    run(project, listen, "--no-dates")
    assert told == [date(2026, 3, 12), None]


def test_the_real_part_is_here_only_when_all_of_its_texts_are(project, tmp_path, monkeypatch):
    standoff = _training("standoff")
    monkeypatch.setattr(standoff, "NEWS", tmp_path / "news")
    for folder in (tmp_path / "news", tmp_path / "shared/corpus/real", project / "training/corpus/real"):
        folder.mkdir(parents=True)
    line = json.dumps(standoff.to_offsets(annotated(said(), doc="doc-1"), TEXT))
    (project / "training/corpus/real/r10.jsonl").write_text(line + "\n", encoding="utf-8")
    (tmp_path / "shared/corpus/real/r01.jsonl").write_text("", encoding="utf-8")
    assert [part.name for part in parts(project)] == ["passages.written"]
    with gzip.open(tmp_path / "news/some.jsonl.gz", "wt", encoding="utf-8") as news:
        news.write(json.dumps({"id": "doc-1", "text": TEXT}))
    real = list(parts(project))[1]
    assert (real.name, [passage.text for passage in real.passages]) == ("passages.real", [TEXT])
