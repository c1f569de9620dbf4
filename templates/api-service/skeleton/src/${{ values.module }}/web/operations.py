"""What Kubernetes and Prometheus ask. The gateway does not publish these."""

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from ..services import ServicesOfApp

router = APIRouter(include_in_schema=False)


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    """The process answers. It asks nobody else: a restart would not mend the database."""
    return {"status": "ok"}


@router.get("/readyz")
async def readyz(services: ServicesOfApp) -> JSONResponse:
    """Whether requests can be served now."""
    report = await services.readiness.report()
    return JSONResponse(
        {"status": "ok" if report.ready else "failed", "checks": dict(report.checks)},
        status_code=200 if report.ready else 503,
    )


@router.get("/metrics")
async def metrics(services: ServicesOfApp) -> Response:
    """For Prometheus."""
    return Response(generate_latest(services.registry), media_type=CONTENT_TYPE_LATEST)
