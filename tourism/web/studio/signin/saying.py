"""Sentences of the pages about signing in and people."""

from flask_babel import gettext, lazy_gettext

from tourism.staff.permissions import Role
from tourism.web.studio.signin import passwords
from tourism.web.studio.signin.proving import Tried

ROLE_NAMES: dict[Role, object] = {
    "officer": lazy_gettext("Culture officer"),
    "editor": lazy_gettext("Editor, translator"),
    "reviewer": lazy_gettext("Reviewer"),
    "contributor": lazy_gettext("Villager who tells"),
    "admin": lazy_gettext("Province"),
}
ROLE_HINTS: dict[Role, object] = {
    "officer": lazy_gettext("Does everything in the commune: writes, publishes, invites others."),
    "editor": lazy_gettext("Writes and translates; publishes nothing."),
    "reviewer": lazy_gettext("Reads, comments and approves; changes no words."),
    "contributor": lazy_gettext("Sends in places, photos and stories, and sees only their own."),
    "admin": lazy_gettext("Sees every commune and helps people in; writes nothing."),
}


def role_name(role: Role) -> str:
    """A role in words."""
    return str(ROLE_NAMES[role])


def refusal(tried: Tried, wrong: str) -> str:
    """What is said to whoever was not let in; `wrong` where the guess itself was looked at."""
    if not tried.wait_seconds:
        return wrong
    minutes = -(-tried.wait_seconds // 60)
    if minutes <= 1:
        return gettext("Too many wrong tries. Wait a minute, or sign in with a passkey.")
    if minutes < 60:
        told = gettext("Too many wrong tries. Wait %(minutes)s minutes, or sign in with a passkey.", minutes=minutes)
        return str(told)
    return gettext("Too many wrong tries from unknown devices today. Sign in with a passkey or a code of your sheet.")


def password_fault(reason: str) -> str:
    """Why a new password is refused."""
    return {
        "short": gettext("At least %(least)s characters; several words are easy to keep.", least=passwords.SHORTEST),
        "long": gettext("At most %(most)s characters.", most=passwords.LONGEST),
        "easy": gettext("Too easy to guess: it is hardly more than a name or a common word."),
        "twice": gettext("The two passwords are not the same."),
    }[reason]


def said(key: str) -> str:
    """What happened, for the page that follows; nothing for a key that nobody gave."""
    return {
        "out": gettext("You are signed out."),
        "sheet": gettext("You came in with a code of your sheet; all your other devices are signed out."),
        "device": gettext("That device is signed out."),
        "others": gettext("All other devices are signed out."),
        "passkey": gettext("The passkey is kept."),
        "passkey-gone": gettext("The passkey opens nothing any more."),
        "password": gettext("The password is kept; your other devices are signed out."),
        "language": gettext("The desk speaks this language to you now."),
        "removed": gettext("They have no access any more."),
    }.get(key, "")
