"""Jobs in the database that service and worker share."""

from datetime import datetime
from typing import Any

from sqlalchemy import and_, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from ..kit.database import Database
from ..tables import jobs
from ..web.pages import Cursor
from .store import Job

_COLUMNS = (
    jobs.c.id,
    jobs.c.request,
    jobs.c.priority,
    jobs.c.state,
    jobs.c.attempts,
    jobs.c.result,
    jobs.c.error,
    jobs.c.created_at,
    jobs.c.updated_at,
)


class SqlJobStore:
    """Reads go to the primary: a caller asks for a job right after it has submitted it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def create(self, tenant: str, job: Job, key: str | None) -> Job:
        """Keeps the job; where the idempotency key has been used, returns the job of then."""
        row = {name: getattr(job, name) for name in (column.name for column in _COLUMNS)}
        try:
            async with self._database.transaction(tenant) as connection:
                await connection.execute(insert(jobs).values(**row, tenant_id=tenant, idempotency_key=key))
            return job
        except IntegrityError:
            found = await self._one(tenant, jobs.c.idempotency_key == key)
            if found is None:
                raise
            return found

    async def queued(self, tenant: str, job_id: str, now: datetime) -> None:
        """Notes that the job is in the queue, unless it is further already."""
        waiting = (jobs.c.tenant_id == tenant, jobs.c.id == job_id, jobs.c.state == "accepted")
        async with self._database.transaction(tenant) as connection:
            await connection.execute(update(jobs).where(*waiting).values(state="queued", updated_at=now))

    async def get(self, tenant: str, job_id: str) -> Job | None:
        """The job, unless there is none or it is another tenant's."""
        return await self._one(tenant, jobs.c.id == job_id)

    async def newest(self, tenant: str, limit: int, after: Cursor | None) -> list[Job]:
        """The newest jobs, or those that come after a place in their order."""
        query = select(*_COLUMNS).where(jobs.c.tenant_id == tenant)
        if after:
            same_time = and_(jobs.c.created_at == after.created_at, jobs.c.id < after.id)
            query = query.where(or_(jobs.c.created_at < after.created_at, same_time))
        query = query.order_by(jobs.c.created_at.desc(), jobs.c.id.desc()).limit(limit)
        async with self._database.transaction(tenant) as connection:
            return [Job(**row) for row in (await connection.execute(query)).mappings()]

    async def _one(self, tenant: str, which: Any) -> Job | None:
        query = select(*_COLUMNS).where(jobs.c.tenant_id == tenant, which)
        async with self._database.transaction(tenant) as connection:
            row = (await connection.execute(query)).mappings().one_or_none()
        return Job(**row) if row else None
