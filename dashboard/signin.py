"""The sign-in of those who may write: the toolkit's (OpenID Connect, [auth] of .streamlit/secrets.toml).

The toolkit leads back to the bare address after a sign-in. `Return` leads back to the page that asked for
it, whose path the page notes in a cookie of its own (ten minutes, this board only).
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import streamlit as st
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.editors import Refused
from dashboard.text import Lang, word

_COOKIE = "renkei_return"
_BACK = ("/oauth2callback", "/auth/logout")
_NOTE = (
    f"<script>document.cookie = '{_COOKIE}=' + encodeURIComponent(location.pathname + location.search)"
    " + '; path=/; max-age=600; samesite=lax'</script>"
)


def show(refused: Refused | None, user: Mapping[str, Any], lang: Lang, what: str = "signin") -> None:
    """Who is signed in and may write, or why not; nothing where no sign-in is asked for.

    `what` is the group of words that say what is written.
    """
    if refused is Refused.CLOSED:
        return
    told = word(f"{what}.{refused.value}" if refused else f"{what}.as", lang).format(
        email=user.get("email", "")
    )
    with st.container(key="signin", horizontal=True, vertical_alignment="center", gap="small"):
        note = f'<p class="rb-signin" role="status">{escape(told)}</p>{_NOTE}'
        st.html(note, width="content", unsafe_allow_javascript=True)
        if refused is Refused.ANONYMOUS:
            st.button(word("signin.enter", lang), key="signin_enter", on_click=st.login)
        elif user.get("is_logged_in"):
            st.button(word("signin.leave", lang), key="signin_leave", on_click=st.logout)


def _noted(scope: Scope) -> str | None:
    """The page noted before the sign-in; only a path of this board."""
    header = b"; ".join(value for name, value in scope["headers"] if name == b"cookie").decode("latin-1")
    try:
        noted = SimpleCookie(header).get(_COOKIE)
    except CookieError:
        return None
    path = unquote(noted.value) if noted else ""
    # "//host" and "/\host" lead elsewhere
    outside = not path.startswith("/") or path[1:2] in ("/", "\\") or urlsplit(path).netloc
    return None if outside or not path.isprintable() else quote(path, safe="/?=&%,.~-_:+")


class Return:
    """After a sign-in, or a sign-out, back to the page that asked for it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].endswith(_BACK):
            await self.app(scope, receive, send)
            return

        async def send_back(message: Message) -> None:
            path = _noted(scope)
            if message["type"] == "http.response.start" and path:
                message["headers"] = [
                    (name, path.encode("ascii") if name == b"location" and value == b"/" else value)
                    for name, value in message["headers"]
                ]
            await send(message)

        await self.app(scope, receive, send_back)
