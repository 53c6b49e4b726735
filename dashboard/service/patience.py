"""Requests that never end are ended: a header or a body that trickles in, an answer nobody takes.

Each connection that is not being answered counts as waiting. Where there are too many, of one address or in
all, those that wait longest go. A browser's request is whole at once, but not yet read when many connections
are accepted together (an office behind one address that opens a page at the start of a meeting): what came
within the last moment is left alone, up to a bound.
"""

from __future__ import annotations

import asyncio
from typing import Any, ClassVar

import h11
from uvicorn.protocols.http import auto
from uvicorn.protocols.http.h11_impl import H11Protocol


class Patient(H11Protocol):
    """uvicorn's protocol with an end to every wait. The limits are the server's (`install`)."""

    seconds: ClassVar[float] = 20.0
    most_waiting: ClassVar[int] = 128
    moment: ClassVar[float] = 0.5  # seconds in which a request that is whole is surely read
    burst: ClassVar[int] = 8  # times as many connections as may wait, within that moment
    _waiting: ClassVar[dict[Patient, float]] = {}  # since when, the longest wait first
    _thinning: ClassVar[asyncio.TimerHandle | None] = None

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._deadline: asyncio.TimerHandle | None = None
        self._waits_for: object = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._look()
        self._end_longest(self.burst, 0.0)
        self._thin_later()

    def _thin_later(self) -> None:
        """Timers run after everything that has arrived was read, however long the loop was busy."""
        if Patient._thinning is None and len(self._waiting) > self.most_waiting // 2:
            longest = min(self._waiting.values()) + self.moment - self.loop.time()
            Patient._thinning = self.loop.call_later(max(0.05, longest), self._thin)

    def _thin(self) -> None:
        Patient._thinning = None
        self._end_longest(1, self.moment)
        self._thin_later()

    def _end_longest(self, times: int, waited: float) -> None:
        """Where more than `times` as many wait as may, ends those that wait longest and for `waited` seconds.

        One address has at most half of the places, so that it pushes out itself before others.
        """
        before = self.loop.time() - waited

        def end_some(longest_first: list[Patient], places: int) -> None:
            for each in longest_first[: max(0, len(longest_first) - places)]:
                if self._waiting[each] <= before:
                    each.end()

        of_address: dict[str | None, list[Patient]] = {}
        for each in self._waiting:
            of_address.setdefault(each._address, []).append(each)
        most = times * self.most_waiting
        for same in of_address.values():
            end_some(same, most // 2)
        end_some(list(self._waiting), most)

    @property
    def _address(self) -> str | None:
        return self.client[0] if self.client else None

    def connection_lost(self, exc: Exception | None) -> None:
        self._answered()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._look()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._look()

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        self._answered()
        self._waits_for = None
        super().handle_websocket_upgrade(event)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._arm("reader")

    def resume_writing(self) -> None:
        super().resume_writing()
        self._answered()
        self._look()

    def end(self) -> None:
        """Ends the connection without a word: whoever is at the other end is not listening."""
        self._answered()
        self.transport.abort()

    def _look(self) -> None:
        """What the connection waits for now. One wait has one deadline, however many bytes come."""
        if self.transport.is_closing() or self.transport.get_protocol() is not self:
            self._answered()
        elif self.conn.their_state is h11.IDLE:
            answering = self.cycle is not None and not self.cycle.response_complete
            if answering:
                self._answered()
            else:
                # between two requests uvicorn's own, shorter deadline holds (keep-alive)
                self._arm(("header", self.cycle))
        elif self.conn.their_state is h11.SEND_BODY:
            self._arm(("body", self.cycle))
        else:
            self._answered()

    def _arm(self, wait: object) -> None:
        if self._deadline is not None and self._waits_for == wait:
            return
        self._answered()
        self._waits_for = wait
        self._waiting[self] = self.loop.time()
        self._deadline = self.loop.call_later(self.seconds, self.end)

    def _answered(self) -> None:
        self._waiting.pop(self, None)
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


def install(seconds: float, most_waiting: int) -> None:
    """Every server that uvicorn starts from now on speaks HTTP like this; the toolkit lets it choose."""
    Patient.seconds, Patient.most_waiting = seconds, most_waiting
    auto.AutoHTTPProtocol = Patient
