"""A reader as a browser is one: a websocket session whose clicks are changes of the region.

Answers are counted, not put together: parsing all of them would take the server's processor.
"""

from __future__ import annotations

import asyncio
import time
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

# a run's end is a message of a few dozen bytes; what is longer draws something
_SHORT = 400
PATIENCE = 240.0  # a busy machine is no fault of the board


class Failed(RuntimeError):
    """The page was not drawn: an exception on it, or a run that did not end well."""


class Stream:
    """One session on one page."""

    def __init__(self, socket: ClientConnection, page: str | None, query: str) -> None:
        self._socket = socket
        self._page = page
        self._query = query
        self.charts: dict[str, list[int]] = {}
        self._region = ""
        self.choices: list[str] = []

    @classmethod
    async def open(cls, port: int, page: str | None = None, query: str = "") -> Stream:
        """Connects and draws the page once. Raises OSError, WebSocketException, TimeoutError or Failed."""
        socket = await connect(
            f"ws://127.0.0.1:{port}/_stcore/stream",
            subprotocols=[Subprotocol("streamlit")],
            max_size=None,
            open_timeout=PATIENCE,
            ping_interval=None,  # its own pings would end it where only the client is busy
            compression=None,
        )
        reader = cls(socket, page, query)
        try:
            await asyncio.wait_for(reader._opened(), PATIENCE)
        except BaseException:
            await socket.close()
            raise
        return reader

    async def click(self, choice: str | None) -> float:
        """Seconds from the click to the end of its run. Raises as `open` does."""
        started = time.perf_counter()
        await asyncio.wait_for(self._run(choice), PATIENCE)
        return time.perf_counter() - started

    async def close(self) -> None:
        await self._socket.close()

    async def _opened(self) -> None:
        for message in await self._ask(BackMsg(rerun_script=self._rerun_request())):
            self._count(message)
            element = _element(message)
            box = element.selectbox if element is not None else None
            if box is not None and box.id.endswith("-region"):
                self._region, self.choices = box.id, list(box.options)
        if not self.choices:
            raise Failed("no box to choose the region on the page")

    def _count(self, message: ForwardMsg) -> None:
        """`drawn`: the bytes of every element, by kind."""
        if message.WhichOneof("type") != "delta":
            return
        element = _element(message)
        kind = "add_block" if element is None else str(element.WhichOneof("type"))
        self.charts.setdefault(kind, []).append(message.ByteSize())

    async def _run(self, choice: str | None) -> None:
        asked = self._rerun_request()
        widget = asked.widget_states.widgets.add()
        widget.id = self._region
        if choice is not None:
            widget.string_value = choice
        await self._ask(BackMsg(rerun_script=asked), short=True)

    def _rerun_request(self) -> Any:
        asked = BackMsg().rerun_script
        asked.query_string = "&".join(part for part in ("lang=ja", self._query) if part)
        if self._page:
            asked.page_name = self._page
        return asked

    async def _ask(self, request: BackMsg, short: bool = False) -> list[ForwardMsg]:
        """All that is drawn until the run ends; with `short` only what is looked at for its end."""
        await self._socket.send(request.SerializeToString())
        found = []
        while True:
            data = await self._socket.recv()
            if short and len(data) > _SHORT:
                continue
            message = ForwardMsg.FromString(data if isinstance(data, bytes) else data.encode())
            found.append(message)
            element = _element(message)
            if element is not None and element.WhichOneof("type") == "exception":
                raise Failed(f"an exception on the page: {element.exception.message[:200]}")
            if message.WhichOneof("type") == "script_finished":
                if message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                    return found
                if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                    raise Failed("the script does not compile")
                # else overtaken by a run that the page itself asked for


def _element(message: ForwardMsg) -> Any:
    if message.WhichOneof("type") == "delta" and message.delta.WhichOneof("type") == "new_element":
        return message.delta.new_element
    return None
