"""What an invented office has: its regions, and which of its tables hold rows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Area:
    """A region: its id, names, scheme as the sources print it, and members (names or codes)."""

    region_id: str
    name: str
    name_en: str
    scheme: str
    prefecture: str
    members: tuple[str, ...]
    granted: bool = True


@dataclass(frozen=True)
class Office:
    """One office. `shipped` are folders of data/sources taken as they are, besides the national ones.

    `as_of` is the own source's day, None where it has none; `leave_out` are national folders that it lacks.
    """

    name: str
    areas: tuple[Area, ...] = ()
    years: tuple[int, ...] = (2020, 2021, 2022, 2023, 2024)
    projects: bool = True
    shortages: bool = True
    fields: bool = True
    as_of: str | None = "2024-04-01"
    shipped: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    prefectures: tuple[str, ...] = ()  # whose names may stand on its pages
