import csv
import io

import pytest
from tests.records import holdings

from dragoman.codebook.profiles import PROFILES, Profile, cannot_carry, columns
from dragoman.errors import UsageError
from dragoman.export import as_parquet
from dragoman.export.as_csv import to_csv

TYPES = {
    "string": "string",
    "integer": "int64",
    "number": "double",
    "boolean": "bool",
    "date": "date32[day]",
}


@pytest.mark.parametrize("profile", PROFILES)
def test_the_table_is_that_of_the_csv_with_types(profile: Profile) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(io.BytesIO(as_parquet.to_parquet(holdings(), profile=profile)))
    assert [str(each.type) for each in table.schema] == [TYPES[each.type] for each in columns(profile)]
    exact = list(csv.DictReader(io.StringIO(to_csv(holdings(), profile=profile).decode(), newline="")))
    assert len(exact) == table.num_rows
    for row, told in zip(table.to_pylist(), exact, strict=True):
        assert {name: _spelled(value) for name, value in row.items()} == told
    assert table.schema.metadata[b"cannot_carry"].decode().split("\n") == list(cannot_carry(profile))


def _spelled(value: object) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def test_without_pyarrow_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(as_parquet, "import_module", missing)
    with pytest.raises(UsageError, match="pip install"):
        as_parquet.to_parquet(holdings())
