"""What is kept about a job, wherever it is kept."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol

from ..web.pages import Cursor

Priority = Literal["normal", "high"]
# accepted: kept, and perhaps not in the queue yet. The worker makes it running, and succeeded or failed.
State = Literal["accepted", "queued", "running", "succeeded", "failed"]


@dataclass(frozen=True)
class Job:
    """A piece of work for one tenant."""

    id: str
    request: dict[str, Any]
    priority: Priority
    state: State
    attempts: int
    result: dict[str, Any] | None
    error: str | None
    created_at: datetime
    updated_at: datetime


class JobStore(Protocol):
    """Each method sees the jobs of one tenant alone."""

    async def create(self, tenant: str, job: Job, key: str | None) -> Job:
        """Keeps the job; where the idempotency key has been used, returns the job of then."""

    async def queued(self, tenant: str, job_id: str, now: datetime) -> None:
        """Notes that the job is in the queue, unless it is further already."""

    async def get(self, tenant: str, job_id: str) -> Job | None:
        """The job, unless there is none or it is another tenant's."""

    async def newest(self, tenant: str, limit: int, after: Cursor | None) -> list[Job]:
        """The newest jobs, or those that come after a place in their order."""
