"""What is missing in a commune's guide, by place and language; what waits, and what went wrong."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tourism.communes import queries as communes
from tourism.communes.draft import CommuneDraft
from tourism.communes.queries import CommuneBrief
from tourism.editorial.model import Submission
from tourism.errors import NotFound
from tourism.language import SOURCE
from tourism.narration import queries as narrations
from tourism.narration import takes
from tourism.narration.actions import FOLLOW, IMPROVE
from tourism.overview.tasks import Cell, Row, Sound, Task, Text, next_task, paper_of
from tourism.sites import drafts
from tourism.sites.drafts import DeskSite
from tourism.sites.model import Site, Told
from tourism.staff.permissions import Actor
from tourism.storage.job_lines import JobLine, given_up
from tourism.translating.queries import Translation, translations
from tourism.translating.states import State

FAILURES_MAX = 50
_TEXTS: dict[State, Text] = {
    "missing": "missing",
    "stale": "stale",
    "surplus": "stale",
    "machine": "machine",
    "unreviewed": "unread",
    "reviewed": "done",
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A place that was handed in; `state` waiting or sent-back, `answer` why it came back."""

    site: str
    name: str
    state: str
    made: datetime
    made_by: str
    answer: str


@dataclass(frozen=True, slots=True)
class Failure:
    """Work that was given up: for which place and language, and the reason's key."""

    site: str
    name: str
    language: str | None
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Board:
    """All of somebody's dashboard; `languages` are the commune's, the source first."""

    commune: CommuneBrief
    languages: tuple[str, ...]
    rows: tuple[Row, ...]
    waiting: tuple[Waiting, ...]
    failures: tuple[Failure, ...]
    task: Task | None

    def count(self, language: str) -> Counter[str]:
        """How many places have each state of text in a language, and how many are `silent` in it."""
        cells = [cell for row in self.rows for cell in row.cells if cell.language == language]
        return Counter(cell.text for cell in cells) + Counter(cell.sound for cell in cells if cell.sound == "silent")


@dataclass(frozen=True, slots=True)
class CommuneCount:
    """A commune as the province sees it: how many places, how many are published, in which languages, what waits."""

    commune: CommuneBrief
    sites: int
    published: int
    told: tuple[tuple[str, int], ...]
    waiting: int


def board(session: Session, actor: Actor, today: date) -> Board:
    """The dashboard of somebody who works in a commune: what they see of it, and what to do next; raises NotFound."""
    if actor.commune is None:
        raise NotFound("no-such-commune")
    brief, written = communes.at_home(session, actor.commune, SOURCE)
    tags = _tags(written)
    found = drafts.sites(session, actor)
    by_row = {each.row: each for each in found}
    waiting = _waiting(session, by_row)
    failures = _failures(session, by_row)
    told = translations(session, found, tags[1:])
    heard = narrations.heard_among(session, list(by_row))
    waits = {each.site for each in waiting if each.state == "waiting"}
    failed = {each.site: each for each in failures if each.kind != IMPROVE}
    rows = tuple(
        _row(each, [_cell(each, tag, told, heard) for tag in tags], failed.get(each.id), today, waits) for each in found
    )
    decisions = [Task("decide", each.site, each.name) for each in waiting if each.state == "waiting"]
    return Board(brief, tags, rows, waiting, failures, next_task(rows, actor, decisions))


def province(session: Session) -> tuple[CommuneCount, ...]:
    """All communes with their counts, by slug."""
    places = {
        row: (count, published)
        for row, count, published in session.execute(
            select(Site.commune_id, func.count(), func.count().filter(Site.published)).group_by(Site.commune_id)
        )
    }
    told: dict[int, list[tuple[str, int]]] = {}
    query = select(Site.commune_id, Told.language, func.count()).join(Site, Site.id == Told.site_id)
    counted = query.where(Site.published).group_by(Site.commune_id, Told.language)
    for row, tag, count in session.execute(counted.order_by(func.count().desc(), Told.language)):
        told.setdefault(row, []).append((tag, count))
    waits = select(Site.commune_id, func.count()).join(Submission, Submission.site_id == Site.id)
    waiting = {
        row: count
        for row, count in session.execute(waits.where(Submission.state == "waiting").group_by(Site.commune_id))
    }
    return tuple(
        CommuneCount(each, *places.get(each.id, (0, 0)), tuple(told.get(each.id, ())), waiting.get(each.id, 0))
        for each in communes.communes(session, SOURCE)
    )


def _tags(written: CommuneDraft) -> tuple[str, ...]:
    return tuple(dict.fromkeys((SOURCE, *written.languages)))


def _row(site: DeskSite, cells: list[Cell], failure: Failure | None, today: date, waits: set[str]) -> Row:
    place = site.place.place
    paper, until = paper_of([(each.consent, each.consent_until) for each in place.photos], today)
    return Row(
        id=site.id,
        name=site.name,
        published=site.published,
        has_news=site.has_news,
        has_pin=place.pin is not None,
        photos=len(place.photos),
        paper=paper,
        cells=tuple(cells),
        paper_until=until,
        failed=failure.reason if failure else None,
        failed_in=failure.language if failure else None,
        handed_in=site.id in waits,
    )


def _cell(
    site: DeskSite, tag: str, told: dict[tuple[int, str], Translation], heard: dict[tuple[int, str], str | None]
) -> Cell:
    kept = site.words.get(tag)
    text: Text = "missing"
    if tag != SOURCE:
        text = _TEXTS[told[site.row, tag].state]
    elif kept and kept.words.story.strip():
        text = "done" if kept.words.reviewed else "machine" if kept.words.made_by == "machine" else "unread"
    if not site.published or (site.row, tag) not in heard:
        return Cell(tag, text, "untold")
    reason = heard[site.row, tag]
    sound: Sound = "heard" if reason is None else "coming" if reason == "voice-in-the-making" else "silent"
    return Cell(tag, text, sound, reason)


def _waiting(session: Session, by_row: dict[int, DeskSite]) -> tuple[Waiting, ...]:
    """What was handed in and not decided on, or sent back, the oldest first; of each place the newest one counts."""
    newest = select(func.max(Submission.id)).where(Submission.site_id.in_(by_row)).group_by(Submission.site_id)
    query = select(Submission).where(Submission.id.in_(newest), Submission.state.in_(("waiting", "sent-back")))
    return tuple(
        Waiting(by_row[row.site_id].id, by_row[row.site_id].name, row.state, row.made, row.made_by, row.answer)
        for row in session.scalars(query.order_by(Submission.id))
    )


def _failures(session: Session, by_row: dict[int, DeskSite]) -> tuple[Failure, ...]:
    """Work given up for these places; that of other communes is none of theirs."""
    lines = given_up(session, limit=FAILURES_MAX)
    recorded = takes.whereabouts(session, [int(each.payload["take"]) for each in lines if each.kind == FOLLOW])
    found = [(each, _about(each, recorded)) for each in lines]
    return tuple(
        Failure(by_row[row].id, by_row[row].name, tag, each.kind, each.reason or "")
        for each, (row, tag) in found
        if row in by_row
    )


def _about(line: JobLine, recorded: dict[int, tuple[int, str]]) -> tuple[int, str | None]:
    if line.kind == FOLLOW:
        return recorded.get(int(line.payload["take"]), (0, None))
    return int(line.payload.get("site", 0)), line.payload.get("language")
