"""Due days as a file that a calendar program takes (iCalendar, RFC 5545)."""

from __future__ import annotations

import datetime as dt

from icalendar import Calendar, Event

from dashboard.chart import in_language
from dashboard.panel import PanelData

_DAY = dt.timedelta(days=1)


def calendar_bytes(data: PanelData) -> bytes:
    """One whole-day entry per row that has a day; the same rows make the same file, so that a calendar
    updates its entries.

    Raises TypeError for a panel that names no days to save.
    """
    dates = data.panel.saves
    if dates is None:
        raise TypeError(f"panel {data.panel.panel_id} has no days to save")
    calendar = Calendar()
    calendar.add("prodid", f"-//Renkei Board//{data.panel.panel_id}//{data.lang.upper()}")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", data.panel.question(data.lang))
    for row in data.rows:
        day: dt.date | None = row[dates.day]
        if day is None:
            continue
        stop = "：" if data.lang == "ja" else ": "
        event = Event()
        event.add("uid", f"{row[dates.entry]}@{data.panel.panel_id}.renkei-board")
        # of the build, not of the clock
        event.add("dtstamp", dt.datetime.combine(day, dt.time(), dt.UTC))
        event.add("dtstart", day)
        event.add("dtend", day + _DAY)
        title = (row[in_language(dates.of, data.lang)], row[in_language(dates.title, data.lang)])
        event.add("summary", stop.join(part for part in title if part))
        detail = row[in_language(dates.detail, data.lang)]
        if detail:
            event.add("description", detail)
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written
