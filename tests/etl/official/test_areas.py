"""What a row is about, from its code and name."""

from __future__ import annotations

import pytest

from etl.official.areas import bare, codes_of, kind_of
from tests.etl.official.making import registry, towns

REGISTRY = registry()


@pytest.mark.parametrize(
    ("code", "printed", "name", "kind"),
    [
        ("00000", "00000", "全国", "nation"),
        (None, "-", "合計", "nation"),
        (None, "全国面積", " ", "nation"),
        ("01000", "01000", "北海道", "prefecture"),
        ("01001", "1001", "北海道(市部)", "section"),
        ("13100", "13100", "特別区部", "section"),
        ("13101", "13101", "千代田区", "municipality"),
        ("01100", "01100", "札幌市", "municipality"),
        ("01101", "01101", "札幌市中央区", "ward"),
        ("01300", "1300", "石狩振興局", "section"),
        ("47370", "47370", "宮古郡", "section"),
        (None, "0120B", "（旧：函館市）", "former"),
        ("01339", "01339", "（旧：戸井町）", "former"),
        ("01339", "01339", "(旧 339 戸井町)", "former"),
        ("13360", "133604", "島しょ", "section"),
        ("01696", "1696", "泊村", "northern"),
        ("01403", "1403", "泊村", "municipality"),
        ("04423", "4423", "富谷町", "unknown"),
        (None, "", "風蓮湖", "uncoded"),
    ],
)
def test_a_row_is_what_its_code_and_name_say(code: str | None, printed: str, name: str, kind: str) -> None:
    assert kind_of(code, printed, name, REGISTRY) == kind


@pytest.mark.parametrize(
    ("printed", "known"),
    [
        ("雨竜郡沼田町", "沼田町"),
        ("赤穂郡上郡町", "上郡町"),
        ("上郡町", "上郡町"),
        ("大和郡山市", "大和郡山市"),
        ("西多摩郡桧原村", "檜原村"),
        ("鎌ケ谷市", "鎌ヶ谷市"),
        ("龍ケ崎市＊", "龍ヶ崎市"),
        ("双葉町※1", "双葉町"),
        ("札 幌 市", "札幌市"),
    ],
)
def test_names_of_the_same_place_compare_equal(printed: str, known: str) -> None:
    assert bare(printed) == bare(known)


def test_comparing_names_loosely_mixes_up_no_two_municipalities() -> None:
    seen: dict[tuple[str, str], str] = {}
    for town in towns():
        key = (town.prefecture, bare(town.name))
        assert seen.setdefault(key, town.name) == town.name


@pytest.mark.parametrize("digits", [5, 6])
@pytest.mark.parametrize("zeros", [True, False])
def test_every_code_comes_back_from_either_length(digits: int, zeros: bool) -> None:
    codes = [t.code[:digits] for t in towns()]
    printed = codes if zeros else [c.lstrip("0") for c in codes]
    found = codes_of(printed, REGISTRY)
    assert found.length == digits
    assert [found.five[c] for c in printed] == [t.code[:5] for t in towns()]
    assert not found.wrong


def test_a_few_codes_that_may_be_read_both_ways_are_refused() -> None:
    both = [
        t.code[:5]
        for t in towns()
        if t.code[:5][0] != "0" and f"0{t.code[:4]}" in REGISTRY.names and registry_digit(t.code[:5])
    ]
    assert both
    with pytest.raises(ValueError, match=both[0]):
        codes_of(both[:1], REGISTRY)


def registry_digit(five: str) -> bool:
    from etl.clean.values import check_digit

    return check_digit(f"0{five[:4]}") == five[4]
