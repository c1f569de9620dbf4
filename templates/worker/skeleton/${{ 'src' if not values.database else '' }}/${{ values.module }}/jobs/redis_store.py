"""Jobs in the Redis of the queues, where the service that takes them puts them."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol

from .store import GIVEN_UP, Busy, Claimed


class Hashes(Protocol):
    """What is asked of Redis. Times are milliseconds."""

    async def hgetall(self, name: str) -> dict[str, str]:
        """All fields."""

    async def hset(self, name: str, *, mapping: Mapping[str, str]) -> int:
        """Sets fields."""

    async def hincrby(self, name: str, key: str, amount: int) -> int:
        """Adds to a field and returns what it has become."""

    async def set(self, name: str, value: str, *, px: int, nx: bool) -> bool | None:
        """Keeps the value for `px` milliseconds where there is none."""

    async def get(self, name: str) -> str | None:
        """The value."""

    async def pttl(self, name: str) -> int:
        """How long it is kept."""

    async def delete(self, *names: str) -> int:
        """Forgets."""

    async def aclose(self) -> None:
        """Gives the connections back."""


class RedisJobStore:
    """The lease is a key that ends by itself; whoever sets it has the job."""

    def __init__(self, redis: Any) -> None:
        self._redis: Hashes = redis

    async def claim(
        self, tenant: str, job_id: str, now: datetime, lease: timedelta, most_attempts: int
    ) -> Claimed | Busy | None:
        """None when there is nothing to do: it is done, unknown, or has been tried too often, which fails it."""
        name = f"job:{tenant}:{job_id}"
        milliseconds = int(lease.total_seconds() * 1000)
        if not await self._redis.set(f"{name}:lease", now.isoformat(), px=milliseconds, nx=True):
            return Busy(max(1.0, await self._redis.pttl(f"{name}:lease") / 1000))
        fields = await self._redis.hgetall(name)
        if not fields or fields["state"] in {"succeeded", "failed"}:
            await self._redis.delete(f"{name}:lease")
            return None
        attempt = await self._redis.hincrby(name, "attempts", 1)
        if attempt > most_attempts:
            await self.fail(tenant, job_id, attempt, GIVEN_UP, now)
            return None
        await self._redis.hset(name, mapping={"state": "running", "updated_at": now.isoformat()})
        return Claimed(json.loads(fields["request"]), attempt)

    async def succeed(self, tenant: str, job_id: str, attempt: int, result: dict[str, Any], now: datetime) -> bool:
        """Whether the attempt was still the latest."""
        return await self._write(tenant, job_id, attempt, now, state="succeeded", result=json.dumps(result))

    async def fail(self, tenant: str, job_id: str, attempt: int, error: str, now: datetime) -> bool:
        """The error is for the user's eyes. Whether the attempt was still the latest."""
        return await self._write(tenant, job_id, attempt, now, state="failed", error=error)

    async def release(self, tenant: str, job_id: str, attempt: int, now: datetime) -> bool:
        """Lets another attempt begin. Whether the attempt was still the latest."""
        return await self._write(tenant, job_id, attempt, now, state="queued")

    async def close(self) -> None:
        """Gives the connections back."""
        await self._redis.aclose()

    async def _write(self, tenant: str, job_id: str, attempt: int, now: datetime, **fields: str) -> bool:
        name = f"job:{tenant}:{job_id}"
        # The lease is longer than any attempt may last, so that nobody else can be between these two lines.
        if int((await self._redis.hgetall(name)).get("attempts", 0)) != attempt:
            return False
        await self._redis.hset(name, mapping={**fields, "updated_at": now.isoformat()})
        await self._redis.delete(f"{name}:lease")
        return True
