"""The server under those who mean it ill, and under more readers than it has room for."""

from __future__ import annotations

import asyncio
import gc
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
import weakref
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.types import Message, Receive, Scope, Send
from websockets.exceptions import InvalidStatus

from dashboard.server import Contained
from dashboard.service import settings
from dashboard.service.capacity import Capacity
from dashboard.service.hosts import Hosts
from dashboard.text import LANGUAGES, word
from tests.bench.stream import Stream
from tests.conftest import ROOT
from tests.dashboard.chrome import wait

_SECONDS, _HALF_OPEN, _SESSIONS, _SOFT = 2.0, 8, 3, 600
_NAME = "board.example.lg.jp"


@dataclass(frozen=True)
class _Board:
    port: int
    process: subprocess.Popen[bytes]
    log: Path


@pytest.fixture(scope="module")
def served(mart_copy: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[_Board]:
    """A board with narrow limits, started as most systems start one: with few open files."""
    home = tmp_path_factory.mktemp("service")
    (home / "office.toml").write_text(
        f'[board]\nhosts = ["{_NAME}"]\nsessions = {_SESSIONS}\nhalf_open = {_HALF_OPEN}\n'
        f"request_seconds = {_SECONDS}\n",
        encoding="utf-8",
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "RENKEI_MART": str(mart_copy),
        "RENKEI_SETTINGS": str(home / "office.toml"),
    }
    command = [sys.executable, "-m", "dashboard", "--port", str(port), "--address", "127.0.0.1"]
    if sys.platform != "win32":
        command = ["sh", "-c", f'ulimit -S -n {_SOFT} && exec "$@"', "sh", *command]
    with (home / "log.txt").open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out)
    try:
        wait(f"http://127.0.0.1:{port}/api/health", process, home / "log.txt")
        yield _Board(port, process, home / "log.txt")
    finally:
        process.terminate()
        process.wait(timeout=20)


def _ask(
    board: _Board, method: str = "GET", path: str = "/", body: bytes | None = None, **headers: str
) -> tuple[int, str]:
    with closing(http.client.HTTPConnection("127.0.0.1", board.port, timeout=30)) as connection:
        connection.request(
            method, path, body, {name.replace("_", "-"): text for name, text in headers.items()}
        )
        answer = connection.getresponse()
        return answer.status, answer.read().decode("utf-8")


@pytest.mark.parametrize("path", ["/", "/population", "/api/health", "/look/style.css", "/_stcore/health"])
def test_a_name_that_is_not_the_boards_is_refused_in_both_languages(served: _Board, path: str) -> None:
    status, told = _ask(served, path=path, Host="evil.example")
    assert status == 421
    for lang in LANGUAGES:
        assert word("door.host", lang).replace("{value}", "evil.example") in told
    for name in (
        "localhost",
        f"127.0.0.1:{served.port}",
        "192.168.10.5:8501",
        "[::1]",
        _NAME,
        socket.gethostname(),
    ):
        assert _ask(served, path=path, Host=name)[0] == 200, name


@pytest.mark.parametrize(
    ("host", "origin", "status"),
    [
        ("evil.example", None, 421),
        ("localhost", "http://evil.example", 403),
        ("localhost", "null", 403),
        # another machine of the same network is not the board
        ("localhost", "http://192.168.10.5:8501", 403),
        ("192.168.10.5:8501", "http://192.168.10.5:8501", 101),
        ("localhost", "http://localhost", 101),
    ],
)
def test_a_stream_opens_for_the_boards_own_pages_alone(
    served: _Board, host: str, origin: str | None, status: int
) -> None:
    asked = {
        "Host": host,
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Key": "x3JJHMbDL1EzLkh9GBhXDw==",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Protocol": "streamlit",
    }
    with closing(http.client.HTTPConnection("127.0.0.1", served.port, timeout=30)) as connection:
        connection.request("GET", "/_stcore/stream", None, asked | ({"Origin": origin} if origin else {}))
        assert connection.getresponse().status == status


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_no_file_is_taken(served: _Board, method: str) -> None:
    status, told = _ask(served, method, "/_stcore/upload_file/a/b", b"x" * 200_000)
    assert status == 403
    assert word("door.upload", "ja") in told
    assert word("door.upload", "en") in told


def _hangs(board: _Board, sent: bytes, drip: bytes = b"") -> float:
    """Seconds until the server ends a connection on which nothing more comes, or one byte at a time."""
    with socket.create_connection(("127.0.0.1", board.port), timeout=30) as connection:
        began = time.monotonic()
        connection.sendall(sent)
        connection.settimeout(0.3)
        while time.monotonic() - began < 30:
            try:
                if drip:
                    connection.sendall(drip)
                if not connection.recv(4096):
                    break
            except TimeoutError:
                continue
            except OSError:
                break
        return time.monotonic() - began


