"""python -m renkei: one command for an office. What works on data is `etl`, what shows it is `dashboard`;
this package imports neither and starts them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from renkei.console import say_everything
from renkei.office import INSTALLED, SETTINGS, VARIABLE

_HELP = """\
renkei [--office フォルダ / DIR] 命令 / COMMAND

  new 長野県           事務局のフォルダを作る（都道府県、振興局の管内、市町村の名） / make an office's folder
  run                  なければデータを組み立て、ボードを開く / build the data if need be, serve the board
  serve                ボードを開く / serve the board
  refresh, status …    python -m etl の命令 / the commands of python -m etl
  pack                 会議資料を作る / make a council pack
  upgrade              前の書式のファイルを今の書式に（--write で書く） / older files to today's format
  doctor               何があり、何が足りないか。--sheet FILE ですべての頁の絵 / what the board has and lacks
  test                 更新し、すべての頁と会議資料を作ってみる / refresh, then draw every page and a pack

フォルダは RENKEI_OFFICE でも選べます。書かなければ、製品に付いているもの（data/）です。
RENKEI_OFFICE names the folder too; without one it is the office that the product ships (data/).
"""


def main(arguments: Sequence[str]) -> int:
    """The exit code of the command that was started; 2 for wrong use."""
    words = list(arguments)
    if "--office" in words:
        at = words.index("--office")
        if len(words) < at + 2:
            return _wrong("--office のあとにフォルダを書きます", "--office needs a folder")
        words[at : at + 2] = [f"--office={words[at + 1]}"]
    for word in [word for word in words if word.startswith("--office=")]:
        words.remove(word)
        os.environ[VARIABLE] = str(Path(word.removeprefix("--office=")).resolve())
    if not words or words[0] in ("-h", "--help", "help"):
        print(_HELP)
        return 0 if words else 2
    command, *more = words
    named = os.environ.get(VARIABLE)
    if named and command != "new" and not (Path(named) / SETTINGS).is_file():
        return _wrong(
            f"{named} に {SETTINGS} がありません。renkei new で事務局のフォルダを作ります",
            f"there is no {SETTINGS} in {named}; renkei new makes an office's folder",
        )
    if not named and INSTALLED and command != "new":
        return _wrong(
            "どの事務局か書きます: renkei --office フォルダ …（RENKEI_OFFICE でも）",
            "say which office: renkei --office DIR … (or RENKEI_OFFICE)",
        )
    if command == "run":
        return _start("etl", "refresh", "--if-missing") or _start("dashboard", *more)
    if command == "serve":
        return _start("dashboard", *more)
    if command == "test":
        return _start("etl", "refresh") or _start("dashboard", "doctor", "--draw", *more)
    if command in ("pack", "doctor"):
        return _start("dashboard", command, *more)
    return _start("etl", command, *more)


def _start(package: str, *words: str) -> int:
    try:
        return subprocess.run([sys.executable, "-m", package, *words], check=False).returncode
    except KeyboardInterrupt:
        return 130


def _wrong(ja: str, en: str) -> int:
    print(ja, file=sys.stderr)
    print(en, file=sys.stderr)
    return 2


def entry() -> None:
    say_everything()
    sys.exit(main(sys.argv[1:]))


if __name__ == "__main__":
    entry()
