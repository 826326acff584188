"""What put-off work is about, in words: the site, the language, and what is done for them."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from tourism.errors import NotFound
from tourism.language import SOURCE
from tourism.narration import takes
from tourism.narration.actions import FOLLOW, IMPROVE, NARRATE
from tourism.scenes.actions import MODEL
from tourism.sites import briefs
from tourism.storage.job_lines import JobLine
from tourism.visits.actions import FORGET

KINDS = {
    MODEL: "3D model",
    NARRATE: "voice",
    IMPROVE: "better voice",
    FOLLOW: "timings of a recording",
    FORGET: "old counts go",
}


def names(session: Session, lines: Sequence[JobLine]) -> dict[str, str]:
    """Words for each job by its key; sites that were withdrawn meanwhile are told by their row."""
    about = {each.key: found for each in lines if (found := _site_and_language(session, each))}
    named = briefs.by_rows(session, sorted({site for site, _ in about.values()}), SOURCE)
    told = {}
    for each in lines:
        words = [KINDS.get(each.kind, each.kind)]
        if each.key in about:
            site, language = about[each.key]
            words += [named[site].name if site in named else f"site {site} (withdrawn)", language]
        told[each.key] = " · ".join(words)
    return told


def _site_and_language(session: Session, line: JobLine) -> tuple[int, str] | None:
    if line.kind == MODEL:
        return int(line.payload["site"]), f"version {line.payload['number']}"
    if line.kind in (NARRATE, IMPROVE):
        return int(line.payload["site"]), str(line.payload["language"])
    if line.kind == FOLLOW:
        try:
            take = takes.take(session, int(line.payload["take"]))
        except NotFound:
            return None
        return take.site, take.language
    return None
