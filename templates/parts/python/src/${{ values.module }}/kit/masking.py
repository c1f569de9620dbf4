"""Keeps personal data and secrets out of logs, traces and error reports."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

MAX_TEXT = 16_384
MAX_DEPTH = 6

_NAMES = r"pass(?:word|wd|phrase)?|pwd|secret|token|api[_-]?key|private[_-]?key|credential|authorization|cookie"
_SECRET_KEY = re.compile(rf"(?:^|[_.-])(?:{_NAMES})s?$", re.IGNORECASE)
# Such as password=…, "api_key": "…" and client_secret: …
_ASSIGNED = re.compile(
    rf"\b((?:\w{{1,32}}[_-])?(?:{_NAMES})[\"']?\s{{0,3}}[=:]\s{{0,3}}[\"']?)(?!\[|bearer |basic )[^\s\"',;&}}]+",
    re.IGNORECASE,
)
_CARD = re.compile(r"(?<![\w-])\d(?:[ -]?\d){12,18}(?![\w-])")


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        total += sum(divmod(int(digit) * (1 + place % 2), 10))
    return total % 10 == 0


def _card(match: re.Match[str]) -> str:
    # Other long numbers, such as times and ids, are worth keeping.
    return "[card]" if _luhn(re.sub(r"\D", "", match.group())) else match.group()


_RULES: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)"), "[private key]"),
    (re.compile(r"\beyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]*"), "[token]"),
    (re.compile(r"\b(bearer|basic)\s+[\w.~+/=-]{6,}", re.IGNORECASE), r"\1 [secret]"),
    # The password of an address such as postgresql://user:password@host.
    (re.compile(r"(://[^\s:/@]{0,64}:)[^\s/@]{1,256}@"), r"\1[secret]@"),
    (_ASSIGNED, r"\1[secret]"),
    (re.compile(r"(?<![\w.%+-])[\w.%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}\b"), "[email]"),
    (_CARD, _card),
    # International numbers, and Chinese mobile numbers without a prefix.
    (re.compile(r"(?<![\w+])\+\d(?:[ ()-]{0,2}\d){7,14}(?!\w)"), "[phone]"),
    (re.compile(r"(?<![\w.-])1[3-9]\d(?:[ -]?\d{4}){2}(?![\w.-])"), "[phone]"),
)


def mask_text(text: str) -> str:
    """The text without e-mail addresses, phone and card numbers, tokens and passwords; at most MAX_TEXT characters."""
    if len(text) > MAX_TEXT:
        # The end of a traceback says what happened.
        text = f"[{len(text) - MAX_TEXT} characters left out]{text[-MAX_TEXT:]}"
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text


def mask(value: Any, depth: int = 0) -> Any:
    """The value with all its texts masked, and with whatever stands under a secret's name removed."""
    if depth > MAX_DEPTH:
        return "[too deep]"
    if isinstance(value, str):
        return mask_text(value)
    if isinstance(value, bytes | bytearray):
        return f"[{len(value)} bytes]"
    if isinstance(value, Mapping):
        return {
            str(key): "[secret]" if _SECRET_KEY.search(str(key)) and item is not None else mask(item, depth + 1)
            for key, item in value.items()
        }
    if isinstance(value, Sequence | set | frozenset):
        return [mask(item, depth + 1) for item in value]
    return value if value is None or isinstance(value, bool | int | float) else mask_text(str(value))
