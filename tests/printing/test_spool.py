"""The way to the printer, with CUPS's answers as CUPS 2.4 gave them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from models.problems import Kind, Problem, wording
from models.receipt import Receipt
from printing.layout import A4, About, make_pdf
from printing.receipt import render
from printing.spool import CupsSpool, FolderSpool, Printer, two_up

LISTED = """printer HP-1 is idle.  enabled since Sun Nov 22 02:02:12 2026
\tForm mounted:
\tDescription: Máy in quầy 1
\tAlerts: none
printer PDF is idle.  enabled since Sun Nov 22 02:02:12 2026
\tDescription: In ra PDF
"""


def finished(status: int, output: str, errors: str) -> CompletedProcess[bytes]:
    return CompletedProcess([], status, output.encode(), errors.encode())


class Cups:
    """Answers like the tools did, and remembers what it was asked."""

    def __init__(self, **answers: CompletedProcess[bytes]) -> None:
        self.answers = {
            "lpstat -e": finished(0, "HP-1\nPDF\n", ""),
            "lpstat -d": finished(0, "system default destination: PDF\n", ""),
            "lpstat -l": finished(0, LISTED, ""),
            "lpstat -r": finished(0, "scheduler is running\n", ""),
            "lpstat -p": finished(0, "printer HP-1 is idle.  enabled since Sun\n", ""),
            "lp -d": finished(0, "request id is PDF-1 (0 file(s))\n", ""),
        } | {key.replace("_", " -"): answer for key, answer in answers.items()}
        self.commands: list[list[str]] = []
        self.printed: list[bytes] = []

    def __call__(
        self, command: Sequence[str], data: bytes, environment: Mapping[str, str]
    ) -> CompletedProcess[bytes]:
        assert environment["LC_ALL"] == "C.UTF-8"
        self.commands.append(list(command))
        if command[0] == "lp":
            self.printed.append(data)
        return self.answers[" ".join(command[:2])]


def problem_of(spool: CupsSpool | FolderSpool, pdf: bytes, printer: str | None = None) -> Problem:
    with pytest.raises(Problem) as caught:
        spool.send(pdf, "H15", printer=printer, copies=1)
    assert caught.value.kind is Kind.DEVICE_OR_LINE
    assert "{" not in wording(caught.value).message_vi + wording(caught.value).next_step
    return caught.value


@pytest.fixture(scope="module")
def slip(receipt: Receipt) -> bytes:
    return render(receipt)


def test_printers_come_with_their_names_for_people_the_default_first() -> None:
    assert CupsSpool(Cups()).printers() == (
        Printer("PDF", "In ra PDF", is_default=True),
        Printer("HP-1", "Máy in quầy 1", is_default=False),
    )


def test_a_slip_goes_to_the_default_printer_at_its_own_size(slip: bytes) -> None:
    cups = Cups()
    assert CupsSpool(cups).send(slip, "H15-1", printer=None, copies=2) == "PDF"
    assert cups.printed == [slip]
    command = cups.commands[-1]
    assert command[:7] == ["lp", "-d", "PDF", "-n", "2", "-t", "H15-1"]
    assert command[-1] == "-"
    assert {"media=A5", "print-scaling=none", "sides=one-sided"} <= set(command)


def test_paper_size_follows_the_pdf(slip: bytes) -> None:
    for pdf in (two_up(slip), make_pdf(A4, About("t", "a"), [])):
        cups = Cups()
        assert CupsSpool(cups).send(pdf, "t", printer="HP-1", copies=1) == "HP-1"
        assert "media=A4" in cups.commands[-1]


def test_no_printer_at_all(slip: bytes) -> None:
    nothing = finished(0, "", "lpstat: No destinations added.\n")
    assert problem_of(CupsSpool(Cups(lpstat_e=nothing)), slip).code == "printing.no_printer"


def test_cups_that_sleeps_is_not_the_same_as_no_printer(slip: bytes) -> None:
    sleeping = Cups(
        lpstat_e=finished(0, "", ""), lpstat_r=finished(0, "scheduler is not running\n", "")
    )
    assert problem_of(CupsSpool(sleeping), slip).code == "printing.no_service"


def test_a_machine_without_the_tools(slip: bytes) -> None:
    def missing(
        command: Sequence[str], data: bytes, environment: Mapping[str, str]
    ) -> CompletedProcess[bytes]:
        raise FileNotFoundError(2, "No such file or directory")

    problem = problem_of(CupsSpool(missing), slip)
    assert problem.code == "printing.no_service"
    assert isinstance(problem.__cause__, FileNotFoundError)


def test_several_printers_and_no_default_ask_for_a_choice(slip: bytes) -> None:
    cups = Cups(lpstat_d=finished(0, "no system default destination\n", ""))
    assert problem_of(CupsSpool(cups), slip).code == "printing.choose_printer"
    assert cups.printed == []


def test_the_only_printer_needs_no_default(slip: bytes) -> None:
    cups = Cups(
        lpstat_e=finished(0, "HP-1\n", ""),
        lpstat_d=finished(0, "no system default destination\n", ""),
    )
    assert CupsSpool(cups).send(slip, "t", printer=None, copies=1) == "HP-1"


def test_a_printer_that_was_taken_away(slip: bytes) -> None:
    problem = problem_of(CupsSpool(Cups()), slip, "Gone")
    assert (problem.code, problem.facts) == ("printing.printer_gone", {"printer": "Gone"})


def test_a_stopped_printer_says_why_before_the_job_is_queued(slip: bytes) -> None:
    stopped = finished(0, "printer HP-1 disabled since Sun Nov 22 02:02 2026 -\n\tHết giấy\n", "")
    cups = Cups(lpstat_p=stopped)
    problem = problem_of(CupsSpool(cups), slip, "HP-1")
    assert (problem.code, problem.facts["cause"]) == ("printing.printer_failed", "Hết giấy")
    assert cups.printed == []


def test_what_lp_refuses_is_told_in_its_words(slip: bytes) -> None:
    refused = finished(1, "", 'lp: Destination "HP-1" is not accepting jobs.\n')
    problem = problem_of(CupsSpool(Cups(lp_d=refused)), slip, "HP-1")
    assert problem.code == "printing.printer_failed"
    assert "not accepting jobs" in str(problem.facts["cause"])


def test_the_folder_keeps_every_paper_for_this_user_alone(tmp_path: Path) -> None:
    spool = FolderSpool(tmp_path / "giấy")
    first = Path(spool.send(b"%PDF-1", "H15/50: A", printer=None, copies=2))
    second = Path(spool.send(b"%PDF-2", "H15/50: A", printer=None, copies=1))
    assert first.parent == second.parent == tmp_path / "giấy"
    assert (first.read_bytes(), second.read_bytes()) == (b"%PDF-1", b"%PDF-2")
    assert first.stat().st_mode & 0o077 == 0
    (only,) = spool.printers()
    assert only.is_default


def test_a_title_cannot_leave_the_folder(tmp_path: Path) -> None:
    for title in ("../../etc/x", "..", "", "/root"):
        path = Path(FolderSpool(tmp_path).send(b"%PDF", title, printer=None, copies=1))
        assert path.resolve().parent == tmp_path.resolve()


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    problem = problem_of(FolderSpool(tmp_path / "file"), b"%PDF")
    assert problem.code == "printing.printer_failed"


def test_cups_that_does_not_answer(slip: bytes) -> None:
    def silent(
        command: Sequence[str], data: bytes, environment: Mapping[str, str]
    ) -> CompletedProcess[bytes]:
        raise TimeoutError(command[0])

    problem = problem_of(CupsSpool(silent), slip)
    assert (problem.code, problem.facts["cause"]) == ("printing.no_service", "lpstat: no answer")
