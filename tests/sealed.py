"""What a test changed in a published build is made a whole build again, as if it had been published so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from renkei import whole


def seal(folder: Path, **arguments: Any) -> None:
    """Writes the manifest of the build in `folder` anew: its files as they are, and `arguments` of it."""
    file = folder / whole.MANIFEST
    manifest = json.loads(file.read_text(encoding="utf-8"))
    names = [name for name in manifest["files"] if (folder / name).exists()]
    manifest |= {"build_id": folder.name, **whole.contents(folder, names), **arguments}
    file.write_text(json.dumps(manifest), encoding="utf-8")
