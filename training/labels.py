"""What the reader learns to mark: frame types, their roles, and the codes of each; written to weights/labels.json.

A frame is a stretch of words with a type. Triggers are frames of the seven kinds; the parts that fill a trigger's roles
are frames too when they have roles or codes of their own ("outcomes": by whom, tone). One head serves them all.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "src"))

KINDS = ("round", "position", "statement", "incident", "exchange", "agreement", "event")
NAMES = ("person", "organisation", "place", "nationality", "event", "other")

# field of the corpus → role of the frame; fields of the same meaning share a role, because data is thin.
RENAMED = {"venue": "place", "places": "place"}
ROLES: dict[str, tuple[str, ...]] = {
    "round": ("parties", "mediators", "hosts", "place", "when", "round_number", "day_number", "format", "level",
              "delegations", "agenda", "outcomes", "attributed_to"),
    "position": ("party", "speaker", "content", "addressee", "condition", "when", "attributed_to"),
    "statement": ("speaker", "role", "organisation", "quote", "content", "about", "addressee", "medium", "when",
                  "attributed_to"),
    "incident": ("attacker", "target", "place", "when", "munitions", "killed", "injured", "missing", "captured",
                 "displaced", "damage", "service_loss", "responsibility", "justification", "attributed_to"),
    "exchange": ("parties", "released_to", "total", "mediators", "place", "when", "formula", "ordinal",
                 "attributed_to"),
    "agreement": ("parties", "mediators", "terms", "declared", "effective", "ended", "duration", "place",
                  "compliance", "attributed_to"),
    "event": ("actors", "recipients", "place", "when", "object", "attributed_to"),
    "delegations": ("role", "party"),
    "outcomes": ("by",),
    "munitions": ("launched", "intercepted", "hit"),
    "loss": ("who",),
    "damage": ("count", "place"),
    "service_loss": ("affected", "place"),
    "justification": ("by",),
    "released_to": ("party",),
    "compliance": ("by",),
    "agenda": (), "target": (), "responsibility": (), "terms": (), "content": (),
    "chain": ("same",),
    "predicate": ("ARG0", "ARG1", "ARG2", "ARGM-TMP", "ARGM-LOC", "ARGM-ADV"),
}  # fmt: skip
LOSSES = ("killed", "injured", "missing", "captured", "displaced")
FRAME_OF_ROLE = {**{r: r for r in ROLES if r not in KINDS}, **dict.fromkeys(LOSSES, "loss")}

# The words that anchor a part, in order of preference; the other entries of the part become its roles.
ANCHORS = {"delegations": ("person", "role"), "agenda": ("words",), "outcomes": ("words",), "target": ("words",),
           "munitions": ("words", "launched", "intercepted", "hit"), "loss": ("words",), "damage": ("object",),
           "service_loss": ("affected", "place"), "responsibility": ("by",), "justification": ("words",),
           "released_to": ("words", "party"), "terms": ("words",), "compliance": ("words",)}  # fmt: skip


def codes() -> dict[str, list[str]]:
    """Return every code group with its values, in the order of the reader's outputs."""
    sys.path.insert(0, str(Path(__file__).parent))
    import validate as contract

    return {
        "asserted": list(contract.ASSERTED),
        "round.status": list(contract.CODES["round"]["status"]),
        "position.stance": list(contract.CODES["position"]["stance"]),
        "position.firmness": ["none", "red_line"],
        "issue": list(contract.ISSUES),
        "statement.act": list(contract.ACTS),
        "incident.type": list(contract.TYPES),
        "incident.scope": ["single", "wave", "period"],
        "exchange.category": list(contract.CODES["exchange"]["category"]),
        "exchange.status": list(contract.CODES["exchange"]["status"]),
        "agreement.type": list(contract.CODES["agreement"]["type"]),
        "agreement.status": list(contract.CODES["agreement"]["status"]),
        "event.event_type": list(contract.PLOVER),
        "event.status": list(contract.CODES["event"]["status"]),
        "head": ["false", "true"],
        "tone": ["positive", "negative", "neutral"],
        "category": "energy heating power_plant housing hospital school transport port vessel military civilians aid "
                    "religious government industry other".split(),
        "class": "missile ballistic_missile cruise_missile drone bomb glide_bomb shell rocket mine ied small_arms "
                 "vehicle blade other".split(),
        "level": "destroyed heavily_damaged damaged slightly_damaged".split(),
        "service": "heat power water gas telecom".split(),
        "verb": ["claims", "denies"],
        "kept": ["false", "true"],
    }  # fmt: skip


CODES_OF_FRAME = {
    "round": ("asserted", "round.status"), "position": ("asserted", "position.stance", "position.firmness", "issue"),
    "statement": ("asserted", "statement.act"), "incident": ("asserted", "incident.type", "incident.scope"),
    "exchange": ("asserted", "exchange.category", "exchange.status"),
    "agreement": ("asserted", "agreement.type", "agreement.status"),
    "event": ("asserted", "event.event_type", "event.status"),
    "delegations": ("head",), "agenda": ("issue",), "content": ("issue",), "outcomes": ("tone",),
    "target": ("category",), "munitions": ("class",), "damage": ("level",), "service_loss": ("service",),
    "responsibility": ("verb",), "compliance": ("kept",),
}  # fmt: skip


def all_roles() -> list[str]:
    """Return every role once, in first-seen order."""
    return list(dict.fromkeys(role for roles in ROLES.values() for role in roles))


def scheme() -> dict[str, object]:
    """Return the label scheme as it is stored beside the weights; training-only frames and roles are left out."""
    shipped = {frame: roles for frame, roles in ROLES.items() if frame != "predicate"}
    return {
        "kinds": KINDS, "names": NAMES, "frames": list(shipped), "roles": all_roles(),
        "roles_of_frame": shipped, "codes": codes(), "codes_of_frame": CODES_OF_FRAME, "frame_of_role": FRAME_OF_ROLE,
    }  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(scheme(), indent=1))
