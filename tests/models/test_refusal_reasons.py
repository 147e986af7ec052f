"""Reasons for refusals: dated, one list for counter and online; the unconfirmed is marked."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from models.refusal_reasons import RefusedAt, reason_list, refusal_reasons

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize("where", RefusedAt)
def test_every_place_has_reasons_and_each_is_a_sentence(where: RefusedAt) -> None:
    reasons = refusal_reasons(TODAY, where)
    assert len(reasons) >= 5
    for one in reasons:
        assert one.vi.endswith((".", ";"))
        assert one.en
        assert unicodedata.is_normalized("NFC", one.vi)
    assert len({one.code for one in reasons}) == len(reasons)


def test_what_only_a_file_can_be_is_said_of_online_dossiers_alone() -> None:
    at = {where: {one.code for one in refusal_reasons(TODAY, where)} for where in RefusedAt}
    assert {"unreadable", "bad_signature"} <= at[RefusedAt.ONLINE]
    assert not {"unreadable", "bad_signature"} & at[RefusedAt.COUNTER]
    assert at[RefusedAt.COUNTER] == at[RefusedAt.DOSSIER]


def test_the_list_of_its_time_and_what_of_it_is_unconfirmed() -> None:
    assert reason_list(date(2020, 1, 1)).valid_from == date(2025, 7, 1)
    assert reason_list(TODAY).unconfirmed
