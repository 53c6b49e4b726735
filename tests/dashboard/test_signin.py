"""Signing in to write SQL, against a provider of our own that speaks OpenID Connect, in a real Chromium."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from dashboard.sandbox.ask import available
from dashboard.text import LANGUAGES, Lang, word
from tests.dashboard.chrome import Window, serve
from tests.dashboard.oidc import CLIENT, SECRET, provider
from tests.dashboard.test_pages import _html, _open
from tests.long import some

pytestmark = pytest.mark.skipif(not available(), reason="the sandbox needs the limits of POSIX")

_ACCOUNTS: list[Mapping[str, Any]] = [
    {"email": "analyst@example.lg.jp", "email_verified": True},
    {"email": "clerk@example.lg.jp"},
    {"email": "director@example.lg.jp", "email_verified": False},
]
_EDITORS = ["analyst@example.lg.jp", "director@example.lg.jp"]


@pytest.fixture(scope="module")
def signed(one_view_copy: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A board that asks for the sign-in, beside a provider."""
    home = tmp_path_factory.mktemp("signin")
    (home / "office.toml").write_text(
        f'[sql]\neditor = "signed_in"\neditors = {_EDITORS!r}\n', encoding="utf-8"
    )
    (home / ".streamlit").mkdir()
    with provider(_ACCOUNTS) as issuer:
        (home / ".streamlit" / "secrets.toml").write_text(
            "[auth]\n"
            'redirect_uri = "http://127.0.0.1:{port}/oauth2callback"\n'
            'cookie_secret = "long enough for a test, and for nothing else"\n'
            f'client_id = "{CLIENT}"\nclient_secret = "{SECRET}"\n'
            f'server_metadata_url = "{issuer}/.well-known/openid-configuration"\n',
            encoding="utf-8",
        )
        settings = str(home / "office.toml")
        with serve(one_view_copy, home / "log.txt", HOME=str(home), RENKEI_SETTINGS=settings) as address:
            yield address


@pytest.fixture
def page(window: Window) -> Iterator[Page]:
    """A visitor of their own: nobody else's cookies."""
    with window.tab() as opened:
        yield opened


def _enter(page: Page, address: str, email: str, lang: Lang) -> None:
    page.goto(f"{address}/analyst?lang={lang}&region=nemuro")
    page.get_by_role("button", name=word("signin.enter", lang), exact=True).click(timeout=30_000)
    page.get_by_role("link", name=email, exact=True).click()
    page.wait_for_url("**/analyst?*")


@pytest.mark.chromium
@pytest.mark.parametrize("lang", some(LANGUAGES, lambda _, lang: lang == "en"))
def test_an_analyst_signs_in_asks_and_signs_out_where_they_were(page: Page, signed: str, lang: Lang) -> None:
    page.goto(f"{signed}/analyst?lang={lang}&region=nemuro")
    expect(page.locator(".rb-signin")).to_have_text(word("signin.anonymous", lang), timeout=30_000)
    assert page.locator("#sql_editor").count() == 0
    _enter(page, signed, "analyst@example.lg.jp", lang)
    expect(page.locator(".rb-signin")).to_contain_text("analyst@example.lg.jp", timeout=30_000)
    assert ("lang=en" in page.url) is (lang == "en")
    assert "region=nemuro" in page.url
    page.get_by_role("button", name=word("sql.run", lang), exact=True).click()
    rows = word("sql.rows", lang).format(count="11")
    expect(page.get_by_role("heading", name=rows, exact=True)).to_be_visible(timeout=30_000)
    page.get_by_role("button", name=word("signin.leave", lang), exact=True).click()
    expect(page.locator(".rb-signin")).to_have_text(word("signin.anonymous", lang), timeout=30_000)
    assert "/analyst?" in page.url
    assert page.locator("#sql_editor").count() == 0


@pytest.mark.chromium
@pytest.mark.parametrize(
    ("email", "why"),
    some(
        [("director@example.lg.jp", "unverified"), ("clerk@example.lg.jp", "not_listed")],
        lambda number, _: number == 0,
        rows=True,
    ),
)
def test_who_is_not_listed_or_not_verified_is_told_so_and_writes_nothing(
    page: Page, signed: str, email: str, why: str
) -> None:
    _enter(page, signed, email, "ja")
    told = word(f"signin.{why}", "ja").format(email=email)
    expect(page.locator(".rb-signin")).to_have_text(told, timeout=30_000)
    assert page.locator("#sql_editor").count() == 0
    expect(page.get_by_role("button", name=word("signin.leave", "ja"), exact=True)).to_be_visible()


def test_without_a_provider_the_page_says_so(
    one_view_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "office.toml").write_text('[sql]\neditor = "signed_in"\n', encoding="utf-8")
    monkeypatch.setenv("RENKEI_SETTINGS", str(tmp_path / "office.toml"))
    monkeypatch.setenv("RENKEI_MART", str(one_view_copy))
    shown = _open("analyst")
    assert word("signin.not_set_up", "ja") in _html(shown)
    assert 'id="sql_editor"' not in _html(shown)
