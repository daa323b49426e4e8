from agreement import compared
from passages import example_of

TEXT = "Rebels killed 5 soldiers in Goma, the army said. Talks resumed in Doha."
KILLED = {"kind": "incident", "trigger": "killed", "type": "other", "fields": {"attacker": ["Rebels"]}}
TALKS = {"kind": "round", "trigger": "Talks resumed", "status": "ongoing", "fields": {}}


def annotated(*findings: dict[str, object]) -> object:
    return example_of({"id": "a", "text": TEXT, "findings": list(findings)})


def test_one_annotator_alone_agrees_with_himself() -> None:
    triggers, roles, codes = compared([(annotated(KILLED, TALKS), annotated(KILLED, TALKS))])
    assert triggers == {"incident": [1, 1, 1], "round": [1, 1, 1]}
    assert roles == {"incident.attacker": [1, 1, 1]}
    assert codes["round.status"] == [("ongoing", "ongoing")]


def test_what_only_one_marked_and_what_they_code_otherwise_is_told() -> None:
    other = {**KILLED, "trigger": "killed 5", "type": "ambush", "fields": {"attacker": ["the army"]}}
    triggers, roles, codes = compared([(annotated(KILLED, TALKS), annotated(other))])
    assert triggers == {"incident": [1, 1, 1], "round": [0, 0, 1]}
    assert roles == {"incident.attacker": [0, 1, 1]}
    assert codes["incident.type"] == [("other", "ambush")]