@pytest.mark.parametrize(
    ("sent", "drip"),
    [
        (b"", b""),
        (b"GET / HT", b""),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\n", b"X-A: b\r\n"),
        (b"POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n", b"x"),
        (b"GET /_stcore/stream HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websock", b""),
    ],
    ids=["nothing", "half a line", "headers without end", "body without end", "half a handshake"],
)
def test_a_request_without_end_is_ended(served: _Board, sent: bytes, drip: bytes) -> None:
    assert _hangs(served, sent, drip) < _SECONDS + 8


def test_an_answer_that_nobody_takes_is_ended(served: _Board) -> None:
    with socket.socket() as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.connect(("127.0.0.1", served.port))
        asked = b"GET /fonts/NotoSansJP-Regular.woff2 HTTP/1.1\r\nHost: localhost\r\n\r\n"
        slow.sendall(asked * 12)
        time.sleep(_SECONDS + 2)
        assert _taken(slow) < 8 * 2**20  # what the buffers between held, not twelve fonts


def _taken(connection: socket.socket) -> int:
    """Bytes that still come until the connection has ended."""
    connection.settimeout(10)
    taken = 0
    try:
        while got := len(connection.recv(1 << 20)):
            taken += got
    except ConnectionError:
        pass
    return taken


def test_half_open_requests_shut_nobody_out(served: _Board) -> None:
    held = [socket.create_connection(("127.0.0.1", served.port), timeout=5) for _ in range(_HALF_OPEN * 8)]
    try:
        for connection in held:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: loc")
        assert _ask(served, path="/_stcore/health")[0] == 200
        ended = 0
        for connection in held[:-_HALF_OPEN]:
            connection.settimeout(1)
            try:
                ended += not connection.recv(1)
            except ConnectionError:
                ended += 1
            except TimeoutError:
                pass
        assert ended >= len(held) - _HALF_OPEN - 1
    finally:
        for connection in held:
            connection.close()


@pytest.mark.skipif(sys.platform == "win32", reason="no way to hold a process still")
def test_a_burst_of_whole_requests_from_one_address_is_answered(served: _Board) -> None:
    """All are accepted before the first is read: the server stands still while they come."""
    request = b"GET /_stcore/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    held: list[socket.socket] = []
    served.process.send_signal(signal.SIGSTOP)
    try:
        for _ in range(_HALF_OPEN * 3 // 2):
            held.append(socket.create_connection(("127.0.0.1", served.port), timeout=5))
            held[-1].sendall(request)
    finally:
        served.process.send_signal(signal.SIGCONT)
    answers = []
    for connection in held:
        with closing(connection):
            connection.settimeout(10)
            answers.append(connection.recv(64)[:12])
    assert answers == [b"HTTP/1.1 200"] * len(held)


def test_a_kept_connection_answers_again_and_ends_when_idle(served: _Board) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", served.port, timeout=30)) as connection:
        for _ in range(3):
            connection.request("GET", "/api/health")
            assert connection.getresponse().read()
        assert connection.sock is not None
        connection.sock.settimeout(15)
        assert connection.sock.recv(1) == b""


@pytest.mark.skipif(sys.platform != "linux", reason="another process's limits")
def test_the_limit_of_open_files_is_raised_to_what_the_system_allows(served: _Board) -> None:
    import resource

    soft, hard = resource.prlimit(served.process.pid, resource.RLIMIT_NOFILE)
    assert soft == hard > _SOFT


def test_a_full_board_says_so_and_lets_in_whoever_comes_when_one_has_left(served: _Board) -> None:
    async def crowd() -> None:
        readers = [await Stream.open(served.port) for _ in range(_SESSIONS)]
        for lang in LANGUAGES:
            status, told = await asyncio.to_thread(_ask, served, path=f"/population?lang={lang}")
            assert status == 503
            assert f'<html lang="{lang}"' in told
            assert word("door.full", lang) in told
        assert (await asyncio.to_thread(_ask, served, path="/api/health"))[0] == 200
        with pytest.raises(InvalidStatus) as refused:
            await Stream.open(served.port)
        assert refused.value.response.status_code == 503
        assert await readers[0].click(readers[0].choices[0]) > 0  # who is in stays in
        for reader in readers:
            await reader.close()
        for _ in range(50):
            if (await asyncio.to_thread(_ask, served, path="/population"))[0] == 200:
                break
            await asyncio.sleep(0.1)
        again = await Stream.open(served.port)
        await again.close()

    asyncio.run(crowd())


def test_the_files_of_the_process_bound_the_sessions() -> None:
    assert Capacity(1024, 128, None).sessions == 208
    assert Capacity(20_000, 128, None).sessions > 500
    assert Capacity(20_000, 128, 50).sessions == 50
    assert Capacity(1024, 128, 900).sessions == 208  # more than the files allow helps nobody
    assert Capacity(None, 128, None).sessions == 1024


@pytest.mark.parametrize(
    ("host", "allowed"),
    [
        ("localhost:8501", True),
        ("10.1.2.3", True),
        ("[fe80::1]:8501", True),
        ("8.8.8.8", False),
        ("203.0.114.9:80", False),
        ("board.example.lg.jp.", True),
        ("BOARD.example.lg.jp", True),
        ("a.pref.example.jp", True),
        ("pref.example.jp", False),
        ("evilpref.example.jp", False),
        ("localhost.evil.example", False),
        ("localhost@evil.example", False),
        ("evil.example#localhost", False),
        ("localhost:99999", False),
        ("", False),
    ],
)
def test_names_that_are_allowed(host: str, allowed: bool) -> None:
    assert Hosts([_NAME, "*.pref.example.jp"]).allow(host) is allowed


def test_the_address_that_was_reached_is_allowed() -> None:
    assert Hosts([]).allow("8.8.8.8:8501", server="8.8.8.8")


def test_settings_that_are_wrong_stand_at_their_defaults_and_are_logged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "office.toml"
    file.write_text(
        '[board]\nhosts = "x"\nhalf_open = -1\nrequest_seconds = true\n[pack]\nbase = "http://b.example.jp/x"\n',
        encoding="utf-8",
    )
    monkeypatch.setenv("RENKEI_SETTINGS", str(file))
    assert settings.read() == settings.Settings(hosts=("b.example.jp",))
    said = caplog.text
    assert all(key in said for key in ("hosts", "half_open", "request_seconds"))


def _script(code: str, tmp_path: Path, mart: Path, **environment: str) -> str:
    """What a process of its own prints that serves the board however it likes."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    file = tmp_path / "start.py"
    file.write_text(code.replace("PORT", str(port)), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(file)],
        cwd=tmp_path,  # not the board's folder: its .streamlit/config.toml is not read from here
        env={**os.environ, "PYTHONPATH": str(ROOT), "RENKEI_MART": str(mart), **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


# a server that another program starts: uvicorn alone, without python -m dashboard
_BY_HAND = """
import gc, threading, time, urllib.request, uvicorn
from streamlit import config
from dashboard.server import app
server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=PORT, log_level="error", access_log=False))
thread = threading.Thread(target=server.run, daemon=True)
thread.start()
while not server.started:
    assert thread.is_alive()
    time.sleep(0.05)
