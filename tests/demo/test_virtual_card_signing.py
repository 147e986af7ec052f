"""The security object and the national data group, judged by the openssl program alone."""

from __future__ import annotations

import hashlib
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from demo.card import authority
from demo.card.deck import csca_of, deck, person
from demo.card.identity import Signer
from demo.card.perso import personalise

TRUSTED = {
    Signer.USUAL: True,
    Signer.NIST: True,
    Signer.RSA_PSS: True,
    Signer.EXPIRED: False,
    Signer.UNKNOWN_ISSUER: False,
    Signer.EXPLICIT: False,  # OpenSSL refuses explicit parameters in chains, ICAO does not
}


def openssl(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["openssl", *arguments], capture_output=True, text=True, timeout=30, check=False
    )


def signed_data(signer: Signer, folder: Path) -> Path:
    who = person("an")
    contents = personalise(replace(who, chip=replace(who.chip, signer=signer)))
    sod = contents.application_files[0x011D]
    assert sod[:2] == b"\x77\x82"
    assert int.from_bytes(sod[2:4]) == len(sod) - 4
    path = folder / "sod.der"
    path.write_bytes(sod[4:])
    return path


def pem(name: str, folder: Path) -> str:
    path = folder / "csca.der"
    path.write_bytes(authority.csca(name).certificate)
    out = folder / "csca.pem"
    assert openssl("x509", "-inform", "der", "-in", str(path), "-out", str(out)).returncode == 0
    return str(out)


@pytest.mark.parametrize("signer", list(Signer))
def test_the_chain_holds_exactly_where_it_should(signer: Signer, tmp_path: Path) -> None:
    sod = signed_data(signer, tmp_path)
    csca = pem(authority.CSCA_NAME, tmp_path)
    common = ("cms", "-verify", "-inform", "der", "-in", str(sod), "-out", str(tmp_path / "lds"))
    signature = openssl(*common, "-noverify")
    assert signature.returncode == 0, signature.stderr
    chain = openssl(*common, "-CAfile", csca, "-purpose", "any")
    assert (chain.returncode == 0) is TRUSTED[signer], chain.stderr


def test_an_expired_signer_was_valid_when_it_signed(tmp_path: Path) -> None:
    sod = signed_data(Signer.EXPIRED, tmp_path)
    issued = "1630000000"  # 2021-08-26
    chain = openssl(
        "cms", "-verify", "-inform", "der", "-in", str(sod), "-out", str(tmp_path / "lds"),
        "-CAfile", pem(authority.CSCA_NAME, tmp_path), "-purpose", "any", "-attime", issued,
    )  # fmt: skip
    assert chain.returncode == 0, chain.stderr


def test_explicit_parameters_are_those_of_the_curve_and_the_chain_holds(tmp_path: Path) -> None:
    csca = pem(authority.EXPLICIT_NAME, tmp_path)
    text = openssl("x509", "-in", csca, "-noout", "-text").stdout
    assert "Field Type: prime-field" in text
    assert "Generator (uncompressed)" in text
    key = tmp_path / "csca.pub"
    openssl("x509", "-in", csca, "-noout", "-pubkey", "-out", str(key))
    signer = authority.document_signer(Signer.EXPLICIT).certificate
    body_length = 4 + int.from_bytes(signer[6:8])
    (tmp_path / "body").write_bytes(signer[4 : 4 + body_length])
    rest = signer[4 + body_length :]
    bits = rest[2 + rest[1] :]
    header = 3 if bits[1] & 0x80 else 2
    (tmp_path / "signature").write_bytes(bits[header + 1 :])
    verdict = openssl(
        "dgst", "-sha512", "-verify", str(key), "-signature", str(tmp_path / "signature"),
        str(tmp_path / "body"),
    )  # fmt: skip
    assert verdict.stdout.strip() == "Verified OK"


def test_the_hashes_are_those_of_the_files(tmp_path: Path) -> None:
    sod = signed_data(Signer.USUAL, tmp_path)
    lds = tmp_path / "lds"
    openssl("cms", "-verify", "-inform", "der", "-in", str(sod), "-noverify", "-out", str(lds))
    listing = openssl("asn1parse", "-inform", "der", "-in", str(lds)).stdout
    files = personalise(person("an")).application_files
    for fid in (0x0101, 0x0102, 0x0103, 0x010D, 0x010E, 0x010F):
        assert hashlib.sha256(files[fid]).hexdigest().upper() in listing
    assert listing.count("OCTET STRING") == 6


def test_the_national_data_are_what_openssl_reads(tmp_path: Path) -> None:
    who = person("an")
    path = tmp_path / "dg13"
    path.write_bytes(personalise(who).application_files[0x010D])
    listing = openssl("asn1parse", "-inform", "der", "-in", str(path)).stdout
    listing += openssl("asn1parse", "-inform", "der", "-in", str(path), "-strparse", "4").stdout
    assert "appl [ 13 ]" in listing
    assert ":1.0.10646.1.0.8" in listing
    for text in (who.number, who.name, who.address, who.hometown, who.spouse, "Nam", "01/01/1999"):
        assert f":{text}" in listing


@pytest.mark.parametrize("key", ["long-address", "birth-year", "no-expiry", "no-face"])
def test_every_kind_of_national_data_parses_whole(key: str, tmp_path: Path) -> None:
    path = tmp_path / "dg13"
    path.write_bytes(personalise(person(key)).application_files[0x010D])
    parsed = openssl("asn1parse", "-inform", "der", "-in", str(path))
    assert parsed.returncode == 0, parsed.stderr
    assert person(key).number in parsed.stdout


@pytest.mark.parametrize("fid", [0x010E, 0x010F])
def test_security_infos_and_keys_parse_whole(fid: int, tmp_path: Path) -> None:
    for who in deck():
        content = personalise(who).application_files.get(fid)
        if content is None:
            continue
        path = tmp_path / "file"
        path.write_bytes(content)
        parsed = openssl("asn1parse", "-inform", "der", "-in", str(path))
        assert parsed.returncode == 0, (who.key, parsed.stderr)


def test_the_csca_file_is_the_one_that_signed_except_for_strangers() -> None:
    assert csca_of(person("an")) == authority.csca(authority.CSCA_NAME).certificate
    explicit = person("aes256-brainpool512")
    assert csca_of(explicit) == authority.csca(authority.EXPLICIT_NAME).certificate
    stranger = authority.csca(authority.STRANGER_NAME)
    assert authority.document_signer(Signer.UNKNOWN_ISSUER).issuer in stranger.certificate
    assert csca_of(person("unknown-issuer")) != stranger.certificate
