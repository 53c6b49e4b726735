"""A QR code of an address (ISO/IEC 18004), drawn here: nothing is asked of another machine."""

from __future__ import annotations

import segno

# of the quiet zone around it, in modules, as the standard asks for
_QUIET = 4
_ERRORS = "m"  # 15 % of it may be smudged


def qr_code(address: str, name: str) -> str:
    """An SVG that scales; `name` is what it is called for whoever cannot see it. Raises ValueError for an
    address longer than the largest code holds (2,331 bytes)."""
    code = segno.make(address, error=_ERRORS, micro=False, boost_error=False)
    return code.svg_inline(border=_QUIET, omitsize=True, title=name, light="#fff")
