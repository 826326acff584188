"""A heap of put-off work over small real sites, and a ledger that the database itself keeps of what it led to."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

from tourism import codes
from tourism.communes import actions as communes
from tourism.communes.draft import Area, Centre, CommuneDraft, CommuneWords, Identity, Theme
from tourism.publishing import actions as publishing
from tourism.sites import actions as sites
from tourism.sites.draft import Pin, Place, Section, Story, Words
from tourism.storage.database import Sessions
from tourism.storage.schema import upgrade

LANGUAGES = {
    "vi": ("Đình {}", "Mái đình cong.", Section(title="Bước một", text="Trộn đều.")),
    "en": ("House {}", "The roof is curved.", Section(title="Step one", text="Mix it well.")),
}
COMMUNES = 3
# Every third story is a process of two parts: a worker may be killed between them.
PROCESS_EVERY = 3


@dataclass(frozen=True, slots=True)
class Watch:
    """What one line of the ledger stands for: a row of `table` that came to be as `when` says."""

    what: str
    table: str
    events: tuple[str, ...]
    when: str
    about: str


WATCHES = (
    Watch("kept", "narration", ("INSERT", "UPDATE"), "NEW.state = 'ready'", "NEW.site_id || ':' || NEW.language"),
    Watch("silent", "narration", ("INSERT", "UPDATE"), "NEW.state <> 'ready'", "NEW.site_id || ':' || NEW.language"),
    Watch("read", "take", ("INSERT",), "NEW.state = 'ready'", "NEW.site_id || ':' || NEW.language || ':' || NEW.part"),
    Watch("done", "job", ("UPDATE",), "NEW.state = 'done' AND OLD.state <> 'done'", "NEW.key"),
    Watch("edition", "commune", ("UPDATE",), "NEW.edition <> OLD.edition", "'' || NEW.id"),
)


def settle(sessions: Sessions, jobs: int) -> tuple[tuple[str, str], ...]:
    """The schema, and one narration asked for of each site and language; their public ids and languages."""
    upgrade(sessions.engine)
    told = []
    with sessions.writing() as session:
        rows = [_commune(session, number) for number in range(COMMUNES)]
        for number in range(-(-jobs // len(LANGUAGES))):
            languages = list(LANGUAGES)[: jobs - number * len(LANGUAGES)]
            public_id = _site(session, rows[number % COMMUNES], number, languages)
            told += [(public_id, tag) for tag in languages]
    return tuple(told)


def _commune(session: Session, number: int) -> int:
    draft = CommuneDraft(
        slug=f"xa-{number}",
        id=codes.mint(),
        identities=(Identity(name=f"xã {number}", parent="TP Hà Nội", confidence="L"),),
        centre=Centre(lat=21.0, lon=105.8),
        bbox=(105.0, 20.5, 106.5, 21.5),
        theme=Theme(name="giấy dó", primary="#A8322A", secondary="#2F5D46"),
        languages=tuple(LANGUAGES),
        areas=(Area(key="thon", names={"vi": "Thôn"}),),
    )
    words = CommuneWords(name=f"Xã {number}", tagline="Bên sông", made_by="human", reviewed=True, welcome="Xin chào.")
    return communes.save(session, draft, {"vi": words}, None)


def _site(session: Session, commune: int, number: int, languages: list[str]) -> str:
    now, public_id = datetime.now(UTC), codes.mint()
    row = sites.add(session, commune_id=commune, key=f"noi-{number}", public_id=public_id, now=now)
    story: Story = "process" if number % PROCESS_EVERY == 0 else "place"
    pin = Pin(lat=21.0, lon=105.8, accuracy_m=20, verified=True)
    place = Place(kind="craft", area="thon", pin=pin, order=number + 1, tourist_point=True, story=story)
    sites.save_place(session, row, place, picture=None, by="bench", now=now)
    for tag in languages:
        sites.save(session, row, tag, _words(tag, number), by="bench", now=now)
    publishing.publish_site(session, row, commune, set(languages), now)
    return public_id


def _words(tag: str, number: int) -> Words:
    name, story, step = LANGUAGES[tag]
    return Words(
        name=name.format(number), slug=f"noi-{number}", hook=story, made_by="human", reviewed=True, story=story,
        sections=(step,),
    )  # fmt: skip


def keep_ledger(sessions: Sessions) -> None:
    """From now on every committed change leaves a line, whoever made it: the database's own triggers write them."""
    key = "INTEGER PRIMARY KEY" if sessions.engine.dialect.name == "sqlite" else "SERIAL PRIMARY KEY"
    with sessions.writing() as session:
        session.execute(text(f"CREATE TABLE ledger (id {key}, what TEXT NOT NULL, about TEXT NOT NULL)"))
        for watch in WATCHES:
            for statement in _triggers(watch, session.get_bind().dialect.name):
                session.connection().exec_driver_sql(statement)


def _triggers(watch: Watch, dialect: str) -> list[str]:
    line = f"INSERT INTO ledger (what, about) VALUES ('{watch.what}', {watch.about});"
    name = f"ledger_{watch.what}"
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {name}_{event} AFTER {event} ON {watch.table} WHEN {watch.when} BEGIN {line} END"
            for event in watch.events
        ]
    then = f"FOR EACH ROW WHEN ({watch.when}) EXECUTE FUNCTION {name}()"
    return [
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {line} RETURN NULL; END $$",
        f"CREATE TRIGGER {name} AFTER {' OR '.join(watch.events)} ON {watch.table} {then}",
    ]


def ledger(sessions: Sessions, what: str) -> Counter[str]:
    """How often each thing happened."""
    with sessions.reading() as session:
        lines = session.execute(text("SELECT about FROM ledger WHERE what = :what"), {"what": what}).scalars()
        return Counter(lines)
