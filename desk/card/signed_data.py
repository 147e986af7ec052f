"""CMS SignedData with one signer (RFC 5652), as EF.SOD and master lists are made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from asn1crypto import cms, core

from desk.card import asn1, certificates, signatures, tlv
from desk.card.certificates import Certificate, Name
from desk.card.faults import Malformed, Unsupported

_SET = 0x31
_MAX_CERTIFICATES = 16


@dataclass(frozen=True, slots=True)
class SignedData:
    """The content, who signed it, and whether the signature holds."""

    content_type: str
    content: bytes = field(repr=False)
    certificates: tuple[Certificate, ...]
    signer: Certificate | None
    """The signer's certificate, None when the structure does not contain it."""
    digest: str
    signing_time: datetime | None
    _info: _SignerInfo = field(repr=False)

    def signature_holds(self, signer: Certificate) -> bool:
        """Digest attribute and signature (RFC 5652 §5.4).  Raises Unsupported, Malformed."""
        info = self._info
        if info.attributes is None:
            return signatures.verify(signer.key, info.scheme, info.signature, self.content)
        if info.message_digest != signatures.digest(self.digest, self.content):
            return False
        if info.attribute_content_type != self.content_type:
            return False
        return any(
            signatures.verify(signer.key, info.scheme, info.signature, octets)
            for octets in info.attributes
        )


@dataclass(frozen=True, slots=True)
class _SignerInfo:
    scheme: signatures.Scheme
    signature: bytes
    attributes: tuple[bytes, ...] | None
    """What the signature may cover: the attributes as sent, and in DER order when that differs."""
    message_digest: bytes | None
    attribute_content_type: str | None


def load(octets: bytes, what: str, max_octets: int = asn1.MAX_OCTETS) -> SignedData:
    """Parse a ContentInfo of SignedData.  Raises Malformed or Unsupported."""
    info = asn1.load(cms.ContentInfo, octets, what, max_octets)
    with asn1.parsing(what):
        if info["content_type"].native != "signed_data":
            raise Malformed(f"{what} is no SignedData")
        data = info["content"]
        if len(data["signer_infos"]) != 1:
            raise Malformed(f"{what} has not exactly one signer")
        signer_info = data["signer_infos"][0]
        contained = _certificates(data)
        encapsulated = data["encap_content_info"]
        digest = signer_info["digest_algorithm"]["algorithm"].native
        attributes = _attributes(signer_info)
        return SignedData(
            content_type=encapsulated["content_type"].dotted,
            content=bytes(encapsulated["content"]),
            certificates=contained,
            signer=_signer(signer_info["sid"], contained),
            digest=digest,
            signing_time=_signing_time(attributes),
            _info=_signer_info(signer_info, attributes, digest),
        )


def _certificates(data: cms.SignedData) -> tuple[Certificate, ...]:
    choices = data["certificates"]
    if isinstance(choices, core.Void):
        return ()
    found = [choice.chosen for choice in choices if choice.name == "certificate"]
    if len(found) > _MAX_CERTIFICATES:
        raise Malformed("too many certificates")
    loaded: list[Certificate] = []
    for parsed in found:
        try:
            loaded.append(certificates.from_asn1(parsed))
        except Unsupported:
            if len(found) == 1:
                raise
    return tuple(loaded)


def _signer(sid: cms.SignerIdentifier, contained: tuple[Certificate, ...]) -> Certificate | None:
    """By key identifier, or by serial number and issuer, whose parts may come in another order."""
    if sid.name == "subject_key_identifier":
        identifier = sid.chosen.native
        return next((c for c in contained if c.key_identifier == identifier), None)
    serial = sid.chosen["serial_number"].native
    issuer: Name = certificates.name(sid.chosen["issuer"])
    exact = (c for c in contained if c.serial == serial and c.issuer == issuer)
    return next(exact, None)


def _attributes(info: cms.SignerInfo) -> cms.CMSAttributes | None:
    attributes = info["signed_attrs"]
    return None if isinstance(attributes, core.Void) else attributes


def _attribute(attributes: cms.CMSAttributes | None, kind: str) -> Any:
    found = [a for a in attributes or () if a["type"].native == kind]
    if not found:
        return None
    if len(found) > 1 or len(found[0]["values"]) != 1:
        raise Malformed("repeated signed attribute")
    return found[0]["values"][0]


def _signing_time(attributes: cms.CMSAttributes | None) -> datetime | None:
    value = _attribute(attributes, "signing_time")
    moment = None if value is None else value.native
    return moment if isinstance(moment, datetime) else None


def _signer_info(
    info: cms.SignerInfo, attributes: cms.CMSAttributes | None, digest: str
) -> _SignerInfo:
    message_digest = _attribute(attributes, "message_digest")
    content_type = _attribute(attributes, "content_type")
    return _SignerInfo(
        scheme=signatures.scheme(info["signature_algorithm"], digest),
        signature=bytes(info["signature"].native),
        attributes=None if attributes is None else _covered(attributes),
        message_digest=None if message_digest is None else message_digest.native,
        attribute_content_type=None if content_type is None else content_type.dotted,
    )


def _covered(attributes: cms.CMSAttributes) -> tuple[bytes, ...]:
    as_sent = tlv.encode(_SET, bytes(attributes.contents))
    members = sorted(asn1.encoded(attribute) for attribute in attributes)
    return tuple(dict.fromkeys((as_sent, tlv.encode(_SET, b"".join(members)))))
