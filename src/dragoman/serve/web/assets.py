"""The desk's own style, script and mark: a closed list of files, read once."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from fastapi import APIRouter, Request, Response

from dragoman.serve.rest.permissions import may
from dragoman.serve.rest.problems import Problem

FOLDER = Path(__file__).parent / "static"
_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
_DIGITS = 12  # of a digest, enough to tell versions apart
assets = APIRouter(dependencies=[may("open")])


@dataclass(frozen=True, slots=True)
class Asset:
    """A file and the digest of it."""

    content: bytes
    media_type: str
    digest: str


@cache
def files() -> MappingProxyType[str, Asset]:
    """Return the files by name."""
    return MappingProxyType(
        {path.name: _read(path) for path in sorted(FOLDER.iterdir()) if path.suffix in _TYPES and path.is_file()}
    )


def address(name: str) -> str:
    """Return the address of a file, which changes when its content does."""
    return f"/static/{name}?v={files()[name].digest}"


@assets.get("/static/{name}", include_in_schema=False)
def asset(name: str, request: Request) -> Response:
    """Give a file; it may be kept for ever where its address names its version."""
    found = files().get(name)
    if found is None:
        raise Problem(404, "there is nothing of that address")
    kept = "public, max-age=31536000, immutable" if request.query_params.get("v") == found.digest else "no-cache"
    headers = {"etag": f'"{found.digest}"', "cache-control": kept}
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(status_code=304, headers=headers)
    return Response(found.content, media_type=found.media_type, headers=headers)


def _read(path: Path) -> Asset:
    content = path.read_bytes()
    return Asset(content, _TYPES[path.suffix], hashlib.sha256(content).hexdigest()[:_DIGITS])
