"""Around each request: an id, a span, the metrics, one line in the log and a limit on what is sent."""

import re
import time
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import structlog
from fastapi.routing import APIRoute
from opentelemetry import trace
from opentelemetry.trace import SpanKind
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..kit.tracing import incoming_context
from .metrics import HttpMetrics
from .problems import unexpected

log = structlog.stdlib.get_logger("access")
tracer = trace.get_tracer(__name__)

MOST_BYTES = 1_048_576
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
# Asked every few seconds, and the metrics tell it.
_QUIET = frozenset({"/healthz", "/readyz", "/metrics"})


class RequestMiddleware:
    """Plain ASGI, since Starlette's BaseHTTPMiddleware hides the context variables of routes and buffers streams."""

    def __init__(self, app: ASGIApp, metrics: HttpMetrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on what is not HTTP."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id_of(headers))
        method = scope["method"] if scope["method"] in _METHODS else "OTHER"
        with (
            self._metrics.in_flight.track_inprogress(),
            tracer.start_as_current_span(method, context=incoming_context(headers), kind=SpanKind.SERVER),
        ):
            await self._answer(scope, _limited(receive, headers), send, method)

    async def _answer(self, scope: Scope, receive: Receive, send: Send, method: str) -> None:
        started = time.perf_counter()
        request_id = structlog.contextvars.get_contextvars()["request_id"]
        status = 0

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                out = MutableHeaders(scope=message)
                out["X-Request-ID"] = request_id
                out.setdefault("Cache-Control", "no-store")
                out.setdefault("X-Content-Type-Options", "nosniff")
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception:  # pylint: disable=broad-exception-caught
            log.exception("request failed")
            if status:
                # The head is on its way already; only breaking off tells the caller.
                raise
            await unexpected()(scope, receive, watched)
        finally:
            seconds = time.perf_counter() - started
            route = route_of(scope)
            # A caller that went away before there was an answer.
            code = status or 499
            span = trace.get_current_span()
            self._metrics.answered(method=method, route=route, status=code, seconds=seconds)
            span.update_name(f"{method} {route}")
            span.set_attributes({"http.request.method": method, "http.route": route, "http.response.status_code": code})
            if route not in _QUIET:
                log.info("request", method=method, route=route, status=code, seconds=round(seconds, 4))


def request_id_of(headers: Mapping[str, str]) -> str:
    """The caller's id, where it is one that may stand in a log; otherwise a new one."""
    given = headers.get("x-request-id", "")
    return given if _REQUEST_ID.fullmatch(given) else str(uuid4())


def route_of(scope: Mapping[str, Any]) -> str:
    """The template of the path, such as /v1/jobs/{job_id}."""
    route = scope.get("route")
    return route.path if isinstance(route, APIRoute) else "unmatched"


def _limited(receive: Receive, headers: Headers) -> Receive:
    announced = headers.get("content-length", "0")
    too_large = HTTPException(413, f"A request may have {MOST_BYTES} bytes.")
    received = 0

    async def limited() -> Message:
        nonlocal received
        if announced.isdecimal() and int(announced) > MOST_BYTES:
            raise too_large
        message = await receive()
        received += len(message.get("body", b""))
        if received > MOST_BYTES:
            raise too_large
        return message

    return limited
