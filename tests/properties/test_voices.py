"""The grammars of speech and stance read any text without failing and never outside the sentence."""

from hypothesis import given
from hypothesis import strategies as st

from dragoman.annotate.clauses import line_of
from dragoman.annotate.sayings import sayings_in
from dragoman.annotate.stances import stances_in
from dragoman.record.evidence import Span

WORDS = st.sampled_from(
    ["said", "Oslo", "the army", ",", "“", "”", "that", "he", "who", "and", "—", "will not", "until", "demands", "of",
     "İstanbul", "President", "Ilir Prenga", "on Monday", ";", ":", "accused", "according to", "rejects", "'", "¤", "~"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=25).map(" ".join), st.integers(0, 40), st.integers(0, 40))
def test_spans_lie_inside_the_sentence(text: str, start: int, length: int) -> None:
    sentence = Span(min(start, len(text)), min(start + length, len(text)))
    quoted = [Span(start + 2, start + 6)]
    found = [s for each in sayings_in(text, sentence, quoted) for s in (each.speaker, each.role, *each.content) if s]
    found += [s for each in stances_in(line_of(text, sentence, quoted)) for s in (each.party, each.content) if s]
    assert all(sentence.start <= span.start <= span.end <= sentence.end for span in found)
