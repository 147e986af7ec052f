"""How many values of known papers are found, right and wrong, from what different readers read.

The same extraction on the same generated pages in the same run, from the text of

- ``fusion``: the product's clean-up and both engines,
- ``first``: TrueOCR alone, what is there while the citizen waits,
- ``tesseract``: ``tesseract -l vie --psm 3`` on the raw page, as scanning programs call it,
- ``perfect``: the known text itself (`--perfect`), which shows what extraction alone loses.

Per kind of value: share found exactly, found but for marks, found wrong with and without a doubt,
and missing. ``false`` counts values that stand nowhere on the page.

    .venv/bin/python bench/extract_fields.py [--kinds scan200,bad200] [--seeds 1,2] [--perfect]
        [--jobs fusion,first,tesseract] [--json]
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ["OMP_THREAD_LIMIT"] = "1"

from demo.pages.documents import DOCUMENTS
from demo.pages.generator import GeneratedPage, page
from desk.capture.extraction import extract, recognise
from desk.capture.page_reader import PageReader
from desk.capture.preparing import prepare_page
from models.fields import FieldTemplate, ValueKind, document_type
from models.reading import Box, FieldProposal, PageText, Reading, TextLine
from models.text import fold
from tests.support.page_texts import page_text

ROLES = {
    "applicant": "declarant", "dead": "deceased", "seller": "party_a", "buyer": "party_b",
    "person": "subject",
}  # fmt: skip
ATTRIBUTES = {"birth_year": "birth_date", "residence": "address"}
NAMES = {
    "birth.children": "children", "certificate.book_number": "book_number",
    "certificate.purpose": "purpose", "certificate.serial": "serial",
    "child.birth_place": "birth_place", "child.birth_time": "born_on",
    "child.home_town": "home_place", "child.weight": "weight", "contract.number": "number",
    "contract.price": "price", "copies": "copies", "death.cause": "deceased.cause",
    "death.date_words": "deceased.died_on_words", "death.place": "deceased.died_at",
    "death.time": "deceased.died_on", "dossier.code": "dossier_code",
    "husband.time": "husband.marriage_count", "notice.number": "notice_number",
    "parcel.address": "parcel_address", "parcel.area": "area", "parcel.form": "form_of_use",
    "parcel.number": "parcel", "parcel.origin": "origin", "parcel.purpose": "purpose",
    "parcel.sheet": "map_sheet", "parcel.term": "term",
    "person.marital_status": "subject.marital_status", "receipt.method": "method",
    "receipt.number": "number", "receipt.total": "total", "registry.date": "registered_on",
    "registry.number": "register_number", "registry.office": "registered_at",
    "wife.time": "wife.marriage_count",
}  # fmt: skip
OF_THE_PAPER = {
    ("giay_chung_sinh", "child.sex"): "sex",
    ("to_khai_ket_hon", "applicant.phone"): "phone",
}
GROUPS = {
    ValueKind.IDENTITY_NUMBER: "identity numbers", ValueKind.DATE: "dates",
    ValueKind.SERIES: "other numbers", ValueKind.COUNT: "other numbers",
    ValueKind.MONEY: "other numbers", ValueKind.PHONE: "other numbers",
    ValueKind.AREA: "other numbers", ValueKind.DOSSIER_CODE: "other numbers",
    ValueKind.NAME: "names", ValueKind.PLACE: "places",
    ValueKind.TEXT: "texts", ValueKind.ETHNIC_GROUP: "words of lists",
    ValueKind.NATIONALITY: "words of lists", ValueKind.SEX: "words of lists",
}  # fmt: skip
NO_FIELD = ("contract.date", "copies.wanted", "receipt.date")


@dataclass
class Tally:
    """Of one group of values from one reader's text."""

    wanted: int = 0
    exact: int = 0
    unmarked: int = 0
    """Right but for marks, the exact ones among them."""
    doubted: int = 0
    wrong: int = 0
    """Wrong and nothing says so."""
    missing: int = 0


@dataclass
class Outcome:
    """Of one reader over one kind of damage."""

    groups: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    pages: int = 0
    recognised: int = 0
    false: int = 0
    reading_s: float = 0.0
    extraction_s: float = 0.0


