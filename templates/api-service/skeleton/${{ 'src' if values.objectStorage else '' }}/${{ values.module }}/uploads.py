"""Files of users go straight to the bucket; the service only says where to."""

from typing import Literal
from uuid import uuid4

from fastapi import APIRouter
from pydantic import BaseModel

from .services import ServicesOfApp
from .web.caller import Caller

router = APIRouter(prefix="/v1/uploads", tags=["uploads"])

LIFETIME = 900

ContentType = Literal["image/jpeg", "image/png", "audio/mpeg", "video/mp4"]


class UploadRequest(BaseModel):
    """A file that a user wants to bring."""

    content_type: ContentType


class Upload(BaseModel):
    """Where to PUT the file, with this content type, within `seconds`."""

    key: str
    url: str
    content_type: ContentType
    seconds: int


@router.post("", status_code=201)
async def create_upload(body: UploadRequest, caller: Caller, services: ServicesOfApp) -> Upload:
    """An address to which the caller may PUT one file. Its name is ours, so that nobody can reach another tenant's."""
    key = f"tenants/{caller.tenant}/uploads/{uuid4()}"
    url = services.storage.upload_url(key, body.content_type, seconds=LIFETIME)
    return Upload(key=key, url=url, content_type=body.content_type, seconds=LIFETIME)
