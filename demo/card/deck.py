"""Decks: which invented people's cards a demo or a test can lay on the reader."""

from __future__ import annotations

from demo.card import authority
from demo.card.identity import Person, Signer
from demo.card.os import Card
from demo.card.people import BRANCHES, CRYPTOGRAPHY, EVERYDAY
from demo.card.perso import personalise

DECKS: dict[str, tuple[Person, ...]] = {
    "demo": EVERYDAY + BRANCHES + CRYPTOGRAPHY,
    "everyday": EVERYDAY,
    "branches": BRANCHES,
    "cryptography": CRYPTOGRAPHY,
}


def deck(name: str = "demo") -> tuple[Person, ...]:
    """The people of a deck. Raises KeyError for an unknown name."""
    return DECKS[name]


def person(key: str) -> Person:
    """The person with this key. Raises KeyError."""
    return {someone.key: someone for someone in DECKS["demo"]}[key]


def card(key: str) -> Card:
    """A sound card of this person, freshly powered. Raises KeyError."""
    return Card(personalise(person(key)))


def csca_of(someone: Person) -> bytes:
    """The country signer an operator would have installed for this card, DER.

    For a card of an unknown issuer that is the usual one, which did not sign it.
    """
    explicit = someone.chip.signer is Signer.EXPLICIT
    name = authority.EXPLICIT_NAME if explicit else authority.CSCA_NAME
    return authority.csca(name).certificate
