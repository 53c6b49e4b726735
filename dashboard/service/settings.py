"""[board] of office.toml: how the board is served. Read once, at the start; every key has a default."""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from dashboard.paths import settings_file

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Settings:
    """`sessions` is None where the limit of open files decides."""

    port: int = 8501
    hosts: tuple[str, ...] = ()
    sessions: int | None = None
    half_open: int = 128
    request_seconds: float = 20.0


def read() -> Settings:
    """The settings; what is not as it should be is logged and stands at its default."""
    file = settings_file()
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as error:
        _LOG.error("%s が読めません / cannot be read: %s", file.name, error)
        return Settings()
    board, usual = told.get("board", {}), Settings()
    return Settings(
        int(_number(board, "port", usual.port)),
        (*_hosts(board), *_base(told)),
        int(_number(board, "sessions", 0)) or None,
        int(_number(board, "half_open", usual.half_open)),
        _number(board, "request_seconds", usual.request_seconds),
    )


def _number(board: Mapping[str, Any], key: str, usual: float) -> float:
    value = board.get(key, usual)
    if key not in board or (isinstance(value, (int, float)) and not isinstance(value, bool) and value > 0):
        return float(value)
    _LOG.error(
        "[board] %s = %r: 正の数ではないので %g とします / not a positive number, taken as %g",
        key,
        value,
        usual,
        usual,
    )
    return float(usual)


def _hosts(board: Mapping[str, Any]) -> tuple[str, ...]:
    hosts = board.get("hosts", [])
    if isinstance(hosts, list) and all(isinstance(host, str) for host in hosts):
        return tuple(hosts)
    _LOG.error(
        "[board] hosts = %r: 名前の並びではありません / not a list of names, nothing is added",
        hosts,
    )
    return ()


def _base(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """The board's own address, where the pack prints one."""
    base = settings.get("pack", {}).get("base")
    host = urlsplit(base).hostname if isinstance(base, str) else None
    return (host,) if host else ()
