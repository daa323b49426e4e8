"""Delegates by the phrases that seat them: name, party, title, head."""

import pytest

from dragoman.annotate.delegations import delegations_in
from dragoman.record.evidence import Span


def delegates(text: str) -> list[tuple[str, dict[str, str]]]:
    return [
        (each.span.words(text), {part.role: part.span.words(text) for part in each.parts})
        for each in delegations_in(text, Span(0, len(text)))
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The army's delegation was led by Maj. Gen. Omar Haddad.",
         [("Omar Haddad", {"role": "Maj. Gen.", "party": "The army"})]),
        ("Sudan's team was headed by Lt-Gen Omar Haddad and Col. Ali Musa.",
         [("Omar Haddad", {"role": "Lt-Gen", "party": "Sudan"}), ("Ali Musa", {"role": "Col.", "party": "Sudan"})]),
        ("Chad's delegation was headed by Foreign Minister Idris Malo and Sudan's by Omar Haddad.",
         [("Idris Malo", {"role": "Foreign Minister", "party": "Chad"}), ("Omar Haddad", {"party": "Sudan"})]),
        ("The delegation was welcomed by Sudan.", []),
    ],
)  # fmt: skip
def test_delegates_have_their_title_and_their_side(text: str, wanted: list[tuple[str, dict[str, str]]]) -> None:
    assert delegates(text) == wanted
