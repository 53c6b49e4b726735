"""party, party_member, agreement, agreement_party: who has agreed on what with whom, for how long.

A party may be no municipality: a prefecture, a union or association of municipalities, a firm. Where a
party is named, a municipality stands under its code and any other under its party_id.
"""

from __future__ import annotations

from collections.abc import Mapping

import dataframely as dy
import polars as pl

from etl.clean.names import Municipalities
from etl.read.typed import ROW
from etl.tables import days
from etl.tables.base import Done, Fact, Raws, Table, label, stack
from etl.tables.columns import Raw

PARTY_KINDS = {
    "都道府県": "prefecture",
    "広域連合": "wide_area_union",
    "一部事務組合": "partial_affairs_association",
    "協議会・団体": "association",
    "企業": "firm",
}
# as the Local Autonomy Act calls the ways to work together, and agreements without such a form
KINDS = {
    "連携協約": "cooperation_convention",
    "事務の委託": "delegation",
    "機関等の共同設置": "joint_body",
    "事務の代替執行": "substitute_execution",
    "広域連合": "wide_area_union",
    "一部事務組合": "partial_affairs_association",
    "協議会": "council",
    "協定": "agreement",
}


class Party(Fact):
    party_id = dy.String(primary_key=True, regex=r"^[a-z][a-z0-9_]*$", metadata=label("団体ID", "Party ID"))
    name = dy.String(nullable=False, metadata=label("団体", "Party"))
    name_en = dy.String(nullable=False, metadata=label("団体（英語）", "Party (English)"))
    kind = dy.String(
        nullable=False, regex=f"^({'|'.join(PARTY_KINDS.values())})$", metadata=label("種類", "Kind")
    )
    valid_from = dy.Date(nullable=True, metadata=label("始まり", "Valid from"))
    valid_to = dy.Date(nullable=True, metadata=label("終わり", "Valid to"))


class PartyMember(Fact):
    party_id = dy.String(primary_key=True, metadata=label("団体ID", "Party ID"))
    member_id = dy.String(
        primary_key=True, metadata=label("構成団体（団体コードか団体ID）", "Constituent (code or party ID)")
    )
    valid_from = dy.Date(nullable=True, metadata=label("始まり", "Valid from"))
    valid_to = dy.Date(nullable=True, metadata=label("終わり", "Valid to"))


class Agreement(Fact):
    agreement_id = dy.String(
        primary_key=True, regex=r"^[a-z][a-z0-9_]*$", metadata=label("協定ID", "Agreement ID")
    )
    kind = dy.String(nullable=False, regex=f"^({'|'.join(KINDS.values())})$", metadata=label("種類", "Kind"))
    name = dy.String(nullable=False, metadata=label("協定・協約", "Agreement"))
    name_en = dy.String(nullable=False, metadata=label("協定・協約（英語）", "Agreement (English)"))
    subject = dy.String(nullable=True, metadata=label("対象の事務", "Subject"))
    subject_en = dy.String(nullable=True, metadata=label("対象の事務（英語）", "Subject (English)"))
    region_id = dy.String(nullable=True, metadata=label("地域ID", "Region ID"))
    valid_from = dy.Date(nullable=True, metadata=label("始まり", "Valid from"))
    valid_to = dy.Date(nullable=True, metadata=label("終わり", "Valid to"))
    cost_yen = dy.Int64(nullable=True, min=0, metadata=label("1年度の経費", "Cost per fiscal year", "円"))
    renewal = dy.String(nullable=True, metadata=label("更新", "Renewal"))


class AgreementParty(Fact):
    agreement_id = dy.String(primary_key=True, metadata=label("協定ID", "Agreement ID"))
    party_id = dy.String(
        primary_key=True, metadata=label("当事者（団体コードか団体ID）", "Party (code or party ID)")
    )
    role = dy.String(nullable=True, metadata=label("役割", "Role"))
    role_en = dy.String(nullable=True, metadata=label("役割（英語）", "Role (English)"))
    sort_order = dy.Int64(nullable=False, min=1, metadata=label("並び順", "Order", "番目"))


