"""Where the board finds the mart: beside the project, or where RENKEI_MART points (tests)."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def mart_folder() -> Path:
    return Path(os.environ.get("RENKEI_MART") or ROOT / "data" / "mart")
