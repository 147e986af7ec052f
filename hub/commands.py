"""The hub's commands: ``serve``, ``enroll``, ``certificate``, ``restored``, the witness's."""

from __future__ import annotations

import argparse
import json
import os
import signal
import socket
from pathlib import Path
from typing import TYPE_CHECKING

from hub import command_witness
from hub.command_line import command, print_line, say, settings_of
from hub.settings import HubSettings
from models.problems import Kind, Problem

if TYPE_CHECKING:
    from hub.authority import Authority
    from hub.tls import TlsFiles


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the hub's commands."""
    hub = commands.add_parser("hub", help="the office hub and reference provincial server")
    acts = hub.add_subparsers(dest="hub_command", required=True)
    serve_parser = command(
        acts,
        "serve",
        serve,
        short="serve desks until interrupted",
        long="Serve desks. Exit codes: 0 stopped, 2 bad input, 3 no database or port.",
    )
    serve_parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    serve_parser.add_argument("--port", type=int, default=8765, help="0 takes any free port")
    serve_parser.add_argument("--tls-cert", type=Path, metavar="PEM", help="the hub's certificate")
    serve_parser.add_argument("--tls-key", type=Path, metavar="PEM", help="its private key")
    serve_parser.add_argument(
        "--client-ca", type=Path, metavar="PEM", help="root that signed the desks' certificates"
    )
    enroll_parser = command(
        acts,
        "enroll",
        enroll,
        short="let a desk in and print its token (once)",
        long="Let a desk in. Exit codes: 0 done, 2 bad input, 3 database not there.",
    )
    enroll_parser.add_argument("device", help="the desk's device id")
    enroll_parser.add_argument("--agency", required=True, help="agency code, e.g. H15.50.05")
    enroll_parser.add_argument(
        "--certificate-to",
        type=Path,
        metavar="DIR",
        help="also write a client certificate of the hub's own root, good for 90 days",
    )
    enroll_parser.add_argument(
        "--portal",
        action="store_true",
        help="no desk: the adapter that brings dossiers lodged online and takes the answers",
    )
    command(
        acts,
        "restored",
        restored,
        short="after putting back a backup, before serving: skip numbers given away since",
        long="Skip numbers. Exit codes: 0 done, 3 database not there.",
    )
    released = command(
        acts,
        "release-register",
        release_register,
        short="number the book again though desks that are gone never told what they hold",
        long="Number again. Exit codes: 0 done, 3 database not there.",
    )
    released.add_argument("agency", help="agency code")
    certificate_parser = command(
        acts,
        "certificate",
        certificate,
        short="make the hub's own certificate, signed by its own root",
        long="Make the hub's certificate. Exit codes: 0 done, 2 bad input.",
    )
    certificate_parser.add_argument("hosts", nargs="+", help="names and addresses desks use")
    command_witness.register(acts)


def serve(args: argparse.Namespace) -> int:
    """Run the hub until it is told to stop; one line on standard output when it is ready."""
    from hub.tls import chosen

    settings = settings_of(args, args.host, args.port)
    # The server hands the signal that stopped it on to us when it is done; being told is no fault.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        secured = chosen(args.host, args.tls_cert, args.tls_key, args.client_ca)
        return _serve(settings, secured, as_json=args.json)
    except KeyboardInterrupt:
        return 0
    except Problem as problem:
        return say(problem, as_json=args.json)


def enroll(args: argparse.Namespace) -> int:
    """Let a desk in; its token on standard output."""
    from hub.enrolment import enrol_device
    from hub.store.devices import DESK, PORTAL

    settings, kind = settings_of(args), PORTAL if args.portal else DESK
    try:
        token = enrol_device(settings, args.device, args.agency, kind=kind)
    except Problem as problem:
        return say(problem, as_json=args.json)
    told = {"device_id": args.device, "agency": args.agency, "token": token}
    if args.certificate_to is not None:
        root = _authority(settings)
        files = root.issue_client(args.device, args.certificate_to)
        told |= {
            "certificate": str(files.certificate),
            "key": str(files.key),
            "root": str(root.root),
        }
    print_line(json.dumps(told) if args.json else token)
    return 0


def restored(args: argparse.Namespace) -> int:
    """Make a hub that was put back from a backup safe to serve."""
    from hub.restoring import SKIPPED, make_safe

    try:
        days = make_safe(settings_of(args))
    except Problem as problem:
        return say(problem, as_json=args.json)
    told = {"first_day": days[0].isoformat(), "last_day": days[-1].isoformat(), "skipped": SKIPPED}
    print_line(json.dumps(told) if args.json else f"{days[0]} – {days[-1]}: +{SKIPPED}")
    return 0


def release_register(args: argparse.Namespace) -> int:
    """Wait no longer for desks that are gone."""
    from hub.restoring import release_register

    try:
        silent = release_register(settings_of(args), args.agency)
    except Problem as problem:
        return say(problem, as_json=args.json)
    print_line(json.dumps({"silent": silent}) if args.json else f"{silent}")
    return 0


def certificate(args: argparse.Namespace) -> int:
    """Make the hub's certificate; where it, its key and the root lie on standard output."""
    settings = settings_of(args)
    root = _authority(settings)
    files = root.issue_server(args.hosts, settings.data / "tls")
    told = {
        "certificate": str(files.certificate),
        "key": str(files.key),
        "root": str(root.root),
    }
    print_line(json.dumps(told) if args.json else "\n".join(told.values()))
    return 0


def _authority(settings: HubSettings) -> Authority:
    from hub.authority import Authority
    from hub.clock import office_time

    os.umask(0o077)
    return Authority(settings.data / "tls", office_time())


def _serve(settings: HubSettings, secured: TlsFiles | None, *, as_json: bool) -> int:
    import uvicorn

    from hub.app import build, open_hub
    from hub.tls import server_context

    os.umask(0o077)
    context = None if secured is None else server_context(secured)
    hub = open_hub(settings, desks_root=None if secured is None else secured.client_root)
    listener = _listen(settings)
    host, port = listener.getsockname()[:2]
    told = {
        "url": f"{'http' if context is None else 'https'}://{_in_url(host)}:{port}",
        "port": port,
        "data": str(settings.data),
        "database": hub.store.name,
    }
    print_line(json.dumps(told) if as_json else f"Hub: {told['url']} – {told['database']}")
    server = uvicorn.Server(
        uvicorn.Config(
            build(hub),
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_keep_alive=75,
            timeout_graceful_shutdown=5,
            lifespan="off",
            ssl_context_factory=None if context is None else lambda _config, _default: context,
        )
    )
    try:
        server.run(sockets=[listener])
    finally:
        hub.store.close()
    return 0


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


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
