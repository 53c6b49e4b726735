"""What a newcomer's editor, container and commits run is what `make check` and the tests run."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent


def tool(command: str) -> tuple[str, ...]:
    """The program and its words, without where it lies and which files it is given."""
    words = re.sub(r"\$\((PY|VENV)\)|\.venv", "", command).replace("/bin/", "").split()
    words = [word for word in words if word not in ("python", "-m", "sql")]
    return tuple(words)


def recipe(target: str) -> list[str]:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    lines = re.search(rf"^{target}:.*\n((?:\t.*\n)+)", text, re.MULTILINE)
    assert lines, target
    return [line.strip() for line in lines.group(1).splitlines()]


def is_target(name: str) -> bool:
    return re.search(rf"^{name}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE) is not None


def test_hooks_before_a_commit_run_what_make_check_runs_and_fetch_nothing() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    assert [repo["repo"] for repo in config["repos"]] == ["local"]
    hooks = config["repos"][0]["hooks"]
    assert {hook["language"] for hook in hooks} == {"system"}
    assert [tool(hook["entry"]) for hook in hooks] == [tool(line) for line in recipe("check")]


def test_the_container_installs_what_the_checks_ask_a_system_for() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    listed = re.search(r"packages=\(([^)]*)\)", script)
    assert listed
    docker = (ROOT / ".devcontainer" / "Dockerfile").read_text(encoding="utf-8")
    lacking = {*listed.group(1).split(), "python3", "make", "npm"} - set(docker.split())
    assert lacking == set()


def test_the_container_calls_commands_that_are_there() -> None:
    container = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8"))
    commands = [container["postCreateCommand"], *container["postAttachCommand"].values()]
    tasks = json.loads((ROOT / ".vscode" / "tasks.json").read_text(encoding="utf-8"))["tasks"]
    commands += [task["command"] for task in tasks]
    called = [part.split() for command in commands for part in command.split(" && ")]
    for words in called:
        if words[0] == "make":
            assert is_target(words[1]), words
        else:
            assert words[:2] == [".venv/bin/python", "-m"], words
            shown = subprocess.run(
                [sys.executable, *words[1:4], "--help"], cwd=ROOT, capture_output=True, text=True, check=True
            )
            assert set(words[4:]) <= set(shown.stdout.replace("│", " ").split()), words
    served = re.search(
        r"^port = (\d+)", (ROOT / ".streamlit" / "config.toml").read_text("utf-8"), re.MULTILINE
    )
    assert served
    assert container["forwardPorts"] == [int(served.group(1))]


def test_container_and_workspace_bring_the_same_tools_to_the_editor() -> None:
    wanted = json.loads((ROOT / ".vscode" / "extensions.json").read_text(encoding="utf-8"))["recommendations"]
    container = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8"))
    assert container["customizations"]["vscode"]["extensions"] == wanted
