"""Sessions of users in Redis: since when they are here, and whether they have been ended."""

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime

from ..web.tokens import Principal
from .lifetimes import SESSION
from .redis_guard import GuardedRedis


class Sessions:
    """While Redis is away nobody's session counts as ended: its tokens are short-lived and have been checked."""

    def __init__(self, shared: GuardedRedis, *, clock: Callable[[], float] = time.time) -> None:
        self._shared = shared
        self._clock = clock

    async def touch(self, principal: Principal) -> datetime | None:
        """Begins or prolongs the session, and says since when it is; None when nobody knows."""
        key = f"session:{_name(principal)}"
        kept = await self._shared.get(key)
        since = float(json.loads(kept)["since"]) if kept else self._clock()
        await self._shared.keep(key, json.dumps({"since": since}), seconds=SESSION)
        return datetime.fromtimestamp(since, tz=UTC) if await self._shared.get(key) else None

    async def end(self, principal: Principal) -> None:
        """From now on no token of the session is accepted."""
        await self._shared.forget(f"session:{_name(principal)}")
        # New tokens of an ended session are not issued, so that the last one that is out decides.
        seconds = max(SESSION, int(principal.expires - self._clock()))
        await self._shared.keep(f"ended:{_name(principal)}", "1", seconds=seconds)

    async def ended(self, principal: Principal) -> bool:
        """Whether the session has been ended."""
        return await self._shared.get(f"ended:{_name(principal)}") is not None


def _name(principal: Principal) -> str:
    return f"{principal.tenant}:{principal.session}"
