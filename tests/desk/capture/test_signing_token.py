"""The token: what is seen without a PIN, what a wrong one costs, libraries that crash or hang."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk.capture.bridge import WatchdogTimes
from desk.capture.signing_bridge import SigningBridge
from models.problems import Kind, Problem, known_codes, wording
from models.signing import PinState, SignatureKind, SigningProfile, Token
from tests.support.soft_token import SOFTHSM, MakeBridge, TokenKit, pin, plain_pdf

COPY = SigningProfile(SignatureKind.AGENCY_COPY)


def only(bridge: SigningBridge, module: str | None = None) -> Token:
    (token,) = bridge.tokens(module or str(SOFTHSM))
    return token


def opened(bridge: SigningBridge, kit: TokenKit, module: str | None = None) -> SigningBridge:
    token = only(bridge, module)
    bridge.open(token.module, token.serial, kit.agency.fingerprint, pin())
    return bridge


def test_a_token_shows_its_certificates_without_a_pin(
    make_bridge: MakeBridge, token_kit: TokenKit
) -> None:
    token = only(make_bridge())
    assert token.pin is PinState.GOOD
    seen = {one.fingerprint: one for one in token.certificates}
    agency = seen[token_kit.agency.fingerprint]
    assert agency.name == "UBND xã Thử Nghiệm"
    assert agency.organisation == "ỦY BAN NHÂN DÂN XÃ THỬ NGHIỆM"
    assert agency.issuer == "CA phục vụ các cơ quan Nhà nước thử nghiệm"
    assert not seen[token_kit.not_for_signing.fingerprint].may_sign
    assert token_kit.authority.root.fingerprint not in seen


def test_known_places_are_tried_when_nothing_is_set(make_bridge: MakeBridge) -> None:
    assert [one.label for one in make_bridge().tokens(None)] == ["VGCA thử"]


def test_a_setting_that_names_nothing_is_said(make_bridge: MakeBridge, tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"sign\.module_missing"):
        make_bridge().tokens(str(tmp_path / "none.so"))
    no_library = tmp_path / "text.so"
    no_library.write_text("no library")
    with pytest.raises(Problem, match=r"sign\.module_unusable"):
        make_bridge().tokens(str(no_library))


def test_a_wrong_pin_is_spent_once_and_warned_of_afterwards(
    make_bridge: MakeBridge, token_kit: TokenKit, faulty: str, tmp_path: Path
) -> None:
    logins = tmp_path / "logins"
    bridge = make_bridge(logins=logins)
    token = only(bridge, faulty)
    typed = pin("000000")
    with pytest.raises(Problem, match=r"sign\.pin_wrong") as told:
        bridge.open(token.module, token.serial, token_kit.agency.fingerprint, typed)
    assert typed == bytes(6), "wiped"
    assert logins.read_bytes() == b"x", "tried once, and never again by itself"
    assert "000000" not in repr(told.value) + repr(told.value.facts)
    assert only(bridge, faulty).pin is PinState.LOW
    bridge.open(token.module, token.serial, token_kit.agency.fingerprint, pin())
    assert only(bridge, faulty).pin is PinState.GOOD


def test_the_pin_is_wiped_when_it_is_right_too(
    make_bridge: MakeBridge, token_kit: TokenKit
) -> None:
    bridge, typed = make_bridge(), pin()
    token = only(bridge)
    bridge.open(token.module, token.serial, token_kit.agency.fingerprint, typed)
    assert typed == bytes(6)


@pytest.mark.parametrize(
    ("fault", "state"), [("final_try", PinState.FINAL_TRY), ("shows_locked", PinState.LOCKED)]
)
def test_what_the_token_says_of_its_pin_is_known_before_typing(
    make_bridge: MakeBridge, faulty: str, fault: str, state: PinState
) -> None:
    assert only(make_bridge(fault), faulty).pin is state


@pytest.mark.parametrize("fault", ["pin_locked", "shows_locked"])
def test_a_locked_token_says_who_unlocks_it(
    make_bridge: MakeBridge, token_kit: TokenKit, faulty: str, fault: str, tmp_path: Path
) -> None:
    logins = tmp_path / "logins"
    with pytest.raises(Problem, match=r"sign\.pin_locked") as told:
        opened(make_bridge(fault, logins=logins), token_kit, faulty)
    assert "mở khóa" in wording(told.value).next_step
    assert logins.exists() == (fault == "pin_locked"), "no PIN is spent on a locked token"


@pytest.mark.parametrize(
    ("which", "code"),
    [("expired", "sign.certificate_expired"), ("not_for_signing", "sign.certificate_usage")],
)
def test_a_certificate_that_will_not_do_costs_no_pin(
    make_bridge: MakeBridge, token_kit: TokenKit, faulty: str, which: str, code: str, tmp_path: Path
) -> None:
    logins = tmp_path / "logins"
    bridge = make_bridge(logins=logins)
    token = only(bridge, faulty)
    with pytest.raises(Problem) as told:
        bridge.open(token.module, token.serial, getattr(token_kit, which).fingerprint, pin())
    assert told.value.code == code
    assert not logins.exists()


def test_a_certificate_that_is_not_there(make_bridge: MakeBridge, token_kit: TokenKit) -> None:
    bridge = make_bridge()
    token = only(bridge)
    with pytest.raises(Problem, match=r"sign\.certificate_missing"):
        bridge.open(token.module, token.serial, "00" * 32, pin())
    with pytest.raises(Problem, match=r"sign\.token_absent"):
        bridge.open(token.module, "another", token_kit.agency.fingerprint, pin())


def test_no_token_is_no_error_of_the_list(make_bridge: MakeBridge, faulty: str) -> None:
    assert make_bridge("absent").tokens(faulty) == ()


def test_pulled_out_between_two_signatures(
    make_bridge: MakeBridge, token_kit: TokenKit, faulty: str
) -> None:
    bridge = opened(make_bridge("removed:2"), token_kit, faulty)
    assert bridge.sign(plain_pdf(), COPY).pdf
    with pytest.raises(Problem, match=r"sign\.token_removed"):
        bridge.sign(plain_pdf(), COPY)


@pytest.mark.expects_warnings
def test_a_library_that_aborts_takes_only_its_worker_along(
    make_bridge: MakeBridge, token_kit: TokenKit, faulty: str
) -> None:
    bridge = opened(make_bridge("crash:2"), token_kit, faulty)
    assert bridge.sign(plain_pdf(), COPY).pdf
    with pytest.raises(Problem, match=r"sign\.module_died"):
        bridge.sign(plain_pdf(), COPY)
    with pytest.raises(Problem, match=r"sign\.session_lost"):
        bridge.sign(plain_pdf(), COPY)


def test_a_library_that_hangs_is_given_up(
    make_bridge: MakeBridge, token_kit: TokenKit, faulty: str
) -> None:
    bridge = opened(make_bridge("hang"), token_kit, faulty)
    bridge._bridge._times = WatchdogTimes(silence_s=2.0)
    with pytest.raises(Problem, match=r"sign\.module_hung"):
        bridge.sign(plain_pdf(), COPY)


def test_one_bad_library_does_not_hide_the_others(
    make_bridge: MakeBridge, faulty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = (faulty, str(SOFTHSM))
    monkeypatch.setattr("desk.capture.signing_bridge.modules", lambda _: found)
    assert [one.module for one in make_bridge("crash_on_look").tokens(None)] == [str(SOFTHSM)]
    with pytest.raises(Problem, match=r"sign\.module_died"):
        make_bridge("crash_on_look").tokens("a setting")


def test_every_problem_of_the_room_says_what_to_do_next() -> None:
    codes = [code for code in known_codes() if code.startswith("sign.")]
    assert len(codes) > 25
    for code in codes:
        said = wording(Problem(code, Kind.BAD_INPUT, error="DeviceError", limit=1))
        assert said.next_step
        assert said.next_step_en
