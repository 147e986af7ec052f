"""The hub's commands: ``motcua hub serve`` and ``motcua hub enroll``."""

from __future__ import annotations

import argparse
import json
import os
import signal
import socket
import sys
from pathlib import Path

from hub.settings import HubSettings, default_data, default_database
from models.problems import Kind, Problem, wording


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the hub's commands."""
    hub = commands.add_parser("hub", help="the office hub and reference provincial server")
    acts = hub.add_subparsers(dest="hub_command", required=True)
    serve_parser = acts.add_parser(
        "serve",
        help="serve desks until interrupted",
        description="Serve desks. Exit codes: 0 stopped, 2 bad input, 3 no database or port.",
    )
    _common(serve_parser)
    serve_parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    serve_parser.add_argument("--port", type=int, default=8765, help="0 takes any free port")
    serve_parser.set_defaults(run=serve)
    enroll_parser = acts.add_parser(
        "enroll",
        help="let a desk in and print its token (once)",
        description="Let a desk in. Exit codes: 0 done, 2 bad input, 3 database not there.",
    )
    enroll_parser.add_argument("device", help="the desk's device id")
    enroll_parser.add_argument("--agency", required=True, help="agency code, e.g. H15.50.05")
    _common(enroll_parser)
    enroll_parser.set_defaults(run=enroll)


def serve(args: argparse.Namespace) -> int:
    """Run the hub until it is told to stop; one line on standard output when it is ready."""
    settings = _settings(args, args.host, args.port)
    # The server hands the signal that stopped it on to us when it is done; being told is no fault.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return _serve(settings, as_json=args.json)
    except KeyboardInterrupt:
        return 0
    except Problem as problem:
        return _say(problem, as_json=args.json)


def enroll(args: argparse.Namespace) -> int:
    """Let a desk in; its token on standard output."""
    from hub.enrolment import enrol_device

    try:
        token = enrol_device(_settings(args), args.device, args.agency)
    except Problem as problem:
        return _say(problem, as_json=args.json)
    told = {"device_id": args.device, "agency": args.agency, "token": token}
    _print(json.dumps(told) if args.json else token)
    return 0


def _serve(settings: HubSettings, *, as_json: bool) -> int:
    import uvicorn

    from hub.app import build, open_hub

    os.umask(0o077)
    hub = open_hub(settings)
    listener = _listen(settings)
    host, port = listener.getsockname()[:2]
    told = {
        "url": f"http://{host}:{port}",
        "port": port,
        "data": str(settings.data),
        "database": hub.store.name,
    }
    _print(json.dumps(told) if as_json else f"Hub: {told['url']} – {told['database']}")
    server = uvicorn.Server(
        uvicorn.Config(
            build(hub),
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_keep_alive=75,
            timeout_graceful_shutdown=5,
            lifespan="off",
        )
    )
    try:
        server.run(sockets=[listener])
    finally:
        hub.store.close()
    return 0


def _listen(settings: HubSettings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # Named as TCP: asyncio turns off the gathering of small packets only for sockets that say so,
    # and head and body of an answer would wait 40 ms for each other.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
        # Listening before the ready line is printed: whoever read the line can connect.
        listener.listen(256)
    except OSError as error:
        listener.close()
        raise Problem("hub.port_taken", Kind.DEVICE_OR_LINE, port=settings.port) from error
    return listener


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--database",
        default=None,
        metavar="URL",
        help="SQLAlchemy address (postgresql+psycopg://…); also from MOTCUA_HUB_DATABASE, "
        "which keeps a password off the command line; default: SQLite in the data folder",
    )
    parser.add_argument("--data", type=Path, default=None, metavar="DIR", help="the hub's folder")
    parser.add_argument("--json", action="store_true", help="machine-readable output")


def _settings(args: argparse.Namespace, host: str = "127.0.0.1", port: int = 0) -> HubSettings:
    return HubSettings(
        data=(args.data or default_data()).absolute(),
        database=args.database or default_database(),
        host=host,
        port=port,
    )


def _say(problem: Problem, *, as_json: bool) -> int:
    text = wording(problem)
    error = {
        "code": text.code,
        "message_vi": text.message_vi,
        "message_en": text.message_en,
        "next_step": text.next_step,
    }
    if as_json:
        _print(json.dumps({"error": error}, ensure_ascii=False))
    else:
        sys.stderr.write(f"{text.message_vi}\n{text.next_step}\n")
    return int(problem.kind)


def _print(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
