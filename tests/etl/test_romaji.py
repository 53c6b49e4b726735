"""Names in Latin letters: the readings of the shipped code list, and what cannot be read."""

from __future__ import annotations

import csv
import re

import pytest

from etl.clean import romaji
from tests.conftest import ROOT

_LIST = ROOT / "data" / "sources" / "municipality_codes" / "municipalities.csv"


@pytest.mark.parametrize(
    ("written", "kana", "latin"),
    [
        ("札幌市", "さっぽろし", "Sapporo City"),
        ("岩見沢市", "いわみざわし", "Iwamizawa City"),
        ("倶知安町", "くっちゃんちょう", "Kutchan Town"),  # っ before ch is t
        ("新温泉町", "しんおんせんちょう", "Shin'onsen Town"),  # ん before a vowel
        ("大阪市", "おおさかし", "Osaka City"),
        ("京都市", "きょうとし", "Kyoto City"),
        ("松浦市", "まつうらし", "Matsuura City"),  # two characters: no long vowel
        ("郡上市", "ぐじょうし", "Gujo City"),
        ("那珂川市", "なかがわし", "Nakagawa City"),
        ("占冠村", "しむかっぷむら", "Shimukappu Village"),
        ("千代田区", "ちよだく", "Chiyoda Ward"),
        ("札幌市", "ｻｯﾎﾟﾛｼ", "Sapporo City"),  # as the ministry's list prints it
        ("札幌市", "さっぽろ", "札幌市"),  # the reading lacks 市
        ("札幌市", "Sapporo shi", "札幌市"),
        ("札幌市", "っし", "札幌市"),
    ],
)
def test_a_name_follows_its_reading_or_stays_as_written(written: str, kana: str, latin: str) -> None:
    assert romaji.municipality(written, kana) == latin


def test_every_municipality_and_prefecture_of_the_list_has_a_name() -> None:
    with _LIST.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 1741
    for row in rows:
        name = romaji.municipality(row["name"], row["kana"])
        assert re.fullmatch("[A-Z][a-z']+ (City|Town|Village|Ward)", name), (row, name)
        assert re.fullmatch("[A-Z][a-z]+", romaji.offices()[row["prefecture"]])
