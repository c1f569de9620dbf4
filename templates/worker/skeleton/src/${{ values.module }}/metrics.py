"""The metrics of tasks and queues. Alert rules, dashboards and the autoscaler use these names."""

import json
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

import structlog
from billiard.einfo import ExceptionWithTraceback
from celery.exceptions import Ignore, Reject, Retry
from celery.worker.request import Request
from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

log = structlog.stdlib.get_logger(__name__)

# One edge is where the autoscaler and the alert stand: five minutes.
SECONDS = (0.1, 0.5, 1, 5, 15, 30, 60, 120, 300, 600, 1_200, 3_600)


class Metrics:
    """Kept by the parent process, which sees also those tasks whose process has died."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.registry = registry
        self._tasks = Counter("tasks_total", "Tasks that ended.", ("queue", "task", "outcome"), registry=registry)
        self._duration = Histogram(
            "task_duration_seconds",
            "How long tasks took that succeeded.",
            ("queue", "task"),
            buckets=SECONDS,
            registry=registry,
        )
        self._wait = Histogram(
            "task_wait_seconds",
            "How long tasks waited before they were begun for the first time.",
            ("queue",),
            buckets=SECONDS,
            registry=registry,
        )

    def waited(self, queue: str, seconds: float) -> None:
        """For a task that begins."""
        self._wait.labels(queue).observe(max(0.0, seconds))

    def ended(self, queue: str, task: str, outcome: str) -> None:
        """The outcome is success, failure or retry."""
        self._tasks.labels(queue, task, outcome).inc()

    def succeeded(self, queue: str, task: str, seconds: float) -> None:
        """For a task that did its work."""
        self.ended(queue, task, "success")
        self._duration.labels(queue, task).observe(seconds)

    def failed(self, queue: str, task: str, error: BaseException) -> None:
        """For a task that raised, or was ended from outside. Celery raises too when a task is to be repeated."""
        cause = error.exc if isinstance(error, ExceptionWithTraceback) else error
        if not isinstance(cause, Ignore | Reject):
            self.ended(queue, task, "retry" if isinstance(cause, Retry) else "failure")


def measured_request(metrics: Metrics, clock: Callable[[], float] = time.time) -> type[Any]:
    """Celery's view of a task in the parent process, with our metrics."""

    class MeasuredRequest(Request):  # type: ignore[misc]  # Celery comes without types
        """Celery calls these when a task begins and ends."""

        def on_accepted(self, pid: int, time_accepted: float) -> None:
            """A process begins it."""
            super().on_accepted(pid, time_accepted)
            submitted = self.request_dict.get("submitted_at")
            if isinstance(submitted, int | float) and not self.request_dict.get("retries"):
                metrics.waited(self.queue_name(), clock() - submitted)

        def __init_subclass__(cls, **kwargs: Any) -> None:
            """Celery makes a subclass for each task, whose on_success asks nobody above it."""
            super().__init_subclass__(**kwargs)
            quick = cls.on_success

            def on_success(self: Any, failed__retval__runtime: tuple[bool, Any, float], **more: Any) -> Any:
                failed, _, runtime = failed__retval__runtime
                # What has failed goes on to on_failure.
                if not failed:
                    metrics.succeeded(self.queue_name(), self.name, runtime)
                return quick(self, failed__retval__runtime, **more)

            cls.on_success = on_success

        def on_failure(self, exc_info: Any, send_failed_event: bool = True, return_ok: bool = False) -> Any:  # noqa: FBT001, FBT002
            """It raised, its process died, or its time was over."""
            metrics.failed(self.queue_name(), self.name, exc_info.exception)
            return super().on_failure(exc_info, send_failed_event, return_ok)

        def queue_name(self) -> str:
            """Where it came from."""
            return str(self.delivery_info.get("routing_key") or "unknown")

    return MeasuredRequest


class Lists(Protocol):
    """What is asked of Redis."""

    def llen(self, name: str) -> Any:
        """How many are in the list."""

    def lindex(self, name: str, index: int) -> Any:
        """One of the list."""


class QueueCollector(Collector):
    """Asks Redis when Prometheus asks us. Each worker tells it of all queues: take the maximum, not the sum."""

    def __init__(self, redis: Lists, queues: Sequence[str], *, clock: Callable[[], float] = time.time) -> None:
        self._redis = redis
        self._queues = queues
        self._clock = clock

    def collect(self) -> Iterable[Metric]:
        """Nothing where Redis does not answer: no value is not the same as zero."""
        length = GaugeMetricFamily("queue_length", "Tasks that wait.", labels=["queue"])
        oldest = GaugeMetricFamily(
            "queue_oldest_task_seconds", "How long the oldest of them has been waiting.", labels=["queue"]
        )
        try:
            for queue in self._queues:
                length.add_metric([queue], float(self._redis.llen(queue)))
                # Kombu adds at the left and takes from the right.
                oldest.add_metric([queue], self._age(self._redis.lindex(queue, -1)))
        except Exception as error:  # noqa: BLE001  # pylint: disable=broad-exception-caught
            log.warning("the queues cannot be measured", error=f"{type(error).__name__}: {error}")
            return []
        return [length, oldest]

    def describe(self) -> Iterable[Metric]:
        """Names alone, so that the registry need not ask Redis at the start."""
        return [
            GaugeMetricFamily("queue_length", "Tasks that wait."),
            GaugeMetricFamily("queue_oldest_task_seconds", "How long the oldest of them has been waiting."),
        ]

    def _age(self, message: str | bytes | None) -> float:
        if message is None:
            return 0.0
        try:
            submitted = json.loads(message)["headers"]["submitted_at"]
            return max(0.0, self._clock() - float(submitted))
        except (ValueError, KeyError, TypeError):
            # Not sent by our services. It waits, but nobody knows since when.
            return 0.0
