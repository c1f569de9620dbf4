"""Readiness: whether this process can do its work now."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import structlog

log = structlog.stdlib.get_logger(__name__)

Check = Callable[[], Awaitable[None]]


@dataclass(frozen=True)
class Report:
    """What each check has said. Reasons are in the log alone: callers need not know our hosts."""

    checks: Mapping[str, str]

    @property
    def ready(self) -> bool:
        """Whether all checks passed."""
        return all(outcome == "ok" for outcome in self.checks.values())


class Readiness:
    """Runs the checks side by side, each within the time limit (seconds), so that the answer is never late."""

    def __init__(self, checks: Mapping[str, Check], *, seconds: float = 2.0) -> None:
        self._checks = checks
        self._seconds = seconds

    async def report(self) -> Report:
        """Asks everything that the process cannot work without."""
        outcomes = await asyncio.gather(*(self._ask(name, check) for name, check in self._checks.items()))
        return Report(dict(zip(self._checks, outcomes, strict=True)))

    async def _ask(self, name: str, check: Check) -> str:
        try:
            await asyncio.wait_for(check(), self._seconds)
        except TimeoutError:
            log.warning("a check took too long", check=name, seconds=self._seconds)
            return "timed out"
        except Exception as error:  # noqa: BLE001  # pylint: disable=broad-exception-caught
            # Whatever a driver throws means: not ready.
            log.warning("a check failed", check=name, error=f"{type(error).__name__}: {error}")
            return "failed"
        return "ok"
