"""Who may use the desk, and what each may do there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Role = Literal["reader", "coder", "admin"]
ROLES: tuple[Role, ...] = ("reader", "coder", "admin")  # each may do what those before it may


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """A person who was given a token; the store keeps a digest of the token alone."""

    name: str
    role: Role
    added: datetime
    revoked: datetime | None = None
