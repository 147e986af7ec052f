"""The program on the recorded disk: what is done to keys and to the database's shape.

keys_child.py FOLDER set_up|rotate|rotate_carelessly|upgrade|recover PAPER
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from desk.security.accounts import Accounts
from desk.security.keyring import Keyring
from desk.security.vault import Vault
from tests.support.seat import CHEAP, Watch

DISK, WHAT, PAPER = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
ADMIN = ("quantri", "mat khau quan tri")


def promise(text: str) -> None:
    os.setxattr(DISK, "user.mark", text.encode())


def main() -> None:
    accounts = Accounts(DISK / "store", Watch(), CHEAP)
    if WHAT == "set_up":
        signed = accounts.create_office(ADMIN[0], "Lê Thị Quản", ADMIN[1])
        promise(f"set_up {signed.recovery_key}")
    elif WHAT == "recover":
        signed = accounts.recover(PAPER, ADMIN[0], "mat khau moi")
        promise("recovered")
    else:
        signed = accounts.sign_in(*ADMIN)
        promise("signed_in")
    if WHAT.startswith("rotate"):
        if WHAT == "rotate_carelessly":
            forget_the_coming_keys()
        signed = accounts.rotate_keys(signed)
        promise("rotated")
        signed.store.close()
        signed = accounts.sign_in(*ADMIN)
    signed.store.close()


def forget_the_coming_keys() -> None:
    """The keyring learns of the new keys only when the file is under them already."""
    write = Vault.write

    def late(vault: Vault, ring: Keyring) -> Keyring:
        return ring if ring.coming else write(vault, ring)

    setattr(Vault, "write", late)  # noqa: B010 - replaced on purpose


main()
