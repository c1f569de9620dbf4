"""What a process of the pool keeps from task to task: its connections, and the event loop that they belong to."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, TypeVar

from .connections import Connections

T = TypeVar("T")


class Process:
    """Tasks are plain functions, as Celery wants them; what they await runs here."""

    def __init__(self, connect: Callable[[], Connections]) -> None:
        self._connect = connect
        self._loop: asyncio.AbstractEventLoop | None = None
        self._connections: Connections | None = None

    def open(self, **_: Any) -> None:
        """In the child, after the fork: sockets that two processes share mix up their answers."""
        self._loop = asyncio.new_event_loop()
        self._connections = self._connect()

    def close(self, **_: Any) -> None:
        """When the child ends."""
        if self._loop is not None and self._connections is not None:
            self._loop.run_until_complete(self._connections.close())
            self._loop.close()
        self._loop = self._connections = None

    @property
    def connections(self) -> Connections:
        """The connections of this process."""
        if self._connections is None:
            raise RuntimeError("The process has not been opened.")
        return self._connections

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Waits for the work. What breaks in from outside, such as a time limit, ends it too."""
        if self._loop is None:
            raise RuntimeError("The process has not been opened.")
        task = self._loop.create_task(work)
        try:
            return self._loop.run_until_complete(task)
        finally:
            if not task.done():
                task.cancel()
                with suppress(asyncio.CancelledError):
                    self._loop.run_until_complete(task)