def template_of(document: str, name: str) -> FieldTemplate | None:
    """The field of the product's template that holds the generator's value of this name."""
    kind = document_type(document)
    own = OF_THE_PAPER.get((document, name)) or NAMES.get(name)
    if own is None:
        role, _, attribute = name.partition(".")
        if document != "don_de_nghi" or role != "applicant":
            role = ROLES.get(role, role)
        own = f"{role}.{ATTRIBUTES.get(attribute, attribute)}"
    return kind.field_named(own) if kind else None


def expected(kind: ValueKind, truth: str) -> str:
    """The known value in the form the product keeps."""
    if kind is ValueKind.DATE and (spelled := re.search(r"(\d+) tháng (\d+) năm (\d+)", truth)):
        return f"{int(spelled[1]):02d}/{int(spelled[2]):02d}/{spelled[3]}"
    if kind is ValueKind.MONEY:
        return re.sub(r"\D", "", truth)
    if kind is ValueKind.COUNT and (digits := re.search(r"\d+", truth)):
        return str(int(digits[0]))
    if kind is ValueKind.SERIES:
        return re.split(r" (?:ngày|do) ", truth)[0]
    return truth


def same(kind: ValueKind, one: str, other: str) -> bool:
    """Blanks inside a number and hyphens inside a people's name say nothing."""
    if kind in (ValueKind.SERIES, ValueKind.ETHNIC_GROUP):
        return re.sub(r"[\s-]", "", one) == re.sub(r"[\s-]", "", other)
    return " ".join(one.split()) == " ".join(other.split())


def count(outcome: Outcome, known: GeneratedPage, text: PageText) -> None:
    """Add one page."""
    begun = time.perf_counter()
    outcome.recognised += recognise([text]) == known.document_type
    found = {one.name: one for one in extract(known.document_type, [text])}
    outcome.extraction_s += time.perf_counter() - begun
    outcome.pages += 1
    on_page = _letters(known.text)
    for name, truth in known.fields.items():
        template = template_of(known.document_type, name)
        if template is None:
            if name not in NO_FIELD:
                raise KeyError(f"{known.document_type}: {name}")
            continue
        tally = outcome.groups[GROUPS[template.kind]]
        _compare(tally, template.kind, expected(template.kind, truth), found.get(template.name))
    outcome.false += sum(not _stands(one, on_page) for one in found.values())


def _compare(tally: Tally, kind: ValueKind, truth: str, got: FieldProposal | None) -> None:
    tally.wanted += 1
    if got is None:
        tally.missing += 1
    elif same(kind, fold(truth), fold(got.value)):
        tally.unmarked += 1
        tally.exact += same(kind, truth, got.value)
    elif got.doubts:
        tally.doubted += 1
    else:
        tally.wrong += 1


def _letters(text: str) -> str:
    return "".join(letter for letter in fold(text) if letter.isalnum())


def _stands(one: FieldProposal, on_page: str) -> bool:
    """Whether most of a value's letters stand on the page in their order (misread ones apart)."""
    from rapidfuzz import fuzz

    pieces = one.value.split("/") if re.fullmatch(r"[\d/]+", one.value) else [one.value]
    wanted = [_letters(piece).lstrip("0") for piece in pieces]
    return all(fuzz.partial_ratio(piece, on_page) >= 75 for piece in wanted if piece)


# readers


class Readers:
    """The product's readers over one page, cleaned once."""

    def __init__(self) -> None:
        self._reader = PageReader()

    def read(
        self, known: GeneratedPage, jobs: Sequence[str]
    ) -> Iterable[tuple[str, PageText, float]]:
        """(job, text, seconds)."""
        if {"first", "fusion"} & set(jobs):
            begun = time.perf_counter()
            ready = prepare_page(
                known.data, media_type=known.media_type, dpi=known.dpi, camera=known.camera
            )
            first = self._reader.first(ready.jpeg, ready.dpi, _alive)
            took = time.perf_counter() - begun
            if "first" in jobs:
                yield "first", first, took
            if "fusion" in jobs:
                bilevel = ready.findings.bilevel
                fused = self._reader.fused(ready.jpeg, ready.dpi, first, _alive, bilevel=bilevel)
                yield "fusion", fused, time.perf_counter() - begun
        if "tesseract" in jobs:
            begun = time.perf_counter()
            yield "tesseract", tesseract(known), time.perf_counter() - begun


