"""Redis as something that may be away: it never fails a request, nor slows each one down."""

import time
from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

import structlog
from redis.exceptions import RedisError

T = TypeVar("T")

log = structlog.stdlib.get_logger(__name__)

# For so long nobody asks Redis again after it has failed.
PAUSE_SECONDS = 5.0


class KeyValue(Protocol):
    """What is asked of Redis. Times are seconds."""

    async def get(self, name: str) -> str | None:
        """The value, unless there is none or its time is over."""

    async def set(self, name: str, value: str, *, ex: int, nx: bool = False) -> bool | None:
        """Keeps the value for `ex` seconds; with `nx` only where there is none."""

    async def delete(self, *names: str) -> int:
        """Forgets the values."""


class GuardedRedis:
    """Answers as an empty Redis would while the real one fails."""

    def __init__(self, redis: KeyValue, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._redis = redis
        self._clock = clock
        self._resting_until = float("-inf")

    async def get(self, key: str) -> str | None:
        """The value; None also when Redis does not answer."""
        return await self._ask(lambda: self._redis.get(key))

    async def keep(self, key: str, value: str, *, seconds: int) -> None:
        """Keeps the value, if that is possible."""
        await self._ask(lambda: self._redis.set(key, value, ex=seconds))

    async def claim(self, key: str, *, seconds: int) -> bool:
        """Whether this caller is the first for so long; everybody is when Redis does not answer."""
        return await self._ask(lambda: self._claimed(key, seconds)) is not False

    async def _claimed(self, key: str, seconds: int) -> bool:
        return bool(await self._redis.set(key, "1", ex=seconds, nx=True))

    async def forget(self, *keys: str) -> None:
        """Forgets the values, if that is possible; otherwise they end with their time."""
        await self._ask(lambda: self._redis.delete(*keys))

    async def _ask(self, question: Callable[[], Awaitable[T]]) -> T | None:
        if self._clock() < self._resting_until:
            return None
        try:
            return await question()
        except (RedisError, OSError, TimeoutError) as error:
            self._resting_until = self._clock() + PAUSE_SECONDS
            log.warning("the cache does not answer", error=f"{type(error).__name__}: {error}", pause=PAUSE_SECONDS)
            return None
