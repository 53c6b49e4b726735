"""What a reader is told of a failure, and the log of its cause: the same short number stands in both.

The number follows from the kind and the place of the failure: whoever meets it again, on the screen or in
a pack, quotes the same one.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
import traceback
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from dashboard.text import LANGUAGES, Lang, T, word

_LOG = logging.getLogger(__name__)
_FILE, _MOST_BYTES, _MOST_FILES = "dashboard.log", 2 * 2**20, 3
# a page that fails at every click of 200 readers must not fill the disk: the cause again after so long
_QUIET_SECONDS = 60.0
_LINE = "%(asctime)s %(levelname)s %(name)s %(message)s"
_logged: dict[str, float] = {}
_turn = threading.Lock()


def note(place: str, error: BaseException) -> str:
    """Logs the failure with its traceback; gives the number to quote. `place`: the panel, card or page."""
    number = _number(place, error)
    now = time.monotonic()
    with _turn:
        again = number in _logged and now - _logged[number] < _QUIET_SECONDS
        if not again:
            _logged[number] = now
    if again:
        _LOG.error("%s %s: %s, as before", number, place, type(error).__name__)
    else:
        _LOG.error("%s %s: %s", number, place, type(error).__name__, exc_info=error)
    return number


def _number(place: str, error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    inner = [f"{Path(frame.filename).name}:{frame.name}:{frame.lineno}" for frame in frames[-3:]]
    told = "|".join((place, type(error).__name__, *inner))
    return f"{zlib.crc32(told.encode('utf-8', 'replace')) % 1_000_000:06d}"


def sentence(number: str, lang: Lang, what: str = "panel") -> str:
    """What the reader is told. `what` is a key of i18n [failure]: panel, card, page, file, origin."""
    return word(f"failure.{what}", lang).format(number=number)


def text(number: str, what: str = "panel") -> T:
    return T(sentence(number, "ja", what), sentence(number, "en", what))


def both(number: str, what: str = "page") -> str:
    """In every language, where nobody knows the reader's."""
    return " / ".join(sentence(number, lang, what) for lang in LANGUAGES)


@contextmanager
def contained(
    place: str, show: Callable[[str], object], passing: tuple[type[Exception], ...] = ()
) -> Iterator[None]:
    """What fails within is logged, `show` gets its number, and what comes after goes on.

    `passing` has a sentence of its own further out. How the toolkit ends a run (a click, st.stop) is no
    failure and passes too.
    """
    try:
        yield
    except passing:
        raise
    except Exception as error:
        show(note(place, error))


class _File(RotatingFileHandler):
    """The log's file and folder, made when there is something to write."""

    def _open(self) -> TextIOWrapper:
        Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True)
        return super()._open()

    def handleError(self, record: logging.LogRecord) -> None:
        """Where the file cannot be written the cause stands in the output: lost it must not be."""
        if logging.lastResort is not None:
            logging.lastResort.handle(record)


def keep_log(folder: Path) -> None:
    """Writes what is logged into a file of its own, in `folder`.

    The server's own output has it too; a command that people run shows them sentences alone.
    """
    board = logging.getLogger("dashboard")
    if any(isinstance(handler, _File) for handler in board.handlers):
        return
    handler = _File(
        folder / _FILE, maxBytes=_MOST_BYTES, backupCount=_MOST_FILES, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter(_LINE))
    board.addHandler(handler)


def keep_output() -> None:
    """Writes what is logged to stderr: of the server, and of a pack's process, which the board reads."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter(_LINE))
    logging.getLogger("dashboard").addHandler(handler)
