"""The scripts of training/ are files beside each other, not a package: put them where they find each other."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

TRAINING = Path(__file__).parent.parent.parent / "training"
sys.path.insert(0, str(TRAINING))

TEXT = (
    "Amna Idris met envoys of Norway in Kosti on Monday. Idris said the army would free 30 captives in Kosti. "
    "“We keep our word,” Idris said."
)


@pytest.fixture
def passage() -> dict[str, Any]:
    """A passage with one finding of four kinds of field: a string, a list, a part, a nested part."""
    return {
        "id": "t-0001",
        "text": TEXT,
        "findings": [
            {
                "kind": "round", "trigger": "met", "status": "held", "asserted": "reported", "attributed_to": None,
                "fields": {
                    "parties": ["envoys of Norway"], "venue": ["Kosti"], "when": ["on Monday"],
                    "delegations": [{"person": "Amna Idris", "party": "Norway", "head": True}],
                },
            },
            {
                "kind": "statement", "trigger": "said@@2", "act": "promise", "quoted": True, "asserted": "reported",
                "fields": {"speaker": ["Idris@@3"], "quote": ["We keep our word"]}, "attributed_to": "Idris@@3",
            },
            {
                "kind": "exchange", "trigger": "free", "category": "prisoners", "status": "expected",
                "asserted": "expected", "attributed_to": "Idris@@2",
                "fields": {"parties": ["the army"], "total": ["30 captives"], "place": ["Kosti@@2"]},
            },
        ],
        "chains": [["Amna Idris", "Idris@@2", "Idris@@3"]],
    }  # fmt: skip


@pytest.fixture(scope="session")
def own() -> list[dict[str, Any]]:
    """The passages that the project has written."""
    paths = sorted((TRAINING / "corpus" / "passages").glob("*.jsonl"))
    return [
        json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines() if line.strip()
    ]
