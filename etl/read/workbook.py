"""An XLSX or XLSM file as it lies on the disk: parts, strings, formats. Macros are never looked at.

Read with the standard library, because what matters most is what usual readers leave out: merged
and hidden cells, formulas without result, text struck out, what a number format shows or hides.
"""

from __future__ import annotations

import codecs
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from xml.parsers import expat

from etl.read.grid import Refused
from etl.read.numberformat import BUILTIN, kind

MAX_PART = 128 << 20  # bytes of one part when unpacked
MAX_PARTS = 10_000
# what the zip module raises for damaged parts, encrypted ones (RuntimeError), and ways of packing that it
# does not know (NotImplementedError): the clerk reads that the file cannot be read, and saves it again
_TORN = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError, OSError)
_PREFIXED = re.compile(rb"<[^\s<>/:=\"'!?]+:")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]


@dataclass(frozen=True)
class SheetPart:
    name: str
    path: str
    hidden: bool


@dataclass(frozen=True)
class Style:
    """How cells of one format show: `kind` of numberformat, and whether the font strikes them out."""

    shown: str = "general"
    struck: bool = False


def local(name: str) -> str:
    return name.rsplit(":", 1)[-1] if ":" in name else name


def truth(text: str | None) -> bool:
    return text in ("1", "true", "on")


def unescape(text: str) -> str:
    """_x000D_ → the character it stands for."""
    return _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text) if "_x" in text else text


def alters(tag: str, attributes: dict[str, str]) -> bool:
    """Whether a part of a conditional format strikes a cell out, or hides or rescales its number."""
    if tag == "strike":
        return truth(attributes.get("val", "1"))
    return tag == "numFmt" and kind(attributes.get("formatCode", "")) in ("hidden", "scaled")


def parse(data: bytes, start: Start, end: End, text: Callable[[str], None]) -> None:
    """Events of an XML part, names without prefix. Raises Refused where it is torn or declares entities."""

    def doctype(*_: Any) -> None:
        raise Refused("no_table", "XML に実体の宣言があります", "its XML declares entities")

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = doctype
    if _has_prefixes(data):
        parser.StartElementHandler = lambda name, attributes: start(local(name), attributes)
        parser.EndElementHandler = lambda name: end(local(name))
    else:  # a sheet of a nation has half a million elements
        parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError) as error:
        raise damaged(error) from error


def _has_prefixes(data: bytes) -> bool:
    """Whether an element's name may have a prefix; of an encoding that is not ASCII's kin always."""
    return b"\0" in data[:4] or data.startswith(_UTF16) or _PREFIXED.search(data) is not None


def damaged(at: object) -> Refused:
    """`at` is a place in the file, or what a library raised: its words are of bytes, and no reader's."""
    ja, en = ("", "") if isinstance(at, Exception) else (f"。{at}", f": {at}")
    return Refused(
        "no_table",
        f"Excel ファイルとして開けません（壊れているおそれ{ja}）",
        f"cannot be opened as a workbook (it may be damaged{en})",
    )


