"""Who may use the desk, on both databases: a name has one good token, and what was revoked stays so."""

from datetime import timedelta

import pytest

from dragoman.record.users import User
from tests.store.homes import Home
from tests.store.reports import BEGIN, Clock, ingest


def test_a_token_is_good_until_it_is_revoked(home: Home) -> None:
    store = home.open(clock := Clock())
    amal, bo = User(name="Amal", role="coder", added=BEGIN), User(name="Bo", role="reader", added=BEGIN)
    with store.enrolling() as users:
        assert [users.append(amal, "1"), users.append(bo, "2"), users.append(amal, "3")] == [True, True, False]
    with store.users() as users:
        assert (users.with_digest("1"), users.with_digest("3"), users.all()) == (amal, None, (amal, bo))
    clock.pass_hours()
    with store.enrolling() as users:
        assert [users.revoke("Amal"), users.revoke("Amal"), users.revoke("amal")] == [True, False, False]
        assert users.append(User(name="Amal", role="admin", added=clock()), "4")
    with store.users() as users:
        old, new = users.with_digest("1"), users.with_digest("4")
        assert old is not None
        assert old.revoked is not None
        assert old.revoked > BEGIN + timedelta(minutes=1)
        assert new is not None
        assert (new.role, new.revoked) == ("admin", None)
        assert [each.name for each in users.all()] == ["Amal", "Bo", "Amal"]
    store.close()


def test_users_are_no_part_of_the_log(home: Home) -> None:
    store = home.open(Clock())
    with store.view() as view:
        before = view.head()
    with store.enrolling() as users:
        users.append(User(name="Amal", role="coder", added=BEGIN), "1")
    with store.view() as view:
        assert view.head() == before
    assert list(store.verify(ingest)) == []
    store.close()


def test_two_with_the_same_digest_cannot_be(home: Home) -> None:
    store = home.open(Clock())
    names = [User(name=name, role="coder", added=BEGIN) for name in ("Amal", "Bo")]
    with store.enrolling() as users:
        users.append(names[0], "1")
    with pytest.raises(Exception, match=r"append-only|users"), store.enrolling() as users:
        users.append(names[1], "1")
    with store.users() as users:
        assert users.all() == (names[0],)
    store.close()
