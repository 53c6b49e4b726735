"""datapackage.json states of every Parquet file what holds of its rows."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import dataframely as dy
import duckdb
import pytest

from etl.tables import TABLES
from etl.tables.base import codes
from etl.tables.check import words
from tests.conftest import Mart


@pytest.fixture(scope="module")
def package(mart: Mart) -> dict[str, dict[str, Any]]:
    written = json.loads((mart.folder / "parquet" / "datapackage.json").read_text(encoding="utf-8"))
    return {resource["name"]: resource for resource in written["resources"]}


def test_bytes_and_hash_are_those_of_the_file(mart: Mart, package: dict[str, dict[str, Any]]) -> None:
    for resource in package.values():
        content = (mart.folder / "parquet" / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}", resource["name"]


def test_keys_relations_and_codes_hold_in_the_files(mart: Mart, package: dict[str, dict[str, Any]]) -> None:
    def counted(sql: str) -> int:
        return int(connection.execute(f"select count(*) from ({sql})").fetchall()[0][0])

    with duckdb.connect() as connection:
        for name, resource in package.items():
            file = mart.folder / "parquet" / resource["path"]
            connection.execute(f"create view \"{name}\" as select * from read_parquet('{file}')")
        enums = relations = 0
        for name, resource in package.items():
            schema = resource["schema"]
            keys = schema.get("primaryKey") or schema["uniqueKeys"][0]
            listed = ", ".join(f'"{key}"' for key in keys)
            assert not counted(f'select {listed} from "{name}" group by all having count(*) > 1'), name
            required = {f["name"] for f in schema["fields"] if f.get("constraints", {}).get("required")}
            assert set(schema.get("primaryKey", [])) <= required, name
            for column in required:
                assert not counted(f'select 1 from "{name}" where "{column}" is null'), (name, column)
            for field in schema["fields"]:
                if allowed := field.get("constraints", {}).get("enum"):
                    enums += 1
                    held = connection.execute(f'select distinct "{field["name"]}" from "{name}"').fetchall()
                    assert {code for (code,) in held} - {None} <= set(allowed), (name, field["name"])
            for relation in schema.get("foreignKeys", []):
                relations += 1
                (column,), (key,) = relation["fields"], relation["reference"]["fields"]
                orphans = (
                    f'select "{column}" from "{name}" where "{column}" is not null and "{column}" not in '
                    f'(select "{key}" from "{relation["reference"]["resource"]}")'
                )
                assert not counted(orphans), (name, column)
        assert enums > 30
        assert relations > 40


def test_a_key_that_may_be_empty_is_no_primary_key(package: dict[str, dict[str, Any]]) -> None:
    assert package["region_member"]["schema"]["uniqueKeys"] == [
        ["region_id", "municipality_code", "joined_on"]
    ]
    assert package["municipality"]["schema"]["primaryKey"] == ["municipality_code"]


@pytest.mark.parametrize(
    ("pattern", "allowed"),
    [
        (r"^(actual|planned|undecided)$", ["actual", "planned", "undecided"]),
        (r"^(total|0-14|65\+)$", ["total", "0-14", "65+"]),
        (r"^(total|\d+|\d+\+)$", []),
        (r"^(agreement_on|step:[a-z]*)$", []),
        (r"^\d{6}$", []),
        (None, []),
    ],
)
def test_codes_are_listed_only_where_there_are_no_others(pattern: str | None, allowed: list[str]) -> None:
    assert codes(dy.String(regex=pattern)) == allowed


def test_the_message_for_a_wrong_code_lists_every_code() -> None:
    coded = 0
    for table in TABLES:
        for name, column in table.schema.columns().items():
            if allowed := codes(column):
                coded += 1
                for message in words(table, name, "regex"):
                    assert all(code in message for code in allowed), (table.name, name)
                    assert "^" not in message
    assert coded > 30
