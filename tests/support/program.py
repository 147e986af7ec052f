"""The program as people start it: other processes, their own folders, real counterparts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

PROGRAM = Path(sys.executable).with_name("motcua")


@dataclass(frozen=True)
class Answer:
    """What a command left: exit code, the JSON of its last line, and what it said besides."""

    code: int
    told: Any
    errors: str


Command = Callable[..., Answer]


@pytest.fixture(scope="session")
def motcua(tmp_path_factory: pytest.TempPathFactory) -> Command:
    """Runs `motcua …` with a home of its own."""
    home = tmp_path_factory.mktemp("home")

    def run(*words: str | Path, home: Path = home, profile: str = "demo") -> Answer:
        environment = {
            **os.environ,
            "MOTCUA_HOME": str(home),
            "MOTCUA_PROFILE": profile,
            "QT_QPA_PLATFORM": "offscreen",
        }
        done = subprocess.run(
            [PROGRAM, *map(str, words)],
            env=environment,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=200,
            check=False,
        )
        lines = done.stdout.strip().splitlines()
        told = json.loads(lines[-1]) if lines and lines[-1][:1] in "[{" else done.stdout.strip()
        return Answer(done.returncode, told, done.stderr)

    return run


@dataclass(frozen=True)
class MainJob:
    """The finished demonstration: its answer, its folder."""

    answer: dict[str, Any]
    out: Path

    @property
    def home(self) -> Path:
        """MOTCUA_HOME of its seat."""
        return self.out / "seat"


@pytest.fixture(scope="session")
def main_job(motcua: Command, tmp_path_factory: pytest.TempPathFactory) -> MainJob:
    """`motcua demo run`, once for all tests of this folder."""
    out = tmp_path_factory.mktemp("main-job")
    done = motcua("demo", "run", "--out", out, "--json")
    assert done.code == 0, done.errors
    return MainJob(done.told, out)
