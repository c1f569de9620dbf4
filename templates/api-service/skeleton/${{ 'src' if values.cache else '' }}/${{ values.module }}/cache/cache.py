"""Values that are costly to make: kept in this process (L1) and, for all processes, in Redis (L2)."""

import asyncio
import random
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable

from prometheus_client import CollectorRegistry, Counter

from .lifetimes import LOCAL, SHARED
from .redis_guard import GuardedRedis

Load = Callable[[], Awaitable[str]]

# How long others wait for whoever makes a value, before they make it themselves.
WAIT_SECONDS = 2.0
POLL_SECONDS = 0.05


class CacheMetrics:
    """What each level had and had not."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._requests = Counter(
            "cache_requests_total",
            "Look-ups by level: l1 the process, l2 Redis, l3 the CDN as far as requests come through it.",
            ("level", "outcome"),
            registry=registry,
        )

    def asked(self, level: str, *, hit: bool) -> None:
        """Counts one look-up."""
        self._requests.labels(level, "hit" if hit else "miss").inc()


class Cache:
    """
    A value that many want at once is made once: in a process by one flight, among processes by a claim in Redis.

    After `forget` other processes may still answer with the old value for LOCAL seconds.
    """

    def __init__(
        self,
        shared: GuardedRedis,
        metrics: CacheMetrics,
        *,
        most_entries: int = 1_000,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._shared = shared
        self._metrics = metrics
        self._most_entries = most_entries
        self._clock = clock
        self._local: OrderedDict[str, tuple[float, str]] = OrderedDict()
        self._flights: dict[str, asyncio.Task[str]] = {}

    async def get_or_load(self, key: str, load: Load, *, seconds: int = SHARED) -> str:
        """The value, made by `load` where no level has it. What `load` raises is raised and not kept."""
        local = self._local_value(key)
        self._metrics.asked("l1", hit=local is not None)
        if local is not None:
            return local
        flight = self._flights.get(key)
        if flight is None:
            flight = asyncio.create_task(self._fly(key, load, seconds))
            self._flights[key] = flight
            flight.add_done_callback(lambda _: self._flights.pop(key, None))
        # One caller that goes away must not end the flight of the others.
        return await asyncio.shield(flight)

    async def forget(self, key: str) -> None:
        """For a value that has changed."""
        self._local.pop(key, None)
        await self._shared.forget(key)

    async def _fly(self, key: str, load: Load, seconds: int) -> str:
        value = await self._shared.get(key)
        self._metrics.asked("l2", hit=value is not None)
        if value is None:
            value = await self._make(key, load, seconds)
        self._keep_locally(key, value, min(LOCAL, seconds))
        return value

    async def _make(self, key: str, load: Load, seconds: int) -> str:
        claim = f"{key}:making"
        if not await self._shared.claim(claim, seconds=int(WAIT_SECONDS) + 1):
            made_by_another = await self._wait_for(key)
            if made_by_another is not None:
                return made_by_another
        try:
            value = await load()
            # A little less each time, so that what was made together does not end together.
            await self._shared.keep(key, value, seconds=int(seconds * random.uniform(0.9, 1)))  # noqa: S311
        finally:
            await self._shared.forget(claim)
        return value

    async def _wait_for(self, key: str) -> str | None:
        until = self._clock() + WAIT_SECONDS
        while self._clock() < until:
            await asyncio.sleep(POLL_SECONDS)
            value = await self._shared.get(key)
            if value is not None:
                return value
        return None

    def _local_value(self, key: str) -> str | None:
        ends, value = self._local.get(key, (float("-inf"), ""))
        if self._clock() >= ends:
            self._local.pop(key, None)
            return None
        self._local.move_to_end(key)
        return value

    def _keep_locally(self, key: str, value: str, seconds: float) -> None:
        self._local[key] = (self._clock() + seconds, value)
        self._local.move_to_end(key)
        while len(self._local) > self._most_entries:
            self._local.popitem(last=False)
