"""Where the board finds the mart: beside the project, or where RENKEI_MART points (tests)."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def mart_folder() -> Path:
    return Path(os.environ.get("RENKEI_MART") or ROOT / "data" / "mart")


def log_folder() -> Path:
    """Where the board keeps its log: beside the mart, which it only reads."""
    return mart_folder().parent / "log"
