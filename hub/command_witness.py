"""Commands about the desks' audit: ``motcua hub checkpoints``, ``forks`` and ``new-epoch``."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict
from typing import TYPE_CHECKING

from hub.command_line import command, print_line, say, settings_of
from hub.settings import HubSettings
from models.problems import Problem

if TYPE_CHECKING:
    from hub.store.engine import HubStore


def register(acts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands."""
    kept = command(
        acts,
        "checkpoints",
        checkpoints,
        short="a desk's audit checkpoints as this hub keeps them: the verifier's --witness file",
        long="Print checkpoints, one a line. Exit codes: 0 done, 3 database not there.",
    )
    kept.add_argument("device", help="the desk's device id")
    command(
        acts,
        "forks",
        forks,
        short="checkpoints that did not follow from what their desk had said before",
        long="Print forks. Exit codes: 0 none, 2 there are some, 3 database not there.",
    )
    fresh = command(
        acts,
        "new-epoch",
        new_epoch,
        short="a desk was put back from a backup: its audit may start anew from there",
        long="Open an epoch. Exit codes: 0 done, 3 database not there.",
    )
    fresh.add_argument("device", help="the desk's device id")
    fresh.add_argument("--reason", required=True, help="why; kept for ever")


def checkpoints(args: argparse.Namespace) -> int:
    """One JSON object a line, whether ``--json`` was given or not: a file for the verifier."""
    from hub.store import checkpoints as kept

    def work(settings: HubSettings) -> int:
        with _opened(settings) as hub, hub.writing() as tx:
            for each in kept.every(tx, args.device):
                print_line(json.dumps({"checkpoint": asdict(each)}))
        return 0

    return _told(args, work)


def forks(args: argparse.Namespace) -> int:
    """What was refused, of every desk."""
    from hub.store import checkpoints as kept

    def work(settings: HubSettings) -> int:
        with _opened(settings) as hub, hub.writing() as tx:
            found = kept.refusals(tx)
        if args.json:
            print_line(json.dumps({"forks": [asdict(each) for each in found]}))
        else:
            for each in found:
                print_line(f"{each.at}  {each.device_id}  {each.seq}  {each.head}")
        return 2 if found else 0

    return _told(args, work)


def new_epoch(args: argparse.Namespace) -> int:
    """Let a desk's audit start anew."""
    from hub.clock import office_time
    from hub.store import checkpoints as kept

    def work(settings: HubSettings) -> int:
        with _opened(settings) as hub, hub.writing() as tx:
            number = kept.open_epoch(tx, args.device, args.reason, office_time())
        told = {"device_id": args.device, "epoch": number}
        print_line(json.dumps(told) if args.json else f"{args.device}: {number}")
        return 0

    return _told(args, work)


def _opened(settings: HubSettings) -> closing[HubStore]:
    from hub.store import schema
    from hub.store.engine import HubStore

    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    store = HubStore.open(settings.database_url)
    schema.migrate(store)
    return closing(store)


def _told(args: argparse.Namespace, work: Callable[[HubSettings], int]) -> int:
    try:
        return work(settings_of(args))
    except Problem as problem:
        return say(problem, as_json=args.json)
