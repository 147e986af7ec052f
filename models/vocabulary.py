"""Words of the law for codes: copy kinds, statuses, reasons, limits. Data, in two languages."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from models.procedure import CopyKind, Limit, Unit

VIETNAMESE = "vi"


def say(group: str, code: str | int, language: str = VIETNAMESE) -> str:
    """The words for a code of a group; a code nobody knows is shown raw (rules §5.1)."""
    entry = _groups()[group].get(str(code))
    return str(entry[language]) if entry else str(code)


def codes_of(group: str) -> tuple[str, ...]:
    """The known codes of a group, in the order of the data.  Unknown group: KeyError."""
    return tuple(_groups()[group])


def copy_kind_words(kind: CopyKind, language: str = VIETNAMESE) -> str:
    """E.g. «Bản chụp (có bản chính đối chiếu)»."""
    return say("copy_kinds", kind.value, language)


def national_copy_kind(kind: CopyKind) -> int:
    """LoaiBan of the national portal: 0 bản chính, 1 bản sao, 2 bản điện tử (decision 29)."""
    return int(_groups()["copy_kinds"][kind.value]["loai_ban"])


def form_02_column(kind: CopyKind) -> str:
    """Which column of Mẫu 02's table a kind is counted in (decision 29)."""
    return str(_groups()["copy_kinds"][kind.value]["form_02_column"])


def limit_words(limit: Limit, language: str = VIETNAMESE) -> str:
    """A limit as the receipt says it: «3 ngày làm việc», «Trong ngày»; English «3 working days»."""
    entry = _groups()["units"][limit.unit.value]
    if limit.unit in (Unit.SAME_DAY, Unit.IMMEDIATE):
        return str(entry[language])
    number = "one" if limit.amount == 1 and "one_" + language in entry else "many"
    return str(entry[f"{number}_{language}"]).format(amount=limit.amount)


@cache
def _groups() -> dict[str, dict[str, dict[str, Any]]]:
    groups: dict[str, dict[str, dict[str, Any]]] = {}
    for source in files("models.data").joinpath("words").iterdir():
        if source.name.endswith(".json"):
            groups.update(json.loads(source.read_text(encoding="utf-8")))
    return groups
