"""A small PDF of text at places, as a printed document has it; without a font file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

Words = tuple[float, float, str]  # from the left, from the bottom (points), text
# a serif, as Mincho is: in the sans that some machines put in its place a lone sign has no width
_FONT = (
    "<</Type/Font/Subtype/Type0/BaseFont/Mincho/Encoding/UniJIS-UTF16-H/DescendantFonts[<</Type/Font"
    "/Subtype/CIDFontType0/BaseFont/Mincho/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 6>>"
    "/DW 1000/W[1 230 500]/FontDescriptor<</Type/FontDescriptor/FontName/Mincho/Flags 6"
    "/FontBBox[0 -120 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700/StemV 80>>>>]>>"
)


def write_pdf(path: Path, pages: Sequence[Sequence[Words]], trailer: str = "") -> Path:
    """`trailer`: what else stands in it, as an /Encrypt."""
    bodies = ["<</Type/Catalog/Pages 2 0 R>>", "", _FONT]
    kids = []
    for words in pages:
        text = (
            "BT "
            + " ".join(
                f"/F 10 Tf 1 0 0 1 {x} {y} Tm <{said.encode('utf-16-be').hex()}> Tj" for x, y, said in words
            )
            + " ET"
        )
        bodies.append(f"<</Length {len(text)}>>\nstream\n{text}\nendstream")
        kids.append(f"{len(bodies) + 1} 0 R")
        bodies.append(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>"
            f"/Contents {len(bodies)} 0 R>>"
        )
    bodies[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>"
    out, places = "%PDF-1.7\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    out += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}"
    out += (
        f"trailer\n<</Size {len(bodies) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{out.index('xref')}\n%%EOF\n"
    )
    path.write_bytes(out.encode("ascii"))
    return path


def columns(*lines: Sequence[str], top: float = 780, width: float = 100, left: float = 50) -> list[Words]:
    """Lines from the top of a page; the words of a line stand in columns."""
    return [
        (left + width * at, top - 18 * number, word)
        for number, line in enumerate(lines)
        for at, word in enumerate(line)
        if word
    ]