def _alive() -> None:
    return None


def tesseract(known: GeneratedPage) -> PageText:
    """The raw page through the program, its lines as it tells them."""
    command = ("tesseract", "stdin", "stdout", "-l", "vie", "--psm", "3", "tsv")
    told = subprocess.run(command, input=known.data, capture_output=True, check=True).stdout
    rows = list(csv.DictReader(told.decode().splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    lines: dict[tuple[str, ...], list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        if row["level"] == "5" and row["text"].strip():
            lines[row["block_num"], row["par_num"], row["line_num"]].append(row)
    size = next(row for row in rows if row["level"] == "1")
    return PageText(
        "tesseract", int(size["width"]), int(size["height"]),
        tuple(_line(parts) for parts in lines.values()),
    )  # fmt: skip


def _line(parts: Sequence[dict[str, str]]) -> TextLine:
    boxes = [
        (left, top, left + int(part["width"]), top + int(part["height"]))
        for part in parts
        for left, top in [(int(part["left"]), int(part["top"]))]
    ]  # fmt: skip
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    text = " ".join(part["text"] for part in parts)
    sure = sum(float(part["conf"]) for part in parts) / len(parts) / 100
    box = Box(min(lefts), min(tops), max(rights), max(bottoms))
    return TextLine(box, text, (Reading("tesseract", text, sure),))


# reporting


def measure(
    kinds: Sequence[str], seeds: Sequence[int], jobs: Sequence[str], say: Callable[[str], None]
) -> dict[str, dict[str, Outcome]]:
    """By kind of damage and reader."""
    readers = Readers()
    found: dict[str, dict[str, Outcome]] = {}
    for kind in kinds:
        outcomes = found[kind] = {job: Outcome() for job in jobs}
        for document in DOCUMENTS:
            for seed in seeds:
                known = page(document, kind, seed)
                if "perfect" in jobs:
                    count(outcomes["perfect"], known, page_text(known.lines))
                for job, text, took in readers.read(known, jobs):
                    outcomes[job].reading_s += took
                    count(outcomes[job], known, text)
            say(f"{kind} {document}")
    return found


def table(found: dict[str, dict[str, Outcome]]) -> str:
    """What a person reads."""
    rows = []
    for kind, outcomes in found.items():
        for job, outcome in outcomes.items():
            each = 1000 * outcome.extraction_s / outcome.pages
            reading = outcome.reading_s / outcome.pages
            rows.append(
                f"{kind} {job}: {outcome.pages} pages, {outcome.recognised} recognised, "
                f"{outcome.false} false values, reading {reading:.1f} s, "
                f"extraction {each:.0f} ms a page"
            )
            for group, tally in sorted(outcome.groups.items()):
                exact, bare = (100 * n / tally.wanted for n in (tally.exact, tally.unmarked))
                rows.append(
                    f"  {group:17} {tally.wanted:4}  exact {exact:5.1f} %"
                    f"  but for marks {bare:5.1f} %"
                    f"  wrong, doubted {tally.doubted:3}  wrong, sure {tally.wrong:3}"
                    f"  missing {tally.missing:3}"
                )
    return "\n".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kinds", default="clean200,scan200,bad200,bilevel200,camera200")
    parser.add_argument("--seeds", default="1")
    parser.add_argument("--jobs", default="fusion,first,tesseract")
    parser.add_argument("--perfect", action="store_true")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    jobs = [*args.jobs.split(","), *(["perfect"] if args.perfect else [])]
    seeds = [int(seed) for seed in args.seeds.split(",")]
    found = measure(args.kinds.split(","), seeds, jobs, lambda text: print(text, file=sys.stderr))
    if args.json:
        print(json.dumps(found, default=vars, indent=1))
    else:
        print(table(found))


if __name__ == "__main__":
    main()
