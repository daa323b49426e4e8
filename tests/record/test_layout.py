from textwrap import fill

from hypothesis import given
from hypothesis import strategies as st

from dragoman.record.evidence import Span
from dragoman.record.layout import lines, paragraphs

PROSE = (
    "The two armies agreed on Monday to pull back their guns from the river after a week of heavy shelling that left "
    "many families without shelter. Envoys of the neighbours will watch the crossings and report to the council twice a "  # noqa: E501
    "week. The commander of the northern front said his men would leave the bridge by the end of the month."
)


def test_lines_without_words_are_left_out():
    assert [line.span for line in lines("a\n \n\n b \n")] == [Span(0, 1), Span(6, 7)]


def test_a_hard_wrapped_text_keeps_its_paragraphs():
    text = f"{fill(PROSE, 70)}\n\n{fill(PROSE[113:], 70)}\n"
    assert len(paragraphs(text)) == 2


def test_lines_that_are_paragraphs_stay_apart():
    text = "The truce held on the first day.\nThe envoys left for the capital.\nNobody was hurt in the town."
    assert len(paragraphs(text)) == 3


def test_headlines_are_not_joined():
    text = "Truce holds in the valley as envoys meet\nRebels leave the bridge over the river\nThree held over the raid"
    assert len(paragraphs(text)) == 3


def test_bullets_begin_paragraphs():
    assert len(paragraphs(f"{fill(PROSE, 70)}\n* one thing\n* another thing\n")) == 3


@given(st.integers(50, 90), st.integers(1, 4))
def test_wrapping_at_any_width_keeps_the_number_of_paragraphs(width, count):
    assert len(paragraphs("\n\n".join([fill(PROSE, width)] * count))) == count


@given(st.text(alphabet="ab \n\r\u2028.", max_size=80), st.sets(st.integers(0, 80), max_size=6))
def test_lines_cover_all_that_is_not_skipped(text, cuts):
    edges = sorted(cut for cut in cuts if cut <= len(text))
    skip = [Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False)]
    skipped = {at for span in skip for at in range(span.start, span.end)}
    covered = {at for line in lines(text, skip) for at in range(line.span.start, line.span.end)}
    assert not covered & skipped
    assert {at for at, char in enumerate(text) if not char.isspace()} - skipped <= covered
