"""Jobs: submitted here, done by a worker."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import structlog
from fastapi import APIRouter, Response
from kombu.exceptions import OperationalError
from pydantic import BaseModel, ConfigDict
from redis.exceptions import RedisError

from ..services import ServicesOfApp
from ..videos.routes import Script
from ..videos.styles import Style
from ..web.caller import Caller
from ..web.pages import Cursor, CursorText, IdempotencyKey, Limit, reused_key
from ..web.problems import not_found, unavailable
from .store import Job, Priority, State

log = structlog.stdlib.get_logger(__name__)
router = APIRouter(prefix="/v1/jobs", tags=["jobs"])


class JobRequest(BaseModel):
    """A script to turn into a video. High priority overtakes what waits."""

    script: Script
    style: Style = "plain"
    priority: Priority = "normal"


class JobView(BaseModel):
    """How far a job is."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    state: State
    priority: Priority
    attempts: int
    result: dict[str, Any] | None
    error: str | None
    created_at: datetime
    updated_at: datetime


class JobPage(BaseModel):
    """Jobs, newest first, and where the next page begins if there is one."""

    items: list[JobView]
    next: str | None


@router.post("", status_code=202)
async def submit_job(
    body: JobRequest, caller: Caller, services: ServicesOfApp, response: Response, key: IdempotencyKey = None
) -> JobView:
    """Takes a job. With an Idempotency-Key it may be sent again after any error, and is done once."""
    now = datetime.now(UTC)
    wanted = Job(
        id=str(uuid4()),
        request=body.model_dump(include={"script", "style"}),
        priority=body.priority,
        state="accepted",
        attempts=0,
        result=None,
        error=None,
        created_at=now,
        updated_at=now,
    )
    job = await services.jobs.create(caller.tenant, wanted, key)
    if (job.request, job.priority) != (wanted.request, wanted.priority):
        raise reused_key()
    if job.state == "accepted":
        try:
            await services.queue.submit(caller.tenant, job.id, job.priority)
        except (OperationalError, RedisError, OSError) as error:
            log.warning("the queue does not answer", error=f"{type(error).__name__}: {error}")
            raise unavailable("The queue") from error
        await services.jobs.queued(caller.tenant, job.id, now)
    response.headers["Location"] = f"/v1/jobs/{job.id}"
    return JobView.model_validate(await services.jobs.get(caller.tenant, job.id) or job)


@router.get("")
async def list_jobs(caller: Caller, services: ServicesOfApp, limit: Limit = 20, cursor: CursorText = None) -> JobPage:
    """The caller's tenant's jobs, newest first."""
    found = await services.jobs.newest(caller.tenant, limit + 1, Cursor.parse(cursor))
    page = found[:limit]
    following = str(Cursor(page[-1].created_at, page[-1].id)) if len(found) > limit else None
    return JobPage(items=[JobView.model_validate(one) for one in page], next=following)


@router.get("/{job_id}")
async def get_job(job_id: UUID, caller: Caller, services: ServicesOfApp) -> JobView:
    """How far a job is."""
    job = await services.jobs.get(caller.tenant, str(job_id))
    if job is None:
        raise not_found("job")
    return JobView.model_validate(job)
