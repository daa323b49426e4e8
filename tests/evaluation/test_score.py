import pytest

from evaluation import score

GOLD = {
    "exhaustive": False,
    "coverage": dict.fromkeys(score.KINDS, "full"),
    "findings": [
        {
            "id": "g1",
            "kind": "position",
            "party": {"name": "Chad", "country": "TCD", "state": True, "aliases": ["Chad"]},
            "stance": "demands",
            "issue": {"any": ["withdrawal", "territory"]},
            "content": {"start": 13, "end": 31},
            "asserted": "reported",
            "evidence": [{"start": 0, "end": 32}],
        }
    ],
}
TEXT = "Chad demands that Sudan withdraw."
FOUND = {
    "kind": "position",
    "party": {"name": "Chad", "country": "TCD"},
    "stance": "demands",
    "issue": "territory",
    "content": "that Sudan withdraw",
    "asserted": "reported",
    "evidence": [{"field": "content", "start": 13, "end": 32, "quote": "that Sudan withdraw"}],
}


def facts(output):
    scored = score.score_document(GOLD, output, TEXT)
    return [sum(counts) for counts in zip(*scored["facts"].values(), strict=True)]


def test_the_vendored_scorer_is_the_one_the_team_scores_with(root):
    shared = root.parent / "shared/eval/score.py"
    if not shared.exists():
        pytest.skip("../shared/eval is not here")
    assert (root / "evaluation/score.py").read_bytes() == shared.read_bytes()


def test_a_finding_as_the_gold_has_it_has_no_wrong_and_no_missing_fact():
    assert facts([FOUND]) == [5, 0, 0]


def test_no_output_misses_every_fact():
    assert facts([]) == [0, 0, 5]


def test_one_wrong_code_is_one_wrong_and_one_missing_fact():
    assert facts([{**FOUND, "stance": "rejects"}]) == [4, 1, 1]


def test_evidence_counts_as_valid_only_where_it_quotes_the_text():
    shifted = {**FOUND, "evidence": [{"start": 12, "end": 31, "quote": "that Sudan withdraw"}]}
    assert score.evidence_valid([FOUND, shifted], TEXT) == (1, 2)
