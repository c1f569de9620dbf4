"""Answers that the CDN may keep (L3): the same for everybody, for a day."""

import hashlib

from fastapi import Request, Response

from .cache import CacheMetrics
from .lifetimes import EDGE, LOCAL


def edge_cached(request: Request, body: bytes, metrics: CacheMetrics) -> Response:
    """
    The answer with what the CDN needs: it keeps it for EDGE seconds, browsers for LOCAL seconds.

    A request that comes through to us is a miss of the CDN, unless it only asks whether its copy is still good.
    """
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {
        "Cache-Control": f"public, max-age={LOCAL}, s-maxage={EDGE}, stale-while-revalidate=60",
        "ETag": tag,
        "Vary": "Accept-Encoding",
    }
    known = {one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")}
    hit = tag in known
    metrics.asked("l3", hit=hit)
    if hit:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)
