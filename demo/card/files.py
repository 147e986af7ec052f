"""Contents of the elementary files (ICAO 9303-10 §4, 9303-11 §9.2) and the Vietnamese DG13."""

from __future__ import annotations

import hashlib
from datetime import date

from demo.card import faces
from demo.card.ciphers import Suite
from demo.card.curves import Curve
from demo.card.identity import ActiveKind, Chip, FaceFormat, Person
from demo.card.tlv import integer, oid, oid_value, tlv

CARD_ACCESS = 0x011C
DIRECTORY, ATR_INFO = 0x2F00, 0x2F01
EF_COM, EF_SOD = 0x011E, 0x011D
APPLICATION = bytes.fromhex("A0000002471001")

GROUP_TAGS = {1: 0x61, 2: 0x75, 3: 0x63, 13: 0x6D, 14: 0x6E, 15: 0x6F}

VIETNAMESE_CARD_ACCESS = bytes.fromhex(
    "3134300d060804007f0007020202020101300f060a04007f00070202030202020101"
    "3012060a04007f0007020204020202010202010d"
)
"""As shipped in several applications for the real card (chip-card.md §2.4)."""

PROTOCOLS = "0.4.0.127.0.7.2.2"
TERMINAL_AUTHENTICATION = f"{PROTOCOLS}.2"
CHIP_AUTHENTICATION_ECDH = f"{PROTOCOLS}.3.2"
PUBLIC_KEY_ECDH = f"{PROTOCOLS}.1.2"
PACE_ECDH_GM = f"{PROTOCOLS}.4.2"
ACTIVE_AUTHENTICATION = "2.23.136.1.1.5"
ECDSA_PLAIN = "0.4.0.127.0.7.1.1.4.1"
UTF8_CODED = "1.0.10646.1.0.8"

SUITE_NUMBER = {Suite.TDES: 1, Suite.AES_128: 2, Suite.AES_192: 3, Suite.AES_256: 4}
_PLAIN_HASHES = {"sha1": 1, "sha224": 2, "sha256": 3, "sha384": 4, "sha512": 5}


def pace_oid(suite: Suite) -> bytes:
    """Contents octets of id-PACE-ECDH-GM-… for the suite (§9.2.1)."""
    return oid_value(f"{PACE_ECDH_GM}.{SUITE_NUMBER[suite]}")


def chip_authentication_oid(suite: Suite) -> bytes:
    """Contents octets of id-CA-ECDH-… for the suite (§9.2.5)."""
    return oid_value(f"{CHIP_AUTHENTICATION_ECDH}.{SUITE_NUMBER[suite]}")


def card_access(chip: Chip) -> bytes | None:
    """EF.CardAccess; None for a chip without PACE."""
    if not chip.pace:
        return None
    return tlv(0x31, *sorted(_announced(chip), key=len))


def security_infos(chip: Chip, chip_key: bytes | None) -> bytes:
    """DG14: what CardAccess says, the chip authentication key, and the signature AA uses."""
    infos = _announced(chip)
    if chip_key is not None:
        infos.append(tlv(0x30, oid(PUBLIC_KEY_ECDH), chip_key))
    if chip.active in {ActiveKind.ECDSA_PLAIN, ActiveKind.ECDSA_DER}:
        scheme = oid(f"{ECDSA_PLAIN}.{_PLAIN_HASHES[chip.active_hash]}")
        infos.append(tlv(0x30, oid(ACTIVE_AUTHENTICATION), integer(1), scheme))
    return tlv(0x6E, tlv(0x31, *sorted(infos)))


def _announced(chip: Chip) -> list[bytes]:
    infos = []
    if chip.chip_authentication:
        suite = SUITE_NUMBER[chip.chip_suite or chip.suite]
        infos.append(tlv(0x30, oid(TERMINAL_AUTHENTICATION), integer(1)))
        infos.append(tlv(0x30, oid(f"{CHIP_AUTHENTICATION_ECDH}.{suite}"), integer(1)))
    if chip.pace:
        name = oid(f"{PACE_ECDH_GM}.{SUITE_NUMBER[chip.suite]}")
        infos.append(tlv(0x30, name, integer(2), integer(chip.curve.parameter_id)))
    return infos


def dg1(person: Person) -> bytes:
    """DG1: the machine readable zone (9303-10 §4.7.1)."""
    return tlv(0x61, tlv(0x5F1F, "".join(person.mrz_lines).encode("ascii")))


def dg2(person: Person) -> bytes | None:
    """DG2: one facial image in ISO/IEC 19794-5; None for a child's card without a face."""
    if person.face is FaceFormat.NONE:
        return None
    jpeg_2000 = person.face is FaceFormat.JPEG_2000
    woman = person.sex == "Nữ"
    elder = person.issued.year - person.born.year > 58
    image = faces.encoded(
        person.key, woman=woman, elder=elder, jpeg_2000=jpeg_2000, size=person.face_bytes
    )
    newer = person.face is FaceFormat.JPEG_IN_39794
    header = tlv(
        0xA1,
        tlv(0x80, b"\x01\x01"),
        tlv(0x81, b"\x02"),
        tlv(0x82, b"\x00"),
        tlv(0x87, b"\x01\x01"),
        tlv(0x88, b"\x00\x2c" if newer else b"\x00\x08"),
    )
    if newer:
        data = tlv(0x7F2E, tlv(0xA1, _extensible_record(image)))
    else:
        data = tlv(0x5F2E, _facial_record(image, woman=woman, jpeg_2000=jpeg_2000))
    return tlv(0x75, tlv(0x7F61, integer(1), tlv(0x7F60, header, data)))


