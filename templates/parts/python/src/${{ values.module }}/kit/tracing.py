"""OpenTelemetry: the context always passes through; spans leave the process only when there is a collector."""

import importlib
from collections.abc import Mapping

import structlog
from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.propagate import extract, inject

log = structlog.stdlib.get_logger(__name__)


def configure_tracing(*, service: str, release: str, environment: str, endpoint: str | None) -> bool:
    """
    Sends spans to the collector at the endpoint by OTLP over HTTP; whether it does.

    The SDK is the extra `tracing`, which the image has and a developer's machine need not have.
    """
    if not endpoint:
        return False
    try:
        sdk = importlib.import_module("opentelemetry.sdk.trace")
        export = importlib.import_module("opentelemetry.sdk.trace.export")
        resources = importlib.import_module("opentelemetry.sdk.resources")
        otlp = importlib.import_module("opentelemetry.exporter.otlp.proto.http.trace_exporter")
    except ImportError as error:
        log.warning("no spans are sent: install the extra `tracing`", missing=error.name)
        return False
    resource = resources.Resource.create(
        {"service.name": service, "service.version": release, "deployment.environment.name": environment}
    )
    provider = sdk.TracerProvider(resource=resource)
    provider.add_span_processor(
        export.BatchSpanProcessor(otlp.OTLPSpanExporter(endpoint=f"{endpoint.rstrip('/')}/v1/traces"))
    )
    trace.set_tracer_provider(provider)
    return True


def outgoing_headers() -> dict[str, str]:
    """The W3C headers that continue the current trace in whoever is called."""
    headers: dict[str, str] = {}
    inject(headers)
    return headers


def incoming_context(headers: Mapping[str, str]) -> Context:
    """The context that a caller has sent; an empty one when it sent none or nonsense."""
    return extract(headers)
