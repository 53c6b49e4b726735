"""python -m tests.bench.serve <app> <port>: the board, or a bare app served the same way.

The toolkit's HTTP interface for driving sessions is on for all of them: the clicks come through it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import streamlit as st

from dashboard.paths import ROOT

APPS = Path(__file__).resolve().parent / "apps"


def main(name: str, port: str) -> None:
    os.chdir(ROOT)  # one .streamlit/config.toml for all
    config = {"server.port": int(port), "server.address": "127.0.0.1", "server.enableAgentApi": True}
    if name == "board":
        from dashboard.server import run

        run(config)
    else:
        st.App(APPS / f"{name}.py").run(config=config)


if __name__ == "__main__":
    main(*sys.argv[1:3])
