"""Compile the sources of the own gold (strings of the text) to the scorer's gold (offsets into the text).

    python -m evaluation.gold.build [--check]

``source/*.toml`` is what people write, ``texts/`` and ``gold/`` are what it compiles to; the notation is described in
``evaluation/README.md``. Every string must stand in its text and every code must be known, else nothing is written.
"""

import argparse
import hashlib
import json
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from evaluation.gold.report import Place, Report, SourceError
from evaluation.gold.values import FIELDS, compile_value, text_span
from evaluation.score import KINDS

HERE = Path(__file__).resolve().parent
ASSERTED = {"position": "reported|claimed"}
UNSCORED = {"statement": ["asserted"], "incident": ["scope"]}
CONTROL = ("kind", "optional", "evidence", "unscored", "role")


def main(argv: list[str] | None = None) -> int:
    """Write texts and gold, or with ``--check`` tell whether they are what the sources say."""
    parser = argparse.ArgumentParser(description="Compile evaluation/gold/source to texts and gold.")
    parser.add_argument("--check", action="store_true", help="write nothing, fail where a file is out of date")
    check = parser.parse_args(argv).check
    try:
        stale = [path for path, content in files(HERE) if not _same(path, content)]
    except SourceError as error:
        print(error, file=sys.stderr)
        return 1
    if check:
        for path in stale:
            print(f"{path.relative_to(HERE)} is not what its source says; run python -m evaluation.gold.build")
        return int(bool(stale))
    for path, content in files(HERE):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    print(f"{len(stale)} files changed")
    return 0


def files(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Yield every file that the sources of ``folder`` compile to.

    Raises:
        SourceError: names the source, the finding and the value.

    """
    for path in sorted((folder / "source").glob("*.toml")):
        source = tomllib.loads(path.read_text(encoding="utf-8"))
        report = Report.parse(path.stem, source, tables(folder))
        gold = compile_report(report, source)
        yield folder / "texts" / f"{path.stem}.txt", report.text.encode()
        yield folder / "gold" / f"{path.stem}.json", (json.dumps(gold, ensure_ascii=False, indent=1) + "\n").encode()


@cache
def tables(folder: Path) -> dict[str, Any]:
    """Return the codes and the states that all sources share."""
    return {name: tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8")) for name in ("codes", "states")}


def compile_report(report: Report, source: dict[str, Any]) -> dict[str, Any]:
    """Return the gold of one report."""
    counts: dict[str, int] = {}
    findings = []
    for entry in source.get("findings", []):
        kind = entry["kind"]
        counts[kind] = counts.get(kind, 0) + 1
        findings.append(compile_finding(report, entry, f"{report.ident}.{kind}.{counts[kind]}"))
    return {
        "id": report.ident,
        "text_sha256": hashlib.sha256(report.text.encode()).hexdigest(),
        "published": source["published"],
        "coverage": {kind: source.get("coverage", {}).get(kind, "full") for kind in KINDS},
        "exhaustive": source.get("exhaustive", False),
        "findings": findings,
        "tolerated": [{"kind": kind, **report.passage(where)} for kind, where in source.get("tolerated", [])],
    }


def compile_finding(report: Report, entry: dict[str, Any], ident: str) -> dict[str, Any]:
    """Return one finding with spans for strings, full actors for references and the fields that may be missing."""
    kind = entry["kind"]
    place = report.at(ident, entry["evidence"])
    written = {"asserted": ASSERTED.get(kind, "reported"), **{k: v for k, v in entry.items() if k not in CONTROL}}
    values = {key.rstrip("?"): compile_value(place, kind, key.rstrip("?"), value) for key, value in written.items()}
    _derive(place, values, entry)
    # What the convention leaves unscored counts again where a report writes it down.
    unscored = {*entry.get("unscored", []), *(field for field in UNSCORED.get(kind, []) if field not in entry)}
    return {
        "id": ident,
        "kind": kind,
        "optional": entry.get("optional", False),
        "asserted": values.pop("asserted"),
        "attributed_to": values.pop("attributed_to", None),
        **{field: values[field] for field in FIELDS[kind] if field in values},
        "optional_fields": sorted(key[:-1] for key in written if key.endswith("?")),
        "unscored": sorted(unscored),
        "evidence": place.evidence,
    }


def _derive(place: Place, values: dict[str, Any], entry: dict[str, Any]) -> None:
    """Add what the gold's conventions derive: the speaker's role, the host from the venue."""
    if "role" in entry:
        values["speaker"] = {**values["speaker"], "role": text_span(place, "role", entry["role"])}
    venue = values.get("venue")
    if venue and venue["country"] and "hosts" not in values:
        values["hosts"] = [{**place.state(venue["country"]), "optional": True}]


def _same(path: Path, content: bytes) -> bool:
    return path.exists() and path.read_bytes() == content


if __name__ == "__main__":
    sys.exit(main())
