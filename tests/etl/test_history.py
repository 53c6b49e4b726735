"""Builds are kept, named, gone back to and removed; what was withdrawn does not come back by itself."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from pathlib import Path

import duckdb
import pytest

from etl import refresh
from etl.build import fingerprint, history, prune
from etl.build.publish import REMOVED
from etl.gate.compare import diff_id, held
from etl.paths import Paths
from tests.conftest import Mart, quiet
from tests.etl.helpers import add, called, casebook, command, files, swap
from tests.long import some

MEETING = "R7第1回推進会議"
NO_GRACE = dt.timedelta(0)


def live_id(paths: Paths) -> str:
    return str(json.loads(paths.current.read_text(encoding="utf-8"))["build_id"])


def ids(paths: Paths) -> list[str]:
    """Newest first."""
    return [build.build_id for build in history.stored_builds(paths)]


def of(paths: Paths, build_id: str) -> history.StoredBuild:
    return next(build for build in history.stored_builds(paths) if build.build_id == build_id)


# --- the list -----------------------------------------------------------------------------------------


def test_builds_are_listed_newest_first_with_what_they_changed(three: Paths) -> None:
    told = json.loads(called(three, "builds", "--json").stdout)
    assert [build["build_id"] for build in told] == sorted(p.name for p in three.builds.iterdir())[::-1]
    assert [build["live"] for build in told] == [True, False, False]
    assert [build["changes"] for build in told] == [{"revised": 1}, {"new": 1}, {}]
    assert [build["previous_build_id"] for build in told] == [told[1]["build_id"], told[2]["build_id"], None]
    assert all(build["whole"] and build["bytes"] > 500_000 for build in told)
    plain = called(three, "builds")
    assert (plain.returncode, plain.stderr) == (0, "")
    assert [line.split()[0] for line in plain.stdout.splitlines()] == [build["build_id"] for build in told]
    assert "公開版 / live" in plain.stdout.splitlines()[0]


def test_a_build_is_found_by_its_beginning_its_meeting_or_as_live(three: Paths) -> None:
    newest, second, first = ids(three)
    history.pin(three, of(three, second), MEETING)
    builds = history.stored_builds(three)
    assert history.find(builds, "live").build_id == newest
    assert history.find(builds, MEETING).build_id == second
    assert history.find(builds, first[:-1]).build_id == first
    for name in (first[:3], first[:6], "nothing", "../" + first, ""):
        with pytest.raises(history.Refused):
            history.find(builds, name)


# --- value by value -----------------------------------------------------------------------------------


def test_diff_tells_every_value_with_its_amount_and_source_row(three: Paths) -> None:
    newest, second, first = ids(three)
    told = json.loads(called(three, "diff", first, newest, "--json").stdout)
    assert (told["from"], told["to"], told["counts"]) == (first, newest, {"new": 1, "revised": 1})
    rows = {row["kind"]: row for row in told["rows"]}
    assert rows["revised"] == {
        "table": "disbursement",
        "kind": "revised",
        "key": "region_id=hidaka fiscal_year=2022 scheme_id=kasokuka",
        "column": "amount_yen",
        "old": "8100000",
        "new": "8200000",
        "by": "+100000",
        "by_pct": "+1.2",
        "row": "hokkaido_casebook_2024/disbursements.csv:13",
        "held": True,
        "again": False,
    }
    assert (rows["new"]["table"], rows["new"]["new"]) == ("recruitment", "headcount=1")
    back = json.loads(called(three, "diff", newest, first, "--json").stdout)
    assert back["counts"] == {"gone": 1, "revised": 1}
    assert {row["kind"]: row["by"] for row in back["rows"]}["revised"] == "-100000"
    plain = called(three, "diff", second, "live").stdout
    assert "amount_yen 8100000 → 8200000 +100000（+1.2%）" in plain
    assert "新規 0、改定 1、消滅 0" in plain
    assert "違う値はありません" in called(three, "diff", newest, "live").stdout


def test_a_changed_definition_is_told_with_the_figures_it_moves(three: Paths) -> None:
    view = three.sql / "kpi" / "disbursement_total.sql"
    text = view.read_text(encoding="utf-8")
    old = re.search(r"^title: (.+)$", text, re.MULTILINE)
    assert old is not None
    text = text.replace(old.group(0), "title: 別の題", 1)
    head, _, select = text.partition("*/")
    assert "sum(" in select
    view.write_text(f"{head}*/{select.replace('sum(', '2 * sum(', 1)}", encoding="utf-8")
    outcome = refresh.run(three, quiet)
    assert outcome.result == "published"
    defined = {c.key: (c.old, c.new) for c in outcome.changes if c.kind == "definition"}
    assert set(defined) == {"title", "select"}
    assert defined["title"] == (old.group(1), "別の題")
    moved = [c for c in outcome.changes if c.kind == "revised"]
    assert {c.table for c in moved} >= {"kpi.disbursement_total"}
    assert all(c.row and c.row.startswith("sql/") and not c.held for c in moved)
    assert outcome.manifest is not None
    assert outcome.manifest["changes"]["counts"]["definition"] == 2


def test_a_changed_view_that_tells_its_rows_places_is_compared_without_them(three: Paths) -> None:
    view = three.sql / "kpi" / "field_matrix.sql"
    text = view.read_text(encoding="utf-8")
    assert "source_row" in text
    assert "policy_field.pillar," in text
    view.write_text(text.replace("policy_field.pillar,", "upper(policy_field.pillar) as pillar,"), "utf-8")
    outcome = refresh.run(three, quiet)
    assert outcome.result == "published"
    assert {(c.kind, c.table) for c in outcome.changes} == {("definition", "kpi.field_matrix")}


# --- back and forth -----------------------------------------------------------------------------------


def test_rollback_goes_to_the_build_before_and_further(three: Paths) -> None:
    newest, second, first = ids(three)
    told = json.loads(called(three, "rollback", "--json").stdout)
    assert told == {"live_build_id": second, "was_live": newest, "withdrawn": [newest]}
    assert live_id(three) == second
    assert called(three, "rollback").returncode == 0
    assert live_id(three) == first
    assert {b.build_id for b in history.withdrawn(three)} == {newest, second}
    done = called(three, "rollback")
    assert done.returncode == 2
    assert "戻る先の版がありません" in done.stderr
    assert called(three, "rollback", newest).returncode == 0, "and forth again"
    assert live_id(three) == newest
    assert history.withdrawn(three) == []


def test_what_was_withdrawn_is_not_published_again_without_a_word(three: Paths) -> None:
    newest, second, first = ids(three)
    history.rollback(three, of(three, first))
    outcome = refresh.run(three, quiet)
    assert outcome.result == "waiting", "the sources still hold what was withdrawn"
    assert {(c.table, c.kind, c.again) for c in held(outcome.changes)} == {
        ("recruitment", "new", True),  # no gate would hold a new row by itself
        ("disbursement", "revised", True),
    }
    assert live_id(three) == first
    # a change elsewhere does not carry it along
    add(casebook(three, "source.toml"), "\n# seen again\n")
    assert refresh.run(three, quiet).result == "waiting"
    accepted = refresh.run(three, quiet, accept=diff_id(outcome.changes))
    assert accepted.result == "published"
    assert history.withdrawn(three) == []
    assert {newest, second, first} < set(ids(three))


def test_a_mended_source_is_published_after_a_rollback_by_itself(three: Paths) -> None:
    second = ids(three)[1]
    history.rollback(three, of(three, second))
    swap(casebook(three, "disbursements.csv"), '"8,200"', '"8,100"')
    swap(casebook(three, "recruitment.csv"), "midwife,採用実績,1,", "midwife,採用目標,1,")
    outcome = refresh.run(three, quiet)
    assert outcome.result == "waiting", "a published recruitment went: that gate stands as ever"
    assert [c.again for c in held(outcome.changes)] == [False]
    swap(casebook(three, "recruitment.csv"), "midwife,採用目標,1,", "midwife,採用実績,1,")
    assert refresh.run(three, quiet).result == "published"


def test_a_rollback_to_what_is_not_whole_is_refused(three: Paths) -> None:
    newest, second, _ = ids(three)
    database = three.builds / second / "cooperation.duckdb"
    database.write_bytes(database.read_bytes()[:-1])
    done = called(three, "rollback", second)
    assert done.returncode == 2
    assert "not whole" in done.stderr
    assert live_id(three) == newest
    assert "不完全 / not whole" in called(three, "builds").stdout


# --- the pointer is lost ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "torn", some([None, b'{"build_id": "gone"}', b"", b'{"build_id": "20', b"[]"], lambda n, _: n < 2)
)
def test_a_lost_pointer_is_mended_before_anything_is_compared(three: Paths, torn: bytes | None) -> None:
    newest = live_id(three)
    if torn is None:
        three.current.unlink()
    else:
        three.current.write_bytes(torn)
    swap(casebook(three, "disbursements.csv"), '"8,200"', '"8,300"')
    done = called(three, "refresh")
    assert done.returncode == 3, "without a live build to compare with the gate would stand open"
    assert f"it names the newest whole build again: {newest}" in done.stdout
    assert live_id(three) == newest


def test_a_lost_pointer_with_nothing_new_is_said_and_mended(three: Paths) -> None:
    newest = live_id(three)
    three.current.unlink()
    done = called(three, "refresh")
    assert done.returncode == 0
    assert f"it names the newest whole build again: {newest}" in done.stdout
    assert "最後の完全な版" in done.stdout
    assert "nothing new" in done.stdout
    assert live_id(three) == newest


def test_a_withdrawn_build_is_not_taken_for_the_live_one(three: Paths) -> None:
    newest, second, _ = ids(three)
    history.rollback(three, of(three, second))
    three.current.write_bytes(b"")
    assert history.recover(three) == second
    assert history.recover(three) is None
    for build_id in ids(three):
        if build_id != newest:
            (three.builds / build_id / "manifest.json").unlink()
    # nor where there is no other: refresh makes a build instead of showing what was taken back
    assert history.recover(three) is None


# --- names --------------------------------------------------------------------------------------------


def test_a_pin_names_one_build_and_changes_no_figure(three: Paths) -> None:
    newest, second, _ = ids(three)
    before = files(three.builds / second)
    told = json.loads(called(three, "pin", second, "--as", f" {MEETING} ", "--json").stdout)
    assert told == {"build_id": second, "pinned_as": MEETING, "address": f"?build={second}"}
    assert {k: v for k, v in files(three.builds / second).items() if k != "pinned.json"} == before
    again = called(three, "pin", second, "--as", MEETING)
    assert again.returncode == 0
    other = called(three, "pin", newest, "--as", MEETING)
    assert other.returncode == 2
    assert second in other.stderr
    assert called(three, "pin", second, "--as", "二つ目").returncode == 0
    assert [pin.name for pin in of(three, second).pins] == [MEETING, "二つ目"]
    assert json.loads(called(three, "unpin", second, "--as", "二つ目", "--json").stdout)["unpinned"] == [
        "二つ目"
    ]
    assert called(three, "unpin", MEETING).returncode == 0
    assert of(three, second).pins == ()
    assert files(three.builds / second) == before
    assert called(three, "unpin", second).returncode == 2
    assert called(three, "pin", second, "--as", "  ").returncode == 2


# --- removing -----------------------------------------------------------------------------------------


def test_prune_keeps_the_live_the_pinned_and_the_newest(three: Paths) -> None:
    newest, second, first = ids(three)
    history.pin(three, of(three, first), MEETING)
    stays = {v.build.build_id: v.stays for v in prune.plan(three, 0, NO_GRACE)}
    assert stays == {newest: "live", second: None, first: "pinned"}
    assert prune.plan(three, 1, NO_GRACE)[1].stays == "newest"
    assert prune.plan(three, 0, dt.timedelta(hours=1))[1].stays == "recent"
    assert prune.prune(three, prune.plan(three, 0, NO_GRACE)) == [second]
    assert ids(three) == [newest, first]
    assert not list(three.builds.glob(".*"))


def test_prune_by_command_says_what_it_did(three: Paths) -> None:
    newest, second, first = ids(three)
    swap(three.settings_file, "grace_hours = 24", "grace_hours = 0")
    told = json.loads(called(three, "prune", "--keep", "1", "--dry-run", "--json").stdout)
    assert told == {"removed": [first], "kept": {newest: "live", second: "newest"}, "dry_run": True}
    assert len(ids(three)) == 3
    assert called(three, "prune").stdout.count("残す / kept") == 3, "ten are kept by the settings"
    done = called(three, "prune", "--keep", "1")
    assert f"消しました / removed: {first}" in done.stdout
    assert ids(three) == [newest, second]


def test_prune_leaves_the_record_of_what_was_withdrawn(three: Paths) -> None:
    newest, second, first = ids(three)
    history.rollback(three, of(three, first))
    stays = {v.build.build_id: v.stays for v in prune.plan(three, 0, NO_GRACE)}
    assert stays == {newest: "withdrawn", second: "withdrawn", first: "live"}


def test_prune_leaves_a_build_that_is_being_read(three: Paths) -> None:
    _, second, first = ids(three)
    reader = duckdb.connect(str(three.builds / second / "cooperation.duckdb"), read_only=True)
    try:
        stays = {v.build.build_id: v.stays for v in prune.plan(three, 0, NO_GRACE)}
        assert (stays[second], stays[first]) == ("in_use", None)
        # from another process, as the board and the clerk are
        swap(three.settings_file, "grace_hours = 24", "grace_hours = 0")
        told = json.loads(command(three, "prune", "--keep", "0", "--json").stdout)
        assert (told["removed"], told["kept"][second]) == ([first], "in_use")
        assert reader.execute("select count(*) from disbursement").fetchone() == (32,)
    finally:
        reader.close()


def test_a_pin_that_cannot_be_read_still_holds(three: Paths) -> None:
    _, second, _ = ids(three)
    (three.builds / second / "pinned.json").write_text('{"pins": [{"as', encoding="utf-8")
    assert {v.build.build_id: v.stays for v in prune.plan(three, 0, NO_GRACE)}[second] == "unreadable_pin"
    assert called(three, "pin", second, "--as", MEETING).returncode == 2
    assert called(three, "unpin", second).returncode == 0
    assert prune.plan(three, 0, NO_GRACE)[1].stays is None


def test_half_of_a_removed_build_is_swept(three: Paths) -> None:
    left = three.builds / f"{REMOVED}{ids(three)[-1]}"
    shutil.copytree(three.builds / ids(three)[-1] / "parquet", left / "parquet")
    beside = three.builds / ids(three)[-1] / ".pinned.json.4711"
    beside.write_text("{", encoding="utf-8")
    add(casebook(three, "source.toml"), "\n# seen again\n")
    assert refresh.run(three, quiet).result == "published"
    assert not left.exists()
    assert not beside.exists()


# --- the clock ----------------------------------------------------------------------------------------


def test_a_clock_that_jumps_back_does_not_change_the_order(three: Paths) -> None:
    newest = ids(three)[0]
    future = three.builds / f"20991231T235959Z-{newest[-8:]}"
    shutil.copytree(three.builds / newest, future)
    manifest = json.loads((future / "manifest.json").read_text(encoding="utf-8"))
    manifest |= {"build_id": future.name, "created_at": "2099-12-31T23:59:59+00:00"}
    (future / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    three.current.write_text(json.dumps({"build_id": future.name}), encoding="utf-8")
    add(casebook(three, "source.toml"), "\n# seen again\n")
    outcome = refresh.run(three, quiet)
    assert outcome.manifest is not None
    assert outcome.manifest["build_id"].startswith("21000101T000000Z-")
    assert outcome.manifest["created_at"] == "2100-01-01T00:00:00+00:00"
    assert ids(three)[0] == outcome.manifest["build_id"] == live_id(three)
    assert [p.rule for p in outcome.problems] == ["clock"]
    three.current.unlink()
    assert history.recover(three) == outcome.manifest["build_id"]


def test_two_builds_within_a_second_keep_their_order(three: Paths) -> None:
    moment, helped = history.next_moment(three)
    for _ in range(2):
        name = f"{moment:%Y%m%dT%H%M%SZ}-00000000"
        (three.builds / name).mkdir()
        later, helped = history.next_moment(three)
        assert later > moment
        assert not helped, "a second is not worth a word"
        moment = later


# --- the log ------------------------------------------------------------------------------------------


def log(paths: Paths) -> list[dict[str, object]]:
    return [json.loads(line) for line in paths.log.read_text(encoding="utf-8").splitlines()]


def test_every_run_leaves_a_line(three: Paths) -> None:
    assert not three.log.exists()
    newest, second, _ = ids(three)
    called(three, "refresh")
    swap(casebook(three, "disbursements.csv"), '"8,200"', '"8,2OO"')
    called(three, "refresh")
    swap(casebook(three, "disbursements.csv"), '"8,2OO"', '"8,300"')
    waiting = called(three, "refresh")
    name = re.search(r"--accept ([0-9a-f]{10})", waiting.stdout)
    assert name is not None
    called(three, "refresh", "--accept", name.group(1))
    called(three, "pin", second, "--as", MEETING)
    lines = log(three)
    assert [(line["command"], line["result"], line["exit_code"]) for line in lines] == [
        ("refresh", "nothing_new", 0),
        ("refresh", "problems", 1),
        ("refresh", "waiting", 3),
        ("refresh", "published", 0),
        ("pin", "done", 0),
    ]
    assert [line.get("live_build_id") for line in lines[:3]] == [newest] * 3
    assert lines[1]["problems"] == 1
    assert (lines[2]["diff_id"], lines[2]["changes"]) == (name.group(1), {"revised": 1})
    assert (lines[3]["build_id"], lines[3]["accepted"]) == (live_id(three), name.group(1))
    assert all(dt.datetime.fromisoformat(str(line["at"])).tzinfo for line in lines)
    assert all(float(str(line["seconds"])) > 0 for line in lines[:4])


def test_the_log_is_bounded_and_a_torn_line_is_closed(three: Paths) -> None:
    line = json.dumps({"at": "2026-01-01T00:00:00+00:00", "command": "refresh", "pad": "x" * 900}) + "\n"
    three.log.write_text(line * 2000 + line[:100], encoding="utf-8")
    called(three, "refresh")
    *_, torn, last = three.log.read_text(encoding="utf-8").splitlines()
    assert json.loads(last)["result"] == "nothing_new"
    assert torn == line[:100]
    add(casebook(three, "source.toml"), "\n# seen again\n")
    called(three, "refresh")
    assert three.log.stat().st_size < 600_000
    assert json.loads(three.log.read_text(encoding="utf-8").splitlines()[-1])["result"] == "published"


def test_a_word_of_the_last_run_is_taken_back_when_the_sources_are(three: Paths) -> None:
    swap(casebook(three, "disbursements.csv"), '"8,200"', '"8,300"')
    assert called(three, "refresh").returncode == 3
    assert json.loads(three.last_run.read_text(encoding="utf-8"))["result"] == "waiting"
    swap(casebook(three, "disbursements.csv"), '"8,300"', '"8,200"')
    assert called(three, "refresh").returncode == 0
    told = json.loads(three.last_run.read_text(encoding="utf-8"))
    assert (told["result"], told["waiting"], told["live_build_id"]) == ("nothing_new", [], live_id(three))


def test_the_waiting_candidate_is_kept_with_its_values(three: Paths) -> None:
    swap(casebook(three, "disbursements.csv"), '"8,200"', '"8,300"')
    called(three, "refresh")
    told = json.loads(three.last_run.read_text(encoding="utf-8"))
    assert told["live_build_id"] == live_id(three)
    assert re.fullmatch("[0-9a-f]{10}", told["diff_id"])
    assert [(row["old"], row["new"], row["by"]) for row in told["waiting"]] == [
        ("8200000", "8300000", "+100000")
    ]


def test_commands_without_a_build_are_wrong_use(tmp_path: Path, mart: Mart) -> None:
    nothing = Paths(tmp_path)
    for told in (
        ["rollback"],
        ["pin", "live", "--as", "x"],
        ["unpin", "live"],
        ["prune"],
        ["diff", "a", "b"],
    ):
        done = called(nothing, *told)
        assert done.returncode == 2, told
        assert "Traceback" not in done.stderr
    assert called(nothing, "builds").returncode == 0
    assert list(tmp_path.iterdir()) == []
    assert fingerprint.live_manifest(mart.paths) is not None
