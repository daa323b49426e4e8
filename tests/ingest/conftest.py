"""What several tests of taking in share: a site on loopback."""

from collections.abc import Iterator

import pytest

from tests.ingest.serving import Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as served:
        yield served
