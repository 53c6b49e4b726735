"""A sign-in leads back to the page it was asked on, and never out of the board."""

from __future__ import annotations

import asyncio

import pytest
from starlette.types import Message, Receive, Scope, Send

from dashboard.signin import Return


@pytest.mark.parametrize(
    ("noted", "leads_to"),
    [
        ("%2Fanalyst%3Flang%3Den", "/analyst?lang=en"),
        ("%2Fanalyst%3Fname%3D%25E6%25A0%25B9", "/analyst?name=%E6%A0%B9"),
        (None, "/"),
        ("", "/"),
        ("analyst", "/"),
        ("%2F%2Fevil.example%2F", "/"),
        ("%2F%5Cevil.example%2F", "/"),
        ("https%3A%2F%2Fevil.example%2F", "/"),
        ("%2Fa%0D%0Aset-cookie%3A%20x%3D1", "/"),
    ],
)
def test_a_sign_in_leads_back_into_this_board_only(noted: str | None, leads_to: str) -> None:
    async def toolkit(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 302, "headers": [(b"location", b"/")]})
        await send({"type": "http.response.body", "body": b""})

    async def receive() -> Message:
        return {"type": "http.request"}

    cookie = [] if noted is None else [(b"cookie", f"a=1; renkei_return={noted}".encode())]
    for path, expected in (("/oauth2callback", leads_to), ("/auth/login", "/")):
        sent: list[Message] = []

        async def send(message: Message, sent: list[Message] = sent) -> None:
            sent.append(message)

        asyncio.run(Return(toolkit)({"type": "http", "path": path, "headers": cookie}, receive, send))
        assert sent[0]["headers"] == [(b"location", expected.encode())]
