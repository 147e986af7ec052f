"""`motcua demo card` as another program would use it."""

from __future__ import annotations

import argparse
import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from demo import commands
from demo.card.deck import csca_of, deck, person
from models.problems import Problem, wording


def parse(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    commands.register(parser.add_subparsers(required=True))
    return parser.parse_args(["demo", "card", *words])


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path


def test_the_list_names_everybody(capsys: pytest.CaptureFixture[str]) -> None:
    args = parse("--list", "--json")
    assert args.run(args) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["number"] for row in rows] == [p.number for p in deck()]
    an = rows[0]
    assert an["qr"] == person("an").qr_text
    assert an["can"] == "000017"
    assert Path(an["csca"]).read_bytes() == csca_of(person("an"))


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--deck", "nope"], "demo.unknown_deck"),
        (["--person", "nobody"], "demo.unknown_person"),
        (["--fault", "explode"], "demo.bad_fault"),
    ],
)
def test_mistakes_are_said_in_words(words: list[str], code: str) -> None:
    args = parse(*words)
    with pytest.raises(Problem) as caught:
        args.run(args)
    assert caught.value.code == code
    assert wording(caught.value).next_step


@pytest.mark.pcsc
def test_two_programs_share_one_reader(tmp_path: Path) -> None:
    program = (
        "import argparse, sys\nfrom demo import commands\n"
        "parser = argparse.ArgumentParser()\ncommands.register(parser.add_subparsers())\n"
        "args = parser.parse_args(['demo', 'card', '--json', *sys.argv[1:]])\n"
        "sys.exit(args.run(args))\n"
    )

    def plug(*words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", program, *words], stdout=subprocess.PIPE, text=True
        )

    with plug() as first:
        try:
            assert json.loads(first.stdout.readline())["person"] == "an"
            with plug("--person", "tdes", "--timing") as second:
                assert json.loads(second.stdout.readline())["person"] == "tdes"
                second.send_signal(signal.SIGTERM)
                assert second.wait(60) == 0
        finally:
            first.send_signal(signal.SIGINT)
            assert first.wait(60) == 0