urllib.request.urlopen("http://127.0.0.1:PORT/_stcore/health", timeout=20).read()
for key in ("runner.postScriptGC", "server.maxUploadSize", "server.maxWidgetStateSize"):
    print(key, config.get_option(key))
print("frozen", gc.get_freeze_count() > 100_000)
"""


def test_the_service_settings_hold_however_the_server_is_started(mart_copy: Path, tmp_path: Path) -> None:
    told = _script(
        _BY_HAND,
        tmp_path,
        mart_copy,
        STREAMLIT_RUNNER_POST_SCRIPT_GC="true",
        STREAMLIT_SERVER_MAX_UPLOAD_SIZE="200",
    )
    assert told.split("\n")[:4] == [
        "runner.postScriptGC False",
        "server.maxUploadSize 1",
        "server.maxWidgetStateSize 2",
        "frozen True",
    ]


def test_figures_of_the_toolkit_are_nobodys(served: _Board) -> None:
    assert _ask(served, path="/_stcore/metrics")[0] == 404


def test_one_address_shuts_out_its_own_connections_alone(served: _Board) -> None:
    """Half-open requests from 127.0.0.2 push out one another, not those of a slower reader elsewhere."""
    with socket.create_connection(("127.0.0.1", served.port), timeout=5) as slow:
        slow.sendall(b"GET /_stcore/health HTTP/1.1\r\nHost: localhost\r\n")
        held = [
            socket.create_connection(("127.0.0.1", served.port), 5, source_address=("127.0.0.2", 0))
            for _ in range(_HALF_OPEN * 4)
        ]
        try:
            for connection in held:
                connection.sendall(b"GET / HTTP/1.1\r\nHost: loc")
            slow.sendall(b"Connection: close\r\n\r\n")
            slow.settimeout(10)
            assert slow.recv(64).startswith(b"HTTP/1.1 200")
        finally:
            for connection in held:
                connection.close()


class _Sent(dict[str, object]):
    """A message that can be watched: dict itself takes no weak reference."""


def test_what_was_sent_to_a_reader_is_not_held_as_long_as_the_reader_stays() -> None:
    held: list[int] = []

    async def stream(scope: Scope, receive: Receive, send: Send) -> None:
        watched = []
        for number in range(50):
            message = _Sent(type="websocket.send", bytes=bytes(number))
            watched.append(weakref.ref(message))
            await send(message)
            del message
        gc.collect()
        held.append(sum(each() is not None for each in watched))

    async def receive() -> Message:
        return {"type": "websocket.disconnect"}

    async def send(message: Message) -> None:
        """The connection has taken it."""

    asyncio.run(Contained(stream)({"type": "websocket", "path": "/"}, receive, send))
    assert held == [0]
