import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.reconcile.places import are_several, best_relation, distance_km, place_keys, relation
from dragoman.record.places import Place
from tests.reconcile.telling import BERN, DOHA, GENEVA, KHARTOUM, OMDURMAN, PORT, SUDAN

STATE = Place(name="Khartoum State", canonical="Khartoum State", country="SDN", where_prec=4)
INSIDE = Place(name="Bahri", country="SDN", adm1="Khartoum State", where_prec=1)
POINTS = st.builds(
    Place, name=st.sampled_from(["Aba", "Oko"]), country=st.sampled_from(["SDN", "SSD", None]),
    lat=st.floats(-85, 85), lon=st.floats(-179, 179), where_prec=st.just(1),
)  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "fit"),
    [(KHARTOUM, KHARTOUM, "same"), (KHARTOUM, OMDURMAN, "near"), (KHARTOUM, PORT, "apart"), (KHARTOUM, SUDAN, "within"),
     (SUDAN, SUDAN, "wide"), (BERN, SUDAN, "apart"), (INSIDE, STATE, "within"), (BERN, GENEVA, "apart"),
     (Place(name="Hill 40"), KHARTOUM, "unknown")],
)  # fmt: skip
def test_places_fit_or_do_not(one: Place, other: Place, fit: str) -> None:
    assert relation(one, other) == relation(other, one) == fit


def test_the_closest_relation_counts() -> None:
    assert best_relation((PORT, KHARTOUM), (OMDURMAN, DOHA)) == "near"
    assert best_relation((), (DOHA,)) is None


def test_several_spots_make_a_wave() -> None:
    assert are_several((PORT, KHARTOUM, SUDAN))
    assert not are_several((OMDURMAN, KHARTOUM, SUDAN))


def test_distance_is_the_great_circle() -> None:
    along = 2 * math.pi * 6371 / 360
    one, other = (Place(name="x", lat=lat, lon=0.0) for lat in (0.0, 1.0))
    assert distance_km(one, other) == pytest.approx(along, rel=1e-6)
    assert distance_km(one, Place(name="y")) is None


@given(POINTS, st.floats(-0.3, 0.3), st.floats(-0.3, 0.3))
def test_what_is_near_shares_a_key(one: Place, north: float, east: float) -> None:
    other = Place(
        name="Elsewhere", country=one.country, lat=(one.lat or 0) + north, lon=(one.lon or 0) + east, where_prec=1
    )
    if relation(one, other) in ("same", "near"):
        assert set(place_keys(one)) & set(place_keys(other))