def _extensible_record(jpeg: bytes) -> bytes:
    """ISO/IEC 39794-5 face image data block: version, one representation, one JPEG (code 2)."""
    version = tlv(0xA0, tlv(0x80, b"\x03"), tlv(0x81, b"\x07\xe3"))
    information = tlv(0xA1, tlv(0xA0, tlv(0x80, b"\x02")))
    picture = tlv(0xA0, tlv(0x80, jpeg), information)
    representation = tlv(0x30, tlv(0x80, b"\x00"), tlv(0xA1, tlv(0xA0, picture)))
    return tlv(0x65, version, tlv(0xA1, representation))


def _facial_record(image: bytes, *, woman: bool, jpeg_2000: bool) -> bytes:
    """ISO/IEC 19794-5:2005 §5: record header, face information, image information, image."""
    gender = b"\x02" if woman else b"\x01"
    information = bytes(2) + gender + bytes(2) + bytes(3) + bytes(2) + bytes(3) + bytes(3)
    width, height = (size.to_bytes(2, "big") for size in faces.SIZE)
    picture = b"\x01" + bytes([jpeg_2000]) + width + height + b"\x01\x02" + bytes(4)
    block = (4 + len(information) + len(picture) + len(image)).to_bytes(4, "big")
    face = block + information + picture + image
    return b"FAC\x00010\x00" + (14 + len(face)).to_bytes(4, "big") + b"\x00\x01" + face


def dg3() -> bytes:
    """DG3: present and locked behind terminal authentication; an empty biometric template."""
    return tlv(0x63, tlv(0x7F61, integer(0)))


def dg13(person: Person) -> bytes:
    """DG13: the national data, a SET of numbered values (chip-card.md §2.1)."""
    texts = {
        1: person.number,
        2: person.name,
        3: str(person.born.year) if person.only_birth_year else _date(person, person.born),
        4: person.sex,
        5: "Việt Nam",
        6: person.ethnicity,
        7: person.religion,
        8: person.hometown,
        9: person.address,
        10: person.marks,
        11: _date(person, person.issued),
        12: _date(person, person.expires) if person.expires else "Không thời hạn",
    }
    fields = [tlv(0x30, integer(n), _text(value)) for n, value in texts.items()]
    fields.append(tlv(0x30, integer(13), tlv(0x30, *map(_text, person.parents))))
    if person.spouse:
        fields.append(tlv(0x30, integer(14), tlv(0x30, _text(person.spouse))))
    if person.old_number:
        fields.append(tlv(0x30, integer(15), _text(person.old_number)))
    serial = hashlib.sha256(person.number.encode()).hexdigest()[:16].upper()
    fields.append(tlv(0x30, integer(16), _text(serial)))
    body = tlv(0x30, integer(1), oid(UTF8_CODED), tlv(0x31, *fields))
    return tlv(0x6D, body)


def _date(person: Person, day: date) -> str:
    return f"{day:%d%m%Y}" if person.plain_dates else f"{day:%d/%m/%Y}"


def _text(value: str) -> bytes:
    """PrintableString where its alphabet allows, else UTF8String."""
    plain = value.isascii() and all(c.isalnum() or c in " '()+,-./:=?" for c in value)
    return tlv(0x13 if plain else 0x0C, value.encode())


def ef_com(groups: tuple[int, ...]) -> bytes:
    """EF.COM: LDS 1.7, Unicode 4.0.0 and the tags of the data groups present (9303-10 §4.6.1)."""
    tags = bytes(GROUP_TAGS[n] for n in groups)
    return tlv(0x60, tlv(0x5F01, b"0107"), tlv(0x5F36, b"040000"), tlv(0x5C, tags))


def directory() -> bytes:
    """EF.DIR: the one application of the chip (9303-10 §3.11.1)."""
    return tlv(0x61, tlv(0x4F, APPLICATION))


def atr_info(chip: Chip) -> bytes:
    """EF.ATR/INFO: card capabilities and, with extended length, how much fits (9303-10 §3.11.2)."""
    capabilities = tlv(0x47, bytes((0xF0, 0x01, 0xF1 if chip.extended_length else 0xB1)))
    if not chip.extended_length:
        return capabilities
    return capabilities + tlv(0x7F66, integer(4096), integer(65_535))


def public_key_info(curve: Curve, point: bytes) -> bytes:
    """SubjectPublicKeyInfo with explicit domain parameters, as DG14 holds it (9303-11 §9.2.6)."""
    size = curve.size
    parameters = tlv(
        0x30,
        integer(1),
        tlv(0x30, oid("1.2.840.10045.1.1"), integer(curve.p)),
        tlv(
            0x30,
            tlv(0x04, curve.a.to_bytes(size, "big")),
            tlv(0x04, curve.b.to_bytes(size, "big")),
        ),
        tlv(0x04, curve.encode(curve.base)),
        integer(curve.n),
        integer(1),
    )
    algorithm = tlv(0x30, oid("1.2.840.10045.2.1"), parameters)
    return tlv(0x30, algorithm, tlv(0x03, b"\x00", point))
