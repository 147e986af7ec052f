"""The worked examples ICAO publishes: appendices D (BAC, secure messaging) and G.1 (PACE)."""

from __future__ import annotations

import hashlib

import pytest

from desk.card import bac, domain_parameters, pace, points, security_infos, tlv
from desk.card.access import MrzKey
from desk.card.apdu import Command, Ins
from desk.card.com import parse_com
from desk.card.faults import WrongKey
from desk.card.files import APPLICATION, COM, BlockSize, read_file
from desk.card.points import Point
from desk.card.session import Session
from desk.card.symmetric import KeyUse, Suite


class ScriptedCard:
    """Expects exactly these commands, in this order, and answers as scripted."""

    def __init__(self, *exchanges: tuple[str, str]) -> None:
        self.exchanges = [(bytes.fromhex(c), bytes.fromhex(r)) for c, r in exchanges]
        self.seen = 0

    def transmit(self, apdu: bytes) -> bytes:
        expected, answer = self.exchanges[self.seen]
        assert apdu.hex() == expected.hex(), f"command {self.seen}"
        self.seen += 1
        return answer

    def finished(self) -> bool:
        return self.seen == len(self.exchanges)


BAC_EXCHANGES = (
    ("0084000008", "4608F919887022129000"),
    (
        (
            "0082000028 72C29C2371CC9BDB65B779B8E8D37B29ECC154AA56A8799FAE2F498F76ED92F2"
            "5F1448EEA8AD90A7 28"
        ),
        "46B9342A41396CD7386BF5803104D7CEDC122B9132139BAF2EEDC94EE178534F2F2D235D074D74499000",
    ),
)
MESSAGING_EXCHANGES = (
    (
        "0CA4020C158709016375432908C044F68E08BF8B92D635FF24F800",
        "990290008E08FA855A5D4C50A8ED9000",
    ),
    (
        "0CB000000D9701048E08ED6705417E96BA5500",
        "8709019FF0EC34F9922651990290008E08AD55CC17140B2DED9000",
    ),
    (
        "0CB000040D9701128E082EA28A70F3C7B53500",
        "871901FB9235F4E4037F2327DCC8964F1F9B8C30F42C8E2FFF224A990290008E08C8B2787EAEA07D749000",
    ),
)
BAC_KEY = MrzKey("L898902C<", "690806", "940623")
BAC_RANDOM = {
    8: bytes.fromhex("781723860C06C226"),
    16: bytes.fromhex("0B795240CB7049B01C19B33E32804F0B"),
}


def test_bac_keys_of_appendix_d1() -> None:
    assert BAC_KEY.information == b"L898902C<369080619406236"
    seed = hashlib.sha1(BAC_KEY.information).digest()[:16]
    assert seed.hex().upper() == "239AB9CB282DAF66231DC5A4DF6BFBAE"
    encryption = Suite.DES3.derive(seed, KeyUse.ENCRYPTION)
    mac = Suite.DES3.derive(seed, KeyUse.MAC)
    assert encryption.hex().upper() == "AB94FDECF2674FDFB9B391F85D7F76F2"
    assert mac.hex().upper() == "7962D9ECE03D1ACD4C76089DCE131543"


def test_bac_and_secure_messaging_of_appendix_d3_and_d4() -> None:
    card = ScriptedCard(*BAC_EXCHANGES, *MESSAGING_EXCHANGES)
    session = Session(card)
    session.channel = bac.establish(session, BAC_KEY.information, lambda n: BAC_RANDOM[n])
    session.expect(Command(0, Ins.SELECT, 0x02, 0x0C, b"\x01\x1e"), "select")
    head = session.expect(Command(0, Ins.READ_BINARY, 0, 0, b"", 4), "read")
    rest = session.expect(Command(0, Ins.READ_BINARY, 0, 4, b"", 18), "read")
    assert card.finished()
    assert (head + rest).hex().upper() == "60145F0104303130365F36063034303030305C026175"
    assert parse_com(head + rest) == (1, 2)


def test_bac_refuses_an_answer_with_a_wrong_checksum() -> None:
    command, answer = BAC_EXCHANGES[1]
    card = ScriptedCard(BAC_EXCHANGES[0], (command, "47" + answer[2:]))
    with pytest.raises(WrongKey):
        bac.establish(Session(card), BAC_KEY.information, lambda n: BAC_RANDOM[n])


