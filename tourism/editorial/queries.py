"""What is handed in, said of drafts and waiting for its time, as frozen views."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tourism.editorial.model import Comment, DeskRule, ReviewLink, Submission
from tourism.editorial.readiness import LanguageNews, PlaceNews, Versions, language_news, place_news
from tourism.editorial.rehearsals import script_of
from tourism.errors import NotFound
from tourism.language import source_first
from tourism.sites import drafts, history
from tourism.sites.drafts import DeskSite
from tourism.staff.permissions import Actor

WAITING_FOR_TIME = ("approved", "appointed")


@dataclass(frozen=True, slots=True)
class News:
    """What publishing would change for visitors; languages with the source first."""

    site: DeskSite
    place: PlaceNews
    languages: tuple[LanguageNews, ...]

    @property
    def versions(self) -> Versions:
        """What visitors would have if everything that is ready were published."""
        return Versions(self.place.number, {each.tag: each.version for each in self.languages if each.is_ready})

    @property
    def is_any(self) -> bool:
        """Whether visitors would notice anything."""
        is_words = any(each.state in ("new", "changed") for each in self.languages)
        return is_words or not self.site.published or not self.site.place.published

    def has(self, versions: Versions) -> bool:
        """Whether each of these versions is still the newest, or what visitors have."""
        known = {each.tag: (each.newest, each.told) for each in self.languages}
        is_known = all(number in known.get(tag, ()) for tag, number in versions.words.items())
        return is_known and versions.place == self.place.number


@dataclass(frozen=True, slots=True)
class SubmissionView:
    """A site handed in, as it was at that moment; states as in the table."""

    id: int
    site_row: int
    versions: Versions
    made: datetime
    made_by: str
    made_by_person: int
    note: str
    state: str
    decided: datetime | None
    decided_by: str | None
    answer: str
    due: datetime | None


@dataclass(frozen=True, slots=True)
class Handed:
    """A submission and the site that it is about."""

    site: DeskSite
    submission: SubmissionView


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link for a reviewer without an account."""

    id: int
    submission: int
    reviewer: str
    made: datetime
    made_by: str
    expires: datetime
    revoked: datetime | None


@dataclass(frozen=True, slots=True)
class CommentView:
    """What somebody said of a sentence as it was shown; `sentence` is empty where it is about the whole."""

    id: int
    site_row: int
    language: str
    number: int
    sentence: str
    text: str
    made: datetime
    author: str
    settled: datetime | None


def news(session: Session, site: DeskSite) -> News:
    """What publishing a site's drafts would change."""
    place, told = history.visible(session, site.row)
    languages = [
        language_news(
            tag,
            kept.number,
            told[tag].number if tag in told else None,
            kept.words,
            script_of(session, site, tag, kept.words).seconds,
        )
        for tag, kept in site.words.items()
    ]
    ordered = sorted(languages, key=lambda each: source_first(each.tag))
    before = place.place if place else None
    return News(site, place_news(site.place.number, before, site.place.place), tuple(ordered))


def wants_review(session: Session, commune_row: int) -> bool:
    """Whether somebody else must approve before a site of the commune is published."""
    rule = session.get(DeskRule, commune_row)
    return bool(rule and rule.wants_review)


def handed_in(session: Session, actor: Actor, *, waiting: bool) -> tuple[Handed, ...]:
    """Submissions that wait, the oldest first, or the newest of the others, as far as the actor sees their sites."""
    sites = {each.row: each for each in drafts.sites(session, actor)}
    query = select(Submission).where(Submission.site_id.in_(sites))
    query = (
        query.where(Submission.state == "waiting").order_by(Submission.id)
        if waiting
        else query.where(Submission.state.notin_(("waiting", "appointed"))).order_by(Submission.id.desc()).limit(12)
    )
    return tuple(Handed(sites[row.site_id], _view(row)) for row in session.scalars(query))


def handed(session: Session, actor: Actor, number: int) -> Handed:
    """One submission of a site that the actor may see; raises NotFound."""
    row = session.get(Submission, number)
    if row is None:
        raise NotFound("no-such-submission")
    return Handed(_seen(session, actor, row.site_id), _view(row))


def of_site(session: Session, site_row: int) -> tuple[SubmissionView, ...]:
    """What was handed in of a site, the newest first."""
    query = select(Submission).where(Submission.site_id == site_row).order_by(Submission.id.desc()).limit(20)
    return tuple(_view(row) for row in session.scalars(query))


def approval(session: Session, site_row: int, versions: Versions) -> SubmissionView | None:
    """The approved submission of exactly these versions."""
    return next(
        (each for each in of_site(session, site_row) if each.state == "approved" and each.versions == versions), None
    )


def due(session: Session, number: int) -> datetime | None:
    """When a submission is to be published, where that is still wanted."""
    row = session.get(Submission, number)
    return row.due if row and row.state in WAITING_FOR_TIME else None


def site_of(session: Session, number: int) -> int:
    """The row of the site that was handed in."""
    return session.get_one(Submission, number).site_id


def appointment(session: Session, site_row: int) -> SubmissionView | None:
    """What waits for its time."""
    return next((each for each in of_site(session, site_row) if each.due and each.state in WAITING_FOR_TIME), None)


def links(session: Session, submission: int) -> tuple[LinkView, ...]:
    """Links that were made for one submission, the newest first."""
    query = select(ReviewLink).where(ReviewLink.submission_id == submission).order_by(ReviewLink.id.desc())
    return tuple(_link(row) for row in session.scalars(query))


def by_link(session: Session, link: int, now: datetime) -> tuple[LinkView, Handed]:
    """What a link opens; raises NotFound with `link-over` where it has ended."""
    row = session.get(ReviewLink, link)
    handed_row = session.get(Submission, row.submission_id) if row else None
    if row is None or handed_row is None:
        raise NotFound("no-such-link")
    if row.revoked is not None or row.expires <= now:
        raise NotFound("link-over")
    return _link(row), Handed(drafts.site_by_row(session, handed_row.site_id), _view(handed_row))


def open_comments(session: Session, site_row: int) -> tuple[CommentView, ...]:
    """What was said of a site's drafts and is not settled yet, the oldest first."""
    query = select(Comment).where(Comment.site_id == site_row, Comment.settled.is_(None)).order_by(Comment.id)
    return tuple(_comment(row) for row in session.scalars(query))


def comment(session: Session, actor: Actor, number: int) -> tuple[DeskSite, CommentView]:
    """One comment on a site that the actor may see; raises NotFound."""
    row = session.get(Comment, number)
    if row is None:
        raise NotFound("no-such-comment")
    return _seen(session, actor, row.site_id), _comment(row)


def _seen(session: Session, actor: Actor, site_row: int) -> DeskSite:
    """The site, where the actor may see it; raises NotFound."""
    return drafts.site(session, actor, drafts.site_by_row(session, site_row).id)


def versions(row: Submission) -> Versions:
    """What was handed in."""
    return Versions(row.place, {tag: int(number) for tag, number in row.words.items()})


def _view(row: Submission) -> SubmissionView:
    return SubmissionView(
        row.id, row.site_id, versions(row), row.made, row.made_by, row.made_by_person, row.note, row.state,
        row.decided, row.decided_by, row.answer, row.due,
    )  # fmt: skip


def _link(row: ReviewLink) -> LinkView:
    return LinkView(row.id, row.submission_id, row.reviewer, row.made, row.made_by, row.expires, row.revoked)


def _comment(row: Comment) -> CommentView:
    return CommentView(
        row.id, row.site_id, row.language, row.number, row.sentence, row.text, row.made, row.author, row.settled
    )
