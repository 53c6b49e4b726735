"""Names of municipalities in Latin letters, from their reading.

Hepburn without marks of long vowels, as on road signs and maps (国土地理院「地名等の英語表記規程」): ん is n
before every consonant and n' before a vowel or y, っ doubles (tch before ch), おう・おお・うう become one
letter. They stay two where one character ends and the next begins: 松浦 is まつ and うら, Matsuura.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache
from pathlib import Path

# 地方自治法 第1条の3: what the last character says, and its readings
_KINDS = {"市": ("City", ("し",)), "町": ("Town", ("ちょう", "まち")), "村": ("Village", ("そん", "むら"))}
_WARD = {"区": ("Ward", ("く",))}
_ROWS = {
    "": "あいうえお",
    "k": "かきくけこ",
    "s": "さしすせそ",
    "t": "たちつてと",
    "n": "なにぬねの",
    "h": "はひふへほ",
    "m": "まみむめも",
    "r": "らりるれろ",
    "g": "がぎぐげご",
    "z": "ざじずぜぞ",
    "d": "だぢづでど",
    "b": "ばびぶべぼ",
    "p": "ぱぴぷぺぽ",
}
_LETTERS = {
    kana: start + vowel for start, row in _ROWS.items() for kana, vowel in zip(row, "aiueo", strict=True)
}
_LETTERS |= {"し": "shi", "ち": "chi", "つ": "tsu", "ふ": "fu", "じ": "ji", "ぢ": "ji", "づ": "zu"}
_LETTERS |= {"や": "ya", "ゆ": "yu", "よ": "yo", "わ": "wa", "を": "o"}
_SMALL = {"ゃ": "ya", "ゅ": "yu", "ょ": "yo"}
_LONG = re.compile("o[ou]|uu")
# readings of names in which う or お opens the reading of a character and so lengthens nothing
_APART = {
    parts.replace("|", ""): parts
    for parts in (
        *(
            "たきの|うえ",
            "とよ|うら",
            "ひろ|お",
            "こ|おり",
            "かつ|うら",
            "なちかつ|うら",
            "こ|うみ",
            "とよ|おか",
        ),
        *(
            "やまの|うち",
            "わの|うち",
            "みの|お",
            "こと|うら",
            "せと|うち",
            "まつ|うら",
            "にしの|おもて",
            "そ|お",
        ),
    )
}


def latin(kana: str) -> str:
    """Letters for one reading in hiragana, long vowels written twice. Raises KeyError for anything else."""
    out = ""
    for n, sign in enumerate(kana):
        after = kana[n + 1 : n + 2]
        if sign in _SMALL:
            continue
        if sign == "っ":
            out += "t" if after == "ち" else _LETTERS[after][0]
        elif sign == "ん":
            out += "n'" if after in tuple("あいうえおやゆよ") else "n"
        elif sign == "ー":
            out += out[-1]
        elif after in _SMALL:
            start = _LETTERS[sign][:-1]
            # しゃ sha, じゃ ja, ちゃ cha; きゃ kya
            out += start + _SMALL[after][1 if start in ("sh", "ch", "j") else 0 :]
        else:
            out += _LETTERS[sign]
    return out


def hiragana(kana: str) -> str:
    """ｻｯﾎﾟﾛｼ and サッポロシ as さっぽろし."""
    wide = unicodedata.normalize("NFKC", kana)
    return "".join(chr(ord(sign) - 0x60) if "ァ" <= sign <= "ヶ" else sign for sign in wide)


@cache
def offices() -> dict[str, str]:
    """Prefectures and Hokkaido's bureaus → their own English names, as in 北海道 → Hokkaido."""
    with Path(__file__).with_name("latin.csv").open(encoding="utf-8", newline="") as file:
        return {row["written"]: row["latin"] for row in csv.DictReader(file)}


def municipality(written: str, kana: str) -> str:
    """Matsuura City of 松浦市 and まつうらし; the written name where the reading does not fit it."""
    try:
        return _municipality(written, hiragana(kana))
    except (KeyError, ValueError, IndexError):
        return written


def _municipality(written: str, kana: str) -> str:
    kind, readings = (_KINDS | _WARD)[written[-1]]
    reading = next((tail for tail in readings if kana.endswith(tail) and len(kana) > len(tail)), None)
    if reading is None:
        raise ValueError(kana)
    stem = kana.removesuffix(reading)
    parts = _APART.get(stem, stem).split("|")
    joined = "".join(_LONG.sub(lambda two: two[0][0], latin(part)) for part in parts)
    return f"{joined.capitalize()} {kind}"
