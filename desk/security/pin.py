"""The PIN: opens a locked session that still runs, five tries, then only the password (decision 2).

It signs nobody in: the store is open already.  What is kept in the encrypted store is an argon2id
hash; the try is written down before the PIN is looked at, so that pulling the plug wins none.
"""

from __future__ import annotations

from itertools import pairwise

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from models.problems import Problem
from models.store import values
from models.store.engine import Tx

TRIES = 5
SHORTEST, LONGEST = 4, 12
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
"""OWASP's smaller profile: unlocking is waited for, and five tries are all there are."""


def set_pin(tx: Tx, login: str, pin: str) -> None:
    """Keep a new PIN; the tries start anew.

    Raises Problem ``security.pin_weak`` for anything but 4 to 12 digits that are not all the same
    and no run like 1234.
    """
    if not (SHORTEST <= len(pin) <= LONGEST and pin.isascii() and pin.isdigit()) or _is_plain(pin):
        raise Problem("security.pin_weak", least=SHORTEST, most=LONGEST)
    values.set(tx, _hash_of(login), _HASHER.hash(pin))
    give_tries_back(tx, login)


def drop_pin(tx: Tx, login: str) -> None:
    """From now on only the password opens."""
    values.set(tx, _hash_of(login), "")


def tries_left(tx: Tx, login: str) -> int:
    """How often a PIN may still be typed; 0 also when there is none."""
    if not values.get(tx, _hash_of(login)):
        return 0
    return max(0, TRIES - int(values.get(tx, _tries_of(login)) or 0))


def count_try(tx: Tx, login: str) -> str:
    """Write the try down; what to compare with.

    Raises Problem ``security.pin_spent`` when there is no PIN or no try left.
    """
    left = tries_left(tx, login)
    if not left:
        raise Problem("security.pin_spent")
    values.set(tx, _tries_of(login), str(TRIES - left + 1))
    return values.get(tx, _hash_of(login)) or ""


def holds(kept: str, pin: str) -> bool:
    """Whether this is the PIN."""
    try:
        return _HASHER.verify(kept, pin)
    except VerifyMismatchError:
        return False


def give_tries_back(tx: Tx, login: str) -> None:
    """The person proved who they are."""
    values.set(tx, _tries_of(login), "0")


def _is_plain(pin: str) -> bool:
    steps = {int(after) - int(before) for before, after in pairwise(pin)}
    return steps in ({0}, {1}, {-1})


def _hash_of(login: str) -> str:
    return f"pin.hash:{login}"


def _tries_of(login: str) -> str:
    return f"pin.tries:{login}"
