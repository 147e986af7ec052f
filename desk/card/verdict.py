"""All checks together, and what follows for the clerk (ICAO 9303-11 §5, §6, decision 8)."""

from __future__ import annotations

from desk.card.passive import PassiveResult
from models.card_reading import Advice, Check, CheckState, Verdict

_PASSED, _FAILED = CheckState.PASSED, CheckState.FAILED


def combine(
    passive: PassiveResult,
    chip_authentication: Check,
    active_authentication: Check,
    cross_checks: Check,
    warnings: tuple[str, ...],
) -> Verdict:
    """The verdict of a completed reading.

    Chip and active authentication prove only that the chip holds the keys of its own DG14 and DG15;
    they count once a trusted issuer has signed those groups, and until then are inconclusive.
    """
    trusted = passive.check.state is _PASSED and passive.data_groups.state is _PASSED
    chip = _counted(chip_authentication, trusted)
    active = _counted(active_authentication, trusted)
    if trusted and _PASSED not in (chip.state, active.state):
        chip, active = _unproven(chip), _unproven(active)
    everything = tuple(dict.fromkeys((*warnings, *passive.warnings)))
    return Verdict(
        passive_authentication=passive.check,
        chip_authentication=chip,
        active_authentication=active,
        data_groups=passive.data_groups,
        cross_checks=cross_checks,
        advice=_advice(passive, chip, active, cross_checks, everything),
        warnings=everything,
    )


def _counted(check: Check, trusted: bool) -> Check:
    if check.state is _PASSED and not trusted:
        return Check(CheckState.INCONCLUSIVE, "chain_not_trusted")
    return check


def _unproven(check: Check) -> Check:
    """The issuer signed that this chip has a key; a chip that will not use it is not that chip."""
    return Check(_FAILED, check.reason) if check.reason == "chip_refused" else check


def _advice(
    passive: PassiveResult, chip: Check, active: Check, cross: Check, warnings: tuple[str, ...]
) -> Advice:
    checks = (passive.check, passive.data_groups, chip, active, cross)
    if any(check.state is _FAILED for check in checks):
        return Advice.DO_NOT_ACCEPT
    genuine_data = passive.check.state is _PASSED and cross.state is _PASSED
    genuine_chip = _PASSED in (chip.state, active.state)
    doubted = {"bac_after_pace", "card_access_differs", "card_expired"} & set(warnings)
    if genuine_data and genuine_chip and not doubted:
        return Advice.DATA_MAY_BE_USED
    return Advice.COMPARE_FACE
