"""Who is heard of a site now, in a line for operators."""

from sqlalchemy.orm import Session

from tourism.cli.reasons import sentence
from tourism.narration import queries as narrations
from tourism.narration.credits import Credit, who_speaks
from tourism.sites import queries as sites


def now(session: Session, public_id: str, language: str) -> str:
    """The voices of a site's page with their parts and the length, or why there is silence; raises NotFound."""
    found = narrations.narration(session, sites.site(session, public_id, language))
    if found.sound is None:
        return sentence(found.silence)
    voices = "; ".join(_voice(each, several=len(found.parts) > 1) for each in found.sound.credits)
    return f"{voices} · {clock(found.sound.duration_ms)}"


def _voice(credit: Credit, *, several: bool) -> str:
    who = who_speaks([credit], "en")
    parts = ", ".join(str(part) for part in credit.parts)
    return f"{who} (part {parts})" if several else who


def clock(milliseconds: int) -> str:
    """A length as people say it: 2:05."""
    return f"{milliseconds // 60_000}:{milliseconds // 1000 % 60:02}"
