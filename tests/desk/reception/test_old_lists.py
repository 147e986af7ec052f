"""Lists of the old system as workbooks: real ones, odd ones, and ones made to do harm."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from desk import command_catalogue
from desk.capture.bridge import WORKER_COMMAND
from desk.capture.decoder import Decoder
from desk.clock import VIETNAM
from desk.commands import build_parser
from desk.reception.old_system import BadLine
from desk.reception.old_table import read_table
from desk.threads import start_process
from models.old_columns import columns_of
from models.problems import Problem
from tests.support.life import OfficeOfThree

HEADING = ("Mã hồ sơ", "Tên chủ hồ sơ", "Thủ tục hành chính", "Ngày tiếp nhận", "Hẹn trả kết quả")
CONTENT_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="1">'
    '<numFmt numFmtId="170" formatCode="dd/mm/yyyy hh:mm"/></numFmts>'
    '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs></styleSheet>'
)


def workbook(rows: str, extra: str = "", *, state: str = "visible") -> bytes:
    """An XLSX of one hidden and one sheet, of the given rows of XML."""
    packed = io.BytesIO()
    hidden = f'<worksheet xmlns="{MAIN}"><sheetData>{cells(1, "không ai xem")}</sheetData>'
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("[Content_Types].xml", CONTENT_TYPES)
        parts.writestr("_rels/.rels", _related(("rId1", "officeDocument", "xl/workbook.xml")))
        parts.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
            '<sheet name="An" sheetId="1" state="hidden" r:id="rId1"/>'
            f'<sheet name="HS" sheetId="2" state="{state}" r:id="rId2"/></sheets></workbook>',
        )
        parts.writestr(
            "xl/_rels/workbook.xml.rels",
            _related(
                ("rId1", "worksheet", "worksheets/sheet1.xml"),
                ("rId2", "worksheet", "worksheets/sheet2.xml"),
                ("rId3", "styles", "styles.xml"),
            ),
        )
        parts.writestr("xl/styles.xml", STYLES)
        parts.writestr("xl/worksheets/sheet1.xml", hidden + "</worksheet>")
        parts.writestr(
            "xl/worksheets/sheet2.xml",
            f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{extra}</worksheet>',
        )
    return packed.getvalue()


def _related(*ones: tuple[str, str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for name, kind, target in ones
    )
    return f'<Relationships xmlns="{PACKAGE}">{inner}</Relationships>'


def cells(row: int, *values: object) -> str:
    """One row; a moment is a number with a date format, as spreadsheets keep it."""
    made = []
    for place, value in enumerate(values):
        where = f"{'ABCDEFGHIJKLMNOP'[place]}{row}"
        if isinstance(value, str):
            text = value.replace("&", "&amp;").replace("<", "&lt;")
            made.append(f'<c r="{where}" t="inlineStr"><is><t>{text}</t></is></c>')
        elif isinstance(value, datetime):
            days = (value - datetime(1899, 12, 30)).total_seconds() / 86_400  # noqa: DTZ001
            made.append(f'<c r="{where}" s="1"><v>{days!r}</v></c>')
        elif value is not None:
            made.append(f'<c r="{where}"><v>{value}</v></c>')
    return f'<row r="{row}">{"".join(made)}</row>'


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    made = Decoder(start_process, WORKER_COMMAND, None)
    yield made
    made.close()


def test_a_list_with_a_title_merged_cells_and_dates_comes_in(office: OfficeOfThree) -> None:
    naive = datetime(2026, 1, 5, 9, 30)  # noqa: DTZ001 - spreadsheets know no zones
    rows = (
        cells(1, "DANH SÁCH HỒ SƠ CHƯA GIẢI QUYẾT")
        + cells(3, *HEADING, "CCCD", "SĐT", "Tình trạng")
        + cells(4, "H99.01-260105-0007", "Trần Văn Cũ", "Đất đai", naive, 46058, 1099000017,
                900000007, "Đang xử lý")
        + cells(5, "H99.01-260105-0008", "Lê Thị Xưa", None, "2026-01-06", "06/02/2026")
        + cells(6, "H99.01-260105-0009", "=HYPERLINK", None, "hôm qua", "06/02/2026")
        + cells(7, "H99.01-260105-0008", "Lê Thị Xưa", "Đất đai", "2026-01-06", "06/02/2026")
    )  # fmt: skip
    merged = '<mergeCells count="2"><mergeCell ref="A1:E1"/><mergeCell ref="C4:C6"/></mergeCells>'
    content = workbook(rows, merged)
    boss, old = office.supervisor, office.supervisor.life.old_system
    foreseen = old.foresee(boss.user, content)
    assert [(one.line, one.known) for one in foreseen.coming] == [(4, False), (5, False), (7, True)]
    assert foreseen.bad == (BadLine(6, "received"),)
    assert office.clerk.lookup.find(boss.user, "tran van cu") == (), "nothing was written yet"
    report = old.bring_in(boss.user, content, "HSCu.xlsx")
    assert (report.imported, report.known, report.bad) == (2, 1, foreseen.bad)
    (row,) = office.clerk.lookup.find(boss.user, "tran van cu")
    kept = office.clerk.lookup.dossier(boss.user, row.id).dossier
    assert kept.received_at == datetime(2026, 1, 5, 9, 30, tzinfo=VIETNAM)
    assert kept.due == datetime(2026, 2, 5, 17, tzinfo=VIETNAM), "a bare number is a day"
    assert (kept.owner.number, kept.owner.phone) == ("001099000017", "0900000007")
    (second,) = office.clerk.lookup.find(boss.user, "le thi xua")
    assert second.procedure_name == "Đất đai", "the merged cell's word"


def test_the_command_looks_first_and_brings_in_when_told(
    office: OfficeOfThree,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    @contextmanager
    def seated(_args: object) -> Iterator[tuple[None, object]]:
        yield None, office.supervisor

    monkeypatch.setattr(command_catalogue, "seated", seated)
    listed = tmp_path / "cu.xlsx"
    row = ("H99.01-260105-0007", "Trần Văn Cũ", "Đất đai", "05/01/2026", "05/02/2026")
    listed.write_bytes(workbook(cells(1, *HEADING) + cells(2, *row) + cells(3, "x", *row[1:4])))
    parser = build_parser(lambda _: 0, with_guests=False)

    def told(*more: str) -> dict[str, object]:
        args = parser.parse_args(["old-list", str(listed), "--json", *more])
        assert args.run(args) == 0
        answer: dict[str, object] = json.loads(capsys.readouterr().out)
        return answer

    bad = [{"line": 3, "why": "due"}]
    assert told() == {"brought_in": False, "new": 1, "known": 0, "bad": bad}
    assert told("--bring-in") == {"brought_in": True, "new": 1, "known": 0, "bad": bad}
    assert told()["known"] == 1
    args = parser.parse_args(["old-list", str(listed)])
    args.run(args)
    assert "dòng 3: Ngày hẹn trả" in capsys.readouterr().out


def test_formulas_give_what_they_last_gave_and_are_never_computed(decoder: Decoder) -> None:
    known, unknown = "<f>1+1</f><v>7</v>", "<f>WEBSERVICE(1)</f>"
    row = f'<row r="1"><c r="A1">{known}</c><c r="B1">{unknown}</c><c r="C1"><v>1</v></c></row>'
    assert decoder.spreadsheet(workbook(row)) == [["7", "", "1"]]


def test_headings_are_known_however_they_are_written() -> None:
    said = columns_of(["STT", " MÃ  HỒ SƠ *", "Ho va ten", "TTHC", "Ngày nhận", "Ngày hẹn (trả)"])
    assert said == {"code": 1, "name": 2, "procedure": 3, "received": 4, "due": 5}


def bomb() -> bytes:
    """Small, and a gigabyte by its own table of contents."""
    packed = bytearray(workbook(cells(1, "a")))
    entry = packed.index(b"PK\x01\x02")
    packed[entry + 24 : entry + 28] = (1 << 30).to_bytes(4, "little")
    return bytes(packed)


def lying() -> bytes:
    """Two cells at the far corners of a sheet: a table of 17 thousand million fields."""
    last = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return workbook(cells(1, 1) + last)


def broken() -> bytes:
    return workbook(cells(1, "a")).replace(b"sheets/sheet2.xml", b"sheets/sheetX.xml")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (lambda: b"PK\x03\x04 not a package", "import.no_workbook"),
        (broken, "import.no_workbook"),
        (lambda: workbook(cells(1, "a")[:40]), "import.no_workbook"),
        (lambda: workbook(cells(1, "a"), state="hidden"), "import.empty_workbook"),
        (lambda: workbook(""), "import.empty_workbook"),
        (lambda: b"\xd0\xcf\x11\xe0" + bytes(600), "import.old_workbook"),
        (bomb, "import.too_heavy"),
        (lying, "import.too_heavy"),
    ],
    ids=["no package", "part missing", "cut off", "all hidden", "empty", "xls", "bomb", "sparse"],
)
def test_a_workbook_made_wrong_or_to_harm_is_refused_in_words(
    decoder: Decoder, content: Callable[[], bytes], code: str
) -> None:
    with pytest.raises(Problem, match=code.replace(".", r"\.")):
        decoder.spreadsheet(content())


def test_what_lacks_and_what_is_too_long_is_said() -> None:
    def nothing(_: bytes) -> Sequence[Sequence[str]]:
        raise AssertionError

    with pytest.raises(Problem) as found:
        read_table("Mã hồ sơ,Họ tên\n1,2\n".encode(), nothing)
    assert found.value.facts["columns"] == "Tên thủ tục, Ngày tiếp nhận, Ngày hẹn trả"
    with pytest.raises(Problem, match=r"import\.too_large"):
        read_table(bytes(20_000_001), nothing)
    long = [list(HEADING), *([["x"] * 5] * 20_001)]
    with pytest.raises(Problem, match=r"import\.too_many_rows"):
        read_table(b"PK\x03\x04", lambda _: long)