def party(raws: Raws, done: Done) -> pl.DataFrame:
    def one(raw: Raw) -> list[pl.Series]:
        return [
            raw.text("party_id", required=True),
            raw.text("name", required=True),
            raw.text("name_en", required=True),
            raw.choice("kind", PARTY_KINDS),
            *days.term(raw),
            *raw.place("name"),
        ]

    return stack(raws.get("party", []), Party, one)


def _who(raw: Raw, column: str, done: Done) -> pl.Series:
    """Code of a municipality, by its name in the prefecture of its row, or the id of a party."""
    towns = Municipalities.of(done["municipality"])
    parties = set(done["party"]["party_id"])
    home = {ja: code for ja, code in towns.prefectures.items()}
    places = {cell: raw.text("prefecture")[row] for row, cell in enumerate(raw.text(column)) if cell}

    def read(cell: str) -> str:
        return cell if cell in parties else towns.code(cell, home.get(places.get(cell) or "", ""))

    return raw.convert(
        column,
        read,
        pl.String,
        "登録された団体のIDか、都道府県の列にある都道府県の市区町村の名で書きます",
        "must be the id of a registered party, or a municipality of the prefecture in its column",
        rule="unknown_party",
    )


def party_member(raws: Raws, done: Done) -> pl.DataFrame:
    within: dict[str, set[str]] = {}

    def one(raw: Raw) -> list[pl.Series]:
        party, member = raw.text("party_id", required=True), _who(raw, "member", done).alias("member_id")
        for row, whole, part in zip(raw.frame[ROW], party, member, strict=True):
            if whole is None or part is None:
                continue
            if whole == part or whole in _parts(within, part):
                raw.wrong(
                    "within_itself",
                    "member",
                    row,
                    part,
                    f"団体 {whole} が、自分自身の構成団体になります",
                    f"makes the party {whole} a constituent of itself",
                )
            else:
                within.setdefault(whole, set()).add(part)
        return [party, member, *days.term(raw), *raw.place("member")]

    return stack(raws.get("party_member", []), PartyMember, one)


def _parts(within: Mapping[str, set[str]], party: str) -> set[str]:
    """All constituents, and theirs."""
    found, todo = set[str](), [party]
    while todo:
        for part in within.get(todo.pop(), set()) - found:
            found.add(part)
            todo.append(part)
    return found


def agreement(raws: Raws, done: Done) -> pl.DataFrame:
    def one(raw: Raw) -> list[pl.Series]:
        return [
            raw.text("agreement_id", required=True),
            raw.choice("kind", KINDS),
            raw.text("name", required=True),
            raw.text("name_en", required=True),
            raw.text("subject"),
            raw.text("subject_en"),
            raw.text("region_id"),
            *days.term(raw),
            raw.integer("cost_yen", required=False),
            raw.text("renewal"),
            *raw.place("name"),
        ]

    return stack(raws.get("agreement", []), Agreement, one)


def agreement_party(raws: Raws, done: Done) -> pl.DataFrame:
    def one(raw: Raw) -> list[pl.Series]:
        return [
            raw.text("agreement_id", required=True),
            _who(raw, "party", done).alias("party_id"),
            raw.text("role"),
            raw.text("role_en"),
            pl.Series("sort_order", range(1, len(raw) + 1), dtype=pl.Int64),
            *raw.place("party"),
        ]

    return stack(raws.get("agreement_party", []), AgreementParty, one)


TABLES = [
    Table("party", Party, party, "市町村でない団体", "Parties that are no municipality", ("party",)),
    Table(
        "party_member",
        PartyMember,
        party_member,
        "団体の構成団体",
        "Constituents of parties",
        ("party_member",),
        {"party_id": ("party", "party_id")},
    ),
    Table(
        "agreement",
        Agreement,
        agreement,
        "協定・協約・委託",
        "Agreements and delegations",
        ("agreement",),
        {"region_id": ("region", "region_id")},
    ),
    Table(
        "agreement_party",
        AgreementParty,
        agreement_party,
        "協定の当事者",
        "Parties of agreements",
        ("agreement_party",),
        {"agreement_id": ("agreement", "agreement_id")},
    ),
]
