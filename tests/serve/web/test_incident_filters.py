"""The filters of an address: what is empty does not count, what is wrong is named."""

import pytest

from dragoman.errors import UsageError
from dragoman.reconcile.selecting import Box
from dragoman.serve.web.incident_filters import asked_in, box_of


def test_what_is_filled_in_counts_and_comes_back_in_addresses() -> None:
    asked = asked_in({"type": "drone_strike", "side": " RUS ", "box": "22,44,40,52", "from": "", "page": "2", "x": "y"})
    assert asked.selection.types == ("drone_strike",)
    assert asked.selection.actors == ("RUS",)
    assert asked.selection.box == Box(west=22, south=44, east=40, north=52)
    assert asked.page == 2
    assert asked.address(page=3) == "/incidents?type=drone_strike&side=RUS&box=22%2C44%2C40%2C52&page=3"
    assert asked.within.sides == ("RUS",)
    assert asked.within_days([None]).days == frozenset({None})
    assert asked_in({}).address() == "/incidents"


@pytest.mark.parametrize(
    ("name", "written"),
    [("type", "flood"), ("munition", "words"), ("from", "5 April"), ("to", "2026-13-01"), ("box", "1,2,3"),
     ("box", "1,2,3,x"), ("box", "nan,0,1,1"), ("box", "10,50,20,40"), ("box", "-181,0,0,1"), ("page", "-1"),
     ("page", "99999999"), ("page", "²")],
)  # fmt: skip
def test_what_is_wrong_is_named(name: str, written: str) -> None:
    with pytest.raises(UsageError, match=name):
        asked_in({name: written})


def test_a_box_may_cross_the_180th_meridian() -> None:
    assert box_of("170,-20,-170,0").west == 170
