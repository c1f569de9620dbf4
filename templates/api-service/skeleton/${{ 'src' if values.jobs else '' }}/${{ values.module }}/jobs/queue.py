"""The way to the worker. Service and worker share the task's name, its two arguments and the names of the queues."""

import asyncio
import time
from collections.abc import Callable
from typing import Any, Protocol

import structlog
from celery import Celery

from ..kit.tracing import outgoing_headers
from .store import Priority

TASK = "video.storyboard"
QUEUE = "video"


class Sender(Protocol):
    """What is asked of Celery."""

    def send_task(self, name: str, **options: Any) -> Any:
        """Puts a task into a queue; raises when the broker cannot be reached."""

    def close(self) -> None:
        """Gives the connections back."""


def open_celery(broker_url: str) -> Celery:
    """Celery as one who only sends."""
    celery = Celery(broker=broker_url, set_as_current=False)
    celery.conf.update(
        # Results are where the job is, not in the broker.
        task_ignore_result=True,
        # In all about a second, then the caller is told to try again.
        broker_transport_options={"socket_connect_timeout": 1, "socket_timeout": 2, "max_retries": 1},
        broker_connection_timeout=1,
    )
    return celery


class JobQueue:
    """Sends what is urgent to a queue of its own, which its own workers take from."""

    def __init__(self, sender: Sender, priority_queue: str, *, clock: Callable[[], float] = time.time) -> None:
        self._sender = sender
        self._priority_queue = priority_queue
        self._clock = clock

    async def submit(self, tenant: str, job_id: str, priority: Priority) -> None:
        """Puts the job into its queue. What is put there twice is done once. Raises what the broker's driver raises."""
        headers = {
            **outgoing_headers(),
            "request_id": str(structlog.contextvars.get_contextvars().get("request_id", "")),
            # Seconds since 1970, for how long tasks wait.
            "submitted_at": self._clock(),
        }
        # Celery blocks; the other requests go on meanwhile.
        await asyncio.to_thread(
            self._sender.send_task,
            TASK,
            kwargs={"tenant": tenant, "job_id": job_id},
            task_id=job_id,
            queue=self._priority_queue if priority == "high" else QUEUE,
            headers=headers,
            retry=False,
        )
