"""Annotations of other people's texts as offsets with a digest; the texts stay in ../shared and are joined here."""

import gzip
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
NEWS = HERE.parent.parent / "shared" / "data" / "open_news"
CODE_KEYS = {"issue", "category", "class", "head", "tone", "quoted", "service", "level", "verb", "code", "kept"}


def digest(text: str) -> str:
    """Return the digest that pins an annotated stretch."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def place_of(text: str, string: str) -> tuple[int, int] | None:
    """Return where an annotation string stands ("…@@2" for the second time), None where it does not."""
    string, _, nth = string.partition("@@")
    at = -1
    for _ in range(int(nth or 1)):
        at = text.find(string, at + 1)
        if at < 0:
            return None
    return at, at + len(string)


def texts() -> dict[str, str]:
    """Return the openly licensed documents by id; empty where ../shared is not there."""
    found = {}
    for path in sorted(NEWS.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                document = json.loads(line)
                found[document["id"]] = document["text"]
    return found


def _map(value: Any, change: Any, key: str = "") -> Any:  # noqa: ANN401
    if isinstance(value, dict):
        return {k: _map(v, change, k) for k, v in value.items()}
    if key in CODE_KEYS or value is None or isinstance(value, bool):
        return value
    if isinstance(value, list) and not (len(value) == 2 and all(isinstance(v, int) for v in value)):
        return [_map(v, change, key) for v in value]
    return change(value)


def _changed(passage: dict[str, Any], change: Any) -> dict[str, Any]:  # noqa: ANN401
    findings = [
        {k: change(v) if k in ("trigger", "attributed_to") and v else _map(v, change) if k == "fields" else v
         for k, v in finding.items()}
        for finding in passage.get("findings", [])
    ]  # fmt: skip
    marked = {"findings": findings} if "findings" in passage else {}
    return {**passage, **marked, "chains": _map(passage.get("chains", []), change)}


def to_offsets(passage: dict[str, Any], document: str) -> dict[str, Any]:
    """Replace every string by offsets into the passage, and the text by its place in the document and a digest."""
    text = passage["text"]

    def offsets(string: str) -> list[int]:
        place = place_of(text, string)
        if place is None:
            raise ValueError(f"{passage['id']}: {string!r} is not in the text")
        return list(place)

    kept = {k: v for k, v in _changed(passage, offsets).items() if k not in ("text", "register")}
    return {**kept, "at": document.index(text), "length": len(text), "digest": digest(text)}


def joined(paths: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """Yield the stand-off annotations as passages again; those whose text is missing or changed are left out, aloud."""
    paths = list(paths)
    documents = texts() if paths else {}
    missing = 0
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            passage = json.loads(line)
            text = documents.get(passage["doc"], "")[passage["at"] :][: passage["length"]]
            if digest(text) != passage["digest"]:
                missing += 1
                continue
            yield _changed({**passage, "text": text}, lambda span, text=text: _string(text, span))
    if missing:
        print(f"{missing} annotated passages skipped: their texts are not in {NEWS}", file=sys.stderr)


def _string(text: str, span: list[int]) -> str:
    string = text[span[0] : span[1]]
    nth = sum(1 for i in range(span[0] + 1) if text.startswith(string, i))
    return string if nth == 1 else f"{string}@@{nth}"


def main(paths: list[str]) -> None:
    """Convert files of joined passages into stand-off files under corpus/real/."""
    documents = texts()
    for name in paths:
        lines = [json.loads(line) for line in Path(name).read_text(encoding="utf-8").splitlines() if line.strip()]
        out = HERE / "corpus" / "real" / Path(name).name
        out.parent.mkdir(parents=True, exist_ok=True)
        rows = (to_offsets(passage, documents[passage["doc"]]) for passage in lines)
        written = (json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
        out.write_text("\n".join(written) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
