from collections.abc import Mapping

from redis.exceptions import ConnectionError as RedisConnectionError


class FakeRedis:
    """As much of Redis as the service asks for. With `down` it fails as a missing server does."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self.hashes: dict[str, dict[str, str]] = {}
        self.orders: dict[str, dict[str, float]] = {}
        self.lifetimes: dict[str, int] = {}
        self.asked = 0
        self.down = False
        self.closed = False

    def _ask(self) -> None:
        self.asked += 1
        if self.down:
            raise RedisConnectionError("refused")

    async def ping(self) -> bool:
        self._ask()
        return True

    async def aclose(self) -> None:
        self.closed = True

    async def get(self, name: str) -> str | None:
        self._ask()
        return self.values.get(name)

    async def set(self, name: str, value: str, *, ex: int, nx: bool = False) -> bool | None:
        self._ask()
        if nx and name in self.values:
            return None
        self.values[name] = value
        self.lifetimes[name] = ex
        return True

    async def delete(self, *names: str) -> int:
        self._ask()
        return sum(1 for name in names if self.values.pop(name, None) is not None)

    async def hset(self, name: str, *, mapping: Mapping[str, str]) -> int:
        self._ask()
        self.hashes.setdefault(name, {}).update(mapping)
        return len(mapping)

    async def hgetall(self, name: str) -> dict[str, str]:
        self._ask()
        return dict(self.hashes.get(name, {}))

    async def expire(self, name: str, time: int) -> bool:
        self._ask()
        self.lifetimes[name] = time
        return True

    async def zadd(self, name: str, mapping: Mapping[str, float]) -> int:
        self._ask()
        self.orders.setdefault(name, {}).update(mapping)
        return len(mapping)

    async def zremrangebyscore(self, name: str, min: float, max: float) -> int:  # noqa: A002
        self._ask()
        gone = [one for one, score in self.orders.get(name, {}).items() if min <= score <= max]
        for one in gone:
            del self.orders[name][one]
        return len(gone)

    async def zrevrank(self, name: str, value: str) -> int | None:
        names = await self.zrevrange(name, 0, -1)
        return names.index(value) if value in names else None

    async def zcount(self, name: str, min: float, max: float) -> int:  # noqa: A002
        self._ask()
        return sum(1 for score in self.orders.get(name, {}).values() if min <= score <= max)

    async def zrevrange(self, name: str, start: int, end: int) -> list[str]:
        self._ask()
        order = self.orders.get(name, {})
        names = sorted(order, key=lambda one: (order[one], one), reverse=True)
        return names[start:] if end == -1 else names[start : end + 1]
