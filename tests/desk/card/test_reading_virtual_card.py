"""Every person of the demo deck through the whole reader, and every fault of the virtual card."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest
from virtual_desk import Follower, Slot, read, request, trust_of

from demo.card import deck, faults, pace
from desk.card import access
from desk.card.files import BlockSize
from desk.card.reading import Request
from desk.card.trust import TrustStore
from models.card_reading import Access, Advice, Check, CheckState
from models.problems import Problem, wording

PASSED = CheckState.PASSED
USABLE = {p.key for p in deck.deck("demo")} - {"unknown-issuer", "card-expired"}
AN = deck.person("an")
COMMANDS = 20
"""What a whole reading of a card that answers at length takes."""


@pytest.mark.parametrize("key", [p.key for p in deck.deck("demo")])
def test_every_person_of_the_deck_is_read_as_printed(key: str) -> None:
    someone = deck.person(key)
    follower = Follower()
    reading = read(someone, follower=follower)
    person = reading.person
    assert (person.number, person.full_name) == (someone.number, someone.name)
    assert (person.address, person.hometown) == (someone.address, someone.hometown)
    assert person.old_number == someone.old_number
    assert person.sex is not None
    assert (person.sex.value == "male") == (someone.sex == "Nam")
    assert person.issue_date is not None
    assert person.issue_date.iso() == someone.issued.isoformat()
    expiry = None if person.expiry_date is None else person.expiry_date.iso()
    assert expiry == (someone.expires.isoformat() if someone.expires else None)
    assert person.birth_date is not None
    born = f"{someone.born:%Y}" if someone.only_birth_year else someone.born.isoformat()
    assert person.birth_date.iso() == born
    assert (reading.face is not None) == (someone.face.value != "none")
    assert reading.access is (Access.PACE_CAN if someone.chip.pace else Access.BAC)
    assert reading.verdict.cross_checks == Check(PASSED)
    assert reading.verdict.data_groups == Check(PASSED)
    advice = Advice.DATA_MAY_BE_USED if key in USABLE else Advice.COMPARE_FACE
    assert reading.verdict.advice is advice
    assert follower.early[0].person == person
    assert not follower.early[0].complete
    assert reading.complete


@pytest.mark.parametrize("key", sorted(USABLE))
def test_a_trusted_chip_passes_whatever_it_supports(key: str) -> None:
    someone = deck.person(key)
    verdict = read(someone).verdict
    assert verdict.passive_authentication == Check(PASSED)
    no_key = Check(CheckState.NOT_APPLICABLE, "no_key")
    chip = someone.chip
    assert verdict.chip_authentication == (Check(PASSED) if chip.chip_authentication else no_key)
    has_active = chip.active.value != "none"
    assert verdict.active_authentication == (Check(PASSED) if has_active else no_key)


def test_the_expired_signer_is_mentioned_and_does_not_stop_anybody() -> None:
    verdict = read(deck.person("expired-signer")).verdict
    assert verdict.passive_authentication == Check(PASSED)
    assert "signer_expired" in verdict.warnings


def test_an_expired_card_is_a_warning() -> None:
    assert "card_expired" in read(deck.person("card-expired")).verdict.warnings


@pytest.mark.parametrize("trust", [TrustStore(), None])
def test_without_the_issuer_nothing_is_proven_and_nothing_denied(trust: TrustStore | None) -> None:
    someone = deck.person("unknown-issuer")
    verdict = read(someone, trust=trust or trust_of(someone)).verdict
    assert verdict.passive_authentication == Check(CheckState.INCONCLUSIVE, "issuer_unknown")
    not_yet = Check(CheckState.INCONCLUSIVE, "chain_not_trusted")
    assert verdict.chip_authentication == not_yet
    assert verdict.active_authentication == not_yet
    assert verdict.data_groups == Check(PASSED)
    assert verdict.advice is Advice.COMPARE_FACE


@pytest.mark.parametrize("blocks", [BlockSize(4096), BlockSize()])
def test_a_known_and_an_unknown_reader_need_the_same_few_commands(blocks: BlockSize) -> None:
    reading = read(AN, blocks=blocks)
    assert reading.apdus == COMMANDS
    assert reading.verdict.advice is Advice.DATA_MAY_BE_USED


def test_the_name_is_known_before_the_face_begins() -> None:
    follower = Follower()
    read(AN, follower=follower)
    steps = [step for step, _, _ in follower.steps]
    assert steps.index("person") < steps.index("face")
    assert follower.early[0].apdus == 9


def test_block_sizes_are_discovered_and_a_limited_chip_is_spared() -> None:
    roomy, narrow = BlockSize(), BlockSize()
    read(AN, blocks=roomy)
    read(deck.person("short-length"), blocks=narrow)
    assert roomy.proven == 4096
    assert narrow.proven <= 223
    assert not narrow.limited_by_link


def test_a_reader_that_drops_long_answers_is_found_out_and_remembered() -> None:
    slot = Slot(deck.card("an"), reader_limit=258)
    blocks = BlockSize()
    reading = read(AN, slot=slot, blocks=blocks)
    assert reading.person.full_name == AN.name
    assert slot.connections == 2
    assert blocks.limited_by_link
    assert blocks.proven == 223
    again = read(AN, slot=slot, blocks=BlockSize(223, 223))
    assert slot.connections == 3
    assert again.verdict.passive_authentication == Check(PASSED)


def test_a_wrong_number_is_said_to_be_wrong_after_one_try() -> None:
    slot, follower = Slot(deck.card("an")), Follower()
    wrong = Request((access.from_number("001099000018"),), "001099000018")
    with pytest.raises(Problem) as caught:
        read(AN, slot=slot, asked=wrong, follower=follower)
    assert caught.value.code == "card.wrong_key"
    assert len([e for e in follower.exchanges if e.step == "PACE authenticate"]) == 1
    assert read(AN, slot=slot).person.number == AN.number


def test_no_chip_sees_more_than_two_wrong_keys() -> None:
    other = deck.person("single")
    follower = Follower()
    with pytest.raises(Problem, match=r"card\.wrong_key"):
        read(AN, asked=request(other), follower=follower)
    tried = [e for e in follower.exchanges if e.step in ("PACE authenticate", "BAC authenticate")]
    assert len(tried) == 2


def test_a_chip_without_pace_asks_for_the_mrz_when_only_the_number_is_known() -> None:
    someone = deck.person("bac-only")
    with pytest.raises(Problem, match=r"card\.needs_mrz"):
        read(someone, asked=Request((access.from_number(someone.number),)))
    key = access.from_mrz("\n".join(someone.mrz_lines))
    assert read(someone, asked=Request((key,))).access is Access.BAC


def test_pace_with_the_mrz() -> None:
    key = access.from_mrz("".join(AN.mrz_lines))
    assert read(AN, asked=Request((key,))).access is Access.PACE_MRZ


class BrokenPace:
    """A chip that offers PACE and then never completes it."""

    def __init__(self, card: Any) -> None:
        self.card = card

    def reset(self) -> None:
        self.card.reset()

    def process(self, apdu: bytes) -> bytes:
        if apdu[1] == 0x86 and not apdu[0] & 0x0C:
            return b"\x63\x00" if not apdu[0] & 0x10 else b"\x6a\x80"
        return bytes(self.card.process(apdu))


def test_bac_after_pace_is_never_silent() -> None:
    key = access.from_mrz("".join(AN.mrz_lines))
    reading = read(AN, BrokenPace(deck.card("an")), asked=Request((key,)))
    assert reading.access is Access.BAC
    assert "bac_after_pace" in reading.verdict.warnings
    assert reading.verdict.advice is Advice.COMPARE_FACE


def test_a_second_key_by_pace_is_no_fall_to_bac() -> None:
    keys = (access.from_number("001099000018"), access.from_mrz("".join(AN.mrz_lines)))
    reading = read(AN, asked=Request(keys))
    assert reading.access is Access.PACE_MRZ
    assert "bac_after_pace" not in reading.verdict.warnings


@pytest.mark.parametrize("index", range(1, COMMANDS + 1))
def test_pulling_the_card_at_any_command_is_told_and_the_next_read_works(index: int) -> None:
    slot = Slot(faults.faulty(AN, faults.parse_fault(f"pull:{index}")))
    with pytest.raises(Problem) as caught:
        read(AN, slot=slot)
    assert caught.value.code == "card.removed"
    assert wording(caught.value).next_step
    slot.gone = False
    assert read(AN, slot=slot).verdict.advice is Advice.DATA_MAY_BE_USED


@pytest.mark.parametrize("index", [1, 2, 3, 6, 7, 8, 11, 13, 15, 18, COMMANDS])
@pytest.mark.parametrize("kind", ["junk", "one-byte", "flood", "wrong-mac", "plaintext", "reset"])
def test_no_answer_however_odd_is_a_defect_or_a_pass(kind: str, index: int) -> None:
    slot = Slot(faults.faulty(AN, faults.parse_fault(f"{kind}:{index}")))
    with contextlib.suppress(Problem):
        assert read(AN, slot=slot, blocks=BlockSize(4096)).person.full_name == AN.name
    assert read(AN, slot=slot).verdict.advice is Advice.DATA_MAY_BE_USED


@pytest.mark.parametrize("kind", ["plaintext", "wrong-mac", "flood"])
@pytest.mark.parametrize("index", range(7, 18))
def test_nothing_in_clear_or_damaged_is_accepted_inside_a_session(kind: str, index: int) -> None:
    card = faults.faulty(AN, faults.parse_fault(f"{kind}:{index}"))
    with pytest.raises(Problem, match=r"card\.channel_broken"):
        read(AN, card, blocks=BlockSize(4096))


@pytest.mark.parametrize("group", [1, 2, 13, 14, 15])
@pytest.mark.parametrize("kind", ["tampered", "oversized", "wrong-hash"])
def test_a_group_that_is_not_the_signed_one_is_refused(kind: str, group: int) -> None:
    card = faults.faulty(AN, faults.parse_fault(f"{kind}:{group}"))
    verdict = read(AN, card).verdict
    mismatch = Check(CheckState.FAILED, f"hash_mismatch_dg{group}")
    assert verdict.data_groups == mismatch
    assert verdict.passive_authentication == mismatch
    assert verdict.chip_authentication.state is not PASSED
    assert verdict.active_authentication.state is not PASSED
    assert verdict.advice is Advice.DO_NOT_ACCEPT


@pytest.mark.parametrize("kind", ["clone", "clone-refusing", "clone-feigning"])
@pytest.mark.parametrize("key", ["an", "tdes", "p256", "aes192-brainpool384", "aes256-p521"])
def test_a_cloned_chip_is_found_out(kind: str, key: str) -> None:
    someone = deck.person(key)
    card = faults.faulty(someone, faults.parse_fault(kind))
    verdict = read(someone, card).verdict
    assert verdict.passive_authentication == Check(PASSED)
    assert verdict.chip_authentication.state is CheckState.FAILED
    assert verdict.active_authentication.state is not PASSED
    assert verdict.advice is Advice.DO_NOT_ACCEPT


def test_a_clone_without_chip_authentication_fails_its_active_authentication() -> None:
    someone = deck.person("bac-only")
    verdict = read(someone, faults.faulty(someone, faults.parse_fault("clone"))).verdict
    assert verdict.active_authentication == Check(CheckState.FAILED, "signature_wrong")
    assert verdict.advice is Advice.DO_NOT_ACCEPT


@pytest.mark.parametrize("index", [1, 5, 10, 15, 20])
def test_a_reading_can_be_cancelled_between_any_two_commands(index: int) -> None:
    follower = Follower(cancel_at=index)
    with pytest.raises(Problem, match=r"card\.cancelled"):
        read(AN, follower=follower)
    assert len(follower.exchanges) == index - 1


def test_a_qr_of_somebody_else_with_the_same_last_digits_is_noticed() -> None:
    own = request(AN)
    stranger = Request(own.keys, "079199000017", None)
    verdict = read(AN, asked=stranger).verdict
    assert verdict.cross_checks == Check(CheckState.FAILED, "typed_number_differs")
    assert verdict.advice is Advice.DO_NOT_ACCEPT


def test_a_face_that_cannot_be_drawn_costs_the_face_alone() -> None:
    def broken(_picture: bytes) -> bytes:
        raise Problem("capture.page_unreadable")

    reading = read(AN, decode_portrait=broken)
    assert reading.face is None
    assert "face_unreadable" in reading.verdict.warnings
    assert reading.verdict.advice is Advice.DATA_MAY_BE_USED
    assert reading.verdict.data_groups == Check(PASSED)


class BeforeAccess:
    """A sound card that answers some commands of its own before access control."""

    def __init__(self, answers: dict[str, str]) -> None:
        self.card = deck.card("an")
        self.answers = {bytes.fromhex(k): bytes.fromhex(v) for k, v in answers.items()}

    def reset(self) -> None:
        self.card.reset()

    def process(self, apdu: bytes) -> bytes:
        found = [answer for start, answer in self.answers.items() if apdu.startswith(start)]
        return found[0] if found else self.card.process(apdu)


@pytest.mark.parametrize("answer", ["6A86", "6A82", "6982", "6D00", "6700", "61059000", "30009000"])
def test_card_access_is_selected_where_it_has_no_short_identifier(answer: str) -> None:
    reading = read(AN, BeforeAccess({"00B09C": answer}))
    assert "card_access_unread" not in reading.verdict.warnings
    assert reading.access is Access.PACE_CAN


def test_without_card_access_the_known_parameters_are_tried() -> None:
    hidden = BeforeAccess({"00B09C": "6982", "00A4020C02011C": "6982", "00A4000C": "6D00"})
    reading = read(AN, hidden)
    assert "card_access_unread" in reading.verdict.warnings
    assert reading.access is Access.PACE_CAN


@pytest.mark.parametrize(("key", "octets"), [("tdes", 8), ("tdes", 24), ("an", 32), ("an", 48)])
def test_the_chip_chooses_how_long_its_nonce_is(
    monkeypatch: pytest.MonkeyPatch, key: str, octets: int
) -> None:
    monkeypatch.setattr(pace, "NONCE_LENGTH", octets)
    assert read(deck.person(key)).access is Access.PACE_CAN
