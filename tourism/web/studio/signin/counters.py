"""What guesses are counted by: the device's counter, or those of account and network."""

import math
from dataclasses import dataclass
from datetime import datetime

from tourism.staff import pace, queries, throttling
from tourism.staff.pace import Counter
from tourism.staff.queries import Known
from tourism.web.request import VIETNAM, backends, reading
from tourism.web.studio.signin import devices, sealed


@dataclass(frozen=True, slots=True)
class Counters:
    """A right guess forgives `mine` and takes itself off `shared`; `wrong` counts a day's wrong ones."""

    mine: tuple[Counter, ...]
    shared: tuple[Counter, ...]
    wrong: Counter

    @property
    def all(self) -> tuple[Counter, ...]:
        """Those that a guess has to pass."""
        return self.mine + self.shared


def counters_of(kind: str, login: str, known: Known | None) -> Counters:
    """The counters of a guess at a `kind` of door by whoever calls themselves `login` (folded)."""
    account = sealed.folded("account", login)
    wrong = Counter(_wrong_key(login, backends().clock()), pace.WRONG)
    device = devices.known_by(known)
    if device is not None:
        return Counters((Counter(f"{kind}:device:{sealed.folded('device', device)}", pace.DEVICE),), (), wrong)
    network = devices.network()
    pair = Counter(f"{kind}:pair:{account}:{network}", pace.PAIR)
    shared = (
        Counter(f"{kind}:account:{account}", pace.ACCOUNT),
        Counter(f"{kind}:network:{network}", pace.NETWORK),
        Counter(f"{kind}:everybody", pace.EVERYBODY),
    )
    return Counters((pair,), shared, wrong)


def _wrong_key(login: str, now: datetime) -> str:
    """The counter of a day's wrong guesses; days are Vietnam's."""
    return f"wrong:{sealed.folded('account', login)}:{now.astimezone(VIETNAM).date().isoformat()}"


def reserve(counters: Counters) -> int:
    """Whole seconds to wait; 0: the guess is counted and may be looked at. Refusals take no lock."""
    now = backends().clock()
    with reading() as session:
        wait = queries.pause(session, counters.all, now)
    if not wait:
        with backends().sessions.writing() as session:
            wait = throttling.reserve(session, counters.all, now)
    return math.ceil(wait)


def wrong_tries(login: str) -> int:
    """How many wrong guesses were made today for whoever signs in as `login`."""
    with reading() as session:
        return queries.counted(session, _wrong_key(login, backends().clock()))
