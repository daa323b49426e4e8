"""With which program a document was read, so that a later reader can tell why an answer changed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Digests of everything that a reading depends on."""

    id: str  # ``run-`` and the digest of everything below
    version: str
    code: str
    codebook: str
    weights: str
    settings: str
