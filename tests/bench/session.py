"""A reader without a browser: one session each, opened and clicked through the toolkit's HTTP interface."""

from __future__ import annotations

import http.client
import json
import time
from typing import Any

_PATH = "/_stcore/agent/interact"


class Reader:
    """One session on one page. A click is a choice of a region, as in the menu beside the page."""

    def __init__(self, port: int, page: str | None = None, **query: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        asked: dict[str, Any] = {"page": page} if page else {}
        if query:
            asked["query_params"] = {name: [value] for name, value in query.items()}
        told = json.loads(self._ask(asked))
        self._session = told["session_id"]
        self.choices: list[str] = next(_options(told["tree"]))
        # a server ends what is idle for seconds, as while the other readers arrive: the next click
        # connects anew, as a browser would
        self._connection.close()

    def click(self, choice: str | None) -> float:
        """Seconds from the click to the end of its run. Raises RuntimeError for anything but a good run."""
        started = time.perf_counter()
        self._ask({"session_id": self._session, "widget_state": {"region": choice}})
        return time.perf_counter() - started

    def close(self) -> None:
        self._connection.close()

    def _ask(self, request: dict[str, Any]) -> bytes:
        self._connection.request("POST", _PATH, json.dumps(request), {"Content-Type": "application/json"})
        answer = self._connection.getresponse()
        told = answer.read()
        # the status stands in the first hundred bytes: parsing it all would take the server's time
        if answer.status != 200 or b'"status":"ready"' not in told[:200]:
            raise RuntimeError(f"{answer.status}: {told[:400].decode(errors='replace')}")
        return told


def _options(node: dict[str, Any]) -> Any:
    if node.get("key") == "region":
        yield node["props"]["options"]
    for child in node.get("children", ()):
        yield from _options(child)
