"""The ready-made questions as a new survey.toml writes them out, to be edited there."""

from __future__ import annotations

# id, text, text_en, hint, not_above
STAFFING = (
    (
        "required",
        "必要な人数",
        "Staff required",
        "いまの仕事に要る正規職員の数。定数や計画がなければ担当課の見積り",
        None,
    ),
    (
        "present",
        "現在の人数",
        "Staff present",
        "基準日に在職する正規職員の数（休職・派遣中を含む）",
        "required",
    ),
    ("vacancies", "募集中の人数", "Posts advertised", "いま募集している人数。募集していなければ 0", None),
    (
        "leavers_5y",
        "5年以内に退職する見込み",
        "Expected to leave within 5 years",
        "現在の人数のうち、定年などで退職する見込みの人数",
        "present",
    ),
    ("applicants", "応募者数（直近の年度）", "Applicants (latest fiscal year)", "採用の応募者の実数", None),
    ("hired", "採用者数（直近の年度）", "Hired (latest fiscal year)", "実際に採用した人数", "applicants"),
)
EXAMINATION = (
    (
        "exam_applicants",
        "採用試験の受験者数",
        "Sat the examination",
        "直近の年度の採用試験を受けた人数",
        None,
    ),
    (
        "exam_passed",
        "採用試験の合格者数",
        "Passed the examination",
        "そのうち最終合格者の人数",
        "exam_applicants",
    ),
)
WORK = (
    ("road", "道路・橋りょうの維持管理", "Upkeep of roads and bridges"),
    ("water", "上下水道の維持管理", "Water supply and sewerage"),
    ("building", "公共施設・公営住宅の維持管理", "Upkeep of public buildings and housing"),
    ("health", "保健指導・健診", "Health guidance and check-ups"),
    ("care", "介護・福祉の相談", "Care and welfare counselling"),
    ("childcare", "保育", "Childcare"),
    ("tax", "税の賦課・徴収", "Assessing and collecting taxes"),
    ("system", "情報システム・DX", "Information systems and digital work"),
    ("disaster", "防災・災害対応", "Disaster preparedness and response"),
    ("recruitment", "職員の採用・研修", "Recruiting and training staff"),
)
JOINT = (
    ("joint_procurement", "物品・システムの共同調達", "Joint procurement of goods and systems"),
    ("staff_exchange", "職員の人事交流・相互派遣", "Exchange and secondment of staff"),
    ("joint_facility", "施設の共同設置・広域利用", "Joint or shared facilities"),
    ("shared_specialist", "専門職員の共同活用", "Specialists shared between municipalities"),
)
CHOICES = {
    "hard_alone": (
        ("can_continue", "単独で続けられる", "Can be kept up alone"),
        ("hard_within_5y", "5年以内に難しい", "Will be hard within 5 years"),
        ("hard_now", "すでに難しい", "Is hard already"),
    ),
    "partner": (
        ("neighbour", "近隣市町村", "Neighbouring municipalities"),
        ("region", "圏域", "The cooperation region"),
        ("prefecture", "道", "The prefecture"),
        ("private", "民間", "A private operator"),
        ("none", "考えていない", "Not considered"),
    ),
    "interest": (
        ("doing", "実施中", "Already doing"),
        ("interested", "関心がある", "Interested"),
        ("not_interested", "関心がない", "Not interested"),
        ("unknown", "分からない", "Do not know"),
    ),
}
# questions whose totals are set beside each other: also summed over those that answered all of them
TOGETHER = {
    "gap": ("required", "present"),
    "leaving": ("leavers_5y", "present"),
    "outlook": ("present", "leavers_5y", "hired"),
    "examination": ("exam_applicants", "exam_passed"),
}
