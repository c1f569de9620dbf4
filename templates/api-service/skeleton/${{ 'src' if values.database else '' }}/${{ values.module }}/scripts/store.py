"""Scripts in the database."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, delete, insert, or_, select
from sqlalchemy.exc import IntegrityError

from ..kit.database import Database
from ..tables import scripts
from ..web.pages import Cursor


@dataclass(frozen=True)
class Script:
    """A text that may become a video. It does not change."""

    id: str
    title: str
    text: str
    created_at: datetime


_COLUMNS = (scripts.c.id, scripts.c.title, scripts.c.text, scripts.c.created_at)


class ScriptStore:
    """Each method sees the rows of one tenant alone."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def create(self, tenant: str, script: Script, key: str | None) -> Script:
        """Keeps the script; where the idempotency key has been used, returns what was kept then."""
        try:
            async with self._database.transaction(tenant) as connection:
                await connection.execute(
                    insert(scripts).values(
                        id=script.id,
                        tenant_id=tenant,
                        idempotency_key=key,
                        title=script.title,
                        text=script.text,
                        created_at=script.created_at,
                    )
                )
            return script
        except IntegrityError:
            # On the primary: a replica may not have it yet.
            async with self._database.transaction(tenant) as connection:
                query = select(*_COLUMNS).where(scripts.c.tenant_id == tenant, scripts.c.idempotency_key == key)
                return Script(**(await connection.execute(query)).mappings().one())

    async def get(self, tenant: str, script_id: str) -> Script | None:
        """The script, unless there is none or it is another tenant's."""
        async with self._database.transaction(tenant) as connection:
            query = select(*_COLUMNS).where(scripts.c.tenant_id == tenant, scripts.c.id == script_id)
            row = (await connection.execute(query)).mappings().one_or_none()
        return Script(**row) if row else None

    async def newest(self, tenant: str, limit: int, after: Cursor | None) -> list[Script]:
        """The newest scripts, or those that come after a place in their order. May be seconds late."""
        query = select(*_COLUMNS).where(scripts.c.tenant_id == tenant)
        if after:
            same_time = and_(scripts.c.created_at == after.created_at, scripts.c.id < after.id)
            query = query.where(or_(scripts.c.created_at < after.created_at, same_time))
        query = query.order_by(scripts.c.created_at.desc(), scripts.c.id.desc()).limit(limit)
        async with self._database.reading(tenant) as connection:
            return [Script(**row) for row in (await connection.execute(query)).mappings()]

    async def delete(self, tenant: str, script_id: str) -> bool:
        """Whether there was one to delete."""
        async with self._database.transaction(tenant) as connection:
            done = await connection.execute(
                delete(scripts).where(scripts.c.tenant_id == tenant, scripts.c.id == script_id)
            )
        return done.rowcount == 1
