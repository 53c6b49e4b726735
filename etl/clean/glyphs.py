"""One letter for the forms in which the same letter of a name is written: 檜山 and 桧山, 龍ケ崎 and 龍ヶ崎.

Used to find names in the code list, never to change what is stored. Names that differ only so within
a prefecture would be one name: a test makes sure that there are none.
"""

from __future__ import annotations

# old and new forms, forms of print and hand, kana that look like a kanji
_FORMS = (
    "桧檜 竈竃 竜龍 沢澤 辺邊邉 斎齋斉齊 滝瀧 浜濱濵 広廣 国國圀 桜櫻 条條 島嶋嶌 "
    "崎﨑嵜 高髙 曽曾 鯵鰺 籠篭 礪砺 讃讚 蘂蕊 壱壹 与與 会會 恵惠 県縣 頸頚 "
    "騨驒 梼檮 諫諌 芦蘆 鴎鷗 吉𠮷 徳德 清淸 富冨 豊豐 栄榮 円圓 宝寶寳 学學 "
    "万萬 来來 真眞 静靜 瀬瀨 頼賴 関關 鉄鐵 駅驛 穂穗 渋澁 黒黑 亀龜 舘館 渕淵 "
    "峰峯 岳嶽 祢禰 弥彌 蔵藏 塩鹽 ケヶヵがガ ツッ ニ二 ハ八 ロ口 カ力 エ工 タ夕 "
    "ー一 ト卜 ミ三 "
)
_FOLD = {ord(other): forms[0] for forms in _FORMS.split() for other in forms[1:]}


def same_letters(name: str) -> str:
    """The name in one form of each letter."""
    return name.translate(_FOLD)
