"""What the browser may fetch while the toolkit starts in it, told in a header of the page.

Left alone, it learns that it needs the parts for our HTML, the charts and the fonts only when the
first run of the script arrives, and the cards wait for a part that is two kilobytes large.
"""

from __future__ import annotations

from pathlib import Path

import streamlit

# by the names they have in the toolkit's static files, before the mark of their content
_PARTS = ("Html", "purify.es", "PlotlyChart")
_FONTS = ("NotoSansJP-Regular", "NotoSansJP-Bold")


def links() -> bytes:
    """The value of the Link header; parts that a release of the toolkit does not have are left out."""
    folder = Path(streamlit.__file__).parent / "static" / "static" / "js"
    parts = [file.name for part in _PARTS for file in sorted(folder.glob(f"{part}.*.js"))[:1]]
    told = [f"</static/js/{name}>; rel=modulepreload" for name in parts]
    told += [f"</fonts/{name}.woff2>; rel=preload; as=font; type=font/woff2; crossorigin" for name in _FONTS]
    return ", ".join(told).encode()
