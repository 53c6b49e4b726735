"""The handout as PDF: the offline page, laid out for paper, printed by a Chromium that is there anyway.

A4 landscape, tagged, with outline, type inside. Without a Chromium there is no PDF, and a word why: the
HTML file can be printed from any browser.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from dashboard.pack.content import Pack, ReportProgress
from dashboard.pack.failed import Unmade
from dashboard.pack.page import UNFINISHED, document
from dashboard.text import T

_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "chrome",
    "msedge",
)
_PLACES = (
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    r"C:\Program Files\Microsoft\Edge\Application\msedge.exe",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
_PATIENCE = 300
_FLAGS = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--disable-extensions",
    "--host-resolver-rules=MAP * ~NOTFOUND",  # nothing is asked of any network
    "--hide-scrollbars",
    "--virtual-time-budget=120000",
)
_PAPER = (
    "--window-size=1060,900",
    "--no-pdf-header-footer",  # the page has its own
    "--export-tagged-pdf",
    "--generate-pdf-document-outline",
)
_NONE = T(
    "PDFにはChromium系のブラウザーが要る（RENKEI_CHROMIUM に場所を書くか、HTMLを開いて印刷する）",
    "a PDF needs a Chromium-based browser (name its place in RENKEI_CHROMIUM, or print the HTML file)",
)
_DATE = re.compile(rb"/(CreationDate|ModDate) \(D:[^)]*\)")


def write(pack: Pack, path: Path, progress: ReportProgress = lambda done, of: None) -> None:
    """One PDF in the pack's language. Raises Unmade where there is no Chromium or it fails."""
    browser = chromium()
    if browser is None:
        raise Unmade(_NONE)
    with tempfile.TemporaryDirectory(prefix=".renkei-handout-") as folder:
        page, made = Path(folder) / "handout.html", Path(folder) / "handout.pdf"
        page.write_text(document([pack], paper=True), encoding="utf-8", newline="\n")
        progress(1, 4)
        browse(browser, page, Path(folder) / "profile", *_PAPER, f"--print-to-pdf={made}")
        progress(3, 4)
        held = made.read_bytes() if made.exists() else b""
    if not held.startswith(b"%PDF") or not held.rstrip().endswith(b"%%EOF"):
        raise Unmade(_failed(browser, T("PDFができなかった", "no PDF came out")))
    if UNFINISHED.encode("ascii") in held:
        raise Unmade(_failed(browser, T("図を描き終えなかった", "the charts were not drawn in time")))
    path.write_bytes(_DATE.sub(lambda found: _dated(found, pack), held))
    progress(4, 4)


def chromium() -> str | None:
    """The browser named in RENKEI_CHROMIUM, else the first found. A name that leads nowhere is none."""
    named = os.environ.get("RENKEI_CHROMIUM")
    if named:
        return shutil.which(named)
    found = next((place for name in _NAMES if (place := shutil.which(name))), None)
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


def browse(browser: str, page: Path, profile: Path, *more: str) -> None:
    """Open a page of ours and make of it what `more` asks for. Raises Unmade."""
    command = [browser, *_FLAGS, f"--user-data-dir={profile}", *more, page.as_uri()]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.insert(1, "--no-sandbox")  # the browser refuses its sandbox to root
    try:
        with subprocess.Popen(
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=sys.platform != "win32",
        ) as process:
            try:
                _, problem = process.communicate(timeout=_PATIENCE)
            except BaseException:
                # also when the pack itself is ended: its browser is not left behind
                _end(process)
                raise
    except subprocess.TimeoutExpired:
        why = T(f"{_PATIENCE}秒で終わらなかった", f"it did not end within {_PATIENCE} seconds")
        raise Unmade(_failed(browser, why)) from None
    except OSError as error:
        told = error.strerror or str(error)
        raise Unmade(_failed(browser, T(told, told))) from error
    if process.returncode:
        lines = problem.decode("utf-8", "replace").strip().splitlines()
        told = f"{process.returncode} {lines[-1] if lines else ''}".strip()
        raise Unmade(_failed(browser, T(told, told)))


def _end(process: subprocess.Popen[bytes]) -> None:
    """The browser and what it started."""
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)


def _failed(browser: str, why: T) -> T:
    return T(f"{browser} でPDFを作れなかった: {why.ja}", f"{browser} could not make the PDF: {why.en}")


def _dated(match: re.Match[bytes], pack: Pack) -> bytes:
    """The meeting's date in as many bytes, so that no place in the file moves."""
    told = f"/{match[1].decode()} (D:{pack.made_on:%Y%m%d}000000+00'00')".encode("ascii")
    return told if len(told) == len(match[0]) else match[0]
