"""Settings of the toolkit that the service stands on. They hold wherever it found its others.

A server that is started from another folder does not read .streamlit/config.toml, and variables of the
environment go before it.
"""

from __future__ import annotations

from streamlit import config

_HELD = {
    # looked through everything that the board holds after each click of each reader: service/memory.py
    "runner.postScriptGC": False,
    # no file is taken (door.py); MB, where one came past it
    "server.maxUploadSize": 1,
    # MB that a browser may send with a click: far more than a query or a list of municipalities
    "server.maxWidgetStateSize": 2,
}


def hold() -> None:
    """Sets them; before the first session."""
    for key, value in _HELD.items():
        config.set_option(key, value)
