"""A reader of the board without a browser: the toolkit's own messages over a websocket.

A click is a new run of the script; what comes back is put together as one page and judged: no error on
it, every panel of one build, and for one build always the same page.
"""

from __future__ import annotations

import hashlib
import re
import threading
import time
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect

# below a panel, and in the link to its presentation, which stands on every page
_BUILD = re.compile(r"(?:版：|[?&]build=)([0-9A-Za-z-]+)")
_PATIENCE = 180.0  # a busy machine is no fault of the board


@dataclass
class Page:
    """What one click brought: the builds its panels name, and a digest of all that is drawn."""

    name: str
    builds: frozenset[str]
    digest: str
    trouble: str | None


@dataclass
class Judge:
    """What all readers saw, put together. Called by many threads."""

    pages: int = 0
    slowest: float = 0.0
    unreadable: list[str] = field(default_factory=list)
    mixed: list[str] = field(default_factory=list)
    received: dict[tuple[str, str], str] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, page: Page, seconds: float) -> None:
        with self.lock:
            self.pages += 1
            self.slowest = max(self.slowest, seconds)
            if page.trouble is not None:
                self.unreadable.append(f"{page.name}: {page.trouble}")
                return
            if len(page.builds) > 1:
                self.mixed.append(f"{page.name}: {sorted(page.builds)} on one page")
                return
            (build,) = page.builds
            if self.received.setdefault((build, page.name), page.digest) != page.digest:
                self.mixed.append(f"{page.name}: two different pages of {build}")

    def fail(self, word: str) -> None:
        with self.lock:
            self.unreadable.append(word)

    @property
    def builds(self) -> set[str]:
        return {build for build, _ in self.received}


def click(socket: ClientConnection, page: str) -> Page:
    """Open `page` in the session of `socket`. Raises OSError or WebSocketException when it breaks off."""
    ask = BackMsg()
    ask.rerun_script.query_string = "lang=ja"
    ask.rerun_script.page_name = page
    socket.send(ask.SerializeToString())
    drawn: list[str] = []
    trouble = None
    deadline = time.monotonic() + _PATIENCE
    while True:
        message = ForwardMsg()
        data = socket.recv(timeout=max(0.1, deadline - time.monotonic()))
        message.ParseFromString(data if isinstance(data, bytes) else data.encode())
        kind = message.WhichOneof("type")
        if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            element = message.delta.new_element
            what = element.WhichOneof("type")
            if what in ("exception", "alert"):
                trouble = str(getattr(element, what))[:300]
            elif what == "html" and "rb-banner" not in element.html.body:
                drawn.append(element.html.body)
            elif what == "plotly_chart":
                drawn.append(element.plotly_chart.spec)
        elif kind == "script_finished":
            if message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                continue  # overtaken by the run that was asked for
            break
    text = "\n".join(drawn)
    builds = frozenset(_BUILD.findall(text))
    if trouble is None and (f'data-finding="{page}"' not in text or not builds):
        trouble = "no finding or no build on the page"
    return Page(page, builds, hashlib.sha256(text.encode()).hexdigest(), trouble)


class Reader(threading.Thread):
    """Clicks from page to page in one session until told to stop."""

    def __init__(self, port: int, judge: Judge, pages: tuple[str, ...], pause: float) -> None:
        super().__init__(daemon=True)
        self.address = f"ws://127.0.0.1:{port}/_stcore/stream"
        self.judge, self.pages, self.pause = judge, pages, pause
        self.stopped = threading.Event()

    def run(self) -> None:
        try:
            options: dict[str, Any] = {"subprotocols": ["streamlit"], "max_size": None, "open_timeout": 30}
            with connect(self.address, **options) as socket:
                turn = 0
                while not self.stopped.is_set():
                    started = time.monotonic()
                    page = click(socket, self.pages[turn % len(self.pages)])
                    self.judge.add(page, time.monotonic() - started)
                    turn += 1
                    self.stopped.wait(self.pause)
        except (OSError, WebSocketException) as error:
            self.judge.fail(f"the session broke off: {type(error).__name__} {error}")
