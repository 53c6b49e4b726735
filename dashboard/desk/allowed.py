"""Who may write down what was decided: [decisions] of office.toml. Nobody unless it says so."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from typing import Any

from dashboard.editors import Refused, section, signed_in
from dashboard.service.hosts import hostname

# headers by which a request says that another machine passed it on
_PASSED_ON = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")


def standing(user: Mapping[str, Any], listening: str | None, headers: Mapping[str, str]) -> Refused | None:
    """None where this reader may write.

    `user` is the toolkit's st.user, `listening` the address that the server listens on, `headers` those of
    the reader's connection. With editor = "this_machine" the server must be out of reach of every other:
    it listens on this machine alone, and nobody passed the request on.
    """
    told = section("decisions")
    if told.get("editor") == "signed_in":
        return signed_in(told, user)
    if told.get("editor") != "this_machine":
        return Refused.CLOSED
    names = {name.lower() for name in headers}
    host = next((value for name, value in headers.items() if name.lower() == "host"), "")
    alone = is_loopback(listening) and is_loopback(hostname(host))
    return None if alone and names.isdisjoint(_PASSED_ON) else Refused.CLOSED


def asks_to_sign_in() -> bool:
    return section("decisions").get("editor") == "signed_in"


def is_loopback(address: str | None) -> bool:
    if address == "localhost":
        return True
    try:
        return address is not None and ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
