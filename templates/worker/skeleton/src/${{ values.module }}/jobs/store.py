"""What is kept about a job, as far as the worker has to do with it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol


@dataclass(frozen=True)
class Claimed:
    """The job is this attempt's until its lease ends."""

    request: dict[str, Any]
    attempt: int


@dataclass(frozen=True)
class Busy:
    """Another attempt has it, for so many seconds at most."""

    seconds: float


class JobStore(Protocol):
    """
    One attempt at a time: each claim counts one up, and only the latest may write.

    Times come in, so that a store never asks a clock.
    """

    async def claim(
        self, tenant: str, job_id: str, now: datetime, lease: timedelta, most_attempts: int
    ) -> Claimed | Busy | None:
        """None when there is nothing to do: it is done, unknown, or has been tried too often, which fails it."""

    async def succeed(self, tenant: str, job_id: str, attempt: int, result: dict[str, Any], now: datetime) -> bool:
        """Whether the attempt was still the latest."""

    async def fail(self, tenant: str, job_id: str, attempt: int, error: str, now: datetime) -> bool:
        """The error is for the user's eyes. Whether the attempt was still the latest."""

    async def release(self, tenant: str, job_id: str, attempt: int, now: datetime) -> bool:
        """Lets another attempt begin. Whether the attempt was still the latest."""

    async def close(self) -> None:
        """Gives the connections back."""


GIVEN_UP = "It was tried too often without success."
