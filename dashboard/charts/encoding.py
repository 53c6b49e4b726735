"""What a chart's encoding names: the columns in the language of the data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard.panel import PanelData


def key(encode: Mapping[str, Any], name: str, data: PanelData) -> str:
    """The column an encoding names, in the language of the data."""
    text = str(encode[name])
    return text.replace("{lang}", "" if data.lang == "ja" else "_en")


def lists(data: PanelData) -> list[tuple[str, str]]:
    """The lists of a register: what each is, and its column in the language of the data."""
    tail = "" if data.lang == "ja" else "_en"
    return [(kind, column.replace("{lang}", tail)) for kind, column in data.panel.chart.encode["lists"]]
