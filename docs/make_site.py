"""python docs/make_site.py FOLDER: the documentation as a site, Japanese below ja/ and English below en/.

It is read from the folder, without a server and without a network.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

_HERE = Path(__file__).parent
_EN = "**.en.md"
_JAPANESE = sorted(path.name for path in _HERE.glob("*.md") if not path.name.endswith(".en.md"))
_FRONT = """<!doctype html>
<html lang="ja"><head><meta charset="utf-8"><title>広域連携ボード · Renkei Board</title>
<meta http-equiv="refresh" content="0; url=ja/index.html"></head>
<body><p><a href="ja/index.html">日本語</a> · <a href="en/index.en.html">English</a></p></body></html>
"""


def main(folder: Path) -> int:
    """0, or 1 where a page names what is not there."""
    shutil.rmtree(folder, ignore_errors=True)
    told = 0
    for lang, root, others in (("ja", "index", [_EN]), ("en", "index.en", _JAPANESE)):
        settings = {
            "language": lang,
            "root_doc": root,
            "exclude_patterns": ",".join(["design", "pictures", *others]),
        }
        words = [f"--define={key}={value}" for key, value in settings.items()]
        with tempfile.TemporaryDirectory() as scratch:
            # -W: what a page names and is not there is a fault
            call = [sys.executable, "-m", "sphinx", "-qWn", "--keep-going", "-d", scratch]
            # a process for each language: the generator speaks one in a process
            told |= subprocess.run([*call, *words, str(_HERE), str(folder / lang)], check=False).returncode
        (folder / lang / ".buildinfo").unlink(missing_ok=True)
    (folder / "index.html").write_text(_FRONT, encoding="utf-8")
    print(f"{folder.resolve()}/index.html")
    return int(told != 0)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
