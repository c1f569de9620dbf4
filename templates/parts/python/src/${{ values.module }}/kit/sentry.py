"""Error reports to Sentry, when there is a DSN and the extra `sentry` is installed."""

import importlib
from typing import Any

import structlog

from .masking import mask

log = structlog.stdlib.get_logger(__name__)


def configure_sentry(*, dsn: str | None, release: str, environment: str) -> bool:
    """Sends what is logged as an error to Sentry, masked; whether it does."""
    if not dsn:
        return False
    try:
        sentry = importlib.import_module("sentry_sdk")
    except ImportError:
        log.warning("no errors are reported: install the extra `sentry`")
        return False

    def masked(event: Any, _hint: Any) -> Any:
        return mask_event(event)

    sentry.init(
        dsn=dsn,
        release=release,
        environment=environment,
        before_send=masked,
        send_default_pii=False,
        # The values of local variables hold requests and rows.
        include_local_variables=False,
        max_request_body_size="never",
    )
    return True


def mask_event(event: dict[str, Any]) -> dict[str, Any]:
    """The event without personal data; Sentry's own ids and the stack stay as they are."""
    hidden = ("message", "logentry", "extra", "user", "request", "breadcrumbs", "tags")
    masked = {key: mask(value) if key in hidden else value for key, value in event.items()}
    for one in (masked.get("exception") or {}).get("values") or []:
        one["value"] = mask(one.get("value"))
    return masked
