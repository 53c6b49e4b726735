"""Which names the board answers to, so that no page elsewhere reaches it under its own (DNS rebinding).

Numeric addresses of closed networks and the machine's own names are always right; office.toml adds others.
"""

from __future__ import annotations

import ipaddress
import logging
import socket
import threading
import tomllib
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

_LOG = logging.getLogger(__name__)
_PATIENCE = 2.0  # a closed network without a name service answers nothing for longer


class Hosts:
    """The names that are allowed; `*.example.lg.jp` is any name below, `*` any at all."""

    def __init__(self, added: Iterable[str]) -> None:
        self.added = {_plain(name) for name in added} - {""}
        self.names = {_plain(name) for name in own_names()} - {""} | self.added

    def allow(self, host: str, server: str | None = None) -> bool:
        """`host` as the header has it, with or without a port; `server` is the address that was reached."""
        name = hostname(host)
        if name is None:
            return False
        if _matches(name, self.names):
            return True
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            return False
        return address.is_loopback or address.is_private or address.is_link_local or name == server

    def allow_origin(self, origin: str, host: str | None) -> bool:
        """A page may ask that comes from where it asks, or from a name in office.toml: no other machine's."""
        asking = origin_host(origin)
        if asking is None:
            return False
        return (host is not None and asking == hostname(host)) or _matches(asking, self.added)


def _matches(name: str, names: set[str]) -> bool:
    return "*" in names or name in names or any(name.endswith(e[1:]) for e in names if e.startswith("*."))


def hostname(host: str) -> str | None:
    """The name in a Host header, or None where it is none."""
    try:
        parts = urlsplit(f"//{host}")
        name, _ = parts.hostname, parts.port
    except ValueError:
        return None
    if not name or parts.username is not None or parts.path or parts.query or parts.fragment:
        return None
    return _plain(name)


def origin_host(origin: str) -> str | None:
    """The name in an Origin header; None for `null` and whatever is no http address."""
    try:
        parts = urlsplit(origin)
    except ValueError:
        return None
    return hostname(parts.netloc) if parts.scheme in ("http", "https") else None


def own_names() -> set[str]:
    """What this machine calls itself, and where the sign-in leads back to."""
    name = socket.gethostname()
    found = {"localhost", name, f"{name}.local", *_sign_in()}

    def ask() -> None:
        found.add(socket.getfqdn(name))

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(_PATIENCE)
    return set(found)


def _sign_in() -> set[str]:
    """The host of the address that the sign-in leads back to (.streamlit/secrets.toml)."""
    for folder in (Path.cwd(), Path.home()):
        try:
            told = tomllib.loads((folder / ".streamlit" / "secrets.toml").read_text(encoding="utf-8"))
            host = urlsplit(told["auth"]["redirect_uri"]).hostname
        except (OSError, ValueError, KeyError, TypeError):
            continue
        return {host} if host else set()
    return set()


def _plain(name: str) -> str:
    return name.strip().lower().rstrip(".")


def announce(hosts: Hosts) -> None:
    """One line at the start: what a refusal is measured by."""
    _LOG.info("答える名前 / names answered to: %s", ", ".join(sorted(hosts.names)))
