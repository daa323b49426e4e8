"""The numbered steps that bring a database to the present shape: SQL files, one folder for each kind of database."""

from importlib.resources import files


def steps(kind: str) -> tuple[tuple[int, str], ...]:
    """Return number and SQL of each step for ``sqlite`` or ``postgres``, in order."""
    folder = files(__name__) / kind
    found = sorted(each.name for each in folder.iterdir() if each.name.endswith(".sql"))
    return tuple((int(name[:4]), (folder / name).read_text(encoding="utf-8")) for name in found)
