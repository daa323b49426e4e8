"""Print every finding of a report with the words that it rests on: ``python examples/who_says_what.py [FILE]``."""

import sys
from pathlib import Path

import dragoman

path = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("report.txt")
reading = dragoman.read(path)

print(f"{reading.document.title} ({reading.document.published or 'no date'})")
for finding in reading.findings:
    print(f"\n{finding.kind}, {finding.asserted}, {finding.confidence:.0%} sure")
    for evidence in finding.evidence:
        assert reading.document.text[evidence.start : evidence.end] == evidence.quote
        print(f"  {evidence.field:14} {evidence.quote}")
