"""Which role may do what at the desk. Pure."""

from dataclasses import dataclass
from typing import Literal, get_args

from tourism.language import SOURCE

Role = Literal["officer", "editor", "reviewer", "contributor", "admin"]
Permission = Literal[
    "view", "write", "translate", "exchange", "comment", "submit", "approve", "publish", "create",
    "people", "keys", "settings", "journal", "own-account",
]  # fmt: skip
ROLES: tuple[Role, ...] = get_args(Role)
PERMISSIONS: tuple[Permission, ...] = get_args(Permission)

_ALLOWED: dict[Role, frozenset[Permission]] = {
    "officer": frozenset(PERMISSIONS),
    "editor": frozenset({"view", "write", "translate", "exchange", "comment", "submit", "create", "own-account"}),
    "reviewer": frozenset({"view", "comment", "approve", "own-account"}),
    # Sees and writes what is their own; see `Actor.sees_own_only`.
    "contributor": frozenset({"view", "write", "submit", "create", "own-account"}),
    # Of the province: reads everywhere, helps people in, writes no word.
    "admin": frozenset({"view", "people", "journal", "own-account"}),
}
# Whom each role may invite and remove.
INVITES: dict[Role, frozenset[Role]] = {
    "officer": frozenset({"officer", "editor", "reviewer", "contributor"}),
    "admin": frozenset(ROLES),
    "editor": frozenset(),
    "reviewer": frozenset(),
    "contributor": frozenset(),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody signed in, with today's rights; `commune` None is the whole province.

    `languages` are the tags that an editor may write; empty means all. `session` is the row of the sign-in,
    `fresh_until` the moment in seconds since 1970 until which they need not prove themselves again, `seen` the
    moment when the device was last noted.
    """

    person: int
    name: str
    role: Role
    commune: int | None
    languages: tuple[str, ...]
    speaks: str
    session: int
    fresh_until: float
    seen: float = 0.0

    def may(self, permission: Permission) -> bool:
        """Whether the role allows it, in the actor's own commune."""
        return permission in _ALLOWED[self.role]

    def may_write_in(self, language: str) -> bool:
        """Whether this actor's words in a language are wanted."""
        part: Permission = "write" if language == SOURCE else "translate"
        return self.may(part) and (not self.languages or language in self.languages)

    def may_edit(self, language: str) -> bool:
        """Whether this actor may save a site's words in a language; "" is the place itself."""
        return self.may("write") and (not language or self.may_write_in(language))

    @property
    def sees_own_only(self) -> bool:
        """Whether drafts of others are hidden."""
        return self.role == "contributor"
