"""A small terminal that opens and reads a card; schoolbook code that shares nothing with either."""

from __future__ import annotations

import hashlib
import secrets

from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC, ECB
from cryptography.hazmat.primitives.cmac import CMAC

from demo.card.identity import Person
from demo.card.os import Card

AID = bytes.fromhex("A0000002471001")


def kdf(secret: bytes, counter: int, size: int) -> bytes:
    digest = hashlib.sha256 if size > 16 else hashlib.sha1
    return digest(secret + bytes((0, 0, 0, counter))).digest()[:size]


def pad(data: bytes, block: int) -> bytes:
    data += b"\x80"
    while len(data) % block:
        data += b"\0"
    return data


def cbc(key: bytes, iv: bytes, data: bytes, *, tdes: bool, forth: bool) -> bytes:
    algorithm = TripleDES(key + key[:8]) if tdes else AES(key)
    c = Cipher(algorithm, CBC(iv))
    context = c.encryptor() if forth else c.decryptor()
    return context.update(data) + context.finalize()


def checksum(key: bytes, data: bytes, *, tdes: bool) -> bytes:
    if not tdes:
        cmac = CMAC(AES(key))
        cmac.update(data)
        return cmac.finalize()[:8]
    left, right = TripleDES(key[:8] * 3), TripleDES(key[8:] * 3)
    state = bytes(8)
    for at in range(0, len(data), 8):
        block = bytes(a ^ b for a, b in zip(state, data[at : at + 8], strict=True))
        enc = Cipher(left, ECB()).encryptor()
        state = enc.update(block)
    state = Cipher(right, ECB()).decryptor().update(state)
    return Cipher(left, ECB()).encryptor().update(state)


def tlv(tag: str, value: bytes) -> bytes:
    n = len(value)
    size = bytes([n]) if n < 128 else (b"\x81" + bytes([n]) if n < 256 else b"\x82" + n.to_bytes(2))
    return bytes.fromhex(tag) + size + value


def split(data: bytes) -> dict[int, bytes]:
    out, at = {}, 0
    while at < len(data):
        tag, n, at = data[at], data[at + 1], at + 2
        if n > 0x80:
            width = n & 0x7F
            n, at = int.from_bytes(data[at : at + width]), at + width
        out[tag] = data[at : at + n]
        at += n
    return out


class Terminal:
    def __init__(self, chip: Card) -> None:
        self.chip = chip
        self.keys: tuple[bytes, bytes] | None = None
        self.tdes = False
        self.ssc = 0

    def plain(self, apdu: str | bytes) -> tuple[bytes, int]:
        raw = self.chip.process(bytes.fromhex(apdu) if isinstance(apdu, str) else apdu)
        return raw[:-2], int.from_bytes(raw[-2:])

    @property
    def block(self) -> int:
        return 8 if self.tdes else 16

    def iv(self) -> bytes:
        if self.tdes:
            return bytes(8)
        return Cipher(AES(self.keys[0]), ECB()).encryptor().update(self.ssc.to_bytes(16))

    def secure(
        self,
        ins: int,
        p1: int,
        p2: int,
        data: bytes = b"",
        le: int | None = None,
        wide: bool = True,
    ) -> tuple[bytes, int]:
        enc, mac = self.keys
        self.ssc += 1
        body = b""
        header = bytes((0x0C, ins, p1, p2))
        if data:
            secret = cbc(enc, self.iv(), pad(data, self.block), tdes=self.tdes, forth=True)
            body = tlv("85", secret) if ins & 1 else tlv("87", b"\x01" + secret)
        if le is not None:
            body += tlv("97", (le % 65536).to_bytes(2) if wide else bytes([le % 256]))
        message = self.ssc.to_bytes(self.block) + pad(header, self.block)
        message += pad(body, self.block) if body else b""
        body += tlv("8e", checksum(mac, message, tdes=self.tdes))
        if wide:
            apdu = header + b"\0" + len(body).to_bytes(2) + body + b"\0\0"
        else:
            apdu = header + bytes([len(body)]) + body + b"\0"
        raw = self.chip.process(apdu)
        if len(raw) == 2:
            return b"", int.from_bytes(raw)
        self.ssc += 1
        found = split(raw[:-2])
        covered = raw[:-12]
        message = pad(self.ssc.to_bytes(self.block) + covered, self.block)
        assert found[0x8E] == checksum(mac, message, tdes=self.tdes)
        assert found[0x99] == raw[-2:]
        out = b""
        cryptogram = found[0x85] if 0x85 in found else found.get(0x87, b"\x01")[1:]
        if cryptogram:
            out = cbc(enc, self.iv(), cryptogram, tdes=self.tdes, forth=False)
            out = out.rstrip(b"\0")[:-1]
        return out, int.from_bytes(raw[-2:])

    def read(self, fid: int, step: int = 4000, wide: bool = True) -> bytes:
        _, sw = self.secure(0xA4, 2, 0x0C, fid.to_bytes(2), wide=wide)
        assert sw == 0x9000, hex(sw)
        content = b""
        while True:
            offset = len(content)
            if offset < 0x8000:
                part, sw = self.secure(0xB0, *divmod(offset, 256), le=step, wide=wide)
            else:
                data = tlv("54", offset.to_bytes(3))
                part, sw = self.secure(0xB1, 0, 0, data, le=step, wide=wide)
                part = next(iter(split(part).values())) if part else b""
            content += part
            if sw == 0x6B00 or sw == 0x6282 or not part:
                return content
            assert sw == 0x9000

    def bac(self, information: bytes) -> int:
        assert self.plain("00A4040C07" + AID.hex()) == (b"", 0x9000)
        challenge, sw = self.plain("0084000008")
        assert sw == 0x9000
        seed = hashlib.sha1(information).digest()[:16]
        enc, mac = kdf(seed, 1, 16), kdf(seed, 2, 16)
        mine, key = secrets.token_bytes(8), secrets.token_bytes(16)
        secret = cbc(enc, bytes(8), mine + challenge + key, tdes=True, forth=True)
        data = secret + checksum(mac, pad(secret, 8), tdes=True)
        answer, sw = self.plain(bytes.fromhex("0082000028") + data + b"\x28")
        if sw != 0x9000:
            return sw
        plain = cbc(enc, bytes(8), answer[:32], tdes=True, forth=False)
        assert plain[8:16] == mine
        shared = bytes(a ^ b for a, b in zip(key, plain[16:], strict=True))
        self.keys, self.tdes = (kdf(shared, 1, 16), kdf(shared, 2, 16)), True
        self.ssc = int.from_bytes(challenge[4:] + mine[4:])
        return sw