class Workbook:
    """The parts of one file. Raises Refused."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
        except _TORN as error:
            raise damaged(error) from error
        self._names = {info.filename.lower(): info for info in self._zip.infolist()}
        if len(self._names) > MAX_PARTS:
            raise _too_large(f"{len(self._names):,} parts")
        largest = max((info.file_size for info in self._names.values()), default=0)
        if largest > MAX_PART:
            raise _too_large(f"{largest >> 20:,} MB")
        self._other_kinds()
        self.sheets: list[SheetPart] = []
        self.stale = False  # written by a program that left the sums to Excel: results are not true
        self._book()
        self.conditional: list[bool] = []  # formats of conditions: whether one strikes out, hides or rescales
        self.styles = self._styles()
        self.strings, self.struck = self._strings()

    def _other_kinds(self) -> None:
        """Packed files of other programs. Raises Refused: what they strike out or hide is not read here."""
        for part, suffix in (("content.xml", ".ods"), ("xl/workbook.bin", ".xlsb")):
            if part in self._names and "xl/workbook.xml" not in self._names:
                raise Refused(
                    "other_workbook",
                    f"{suffix} の形式です。取り消し線や非表示が確かめられないため読みません"
                    "（「Excel ブック（.xlsx）」で保存し直します）",
                    f"a workbook of the kind {suffix}, in which struck-out and hidden cells cannot be told "
                    "(save it as .xlsx)",
                )

    def part(self, path: str) -> bytes | None:
        info = self._names.get(path.lower())
        if info is None:
            return None
        if info.file_size > MAX_PART:
            raise _too_large(f"{path}: {info.file_size >> 20:,} MiB")
        try:
            with self._zip.open(info) as stream:
                data = stream.read(MAX_PART + 1)
        except _TORN as error:
            raise damaged(error) from error
        if len(data) > MAX_PART:
            raise _too_large(path)
        return data

    def _needed(self, path: str) -> bytes:
        data = self.part(path)
        if data is None:
            raise damaged(path)
        return data

    def _relations(self, path: str) -> dict[str, tuple[str, str]]:
        """id → (kind, path) of the parts that `path` points to."""
        folder, name = posixpath.split(path)
        found: dict[str, tuple[str, str]] = {}

        def start(tag: str, attributes: dict[str, str]) -> None:
            if tag == "Relationship" and attributes.get("TargetMode") != "External":
                target = attributes.get("Target", "")
                whole = target[1:] if target.startswith("/") else posixpath.join(folder, target)
                found[attributes.get("Id", "")] = (
                    attributes.get("Type", "").rsplit("/", 1)[-1],
                    posixpath.normpath(whole),
                )

        data = self.part(f"{folder}/_rels/{name}.rels".lstrip("/"))
        if data is not None:
            parse(data, start, _ignore, _ignore)
        return found

    def _book(self) -> None:
        main = [p for kind_, p in self._relations("").values() if kind_ == "officeDocument"]
        path = main[0] if main else "xl/workbook.xml"
        self._parts = self._relations(path)

        def start(tag: str, attributes: dict[str, str]) -> None:
            if tag == "workbookPr":
                if truth(attributes.get("date1904")):
                    raise Refused(
                        "date_1904",
                        "1904年から数える日付のブックです（Excel の設定で外して保存し直します）",
                        "its dates count from 1904 (switch that off in Excel and save it again)",
                    )
            elif tag == "calcPr":
                self.stale = truth(attributes.get("fullCalcOnLoad"))
            elif tag == "sheet":
                number = next((v for k, v in attributes.items() if local(k) == "id" and ":" in k), "")
                what, target = self._parts.get(number, ("", ""))
                if what == "worksheet":
                    hidden = attributes.get("state", "visible") != "visible"
                    self.sheets.append(SheetPart(attributes.get("name", ""), target, hidden))

        parse(self._needed(path), start, _ignore, _ignore)
        if not self.sheets:
            raise Refused("no_table", "ワークシートがありません", "there is no worksheet in it")

    def _one(self, what: str) -> bytes | None:
        return next((self.part(p) for kind_, p in self._parts.values() if kind_ == what), None)

    def _styles(self) -> list[Style]:
        data = self._one("styles")
        codes: dict[int, str] = dict(BUILTIN)
        struck_fonts: list[bool] = []
        styles: list[Style] = []
        inside = [""]

        def start(tag: str, attributes: dict[str, str]) -> None:
            if tag in ("fonts", "cellXfs", "cellStyleXfs", "dxfs"):
                inside[0] = tag
            elif inside[0] == "dxfs":
                if tag == "dxf":
                    self.conditional.append(False)
                elif self.conditional and alters(tag, attributes):
                    self.conditional[-1] = True
            elif tag == "numFmt":
                codes[int(attributes.get("numFmtId", "-1"))] = attributes.get("formatCode", "")
            elif tag == "font" and inside[0] == "fonts":
                struck_fonts.append(False)
            elif tag == "strike" and inside[0] == "fonts" and struck_fonts:
                struck_fonts[-1] = truth(attributes.get("val", "1"))
            elif tag == "xf" and inside[0] == "cellXfs":
                font = int(attributes.get("fontId", "0"))
                shown = kind(codes.get(int(attributes.get("numFmtId", "0")), "General"))
                styles.append(Style(shown, font < len(struck_fonts) and struck_fonts[font]))

        if data is not None:
            parse(data, start, _ignore, _ignore)
        return styles

    def _strings(self) -> tuple[list[str], set[int]]:
        """Shared strings without their readings (rPh), and the numbers of those struck out in part."""
        data = self._one("sharedStrings")
        strings: list[str] = []
        struck: set[int] = set()
        if data is not None:
            rich = RichText()

            def end(tag: str) -> None:
                rich.end(tag)
                if tag == "si":
                    if rich.struck:
                        struck.add(len(strings))
                    strings.append(rich.take())

            parse(data, rich.start, end, rich.text)
        return strings, struck


class RichText:
    """Collects the text of a string item, with the runs that are struck out."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._reading = self._wanted = self._strike = self.struck = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in ("r", "si", "is"):
            self._strike = False
        elif tag == "strike":
            self._strike = truth(attributes.get("val", "1"))
        elif tag == "rPh":
            self._reading = True
        self._wanted = tag == "t" and not self._reading

    def end(self, tag: str) -> None:
        if tag == "rPh":
            self._reading = False
        self._wanted = False

    def text(self, data: str) -> None:
        if self._wanted:
            self._parts.append(data)
            self.struck = self.struck or (self._strike and bool(data.strip()))

    def take(self) -> str:
        whole = unescape("".join(self._parts))
        self._parts, self.struck = [], False
        return whole


def _ignore(*_: Any) -> None:
    """For events nobody waits for."""


def _too_large(what: str) -> Refused:
    return Refused(
        "too_large",
        f"展開すると大きすぎます（{what}。1つの部品は {MAX_PART >> 20} MiB まで）",
        f"too large when unpacked ({what}; a part may have {MAX_PART >> 20} MiB)",
    )
