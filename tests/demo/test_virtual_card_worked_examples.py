"""The published worked examples of ICAO 9303-11, played by the chip's side."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from demo.card import bac, mrz
from demo.card.apdu import Answer, parse
from demo.card.ciphers import Suite, derive
from demo.card.curves import BRAINPOOL_P256
from demo.card.messaging import Session
from demo.card.pace import PaceRun
from tests.support.small_terminal import tlv


def scripted(*values: str) -> Callable[[int], bytes]:
    """A random source that gives out what the example gave out."""
    waiting = [bytes.fromhex(v) for v in values]

    def random(size: int) -> bytes:
        value = waiting.pop(0)
        assert len(value) == size
        return value

    return random


def test_check_digits_of_the_examples() -> None:
    assert mrz.check_digit("L898902C<") == "3"
    assert mrz.check_digit("690806") == "1"
    assert mrz.check_digit("940623") == "6"
    assert mrz.check_digit("T22000129") == "3"


def test_basic_access_control_appendix_d() -> None:
    seed = hashlib.sha1(b"L898902C<369080619406236").digest()[:16]
    assert derive(Suite.TDES, seed, 1).hex().upper() == "AB94FDECF2674FDFB9B391F85D7F76F2"
    assert derive(Suite.TDES, seed, 2).hex().upper() == "7962D9ECE03D1ACD4C76089DCE131543"
    answer, session = bac.mutual_authenticate(
        b"L898902C<369080619406236",
        bytes.fromhex("4608F91988702212"),
        bytes.fromhex(
            "72C29C2371CC9BDB65B779B8E8D37B29ECC154AA56A8799FAE2F498F76ED92F25F1448EEA8AD90A7"
        ),
        scripted("0B4F80323EB3191CB04970CB4052790B"),
    )
    assert answer.hex().upper() == (
        "46B9342A41396CD7386BF5803104D7CEDC122B9132139BAF2EEDC94EE178534F2F2D235D074D7449"
    )
    assert session.encryption_key.hex().upper() == "979EC13B1CBFE9DCD01AB0FED307EAE5"
    assert session.mac_key.hex().upper() == "F1CB1F1FB5ADF208806B89DC579DC1F8"
    assert session.counter == 0x887022120C06C226


def test_secure_messaging_appendix_d() -> None:
    session = Session(
        Suite.TDES,
        bytes.fromhex("979EC13B1CBFE9DCD01AB0FED307EAE5"),
        bytes.fromhex("F1CB1F1FB5ADF208806B89DC579DC1F8"),
        0x887022120C06C226,
    )
    steps = (
        (
            "0CA4020C158709016375432908C044F68E08BF8B92D635FF24F800",
            "011E",
            "",
            "990290008E08FA855A5D4C50A8ED9000",
        ),
        (
            "0CB000000D9701048E08ED6705417E96BA5500",
            "",
            "60145F01",
            "8709019FF0EC34F9922651990290008E08AD55CC17140B2DED9000",
        ),
        (
            "0CB000040D9701128E082EA28A70F3C7B53500",
            "",
            "04303130365F36063034303030305C026175",
            "871901FB9235F4E4037F2327DCC8964F1F9B8C30F42C8E2FFF224A990290008E08C8B2787EAEA07D749000",
        ),
    )
    for command, plain, answer, protected in steps:
        opened = session.open(parse(bytes.fromhex(command)))
        assert opened.data == bytes.fromhex(plain)
        sealed = session.seal(Answer(bytes.fromhex(answer)), odd=False)
        assert sealed.hex().upper() == protected


def test_pace_generic_mapping_appendix_g1() -> None:
    password = hashlib.sha1(b"T22000129364081251010318").digest()
    assert derive(Suite.AES_128, password, 3).hex() == "89ded1b26624ec1e634c1989302849dd"
    run = PaceRun(
        Suite.AES_128,
        BRAINPOOL_P256,
        password,
        scripted(
            "3F00C4D39D153F2B2A214A078D899B22",
            "498FF49756F2DC1587840041839A85982BE7761D14715FB091EFA7BCE9058560",
            "107CF58696EF6155053340FD633392BA81909DF7B9706F226F32086C7AFF974A",
        ),
    )

    def step(tag: str, value: str, *, last: bool = False) -> str:
        inner = tlv(tag, bytes.fromhex(value)) if tag else b""
        return run.answer(tlv("7C", inner), last=last).hex().upper()

    assert step("", "") == "7C12801095A3A016522EE98D01E76CB6B98B42C3"
    mapped = step(
        "81",
        "047ACF3EFC982EC45565A4B155129EFBC74650DCBFA6362D896FC70262E0C2CC5E"
        "544552DCB6725218799115B55C9BAA6D9F6BC3A9618E70C25AF71777A9C4922D",
    )
    assert mapped == (
        "7C43824104824FBA91C9CBE26BEF53A0EBE7342A3BF178CEA9F45DE0B70AA601651FBA3F57"
        "30D8C879AAA9C9F73991E61B58F4D52EB87A0A0C709A49DC63719363CCD13C54"
    )
    agreed = step(
        "83",
        "042DB7A64C0355044EC9DF190514C625CBA2CEA48754887122F3A5EF0D5EDD301C"
        "3556F3B3B186DF10B857B58F6A7EB80F20BA5DC7BE1D43D9BF850149FBB36462",
    )
    assert agreed == (
        "7C438441049E880F842905B8B3181F7AF7CAA9F0EFB743847F44A306D2D28C1D9EC65DF6DB"
        "7764B22277A2EDDC3C265A9F018F9CB852E111B768B326904B59A0193776F094"
    )
    assert step("85", "C2B0BD78D94BA866", last=True) == "7C0A86083ABB9674BCE93C08"
    assert run.session is not None
    assert run.session.encryption_key.hex().upper() == "F5F0E35C0D7161EE6724EE513A0D9A7F"
    assert run.session.mac_key.hex().upper() == "FE251C7858B356B24514B3BD5F4297D1"
    assert run.session.counter == 0