def affine_add(curve: int, p, q, a: int):
    slope = (
        (q[1] - p[1]) * pow(q[0] - p[0], -1, curve)
        if p[0] != q[0]
        else (3 * p[0] ** 2 + a) * pow(2 * p[1], -1, curve)
    )
    x = (slope * slope - p[0] - q[0]) % curve
    return x, (slope * (p[0] - x) - p[1]) % curve


def pace(terminal: Terminal, curve, size: int, suite: int, password: bytes, reference: int) -> int:
    """PACE with the schoolbook formulas; `curve` gives p, a and the base point."""
    terminal.tdes = suite == 1
    key_size = {1: 16, 2: 16, 3: 24, 4: 32}[suite]
    oid = bytes.fromhex("04007F000702020402") + bytes([suite])
    _, sw = terminal.plain(
        bytes.fromhex("0022C1A4")
        + (b := lambda d: bytes([len(d)]) + d)(tlv("80", oid) + tlv("83", bytes([reference])))
    )
    assert sw == 0x9000

    def times(k: int, point):
        total = None
        while k:
            if k & 1:
                total = point if total is None else affine_add(curve.p, total, point, curve.a)
            point = affine_add(curve.p, point, point, curve.a)
            k >>= 1
        return total

    def step(tag: str, value: bytes, cla: str = "10"):
        inner = tlv(tag, value) if tag else b""
        data, sw = terminal.plain(bytes.fromhex(cla + "860000") + b(tlv("7C", inner)) + b"\0")
        return (next(iter(split(split(data)[0x7C]).values())) if data else b""), sw

    def octets(point) -> bytes:
        return b"\x04" + point[0].to_bytes(size) + point[1].to_bytes(size)

    def point(data: bytes):
        return int.from_bytes(data[1 : 1 + size]), int.from_bytes(data[1 + size :])

    z, _ = step("", b"")
    k_pi = kdf(password, 3, key_size)
    s = cbc(k_pi, bytes(terminal.block), z, tdes=terminal.tdes, forth=False)
    mine = secrets.randbelow(curve.n - 1) + 1
    theirs, _ = step("81", octets(times(mine, curve.base)))
    mapped = affine_add(
        curve.p, times(int.from_bytes(s), curve.base), times(mine, point(theirs)), curve.a
    )
    mine = secrets.randbelow(curve.n - 1) + 1
    own = octets(times(mine, mapped))
    theirs, _ = step("83", own)
    shared = times(mine, point(theirs))[0].to_bytes(size)
    enc, mac = kdf(shared, 1, key_size), kdf(shared, 2, key_size)

    def token(key_point: bytes) -> bytes:
        data = tlv("7F49", tlv("06", oid) + tlv("86", key_point))
        return checksum(mac, pad(data, 8) if terminal.tdes else data, tdes=terminal.tdes)

    answer, sw = step("85", token(theirs), "00")
    if sw == 0x9000:
        assert answer == token(own)
        terminal.keys, terminal.ssc = (enc, mac), 0
    return sw


def opened(who: Person, chip: Card) -> Terminal:
    """The card with its application selected and a session open."""
    terminal = Terminal(chip)
    if who.chip.pace:
        suite = {"TDES": 1, "AES_128": 2, "AES_192": 3, "AES_256": 4}[who.chip.suite.name]
        curve = who.chip.curve
        assert pace(terminal, curve, curve.size, suite, who.can.encode(), 2) == 0x9000
        wide = who.chip.extended_length
        assert terminal.secure(0xA4, 4, 0x0C, AID, wide=wide) == (b"", 0x9000)
    else:
        assert terminal.bac(who.access_information) == 0x9000
    return terminal
