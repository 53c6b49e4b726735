"""Where the board finds the product and the office's mart."""

from __future__ import annotations

from pathlib import Path

from renkei.office import PRODUCT as ROOT
from renkei.office import mart_folder, settings_file

__all__ = ["ROOT", "log_folder", "mart_folder", "settings_file"]


def log_folder() -> Path:
    """Where the board keeps its log: beside the mart, which it only reads."""
    return mart_folder().parent / "log"
