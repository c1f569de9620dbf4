"""Passes alerts on to where Alertmanager cannot write itself: a group robot of WeCom, and components of Statuspage.

POST /wecom and /status take Alertmanager's webhook (version 4). An answer of 500 makes Alertmanager try again.
Secrets are files in the folder SECRETS: wecom_webhook_url, statuspage_component_url, statuspage_token.
"""

import json
import logging
import os
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

SECRETS = Path(os.environ.get("SECRETS", "/secrets"))
# WeCom refuses longer messages.
LONGEST = 4096
LARGEST_BODY = 1_000_000
log = logging.getLogger("alert-bridge")


def secret(name: str) -> str:
    """Read anew each time, so that a rotated secret counts at once."""
    return (SECRETS / name).read_text(encoding="utf-8").strip()


def send(url: str, body: object, method: str = "POST", headers: dict[str, str] | None = None) -> bytes:
    """Sends JSON. Raises URLError when it is not taken."""
    request = Request(
        url,
        data=json.dumps(body).encode(),
        method=method,
        headers={"content-type": "application/json", **(headers or {})},
    )
    with urlopen(request, timeout=10) as answer:
        return bytes(answer.read(10_000))


def wecom_message(notice: dict) -> dict:
    """Markdown of WeCom: a line for what has happened, one for each alert."""
    labels = notice.get("commonLabels", {})
    over = notice.get("status") == "resolved"
    color = "info" if over else "warning"
    lines = [f'<font color="{color}">{labels.get("severity", "")} {notice.get("status")}</font> {labels.get("alertname", "")}']
    for alert in notice.get("alerts", []):
        texts = alert.get("annotations", {})
        lines.append(f'> {texts.get("summary", "")}. {texts.get("description", "")}')
        if texts.get("runbook_url"):
            lines.append(f'> [runbook]({texts["runbook_url"]})')
    content = "\n".join(lines).encode()[:LONGEST].decode(errors="ignore")
    return {"msgtype": "markdown", "markdown": {"content": content}}


def to_wecom(notice: dict) -> None:
    """WeCom answers 200 also to what it refuses; errcode says so."""
    answer = json.loads(send(secret("wecom_webhook_url"), wecom_message(notice)))
    if answer.get("errcode") != 0:
        raise URLError(f"WeCom: {answer.get('errcode')} {answer.get('errmsg')}")


def to_status_page(notice: dict) -> None:
    """Says the state of the component, which may be said twice without harm."""
    status = "operational" if notice.get("status") == "resolved" else "major_outage"
    send(
        secret("statuspage_component_url"),
        {"component": {"status": status}},
        method="PATCH",
        headers={"authorization": f"OAuth {secret('statuspage_token')}"},
    )


TARGETS = {"/wecom": to_wecom, "/status": to_status_page}


class Handler(BaseHTTPRequestHandler):
    """One request of Alertmanager or of a probe."""

    def do_GET(self) -> None:
        self.answer(200 if self.path == "/healthz" else 404)

    def do_POST(self) -> None:
        target = TARGETS.get(self.path)
        length = int(self.headers.get("content-length") or 0)
        if target is None or length > LARGEST_BODY:
            self.answer(404 if target is None else 413)
            return
        body = self.rfile.read(length)
        try:
            target(json.loads(body))
        except (ValueError, AttributeError, TypeError):
            log.exception("What came is no alert")
            self.answer(400)
        except OSError as error:
            # URLError is one, and so is a secret that is not there. Addresses are secrets: only the kind is told.
            log.error("Not passed on to %s: %s", self.path, type(error).__name__)
            self.answer(500)
        else:
            self.answer(200)

    def answer(self, status: int) -> None:
        self.send_response(status)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Probes are not worth a line."""


if __name__ == "__main__":
    logging.basicConfig(stream=sys.stdout, format="%(levelname)s %(message)s", level="INFO")
    ThreadingHTTPServer(("", int(os.environ.get("PORT", "8080"))), Handler).serve_forever()
