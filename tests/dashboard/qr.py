"""Reads the QR codes of a picture as a camera does."""

from __future__ import annotations

import zxingcpp
from PIL.Image import Image


def read_codes(picture: Image) -> list[str]:
    """What the codes of a picture hold, from its top to its bottom."""
    found = zxingcpp.read_barcodes(picture.convert("L"), formats=zxingcpp.BarcodeFormat.QRCode)
    return [code.text for code in sorted(found, key=lambda code: code.position.top_left.y)]
