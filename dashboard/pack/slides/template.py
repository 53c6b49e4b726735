"""The file that slides start from: our own plain one, or a user's with named layouts (office.toml)."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.exc import PackageNotFoundError
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.packuri import PackURI
from pptx.util import Inches

from dashboard.pack.native.type import Type
from dashboard.pack.problems import PackError, Problem
from dashboard.text import Lang, T

# the first of these that a template has; the last ones are PowerPoint's own names
TITLE_LAYOUTS = ("会議資料 表紙", "Council title", "タイトル スライド", "Title Slide")
PANEL_LAYOUTS = ("会議資料 図", "Council panel", "タイトルのみ", "Title Only")
_WIDE, _TALL = 13.333, 7.5
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_TITLES = {"title": (0.5, 0.46, 12.33, 0.92), "cover": (1.0, 2.2, 11.33, 1.5)}


@dataclass(frozen=True)
class Template:
    """An opened presentation without slides, its two layouts, and the type its slides are set in."""

    presentation: Any
    title: Any
    panel: Any
    type: Type


def opened(path: Path | None, lang: Lang, large: bool) -> Template:
    """Raises PackError where the template cannot be read or has not both layouts."""
    factor = 1.2 if large else 1.0
    if path is None:
        return _own(lang, factor)
    try:
        presentation = Presentation(str(path))
    except (OSError, PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError):
        why = T(
            "PowerPointのファイル（.pptx）として読めない", "this cannot be read as a PowerPoint file (.pptx)"
        )
        raise PackError(Problem("template", str(path), why)) from None
    layouts = {layout.name: layout for layout in presentation.slide_layouts}
    title = next((layouts[name] for name in TITLE_LAYOUTS if name in layouts), None)
    panel = next((layouts[name] for name in PANEL_LAYOUTS if name in layouts), None)
    lacking = [
        names for names, layout in ((TITLE_LAYOUTS, title), (PANEL_LAYOUTS, panel)) if not _titled(layout)
    ]
    if lacking:
        ja = "、".join("「" + "」か「".join(names) + "」" for names in lacking)
        en = " and ".join(" or ".join(f'"{name}"' for name in names) for names in lacking)
        why = T(
            f"題名の枠を持つレイアウト{ja}がない（あるもの: {'、'.join(layouts)}）",
            f"it has no layout named {en} with a title (it has: {', '.join(layouts)})",
        )
        raise PackError(Problem("template", str(path), why))
    _empty(presentation)
    _name_parts(presentation)
    return Template(presentation, title, panel, Type(lang, "+mn-lt", "+mn-ea", factor))


def _titled(layout: Any) -> bool:
    return layout is not None and any(
        shape.placeholder_format.type in (1, 3) for shape in layout.placeholders
    )  # 1 title, 3 centred title


def _empty(presentation: Any) -> None:
    """The slides of the template are examples: none of them goes into the pack."""
    ids = presentation.slides._sldIdLst
    for item in list(ids):
        presentation.part.drop_rel(item.rId)
        ids.remove(item)


def _own(lang: Lang, factor: float) -> Template:
    """python-pptx's plain template, made wide, in the board's fonts."""
    presentation: Any = Presentation()
    stretch = _WIDE / (presentation.slide_width / Inches(1))
    presentation.slide_width, presentation.slide_height = Inches(_WIDE), Inches(_TALL)
    master = presentation.slide_master
    for layout in (master, *presentation.slide_layouts):
        for shape in layout.placeholders:
            if shape._element.spPr.xfrm is not None:
                shape.left, shape.width = round(shape.left * stretch), round(shape.width * stretch)
    type_ = Type(lang, factor=factor)
    _theme(master, type_)
    layouts = {layout.name: layout for layout in presentation.slide_layouts}
    title, panel = layouts["Title Slide"], layouts["Title Only"]
    for layout, place in ((title, _TITLES["cover"]), (panel, _TITLES["title"])):
        shape = next(shape for shape in layout.placeholders if shape.placeholder_format.type in (1, 3))
        shape.left, shape.top, shape.width, shape.height = (Inches(side) for side in place)
    _name_parts(presentation)
    return Template(presentation, title, panel, type_)


def _name_parts(presentation: Any) -> None:
    """python-pptx walks through the whole file for the name of each new part: a fifth of a pack's slides. The
    same names follow from those it gave before, since no part goes any more."""
    package = presentation.part.package
    given: dict[str, set[str]] = {}

    def next_partname(form: str) -> PackURI:
        prefix = form[: (form % 42).find("42")]
        names = given.get(prefix)
        if names is None:
            names = {part.partname for part in package.iter_parts() if part.partname.startswith(prefix)}
            given[prefix] = names
        name = next(form % n for n in range(len(names) + 1, 0, -1) if form % n not in names)
        names.add(name)
        return PackURI(name)

    package.next_partname = next_partname


def _theme(master: Any, type_: Type) -> None:
    """The theme's fonts too: what a user types into a slide looks like the rest."""
    part = master.part.part_related_by(RT.THEME)
    theme = etree.fromstring(part.blob)
    for name in ("majorFont", "minorFont"):
        for font in theme.iter(f"{_A}{name}"):
            font.find(f"{_A}latin").set("typeface", type_.latin)
            font.find(f"{_A}ea").set("typeface", type_.ea)
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)
