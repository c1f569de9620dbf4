"""Jobs in the database of the service that takes them, which also owns the table and its migrations."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, Column, Integer, MetaData, String, Table, Text, and_, or_, select, update

from ..kit.database import Database, UtcDateTime
from .store import GIVEN_UP, Busy, Claimed

# The columns that the worker reads or writes.
jobs = Table(
    "jobs",
    MetaData(),
    Column("id", String(36), primary_key=True),
    Column("tenant_id", String(64)),
    Column("request", JSON),
    Column("state", String(10)),
    Column("attempts", Integer),
    Column("lease_until", UtcDateTime),
    Column("result", JSON(none_as_null=True)),
    Column("error", Text),
    Column("updated_at", UtcDateTime),
)

_WAITING = jobs.c.state.in_(("accepted", "queued"))


class SqlJobStore:
    """Each step is one statement that says from which state it starts, so that of two only one succeeds."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def claim(
        self, tenant: str, job_id: str, now: datetime, lease: timedelta, most_attempts: int
    ) -> Claimed | Busy | None:
        """None when there is nothing to do: it is done, unknown, or has been tried too often, which fails it."""
        this = and_(jobs.c.tenant_id == tenant, jobs.c.id == job_id)
        free = and_(this, or_(_WAITING, and_(jobs.c.state == "running", jobs.c.lease_until <= now)))
        begin = (
            update(jobs)
            .where(free, jobs.c.attempts < most_attempts)
            .values(state="running", attempts=jobs.c.attempts + 1, lease_until=now + lease, updated_at=now)
            .returning(jobs.c.request, jobs.c.attempts)
        )
        give_up = update(jobs).where(free).values(state="failed", error=GIVEN_UP, lease_until=None, updated_at=now)
        async with self._database.transaction(tenant) as connection:
            row = (await connection.execute(begin)).one_or_none()
            if row is not None:
                return Claimed(row.request, row.attempts)
            await connection.execute(give_up)
            other = select(jobs.c.lease_until).where(this, jobs.c.state == "running")
            until = (await connection.execute(other)).scalar_one_or_none()
        return Busy((until - now).total_seconds()) if until is not None else None

    async def succeed(self, tenant: str, job_id: str, attempt: int, result: dict[str, Any], now: datetime) -> bool:
        """Whether the attempt was still the latest."""
        return await self._write(tenant, job_id, attempt, state="succeeded", result=result, updated_at=now)

    async def fail(self, tenant: str, job_id: str, attempt: int, error: str, now: datetime) -> bool:
        """The error is for the user's eyes. Whether the attempt was still the latest."""
        return await self._write(tenant, job_id, attempt, state="failed", error=error, updated_at=now)

    async def release(self, tenant: str, job_id: str, attempt: int, now: datetime) -> bool:
        """Lets another attempt begin. Whether the attempt was still the latest."""
        return await self._write(tenant, job_id, attempt, state="queued", updated_at=now)

    async def close(self) -> None:
        """Gives the connections back."""
        await self._database.close()

    async def _write(self, tenant: str, job_id: str, attempt: int, **values: Any) -> bool:
        mine = (jobs.c.tenant_id == tenant, jobs.c.id == job_id, jobs.c.state == "running", jobs.c.attempts == attempt)
        async with self._database.transaction(tenant) as connection:
            done = await connection.execute(update(jobs).where(*mine).values(lease_until=None, **values))
        return done.rowcount == 1
