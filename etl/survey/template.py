"""A new survey.toml: commented, every ready-made question written out, ready to be edited."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence

from etl.survey.sets import CHOICES, EXAMINATION, JOINT, STAFFING, WORK
from renkei.officesettings import OfficeSettings

_HEAD = """# 調査の定義。「#」の後は説明で、プログラムは読まない。
# 書きかえたら  python -m etl survey forms {name}  で調査票を作る。
# 調査票を配った後に設問・職種・選択肢を変えると、配った調査票は「版が違う」として受け付けない。

title = "専門職の配置と広域連携に関する調査"
title_en = "Survey of specialist staff and wide-area cooperation"
publisher = {publisher}                 # 調査する機関。ボードの出典に出る
publisher_en = {publisher_en}
contact = {contact}   # 調査票と返信文に出る問い合わせ先
fielded_from = {first}                 # 調査票を配る日
fielded_to = {last}                   # 提出の期限
series = "staffing"          # 同じ系列の調査と、定義の変わらない設問だけを比べる。"" なら比べない
note = ""                                   # 読む人に伝えること（基準日など）
# 回答は、提出期限の翌日（日本時間）からまとめて公開し、それまでは回収の状況だけを公開する。
# 変えるときは次のどれかを書く。回収中に公開すると、前の版との差から秘匿した値が分かることがある。
# publish = 2027-04-01         # この日から公開する
# publish = false              # 公開しない（決まったら日付を書くか、この行を消す）
# publish = true               # 期限を待たず、届いたものから公開する

# ---- 対象：どれか一つ以上。足し合わせ、without の団体を除く ----
[targets]
bureaus = {bureaus}                # 出先機関の管内。たずねない所を消す
regions = {regions}                                # 圏域（地域ID。例 "minamisorachi"）
codes = []                                  # 6桁の団体コード（例 "012041"）
without = []                                # 除く団体の6桁コード

# ---- 設問の組：要らない組は false にする ----
[sets]
staffing = true          # 職種別の職員（必要・現在・募集・退職見込み・応募・採用）
hard_alone = true        # 単独では難しい業務と、一緒にする相手
joint_interest = true    # 共同調達・人事交流・共同施設・専門職の共同活用への関心
examination = true       # 採用試験の受験者と合格者（倍率）
own = true               # 独自の設問（下の [[question]] で set = "own" としたもの）

# ---- 職種：要らない行を消す。分類表にない職種は [[occupations.add]] で加える ----
[occupations]
ask = [
{occupations}]

# [[occupations.add]]
# id = "dietitian"
# name = "管理栄養士"
# name_en = "Dietitian"
# group = "保健・医療"

# ---- 選択肢 ----
[choices]
{choices}
# ---- 設問：文言を変えると「定義が変わった」ことになり、前の調査とは比べない。
#      意味が同じなら、前の調査の定義のキーを definition = "…" に書くと比べる。
#      kind     count（0以上の整数）か choice（選択）
#      by_occupation  職種ごとにたずねる    max  これより大きい数は受け付けない
#      headcount      人数。office.toml の下限（minimum_cell）より小さい値を秘匿する
#      not_above      この設問の答えを超えてはならない
{questions}
# ---- 独自の設問の例 ----
# [[question]]
# id = "remote_days"
# set = "own"
# kind = "count"
# text = "在宅勤務ができる日数（週）"
# text_en = "Days of remote work a week"
# unit = "日"
# unit_en = "days"
# max = 5

# ---- 規則に外れても正しい答え（担当者に確かめたもの） ----
# [[accepted]]
# municipality = "012041"
# rule = "above"                 # survey status が [ ] に示す名
# question = "present"
# occupation = "civil_engineer"
# reason = "年度途中の欠員補充で一時的に超過（電話で確認）"
"""


_UNNAMED = OfficeSettings()


def new(
    name: str,
    today: dt.date,
    occupations: Mapping[str, str],
    bureaus: Sequence[str] = (),
    regions: Sequence[str] = (),
    office: OfficeSettings = _UNNAMED,
) -> str:
    """The text of a survey.toml. `occupations`: id → name, in the mart's order. Who surveys is the office.

    Asked are all `bureaus` whose districts the mart has; where it has none, all `regions`.
    """
    return _HEAD.format(
        name=name,
        publisher=_quoted(office.publisher or "（調査する機関の名を書く）"),
        publisher_en=_quoted(office.in_language("publisher", "en") or "(write who holds the survey)"),
        contact=_quoted(office.contact or "（担当課・電話・メールを書く）"),
        bureaus=f"[{', '.join(map(_quoted, bureaus))}]",
        regions=f"[{', '.join(map(_quoted, () if bureaus else regions))}]",
        first=today.isoformat(),
        last=(today + dt.timedelta(days=30)).isoformat(),
        occupations="".join(
            # told without a kind of work it would be counted beside those that have one
            f"    {'# ' if key == 'technical' else ''}{_quoted(key)},{' ' * max(1, 26 - len(key))}# {told}\n"
            for key, told in occupations.items()
        ),
        choices="".join(_list(key) for key in CHOICES),
        questions="".join(_questions()),
    )


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _list(key: str) -> str:
    rows = "".join(
        f"    {{ id = {_quoted(i)}, text = {_quoted(ja)}, text_en = {_quoted(en)} }},\n"
        for i, ja, en in CHOICES[key]
    )
    return f"{key} = [\n{rows}]\n"


def _questions() -> list[str]:
    made = []
    for name, rows in (("staffing", STAFFING), ("examination", EXAMINATION)):
        for key, text, text_en, hint, not_above in rows:
            lines = {"id": key, "set": name, "kind": "count", "text": text, "text_en": text_en}
            made.append(_question({**lines, "unit": "人", "unit_en": "persons"}, hint, not_above))
    for key, text, text_en in WORK:
        hard = {"id": f"hard_alone_{key}", "set": "hard_alone", "kind": "choice"}
        made.append(_question({**hard, "text": text, "text_en": text_en, "choices": "hard_alone"}))
        share = {"id": f"share_with_{key}", "set": "hard_alone", "kind": "choice"}
        told = {"text": f"{text}：一緒にする相手", "text_en": f"{text_en}: with whom", "choices": "partner"}
        made.append(_question({**share, **told}))
    for key, text, text_en in JOINT:
        joint = {"id": key, "set": "joint_interest", "kind": "choice", "text": text, "text_en": text_en}
        made.append(_question({**joint, "choices": "interest"}))
    return made


def _question(lines: Mapping[str, str], hint: str = "", not_above: str | None = None) -> str:
    told = [f"{key} = {_quoted(value)}" for key, value in lines.items()]
    if hint:
        told.append(f"hint = {_quoted(hint)}")
    if lines["kind"] == "count":
        told += ["by_occupation = true", "headcount = true"]
    if not_above:
        told.append(f"not_above = {_quoted(not_above)}")
    return "\n[[question]]\n" + "\n".join(told) + "\n"
