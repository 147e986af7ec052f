"""Personalisation: everything that is written into one chip before it leaves the factory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from demo.card import authority, files
from demo.card.identity import ActiveKind, Person
from demo.card.keys import EcKey, RsaKey, ec_key, rsa_key
from demo.card.tlv import tlv


@dataclass(frozen=True, slots=True)
class Personalised:
    """A chip's files and private keys. Files are keyed by their identifier."""

    person: Person
    master_files: Mapping[int, bytes]
    """Files under the master file, readable before any access control."""
    application_files: Mapping[int, bytes]
    """Files of the eMRTD application."""
    locked: frozenset[int]
    """Identifiers that need terminal authentication, which this card never grants."""
    chip_key: EcKey | None
    active_key: RsaKey | EcKey | None


@lru_cache(maxsize=64)
def personalise(person: Person, wrong_hash_of: int | None = None) -> Personalised:
    """Make the person's files and keys; with `wrong_hash_of`, EF.SOD lies about that group."""
    chip = person.chip
    chip_key = None
    if chip.chip_authentication:
        chip_key = ec_key(chip.chip_curve or chip.curve, f"chip {person.key}")
    active_key = _active_key(person)
    groups: dict[int, bytes] = {1: files.dg1(person)}
    if face := files.dg2(person):
        groups[2] = face
    groups[3] = files.dg3()
    groups[13] = files.dg13(person)
    info = files.public_key_info(chip_key.curve, chip_key.public) if chip_key else None
    if chip_key or chip.pace:
        groups[14] = files.security_infos(chip, info)
    if isinstance(active_key, RsaKey):
        groups[15] = tlv(0x6F, active_key.public_info)
    elif active_key:
        groups[15] = tlv(0x6F, files.public_key_info(active_key.curve, active_key.public))
    signer = authority.document_signer(chip.signer)
    application = {0x0100 + number: content for number, content in groups.items()}
    application[files.EF_COM] = files.ef_com(tuple(groups))
    application[files.EF_SOD] = authority.security_object(
        groups, signer, chip.sod_hash, wrong_hash_of
    )
    master = {files.DIRECTORY: files.directory(), files.ATR_INFO: files.atr_info(chip)}
    if access := files.card_access(chip):
        master[files.CARD_ACCESS] = access
    return Personalised(person, master, application, frozenset({0x0103}), chip_key, active_key)


def _active_key(person: Person) -> RsaKey | EcKey | None:
    if person.chip.active is ActiveKind.RSA:
        return rsa_key("active authentication")
    if person.chip.active is ActiveKind.NONE:
        return None
    return ec_key(person.chip.curve, f"active {person.key}")
