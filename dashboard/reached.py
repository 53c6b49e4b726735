"""The address at which others reach the board: what paper, slides and QR codes may carry."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit


def public_address(base: str) -> str:
    """http://board.example.lg.jp:8501 as it is written; "" where only this machine itself reaches it.

    A loopback address (localhost, 127.0.0.1, ::1, 0.0.0.0) is one that whoever holds the paper is led by to
    their own machine.
    """
    try:
        parts = urlsplit(base.strip())
        host = parts.hostname
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host or _loopback(host.rstrip(".").lower()):
        return ""
    return base.strip().rstrip("/")


def _loopback(host: str) -> bool:
    if host == "localhost" or host.endswith((".localhost", ".localdomain")):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified
