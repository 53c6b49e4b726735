"""The office withdraws builds from readers; a rollback's mark and its own do not lift each other."""

from __future__ import annotations

import json
from dataclasses import replace

from dashboard.mart import Mart as BoardMart
from etl import refresh
from etl.build import history, prune, withdraw
from etl.paths import Paths
from tests.conftest import quiet
from tests.etl.helpers import add, called, casebook
from tests.etl.test_history import MEETING, NO_GRACE, ids, of


def test_readers_cannot_open_a_withdrawn_build_pinned_or_not(three: Paths) -> None:
    _, second, first = ids(three)
    history.pin(three, of(three, first), MEETING)
    assert BoardMart(three.mart).build(first) is not None
    done = called(three, "withdraw", first, "--reason", "個人の記載 / a person's name")
    assert done.returncode == 0, done.stderr
    assert first in done.stdout
    assert MEETING in done.stdout
    board = BoardMart(three.mart)
    assert board.build(first) is None
    assert board.build(second) is not None
    listed = called(three, "builds").stdout
    assert "取り下げ（担当） / withdrawn by the office: 個人の記載 / a person's name" in listed
    assert json.loads(called(three, "builds", "--json").stdout)[2]["withdrawn_by_office"].startswith("個人")
    assert json.loads(three.log.read_text("utf-8").splitlines()[-1])["withdrawn"] == [first]
    # no rollback makes it live, named or by itself
    assert called(three, "rollback", first).returncode == 2
    assert history.before(history.stored_builds(three)).build_id == second
    assert called(three, "withdraw", "--lift", MEETING).returncode == 0
    assert BoardMart(three.mart).build(first) is not None
    assert not (three.builds / first / "withdrawn.json").exists()


def test_what_cannot_be_withdrawn_is_said(three: Paths) -> None:
    newest, second, _ = ids(three)
    for arguments, says in (
        ([newest, "--reason", "x"], "is the live build"),
        ([second], "give the reason"),
        (["--lift", second], "was not withdrawn by the office"),
        ([], "one of them"),
        ([second, "--surveys"], "one of them"),
        (["2020", "--reason", "x"], "there is no build"),
    ):
        refused = called(three, "withdraw", *arguments)
        assert (refused.returncode, says in refused.stderr) == (2, True), (arguments, refused.stderr)
    assert not list(three.builds.glob("*/withdrawn.json"))


def test_a_rollback_and_the_office_do_not_lift_each_other(three: Paths) -> None:
    newest, second, first = ids(three)
    withdraw.withdraw([of(three, second)], "why")
    history.rollback(three, of(three, first))
    assert (of(three, second).back_to, of(three, second).office) == (first, "why")
    history.rollback(three, of(three, newest))  # takes the rollback back, not the office's word
    assert (of(three, second).back_to, of(three, second).office) == (None, "why")
    assert BoardMart(three.mart).build(second) is None
    history.rollback(three, of(three, first))
    withdraw.lift(of(three, second))
    assert (of(three, second).back_to, of(three, second).office) == (first, None)
    assert BoardMart(three.mart).build(second) is None


def test_nothing_waits_at_the_gate_for_a_build_the_office_withdrew(three: Paths) -> None:
    """As it would for one that a rollback withdrew: the build before brought a recruitment."""
    _, second, _ = ids(three)
    withdraw.withdraw([of(three, second)], "why")
    assert history.withdrawn(three) == []
    add(casebook(three, "recruitment.csv"), "nishimonbetsu,令和4年度,midwife,採用実績,1,次の資料,\n")
    assert refresh.run(three, quiet).result == "published"


def test_prune_removes_what_the_office_withdrew_at_once(three: Paths) -> None:
    newest, second, first = ids(three)
    withdraw.withdraw([of(three, second), of(three, first)], "why")
    history.pin(three, of(three, first), MEETING)
    for keep in (0, 10):
        stays = {v.build.build_id: v.stays for v in prune.plan(three, keep, prune.dt.timedelta(days=1))}
        assert stays == {newest: "live", second: None, first: "pinned"}
    history.rollback(three, history.whole_one(of(three, newest)))
    withdraw.lift(of(three, first))
    history.rollback(three, of(three, first))  # now the record of a rollback
    stays = {v.build.build_id: v.stays for v in prune.plan(three, 0, NO_GRACE)}
    assert stays[second] == "withdrawn"


def test_a_withdrawn_build_stays_withdrawn_after_it_was_pruned(three: Paths) -> None:
    """As long as a list of changes since it is there to be read."""
    newest, second, first = ids(three)
    withdraw.withdraw([of(three, second), of(three, first)], "a person's name")
    assert called(three, "prune", "--keep", "0").returncode == 0
    assert ids(three) == [newest]
    board = BoardMart(three.mart)
    assert (board.withdrawn(second), board.marks(second).for_surveys) == (True, False)
    assert json.loads(three.pruned_marks.read_text("utf-8")).keys() == {second}, "no list names the first"
    add(casebook(three, "recruitment.csv"), "nishimonbetsu,令和4年度,midwife,採用実績,1,次の資料,\n")
    assert refresh.run(three, quiet).result == "published"
    prune.prune(three, prune.plan(three, 0, NO_GRACE))
    assert json.loads(three.pruned_marks.read_text("utf-8")) == {}


def test_the_builds_of_samples_are_kept_by_the_same_commands(three: Paths) -> None:
    """`refresh --samples` and `python -m dashboard --samples` have a mart of their own (make demo)."""
    newest, second, first = ids(three)
    samples = replace(three, samples=True)
    samples.mart.parent.mkdir(parents=True, exist_ok=True)
    three.mart.rename(samples.mart)
    assert called(three, "pin", first, "--as", MEETING).returncode == 2, "there is no other mart"
    for arguments in (
        ("pin", first, "--as", MEETING),
        ("withdraw", second, "--reason", "x"),
        ("prune", "--keep", "0"),
    ):
        done = called(three, *arguments, "--samples")
        assert done.returncode == 0, (arguments, done.stderr)
    assert [b.build_id for b in history.stored_builds(samples)] == [newest, first]
    told = json.loads(called(three, "builds", "--json", "--samples").stdout)
    assert [pin["as"] for pin in told[1]["pinned_as"]] == [MEETING]
    assert not three.mart.exists()