CARD_ACCESS = "31143012060A04007F0007020204020202010202010D"
MAP_PRIVATE = int("7F4EF07B9EA82FD78AD689B38D0BC78CF21F249D953BC46F4C6E19259C010F99", 16)
MAP_PUBLIC = (
    "7ACF3EFC982EC45565A4B155129EFBC74650DCBFA6362D896FC70262E0C2CC5E"
    "544552DCB6725218799115B55C9BAA6D9F6BC3A9618E70C25AF71777A9C4922D"
)
CHIP_MAP_PUBLIC = (
    "824FBA91C9CBE26BEF53A0EBE7342A3BF178CEA9F45DE0B70AA601651FBA3F57"
    "30D8C879AAA9C9F73991E61B58F4D52EB87A0A0C709A49DC63719363CCD13C54"
)
AGREE_PRIVATE = int("A73FB703AC1436A18E0CFA5ABB3F7BEC7A070E7A6788486BEE230C4A22762595", 16)
AGREE_PUBLIC = (
    "2DB7A64C0355044EC9DF190514C625CBA2CEA48754887122F3A5EF0D5EDD301C"
    "3556F3B3B186DF10B857B58F6A7EB80F20BA5DC7BE1D43D9BF850149FBB36462"
)
CHIP_AGREE_PUBLIC = (
    "9E880F842905B8B3181F7AF7CAA9F0EFB743847F44A306D2D28C1D9EC65DF6DB"
    "7764B22277A2EDDC3C265A9F018F9CB852E111B768B326904B59A0193776F094"
)
PACE_EXCHANGES = (
    ("0022C1A40F800A04007F00070202040202830101", "9000"),
    ("10860000027C0000", "7C12801095A3A016522EE98D01E76CB6B98B42C39000"),
    (f"10860000457C43814104{MAP_PUBLIC}00", f"7C43824104{CHIP_MAP_PUBLIC}9000"),
    (f"10860000457C43834104{AGREE_PUBLIC}00", f"7C43844104{CHIP_AGREE_PUBLIC}9000"),
    ("008600000C7C0A8508C2B0BD78D94BA86600", "7C0A86083ABB9674BCE93C089000"),
)
PACE_MRZ = MrzKey("T22000129", "640812", "101031")


def pace_info() -> security_infos.PaceInfo:
    (info,) = security_infos.parse(bytes.fromhex(CARD_ACCESS)).pace
    return info


def test_pace_ecdh_gm_of_appendix_g1() -> None:
    scalars = iter((MAP_PRIVATE, AGREE_PRIVATE))
    card = ScriptedCard(*PACE_EXCHANGES)
    password = pace.Password.mrz(PACE_MRZ.information)
    assert password.secret.hex().upper() == "7E2D2A41C74EA0B38CD36F863939BFA8E9032AAD"
    key = Suite.AES128.derive(password.secret, KeyUse.PASSWORD)
    assert key.hex().upper() == "89DED1B26624EC1E634C1989302849DD"
    channel = pace.establish(
        Session(card), pace_info(), password, random_scalar=lambda _: next(scalars)
    )
    assert card.finished()
    assert channel._encryption.hex().upper() == "F5F0E35C0D7161EE6724EE513A0D9A7F"
    assert channel._mac.hex().upper() == "FE251C7858B356B24514B3BD5F4297D1"


def test_pace_mapping_of_appendix_g1() -> None:
    curve = domain_parameters.by_name("brainpoolP256r1")
    nonce = int("3F00C4D39D153F2B2A214A078D899B22", 16)
    theirs = points.decode_point(curve, bytes.fromhex("04" + CHIP_MAP_PUBLIC))
    shared = points.multiple(curve, MAP_PRIVATE, theirs)
    assert shared == Point(
        0x60332EF2450B5D247EF6D3868397D398852ED6E8CAF6FFEEF6BF85CA57057FD5,
        0x0840CA7415BAF3E43BD414D35AA4608B93A2CAF3A4E3EA4E82C9C13D03EB7181,
    )
    assert points.add(curve, points.base_multiple(curve, nonce), shared) == Point(
        0x8CED63C91426D4F0EB1435E7CB1D74A46723A0AF21C89634F65A9AE87A9265E2,
        0x8C879506743F8611AC33645C5B985C80B5F09A0B83407C1B6A4D857AE76FE522,
    )


@pytest.mark.parametrize("status", ["6300", "63C2", "6982", "6988"])
def test_a_chip_that_refuses_the_token_means_a_wrong_key(status: str) -> None:
    scalars = iter((MAP_PRIVATE, AGREE_PRIVATE))
    card = ScriptedCard(*PACE_EXCHANGES[:4], (PACE_EXCHANGES[4][0], status))
    password = pace.Password.mrz(PACE_MRZ.information)
    with pytest.raises(WrongKey):
        pace.establish(Session(card), pace_info(), password, random_scalar=lambda _: next(scalars))


def test_a_chip_whose_own_token_is_wrong_is_refused() -> None:
    scalars = iter((MAP_PRIVATE, AGREE_PRIVATE))
    card = ScriptedCard(*PACE_EXCHANGES[:4], (PACE_EXCHANGES[4][0], "7C0A86083ABB9674BCE93C099000"))
    password = pace.Password.mrz(PACE_MRZ.information)
    with pytest.raises(WrongKey):
        pace.establish(Session(card), pace_info(), password, random_scalar=lambda _: next(scalars))


def test_select_application_is_the_published_command() -> None:
    assert APPLICATION.hex().upper() == "A0000002471001"


def test_a_file_is_read_to_the_end_of_its_object() -> None:
    octets = bytes.fromhex("60145F0104303130365F36063034303030305C026175")
    card = ScriptedCard(("00B09E00DF", (octets + bytes(8)).hex() + "6282"))
    assert read_file(Session(card), COM, BlockSize(ceiling=223)) == octets
    assert tlv.one(octets, 0x60).tag == COM.tag
