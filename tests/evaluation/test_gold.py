import hashlib
import json
import shutil

import pytest
from evaluation.gold import build
from evaluation.gold.report import SourceError

from evaluation import score

GROUPS = {"talks": 8, "incidents": 8, "exchanges": 5, "agreements": 8, "mixed": 3, "negatives": 5}
SOURCE = """
published = "2025-03-04"
text = '''
Envoys met in Doha on Tuesday.
Envoys from Qatar spoke.

Doha was quiet.
'''
[[findings]]
kind = "round"
status = "held"
"""


@pytest.fixture
def compiled(tmp_path):
    """Compile one source, the shared one with some lines more."""
    for name in ("codes.toml", "states.toml"):
        shutil.copy(build.HERE / name, tmp_path)
    (tmp_path / "source").mkdir()

    def run(lines):
        (tmp_path / "source/x.toml").write_text(SOURCE + lines, encoding="utf-8")
        (_, text), (_, gold) = build.files(tmp_path)
        return text.decode(), json.loads(gold)["findings"][0]

    return run


def spans(value):
    """Every span inside a gold value."""
    if isinstance(value, list):
        return [span for each in value for span in spans(each)]
    if not isinstance(value, dict):
        return []
    here = [(value["start"], value["end"])] if isinstance(value.get("start"), int) else []
    return here + [span for each in value.values() for span in spans(each)]


def test_the_gold_is_what_its_sources_compile_to():
    assert [path.name for path, content in build.files(build.HERE) if path.read_bytes() != content] == []


def test_no_text_and_no_gold_is_left_without_a_source():
    sources = {path.stem for path in (build.HERE / "source").glob("*.toml")}
    for folder in ("texts", "gold"):
        assert {path.stem for path in (build.HERE / folder).iterdir()} == sources


def test_the_groups_have_the_reports_they_should(golds):
    letters = {"talks": "t", "incidents": "i", "exchanges": "x", "agreements": "a", "mixed": "m", "negatives": "n"}
    assert {group: sum(ident.startswith(letters[group]) for ident in golds) for group in GROUPS} == GROUPS


def test_every_gold_file_fits_its_text(golds):
    for ident, (text, gold) in golds.items():
        assert hashlib.sha256(text.encode()).hexdigest() == gold["text_sha256"], ident
        assert all(0 <= start < end <= len(text) for start, end in spans(gold["findings"])), ident
        assert all(text[start:end] == text[start:end].strip() for start, end in spans(gold["findings"])), ident
        assert gold["published"], ident


def test_every_report_is_short(golds):
    for ident, (text, _) in golds.items():
        assert 60 <= len(text.split()) <= 220, ident


def test_every_finding_is_of_a_scored_kind_and_rests_on_words(golds):
    for _, gold in golds.values():
        for finding in gold["findings"]:
            assert finding["kind"] in score.KINDS
            assert finding["evidence"], finding["id"]


def test_ids_are_unique(golds):
    idents = [finding["id"] for _, gold in golds.values() for finding in gold["findings"]]
    assert len(idents) == len(set(idents))


def test_reports_without_findings_let_statements_pass_and_nothing_else(golds):
    empty = {ident: gold["coverage"] for ident, (_, gold) in golds.items() if not gold["findings"]}
    assert sorted(empty) == ["n01", "n02", "n03", "n04", "n05"]
    for coverage in empty.values():
        assert {kind for kind, how in coverage.items() if how == "main"} == {"statement"}


def test_every_kind_is_asked_for_often_enough_to_be_measured(golds):
    required = [f["kind"] for _, gold in golds.values() for f in gold["findings"] if not f["optional"]]
    assert all(required.count(kind) >= 9 for kind in score.KINDS), {k: required.count(k) for k in score.KINDS}


def test_a_string_is_found_inside_the_evidence_first(compiled):
    text, finding = compiled('evidence = [2]\nvenue = "Doha=QAT"\nagenda = [{ issue = "other", words = "Envoys" }]\n')
    words = finding["agenda"][0]["words"]
    assert words == {"start": text.index("Envoys from"), "end": text.index(" from")}


def test_a_numbered_string_is_the_one_counted_from_the_start(compiled):
    text, finding = compiled('evidence = ["Envoys@@2"]\n')
    assert finding["evidence"] == [{"start": text.index("Envoys from"), "end": text.index(" from")}]


def test_a_wrapped_text_keeps_its_offsets(compiled):
    text, _ = compiled("evidence = [1]\n[actors]\n")
    narrow = build.Report.parse("x", {"text": text.replace("\n", "\n\n"), "wrap": 20}, {})
    assert narrow.text.replace("\n", " ") == narrow.flat.replace("\n", " ")
    assert max(map(len, narrow.text.splitlines())) <= 20


def test_the_host_follows_from_the_venue_and_may_be_missing(compiled):
    _, finding = compiled('evidence = [1]\nvenue = "Doha=QAT"\n')
    assert [(host["country"], host["optional"]) for host in finding["hosts"]] == [("QAT", True)]


def test_a_figure_over_a_number_starts_above_it(compiled):
    source = 'evidence = [1]\n[[findings]]\nkind = "incident"\nkilled = "over 30|up_to 5|about 9|7"\nevidence = [1]\n'
    compiled(source)
    report = build.Report.parse("x", build.tomllib.loads(SOURCE + source), build.tables(build.HERE))
    killed = build.compile_value(report.at("x", [1]), "incident", "killed", "over 30|up_to 5|about 9|7")["any"]
    bounds = [(q["low"], q["best"], q["high"]) for q in killed]
    assert bounds == [(31, None, None), (None, None, 5), (None, 9, None), (7, 7, 7)]


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ("evidence = []", "no evidence"),
        ("evidence = [9]", "no sentence 9"),
        ('evidence = ["Envoys left"]', "does not stand in the text"),
        ('evidence = [1]\nasserted = "maybe"', "no code"),
        ('evidence = [1]\nplace = "Doha=QAT"', "no field 'place'"),
        ('evidence = [1]\nvenue = "Muscat=OMN"', "no name of 'Muscat'"),
        ('evidence = [1]\nparties = ["TCD"]', "no name of 'Chad'"),
        ('evidence = [1]\nparties = ["rebels"]', "not in states.toml"),
        ('evidence = [1]\nwhen = "on Tuesday = 2025-03-05"', "no tuesday"),
        ('evidence = [1]\nagenda = [{ issue = "other", stance = "x" }]', "no part 'stance'"),
    ],
)
def test_a_source_that_does_not_fit_is_refused(compiled, lines, fault):
    with pytest.raises(SourceError, match=fault):
        compiled(lines)
