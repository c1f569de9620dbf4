"""Who calls: tokens (JWT, RS256) checked against the keys of their issuer."""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import httpx
import jwt
import structlog

from .problems import Problem, unavailable

log = structlog.stdlib.get_logger(__name__)

FRESH_SECONDS = 300.0
# An unknown key may be a new one, or a forger's. So it is looked for, but not at each request.
AGAIN_SECONDS = 30.0

# It becomes part of keys and of paths.
_TENANT = re.compile(r"[A-Za-z0-9_-]{1,64}")

Fetch = Callable[[], Awaitable[dict[str, Any]]]


@dataclass(frozen=True)
class Principal:
    """Who has been authenticated, whose data they may see, and until when (seconds since 1970)."""

    subject: str
    tenant: str
    session: str
    expires: int


def fetch_from(url: str) -> Fetch:
    """Reads a set of keys (JWKS) over HTTP."""

    async def fetch() -> dict[str, Any]:
        async with httpx.AsyncClient(timeout=3.0) as client:
            response = await client.get(url)
            response.raise_for_status()
            document: dict[str, Any] = response.json()
            return document

    return fetch


class SigningKeys:
    """The issuer's keys, kept for five minutes, and longer while the issuer cannot be reached."""

    def __init__(self, fetch: Fetch, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._fetch = fetch
        self._clock = clock
        self._keys: dict[str, Any] = {}
        self._fetched = self._tried = float("-inf")
        self._lock = asyncio.Lock()

    async def get(self, key_id: str) -> Any:
        """The key of this id. Raises Problem 401 when there is none, 503 when no keys could be had."""
        if key_id not in self._keys or self._clock() - self._fetched > FRESH_SECONDS:
            async with self._lock:
                await self._refresh(key_id)
        if key_id in self._keys:
            return self._keys[key_id]
        if not self._keys:
            raise unavailable("The issuer of tokens")
        raise unauthenticated("The token is signed by an unknown key.")

    async def _refresh(self, key_id: str) -> None:
        now = self._clock()
        fresh = key_id in self._keys and now - self._fetched <= FRESH_SECONDS
        if fresh or now - self._tried < AGAIN_SECONDS:
            return
        self._tried = now
        try:
            keys = jwt.PyJWKSet.from_dict(await self._fetch()).keys
        except (httpx.HTTPError, jwt.PyJWTError, ValueError, AttributeError, TypeError) as error:
            log.warning("the issuer's keys could not be read", error=f"{type(error).__name__}: {error}")
            return
        self._keys = {key.key_id: key.key for key in keys if key.key_id and key.key_type == "RSA"}
        self._fetched = now


class TokenVerifier:
    """Checks tokens for one issuer and one audience."""

    def __init__(self, keys: SigningKeys, *, issuer: str, audience: str, tenant_claim: str) -> None:
        self._keys = keys
        self._issuer = issuer
        self._audience = audience
        self._tenant_claim = tenant_claim

    async def verify(self, token: str) -> Principal:
        """Whom the token names. Raises Problem 401 unless it is whole, in time, and meant for us."""
        try:
            key_id = jwt.get_unverified_header(token).get("kid")
            if not isinstance(key_id, str):
                raise unauthenticated("The token does not name its key.")
            claims = jwt.decode(
                token,
                await self._keys.get(key_id),
                # Never what the token asks for: it may ask for "none".
                algorithms=["RS256"],
                issuer=self._issuer,
                audience=self._audience,
                leeway=10,
                options={"require": ["exp", "iat", "sub", "iss", "aud"]},
            )
        except jwt.ExpiredSignatureError as error:
            raise unauthenticated("The token has expired.") from error
        except jwt.PyJWTError as error:
            raise unauthenticated("The token is not valid.") from error
        tenant = claims.get(self._tenant_claim)
        if not isinstance(tenant, str) or not _TENANT.fullmatch(tenant):
            raise Problem(403, "Forbidden", "The token names no tenant.")
        subject = str(claims["sub"])
        return Principal(subject, tenant, str(claims.get("sid") or subject), int(claims["exp"]))


def unauthenticated(detail: str) -> Problem:
    """For callers that we do not know."""
    return Problem(401, "Unauthenticated", detail, headers={"WWW-Authenticate": "Bearer"})
