"""What a frame is made with so that it may be counted: whose it is, of what, in which language, in which quarter."""

import hashlib
from dataclasses import dataclass

from flask import request
from itsdangerous import BadSignature, Signer

from tourism.web.request import backends

QUARTER_SECONDS = 900
# How many quarters of an hour it holds, the one it was made in among them: a voice may start after a while.
KEPT = 4
LONGEST = 160


@dataclass(frozen=True, slots=True)
class Ticket:
    """A frame that was asked for: a key's public code, the public id of what is in it, a language."""

    code: str
    subject: str
    language: str


def wants_no_count() -> bool:
    """Whether this request says that it wants to be in no count: `DNT: 1`, `Sec-GPC: 1`, `dnt=1` in its address."""
    headers = request.headers
    return headers.get("DNT") == "1" or headers.get("Sec-GPC") == "1" or request.args.get("dnt") == "1"


def ticket(code: str, subject: str, language: str) -> str:
    """The ticket of a frame that is made now; it says no moment finer than a quarter of an hour, and nobody's name."""
    return _signer().sign(f"{code}.{subject}.{language}.{_quarter()}").decode()


def admitted(text: str) -> Ticket | None:
    """The ticket, where we made it within the last hour; None for anything else."""
    try:
        told = _signer().unsign(text[:LONGEST]).decode()
        code, subject, language, quarter = told.split(".")
    except (BadSignature, ValueError):
        return None
    age = _quarter() - int(quarter)
    return Ticket(code, subject, language) if 0 <= age < KEPT else None


def _quarter() -> int:
    return int(backends().clock().timestamp()) // QUARTER_SECONDS


def _signer() -> Signer:
    return Signer(backends().config.secret_key, salt="counts", digest_method=hashlib.sha256)
