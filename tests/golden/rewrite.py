"""Accept what is read now: ``make golden``."""

import json

from tests.golden.readings import golden, reports, told

if __name__ == "__main__":
    for report in reports():
        golden(report).write_text(json.dumps(told(report), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
