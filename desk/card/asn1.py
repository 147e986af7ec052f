"""Loading ASN.1 of unknown origin through asn1crypto, under the limits of `tlv`.

asn1crypto parses lazily and reports trouble by several exception types whose texts may embed the
octets themselves.  `parsing` turns them all into Malformed and drops those texts.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from asn1crypto import core, pem

from desk.card import tlv
from desk.card.faults import Malformed

V = TypeVar("V", bound=core.Asn1Value)

MAX_OCTETS = 200_000


@contextmanager
def parsing(what: str) -> Iterator[None]:
    """Within this block every complaint of asn1crypto becomes Malformed(what)."""
    try:
        yield
    except (ValueError, TypeError, KeyError, IndexError, OverflowError, AttributeError):
        # the chain is cut on purpose: the original text may hold personal data
        raise Malformed(what) from None


def load(kind: type[V], octets: bytes, what: str, max_octets: int = MAX_OCTETS) -> V:
    """Load one value that fills `octets`; larger limits allow more objects.  Raises Malformed."""
    if len(octets) > max_octets:
        raise Malformed(f"{what} is too large")
    tlv.guard_depth(octets, tlv.MAX_WALKED * max(max_octets // MAX_OCTETS, 1))
    with parsing(what):
        value: V = kind.load(octets, strict=True)  # type: ignore[no-untyped-call]
        return value


def encoded(value: Any) -> bytes:
    """The octets a value was parsed from, unchanged."""
    octets: bytes = value.dump()
    return octets


def unarmoured(octets: bytes) -> tuple[bytes, ...]:
    """The DER blocks of a PEM file, or the file itself when it is no PEM.  Raises Malformed."""
    with parsing("PEM"):
        if not pem.detect(octets):  # type: ignore[no-untyped-call]
            return (octets,)
        return tuple(der for _, _, der in pem.unarmor(octets, multiple=True))  # type: ignore[no-untyped-call]
