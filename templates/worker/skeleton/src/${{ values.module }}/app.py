"""Celery: how tasks are taken, limited, repeated and given back."""

import random
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import structlog
from celery import Celery, Task, signals
from kombu import Queue
from opentelemetry import trace
from opentelemetry.trace import SpanKind

from .connections import Connections
from .jobs.processing import Limits, TryAgainError, do_job
from .kit.tracing import incoming_context
from .metrics import Metrics, measured_request
from .process import Process
from .queues import QUEUES, TASK
from .settings import SERVICE, Settings

tracer = trace.get_tracer(__name__)


def create_app(settings: Settings, connect: Callable[[], Connections], metrics: Metrics) -> Celery:
    """An application whose task works over what `connect` opens, once in each process."""
    app = Celery(SERVICE, broker=settings.broker_url.get_secret_value(), set_as_current=False)
    app.conf.update(configuration(settings))
    process = Process(connect)
    # Without this Celery puts log handlers of its own in the place of ours.
    signals.setup_logging.connect(_keep_our_logs, weak=False)
    signals.worker_process_init.connect(process.open, weak=False)
    signals.worker_process_shutdown.connect(process.close, weak=False)
    # Whoever has not finished by the end of the lease is dead: its time limit is over.
    limits = Limits(lease=timedelta(seconds=settings.time_limit + 30), most_attempts=settings.most_attempts)

    def storyboard(task: Any, tenant: str, job_id: str) -> None:
        headers = {name: value for name, value in (task.request.headers or {}).items() if isinstance(value, str)}
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=headers.get("request_id"), tenant=tenant, job=job_id)
        with tracer.start_as_current_span(TASK, context=incoming_context(headers), kind=SpanKind.CONSUMER):
            try:
                do_job(process, limits, tenant=tenant, job_id=job_id)
            except TryAgainError as error:
                seconds = error.seconds or pause(task.request.retries, settings)
                # How often is for the job to say, which counts its attempts. Till then its message must not be lost.
                raise task.retry(exc=error, countdown=seconds, max_retries=None) from error

    base = type("MeasuredTask", (Task,), {"abstract": True, "Request": measured_request(metrics)})
    app.task(storyboard, name=TASK, bind=True, base=base)
    return app


def pause(retries: int, settings: Settings) -> float:
    """Seconds to the next attempt: doubled each time, up to the most, and scattered so that not all come at once."""
    longest = min(settings.retry_most_seconds, settings.retry_seconds * 2.0 ** min(retries, 30))
    return random.uniform(longest / 2, longest)  # noqa: S311


def configuration(settings: Settings) -> Mapping[str, Any]:
    """Celery's settings."""
    return {
        "task_queues": [Queue(name) for name in QUEUES],
        "task_default_queue": QUEUES[0],
        "task_create_missing_queues": False,
        "task_serializer": "json",
        "accept_content": ["json"],
        # State and result are kept with the job, not in the broker.
        "task_ignore_result": True,
        "worker_enable_remote_control": False,
        # A task is acknowledged when it has been done. One whose process died, or was killed at its time limit, goes
        # back to the queue. To begin it again is safe, since a job lets one attempt at a time through.
        "task_acks_late": True,
        "task_reject_on_worker_lost": True,
        "task_acks_on_failure_or_timeout": False,
        "worker_cancel_long_running_tasks_on_connection_loss": False,
        # No task waits behind a long one while another process is free.
        "worker_prefetch_multiplier": 1,
        "task_soft_time_limit": settings.soft_time_limit,
        "task_time_limit": settings.time_limit,
        "broker_transport_options": {
            "visibility_timeout": settings.visibility_timeout,
            "socket_connect_timeout": 5,
            "socket_keepalive": True,
            "health_check_interval": 25,
        },
        # For ever: the broker comes back, and the probes say meanwhile that it is away.
        "broker_connection_retry_on_startup": True,
        "broker_connection_max_retries": None,
        # What libraries leak goes with the process.
        "worker_max_tasks_per_child": 200,
        "worker_redirect_stdouts": False,
    }


def _keep_our_logs(**_: Any) -> None:
    pass
