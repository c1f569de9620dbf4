"""Lists in pages. A cursor marks a place in the order, so that nothing is skipped or repeated when rows come and go."""

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Self

from fastapi import Header, Query

from .problems import Problem

Limit = Annotated[int, Query(ge=1, le=100, description="How many at most.")]
CursorText = Annotated[str | None, Query(max_length=200, description="`next` of the page before.")]
IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        pattern=r"^[\x21-\x7e]{8,128}$",
        description="Any text of the caller's own. Sent again with it, a request is not done again.",
    ),
]


@dataclass(frozen=True)
class Cursor:
    """The last row of the page before: newest first, then by id."""

    created_at: datetime
    id: str

    def __str__(self) -> str:
        """For a URL; callers are not to read anything into it."""
        return base64.urlsafe_b64encode(f"{self.created_at.isoformat()}|{self.id}".encode()).decode().rstrip("=")

    @classmethod
    def parse(cls, text: str | None) -> Self | None:
        """Raises Problem 422 for what is none of ours."""
        if text is None:
            return None
        try:
            plain = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True).decode()
            created_at, row_id = plain.split("|")
            return cls(datetime.fromisoformat(created_at).astimezone(UTC), row_id)
        except (binascii.Error, UnicodeDecodeError, ValueError, OverflowError) as error:
            raise Problem(422, "Invalid request", "`cursor` is not one that a list has returned.") from error


def reused_key() -> Problem:
    """For a second request, with the key of a first, that wants something else."""
    return Problem(422, "Idempotency key reused", "The Idempotency-Key has been used for a different request.")
