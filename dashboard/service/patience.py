"""Requests that never end are ended: a header or a body that trickles in, an answer nobody takes.

Each connection that is not being answered counts as waiting. Where there are too many, of one address or in
all, the one that waits longest goes: a browser's request is whole at once, so it is never the longest.
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
    _waiting: ClassVar[dict[Patient, None]] = {}

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._deadline: asyncio.TimerHandle | None = None
        self._waits_for: object = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._look()
        # one address has at most half of the places, so that it pushes out itself before others; a proxy
        # and an office behind one address have their requests whole at once
        same = [each for each in self._waiting if each._address == self._address]
        if len(same) > self.most_waiting // 2:
            same[0].end()
        elif len(self._waiting) > self.most_waiting:
            next(iter(self._waiting)).end()

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
        self._waiting[self] = None
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
