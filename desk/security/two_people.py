"""Acts that take two people: new keys, a new recovery key, erasing a person's data.

As long as one person alone runs the office nobody can stand by, and the audit shows it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from models.problems import Problem
from models.role import Role, User


def may_be_second(person: User) -> bool:
    """Supervisors and administrators stand by."""
    return person.role is not Role.CLERK


def wanted(everybody: Iterable[User], first: User, enrolled: Collection[str]) -> bool:
    """Whether there is somebody else who could stand by."""
    return any(
        one.login != first.login and one.login in enrolled and may_be_second(one)
        for one in everybody
    )


def check(
    everybody: Iterable[User], first: User, second: User | None, enrolled: Collection[str]
) -> dict[str, str | int]:
    """What the audit says of the second person; nothing where the office has none.

    Raises Problem ``security.second_needed`` when one is missing or is the same person.
    """
    if second is not None and second.login != first.login and may_be_second(second):
        return {"second": second.login}
    if second is not None or wanted(everybody, first, enrolled):
        raise Problem("security.second_needed")
    return {}
