"""Jobs in the Redis of the queues, for a week."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Protocol, cast

from ..web.pages import Cursor
from .store import Job

# Seconds. The worker keeps the same.
KEPT = 7 * 86_400


class Hashes(Protocol):
    """What is asked of Redis."""

    async def set(self, name: str, value: str, *, ex: int, nx: bool) -> bool | None:
        """Keeps the value for `ex` seconds where there is none."""

    async def get(self, name: str) -> str | None:
        """The value."""

    async def hset(self, name: str, *, mapping: Mapping[str, str]) -> int:
        """Sets fields."""

    async def hgetall(self, name: str) -> dict[str, str]:
        """All fields."""

    async def expire(self, name: str, time: int) -> bool:
        """Ends it after so many seconds."""

    async def zadd(self, name: str, mapping: Mapping[str, float]) -> int:
        """Adds to an order."""

    async def zremrangebyscore(self, name: str, min: float, max: float) -> int:  # noqa: A002
        """Removes a part of an order."""

    async def zrevrank(self, name: str, value: str) -> int | None:
        """The place in an order, counted from its end."""

    async def zcount(self, name: str, min: float, max: float) -> int:  # noqa: A002
        """How many there are in a part of an order."""

    async def zrevrange(self, name: str, start: int, end: int) -> list[str]:
        """The last of an order."""


class RedisJobStore:
    """A hash for each job, and for each tenant the order in which they came."""

    def __init__(self, redis: Hashes) -> None:
        self._redis = redis

    async def create(self, tenant: str, job: Job, key: str | None) -> Job:
        """Keeps the job; where the idempotency key has been used, returns the job of then."""
        if key is not None:
            once = f"jobs:{tenant}:once:{key}"
            if not await self._redis.set(once, job.id, ex=KEPT, nx=True):
                earlier = await self.get(tenant, await self._redis.get(once) or "")
                if earlier is not None:
                    return earlier
        await self._redis.hset(
            _name(tenant, job.id),
            mapping={
                "request": json.dumps(job.request),
                "priority": job.priority,
                "state": job.state,
                "attempts": str(job.attempts),
                "created_at": job.created_at.isoformat(),
                "updated_at": job.updated_at.isoformat(),
            },
        )
        await self._redis.expire(_name(tenant, job.id), KEPT)
        now = job.created_at.timestamp()
        await self._redis.zadd(f"jobs:{tenant}", {job.id: now})
        await self._redis.zremrangebyscore(f"jobs:{tenant}", 0, now - KEPT)
        await self._redis.expire(f"jobs:{tenant}", KEPT)
        return job

    async def queued(self, tenant: str, job_id: str, now: datetime) -> None:
        """Notes that the job is in the queue, unless it is further already."""
        # A worker that is faster than this line writes fields of its own: `state` is read before them, never over them.
        await self._redis.hset(_name(tenant, job_id), mapping={"queued_at": now.isoformat()})

    async def get(self, tenant: str, job_id: str) -> Job | None:
        """The job, unless there is none or it is another tenant's."""
        fields = await self._redis.hgetall(_name(tenant, job_id))
        return _job(job_id, fields) if fields else None

    async def newest(self, tenant: str, limit: int, after: Cursor | None) -> list[Job]:
        """The newest jobs, or those that come after a place in their order."""
        start = await self._place_after(tenant, after) if after else 0
        ids = await self._redis.zrevrange(f"jobs:{tenant}", start, start + limit - 1)
        found = [await self.get(tenant, job_id) for job_id in ids]
        return [job for job in found if job is not None]

    async def _place_after(self, tenant: str, after: Cursor) -> int:
        rank = await self._redis.zrevrank(f"jobs:{tenant}", after.id)
        if rank is not None:
            return rank + 1
        # The job is gone meanwhile; its time still says where it was.
        return await self._redis.zcount(f"jobs:{tenant}", after.created_at.timestamp(), float("inf"))


def _name(tenant: str, job_id: str) -> str:
    return f"job:{tenant}:{job_id}"


def _job(job_id: str, fields: Mapping[str, str]) -> Job:
    state = fields["state"]
    if state == "accepted" and "queued_at" in fields:
        state = "queued"
    return Job(
        id=job_id,
        request=cast(dict[str, Any], json.loads(fields["request"])),
        priority=cast(Any, fields["priority"]),
        state=cast(Any, state),
        attempts=int(fields["attempts"]),
        result=json.loads(fields["result"]) if fields.get("result") else None,
        error=fields.get("error") or None,
        created_at=datetime.fromisoformat(fields["created_at"]).astimezone(UTC),
        updated_at=datetime.fromisoformat(fields["updated_at"]).astimezone(UTC),
    )
