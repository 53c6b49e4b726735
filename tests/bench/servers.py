"""The three servers of a run, side by side on this machine, each a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT


@dataclass(frozen=True)
class Server:
    """A server that answers on `port`."""

    port: int
    process: subprocess.Popen[bytes]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def cpu(self) -> float:
        """Seconds of processor time it has used so far, by all its threads; Linux only."""
        return time.clock_gettime((~self.process.pid << 3) | 2)  # the clock of another process

    def files(self) -> int:
        """How many files and connections it has open; Linux only."""
        return len(list(Path(f"/proc/{self.process.pid}/fd").iterdir()))

    def memory(self) -> float:
        """MiB it holds now; Linux only."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


@contextmanager
def served(names: tuple[str, ...], mart: Path, charts: int) -> Iterator[dict[str, Server]]:
    """One server per app, all answering; each ended by its own pid."""
    environment = {**os.environ, "RENKEI_MART": str(mart), "RENKEI_BENCH_CHARTS": str(charts)}
    with ExitStack() as stack:
        servers = {name: stack.enter_context(_serve(name, environment)) for name in names}
        for server in servers.values():
            _wait(server)
        yield servers


@contextmanager
def _serve(name: str, environment: dict[str, str]) -> Iterator[Server]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.serve", name, str(port)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    try:
        yield Server(port, process)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(server: Server) -> None:
    for _ in range(600):
        if server.process.poll() is not None:
            raise RuntimeError(f"a server ended with {server.process.returncode}")
        try:
            with urllib.request.urlopen(f"{server.address}_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("a server did not answer within a minute")
