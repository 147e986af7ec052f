"""The way to the printer: CUPS through its own tools, or a folder of PDF files.

A paper goes to ``lp`` on its standard input: no readable copy of it is left on the disk.
"""

from __future__ import annotations

import io
import logging
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess
from typing import Protocol

import pikepdf

from models.problems import Kind, Problem
from printing.imposition import two_up

__all__ = ["CupsSpool", "FolderSpool", "Printer", "Run", "Spool", "two_up"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Printer:
    """A place papers can be sent to."""

    name: str
    description: str
    is_default: bool


class Spool(Protocol):
    """Takes a finished PDF and sees that it is printed."""

    def printers(self) -> tuple[Printer, ...]:
        """Every printer there is, the default one first."""

    def send(self, pdf: bytes, title: str, *, printer: str | None, copies: int) -> str:
        """Hand the PDF over; where it went.  The title is seen in queues: no personal data.

        Raises Problem printing.no_printer, choose_printer, printer_gone, no_service or
        printer_failed.
        """


class Run(Protocol):
    """Runs a tool to its end; only `desk.threads` starts processes, so it is given."""

    def __call__(
        self, command: Sequence[str], data: bytes, environment: Mapping[str, str]
    ) -> CompletedProcess[bytes]:
        """Run the command with ``data`` on standard input and these variables added to ours.

        The answer holds the exit status, output and errors.  Raises OSError where the tool is
        missing, TimeoutError where it does not answer.
        """


_ENVIRONMENT = {"LC_ALL": "C.UTF-8"}
"""The tools' sentences are read here, so they must come in one language."""
_DISABLED = re.compile(
    r"^printer \S+ disabled since[^\n]*(?:\n\s+(?P<reason>[^\n]+))?", re.MULTILINE
)
_MEDIA = {(420, 595): "A5", (595, 842): "A4", (842, 595): "A4"}
"""Page sizes in whole points to CUPS's names; landscape pages are turned by CUPS itself."""


class CupsSpool:
    """Printing through ``lp`` and ``lpstat``, on Linux."""

    def __init__(self, run: Run) -> None:
        self._run_tool = run

    def printers(self) -> tuple[Printer, ...]:
        """Every printer CUPS knows or has found on the network, the default one first."""
        names = self._ask("lpstat", "-e").split()
        if not names:
            self._expect_service()
            return ()
        default = self._ask("lpstat", "-d").rpartition(":")[2].strip()
        descriptions = _descriptions(self._ask("lpstat", "-l", "-p"))
        found = [Printer(name, descriptions.get(name, ""), name == default) for name in names]
        return tuple(sorted(found, key=lambda printer: (not printer.is_default, printer.name)))

    def send(self, pdf: bytes, title: str, *, printer: str | None, copies: int) -> str:
        """Queue the PDF at its own size, one-sided; the printer's name."""
        name = self._chosen(printer)
        self._expect_ready(name)
        command = ["lp", "-d", name, "-n", str(copies), "-t", title]
        for option in (*_media(pdf), "print-scaling=none", "sides=one-sided"):
            command += ["-o", option]
        finished = self._run([*command, "-"], pdf)
        if finished.returncode != 0:
            raise Problem(
                "printing.printer_failed",
                Kind.DEVICE_OR_LINE,
                printer=name,
                cause=_cause(finished.stderr),
            )
        _log.info("sent to %s: %s", name, _text(finished.stdout).strip())
        return name

    def _chosen(self, wanted: str | None) -> str:
        known = self.printers()
        if not known:
            raise Problem("printing.no_printer", Kind.DEVICE_OR_LINE)
        if wanted is None:
            if len(known) > 1 and not known[0].is_default:
                raise Problem("printing.choose_printer", Kind.DEVICE_OR_LINE)
            return known[0].name
        if all(printer.name != wanted for printer in known):
            raise Problem("printing.printer_gone", Kind.DEVICE_OR_LINE, printer=wanted)
        return wanted

    def _expect_service(self) -> None:
        """Without its service CUPS calmly lists no printers."""
        answer = self._ask("lpstat", "-r").strip()
        if "not running" in answer:
            raise Problem("printing.no_service", Kind.DEVICE_OR_LINE, cause=answer)

    def _expect_ready(self, name: str) -> None:
        """A disabled printer takes jobs and prints none: the clerk must hear of it now."""
        disabled = _DISABLED.search(self._ask("lpstat", "-p", name))
        if disabled is not None:
            reason = disabled["reason"] or "disabled"
            raise Problem(
                "printing.printer_failed", Kind.DEVICE_OR_LINE, printer=name, cause=reason.strip()
            )

    def _ask(self, *command: str) -> str:
        """What a question to CUPS printed; having no printers yet is an answer too."""
        finished = self._run(command, b"")
        if finished.returncode != 0 and not _NOTHING_YET.search(_text(finished.stderr)):
            raise Problem("printing.no_service", Kind.DEVICE_OR_LINE, cause=_cause(finished.stderr))
        return _text(finished.stdout)

    def _run(self, command: Sequence[str], data: bytes) -> CompletedProcess[bytes]:
        try:
            return self._run_tool(command, data, _ENVIRONMENT)
        except OSError as error:
            cause = "no answer" if isinstance(error, TimeoutError) else error.strerror
            raise Problem(
                "printing.no_service", Kind.DEVICE_OR_LINE, cause=f"{command[0]}: {cause}"
            ) from error


_NOTHING_YET = re.compile("No destinations added|Invalid destination name")


def _text(said: bytes) -> str:
    return said.decode("utf-8", "replace")


def _cause(errors: bytes) -> str:
    return " ".join(_text(errors).split()) or "?"


def _descriptions(text: str) -> dict[str, str]:
    """Printer names and their descriptions from ``lpstat -l -p``."""
    described: dict[str, str] = {}
    name = ""
    for line in text.splitlines():
        if line.startswith("printer "):
            name = line.split()[1]
        elif line.strip().startswith("Description:"):
            described[name] = line.partition(":")[2].strip()
    return described


def _media(pdf: bytes) -> tuple[str, ...]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        left, bottom, right, top = (float(edge) for edge in document.pages[0].mediabox)
    name = _MEDIA.get((round(right - left), round(top - bottom)))
    return (f"media={name}",) if name else ()


class FolderSpool:
    """Papers as files: for desks without a printer, for tests and for the demo."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def printers(self) -> tuple[Printer, ...]:
        """The folder itself."""
        return (Printer("folder", str(self._folder), is_default=True),)

    def send(
        self,
        pdf: bytes,
        title: str,
        *,
        printer: str | None,  # noqa: ARG002 - there is one folder
        copies: int,  # noqa: ARG002 - a file can be printed as often as wanted
    ) -> str:
        """Write the PDF, readable by this user alone and never over another; its path."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            return str(self._write(pdf, _file_name(title)))
        except OSError as error:
            raise Problem(
                "printing.printer_failed",
                Kind.DEVICE_OR_LINE,
                printer=str(self._folder),
                cause=error.strerror or type(error).__name__,
            ) from error

    def _write(self, pdf: bytes, stem: str) -> Path:
        number = 1
        while True:
            suffix = "" if number == 1 else f" ({number})"
            path = self._folder / f"{stem}{suffix}.pdf"
            try:
                handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            except FileExistsError:
                number += 1
                continue
            with os.fdopen(handle, "wb") as file:
                file.write(pdf)
            return path


def _file_name(title: str) -> str:
    clean = re.sub(r"[^\w.\- ]+", "_", title).strip(" .")
    return clean[:120] or "giay"
