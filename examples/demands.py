"""Put the positions of several reports into one table of tab-separated lines: ``python examples/demands.py FILE…``."""

import sys
from pathlib import Path

import dragoman
from dragoman import Settings

paths = sys.argv[1:] or [str(Path(__file__).with_name("report.txt"))]

print("published", "party", "stance", "issue", "content", sep="\t")
for path in paths:
    try:
        reading = dragoman.read(path, settings=Settings(only=("position",), min_confidence=0.5))
    except dragoman.DragomanError as error:  # a bad file costs one line, not the table
        print(f"skipped: {error}", file=sys.stderr)
        continue
    for position in reading.positions:
        party = position.party.canonical or position.party.name if position.party else ""
        print(reading.document.published, party, position.stance, position.issue, position.content, sep="\t")
