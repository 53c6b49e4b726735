"""python -m tests.bench.kills: a refresh killed again and again while readers click.

Every kill is a real SIGKILL of a real `python -m etl refresh`; the readers are sessions of a real server.
Counted: pages that could not be read, pages of more than one build, builds that were whole and are not.
Exit code 1 where any of them is not 0.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter, deque
from dataclasses import dataclass, field
from pathlib import Path

from dashboard.mart import Mart
from etl.build import fingerprint, history
from etl.paths import Paths
from tests.bench.reader import Judge, Reader
from tests.conftest import ROOT, copy_project

KILLED = Path(__file__).with_name("killed.py")
PAGES = ("overview", "disbursements")
STEP = re.compile(r"/ (\w+)$", re.MULTILINE)
_TRIES = 6
_PLANNED = re.compile(r"(shiribeshi,令和 6年度,交付金活用見込額,)\d+")
_ENVIRONMENT = {**os.environ, "PYTHONIOENCODING": "utf-8"}


@dataclass
class Tally:
    """What came of the kills."""

    kills: int = 0
    landed: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    published: int = 0
    pruned: int = 0


class Trial:
    """A project of its own, a server on it, readers, and a refresh that is killed."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.paths: Paths = copy_project(folder / "project")
        # what is not open may be pruned at once
        self.paths.settings_file.write_text("[mart]\ngrace_hours = 0\n", encoding="utf-8")
        self.random = random.Random(seed)
        self.tally = Tally()
        self.turn = 0
        self.builds: set[str] = set()
        self.run_through()

    def vary(self) -> None:
        """Another planned grant, which publishes by itself and is seen on both pages."""
        self.turn += 1
        file = self.paths.sources / "hokkaido_casebook_2024" / "disbursements.csv"
        text = file.read_text(encoding="utf-8")
        new, count = _PLANNED.subn(rf"\g<1>{400 + 100 * (self.turn % 7)}", text)
        assert count == 1, count
        file.write_text(f"{new.rstrip()}\n", encoding="utf-8")
        toml = file.with_name("source.toml")  # seven figures come again: the input does not
        body = toml.read_text(encoding="utf-8").split("\n# turn")[0]
        toml.write_text(f"{body}\n# turn {self.turn}\n", encoding="utf-8")

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "etl", *arguments, "--root", str(self.paths.root)]

    def run_through(self) -> float:
        """A refresh that nobody kills; returns its seconds. It must publish."""
        self.vary()
        started = time.monotonic()
        done = subprocess.run(
            self.command("refresh"), cwd=ROOT, env=_ENVIRONMENT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        seconds = time.monotonic() - started
        assert not list(self.paths.builds.glob(".new-*")), "a half-written build was left"
        self.look("run through")
        return seconds

    def kill_at(self, seconds: float) -> float | None:
        """Start a refresh and kill it so many seconds later; its own seconds where it ended before that."""
        self.vary()
        started, took = time.monotonic(), None
        with subprocess.Popen(
            self.command("refresh"),
            cwd=ROOT,
            env=_ENVIRONMENT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            try:
                process.wait(timeout=seconds)
                landed, took = "after its end", time.monotonic() - started
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                landed = ""
            _, told = process.communicate()
        steps = STEP.findall(told)
        self.counted(landed or (steps[-1] if steps else "start"))
        return took

    def kill_before(self, number: int) -> bool:
        """Kill a refresh before the n-th operation of publishing; False when there are not so many."""
        self.vary()
        done = subprocess.run(
            [sys.executable, str(KILLED), str(number), "manifest.json", "--", "refresh", "--root",
             str(self.paths.root)],
            cwd=ROOT, env=_ENVIRONMENT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode != -signal.SIGKILL:
            assert done.returncode == 0, done.stdout + done.stderr
            self.look("aimed")
            return False
        self.counted("aimed at publishing")
        return True

    def counted(self, landed: str) -> None:
        self.tally.landed[landed] += 1
        self.tally.kills += landed != "after its end"
        self.look(f"kill {self.tally.kills} ({landed})")

    def look(self, when: str) -> None:
        """What is on the disk now, as a board that has just been started sees it."""
        whole = {b.build_id for b in history.stored_builds(self.paths) if b.manifest}
        self.tally.lost += [f"{when}: {name}" for name in sorted(self.builds - whole)]
        self.tally.published += len(whole - self.builds)
        self.builds = whole
        live = fingerprint.live_manifest(self.paths)
        try:
            pointer = json.loads(self.paths.current.read_text(encoding="utf-8"))["build_id"]
            shown = Mart(self.paths.mart).live()
            grants = shown.one("select count(*) as n from disbursement")["n"]
            good = live is not None and pointer == live["build_id"] == shown.build_id and grants == 32
        except Exception as error:  # whatever a reader would have met is what is counted
            self.tally.unreadable.append(f"{when}: {type(error).__name__} {error}")
            return
        if not good:
            self.tally.unreadable.append(f"{when}: the pointer names no whole build")

    def prune(self) -> None:
        """Old builds go while the readers read; what this removes is not lost."""
        done = subprocess.run(
            self.command("prune", "--keep", "3", "--json"),
            cwd=ROOT, env=_ENVIRONMENT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        gone = set(json.loads(done.stdout)["removed"])
        self.builds -= gone
        self.tally.pruned += len(gone)


class Server:
    """The board on a port of its own; ended by its own pid."""

    def __init__(self, paths: Paths, log: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.log = log
        with log.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "dashboard", "--port", str(self.port), "--address", "127.0.0.1"],
                cwd=ROOT,
                env={**_ENVIRONMENT, "RENKEI_MART": str(paths.mart)},
                stdout=out,
                stderr=subprocess.STDOUT,
            )

    def wait(self) -> None:
        for _ in range(600):
            assert self.process.poll() is None, self.log.read_text(encoding="utf-8")
            if self.healthy():
                return
            time.sleep(0.1)
        raise AssertionError(self.log.read_text(encoding="utf-8"))

    def healthy(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/api/health", timeout=30) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def end(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=30)


def trial(folder: Path, spread: int, aimed: int, readers: int, seed: int, pause: float = 0.2) -> int:
    """The whole trial; prints and returns the exit code. `aimed` below 0 kills once before every operation
    of publishing, else that often before one at random."""
    made = Trial(folder, seed)
    server, judge = Server(made.paths, folder / "server.log"), Judge()
    crowd = [Reader(server.port, judge, PAGES, pause) for _ in range(readers)]
    try:
        server.wait()
        for reader in crowd:
            reader.start()
        pace = deque((made.run_through() for _ in range(3 if spread > 20 else 1)), maxlen=5)
        for number in range(spread):
            # one instant in each of so many equal parts of the run: uniform, and no part is missed; a run
            # that was faster than the last ones ended unhurt, and its part is tried again at their pace
            for _ in range(_TRIES):
                instant = (number + made.random.random()) / spread * statistics.median(pace)
                ended = made.kill_at(instant)
                if ended is None:
                    break
                pace.append(ended)
            if number % 25 == 24:
                made.prune()
                pace.append(made.run_through())
                if not server.healthy():
                    judge.fail("the server does not answer")
        every = aimed < 0
        for number in range(1, 10_000 if every else aimed + 1):
            step = number if every else made.random.randint(1, 45)
            if not made.kill_before(step) and every:
                break
            if number % 25 == 0:
                made.prune()
        made.run_through()  # the next refresh repairs by itself
        for reader in crowd:
            reader.stopped.set()
        for reader in crowd:
            reader.join(timeout=120)
    finally:
        server.end()
    return report(made.tally, judge, readers, statistics.median(pace), spread)


def report(tally: Tally, judge: Judge, readers: int, duration: float, spread: int) -> int:
    landed = ", ".join(f"{name} {count}" for name, count in tally.landed.most_common())
    unreadable = tally.unreadable + judge.unreadable
    print(f"kills              {tally.kills}")
    print(f"  instants         {spread} uniform: one at random in each {1 / max(spread, 1):.2%} of a run's")
    print(f"                   {duration:.1f} s (the last runs, with readers); the others aimed: before one")
    print("                   operation on files after another, from publishing to the end of the run")
    print(f"  landed in        {landed}")
    print(f"builds published   {tally.published}, {len(judge.builds)} seen by readers, {tally.pruned} pruned")
    print(f"pages read         {judge.pages} by {readers} readers, slowest {judge.slowest:.1f} s")
    print(f"unreadable boards  {len(unreadable)}")
    print(f"mixed states       {len(judge.mixed)}")
    print(f"lost builds        {len(tally.lost)}")
    for line in (unreadable + judge.mixed + tally.lost)[:20]:
        print(f"  {line}")
    return 1 if unreadable or judge.mixed or tally.lost or not judge.pages else 0


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.kills", description=__doc__)
    parser.add_argument("--spread", type=int, default=170, help="kills spread over the run's duration")
    parser.add_argument(
        "--aimed", type=int, default=-1, help="kills aimed at publishing; -1: every operation"
    )
    parser.add_argument("--readers", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        code = trial(Path(scratch), asked.spread, asked.aimed, asked.readers, asked.seed)
    sys.exit(code)


if __name__ == "__main__":
    main()
