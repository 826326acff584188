"""Two communes with one of everything that the desk keeps; every text says whose it is, and who may see it."""

import re
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from flask import Flask

from tests.builders import PICTURE, Village, a_commune, a_meeting, a_place, a_scene
from tests.conftest import HOST, Clock, HummingVoice, Phone
from tests.desk import TOKEN, AtDesk, actor_of
from tourism import codes
from tourism.app import create_app
from tourism.audit import actions as journal
from tourism.backends import Backends
from tourism.communes import actions as communes
from tourism.communes.draft import Area, CommuneWords, Fact, Identity, Source
from tourism.config import Config
from tourism.editorial import actions as editorial
from tourism.editorial import remarks
from tourism.editorial.readiness import Versions
from tourism.publishing import actions as publishing
from tourism.scenes import actions as scenes
from tourism.scenes.draft import Hotspot
from tourism.sites import actions as sites
from tourism.sites import closing, drafts, signage
from tourism.sites.draft import Illustration, Photo, PhotoFile, Place, Practical, Section, Words, words_json
from tourism.staff import actions as staff
from tourism.staff import granting, inviting, keyring, sign_ins
from tourism.staff import queries as people_of
from tourism.staff.keyring import NewPasskey
from tourism.staff.keys import Partner
from tourism.staff.permissions import ROLES, Role
from tourism.storage.blobs import FolderBlobs
from tourism.storage.database import connect
from tourism.storage.schema import upgrade
from tourism.tours.draft import StopDraft
from tourism.translating import actions as translating
from tourism.translating.parcel import Reading, Returned
from tourism.web.studio.previewing import KIND as PREVIEW
from tourism.web.studio.reviewing_page import KIND as REVIEW
from tourism.web.studio.tickets import sealed
from tourism.wifi.draft import WifiDraft

# What visitors may see; what only the commune's desk may see; what visitors saw before it was withdrawn.
PUBLIC, SECRET, WITHDRAWN = "PUBLIK", "SEKRET", "ENTZOG"

# Known before they are made, for forms that name them.
TOURS = tuple(body + codes.check_character(body) for body in ("T0RNR01", "T0RNR02"))


@dataclass(frozen=True)
class Spot:
    """A place with all that hangs on it."""

    row: int
    id: str
    sign: str
    submission: int
    link: int
    link_token: str
    preview_token: str
    comment: int
    aside: int
    photo: str
    closure: str


@dataclass(frozen=True)
class Corner:
    """One commune: `main` is everybody's, `own` the contributor's place, `hidden` was withdrawn."""

    number: int
    row: int
    slug: str
    main: Spot
    own: Spot
    hidden: Spot
    tour: str
    wifi: str
    term: int
    incoming: int
    key: int
    key_secret: str
    variant: str
    invitation: str
    people: dict[Role, AtDesk]
    # A second editor, who may be removed; their passkey and their device.
    spare: int
    passkeys: dict[int, int]
    devices: dict[int, int]


@dataclass(frozen=True)
class TwoCommunes:
    """Both, and the province; `values` fill the addresses of a route with rows of a commune."""

    backends: Backends
    app: Flask
    one: Corner
    two: Corner
    admin: AtDesk


def built(app: Flask, backends: Backends) -> TwoCommunes:
    """All of it, by the desk's own actions."""
    one, two = (_corner(app, backends, number) for number in (1, 2))
    admin, _ = _person(app, backends, "admin", None, f"{SECRET}0 admin")
    return TwoCommunes(backends, app, one, two, admin)


def _corner(app: Flask, backends: Backends, number: int) -> Corner:
    now, village = backends.clock(), Village(backends)
    public, secret = (lambda what: f"{PUBLIC}{number} {what}"), (lambda what: f"{SECRET}{number} {what}")
    slug = f"xa-so-{number}"
    with backends.sessions.writing() as session:
        row = communes.save(session, _commune(slug, public), {"vi": _commune_words(public)}, None)
    people: dict[Role, AtDesk] = {}
    devices, passkeys = {}, {}
    spare = 0
    roles: tuple[Role, ...] = (*ROLES[:4], "editor")
    for role in roles:
        someone, device = _person(app, backends, role, row, secret(f"person {role}"))
        spare = someone.person
        people.setdefault(role, someone)
        devices[someone.person] = device
        with backends.sessions.writing() as session:
            made = NewPasskey(f"credential-{someone.person}", "AAAA", 0, secret("passkey"))
            keyring.add_passkey(session, someone.person, made, now)
            passkeys[someone.person] = _newest_passkey(session, someone.person)
    owners = (None, people["contributor"].person, None)
    spots = [_spot(app, backends, row, number, at, people, owner) for at, owner in enumerate(owners, start=1)]
    with backends.sessions.writing() as session:
        publishing.withdraw_site(session, spots[2].row, row, now)
        journal.note(session, "site.withdrawn", actor=secret("actor"), commune=row, site=spots[2].id, now=now)
        term = translating.keep_term(
            session, row, language="en", source=secret("term"), target=secret("said"), note=secret("note"),
            reviewed=False, by=secret("by"), now=now,
        )  # fmt: skip
        back = Returned(
            secret("where"), f"{spots[0].id}/vi/2/en/2", "hook", secret("spot1 hook vi"), secret("returned")
        )
        reading = Reading("vi", "en", (back,))
        incoming = translating.receive(session, row, reading, "en", name=secret("file"), by=secret("by"), now=now)
        granted = granting.grant(session, row, secret("partner"), days=30, by=secret("by"), now=now)
        invitation = inviting.invite(
            session, name=secret("invited"), role="editor", commune=row, by=secret("by"), now=now
        )
    tour = village.tour(row, (StopDraft(site="diem-1", kind="visit", dwell_minutes=5),), id=TOURS[number - 1])
    variant = _variant(village, row, granted, tour, public)
    point = WifiDraft(id=codes.mint(), site="diem-1", network=public("network")[:30], security="open")
    village.wifi(row, point)
    return Corner(
        number, row, slug, *spots, tour=tour, wifi=point.id, term=term, incoming=incoming, key=granted.id,
        key_secret=granted.secret, variant=variant, invitation=invitation, people=people, spare=spare,
        passkeys=passkeys, devices=devices,
    )  # fmt: skip


def _variant(village: Village, row: int, granted: granting.Granted, tour: str, public: Any) -> str:
    """A tour of the partner's own; visitors have no address of it, but by the code it is for everybody."""
    partner = Partner(granted.id, row, "", granted.code, ())
    meeting = a_meeting(name={"vi": public("meeting")}, note={"vi": public("note")})
    return village.variant(
        partner, tour, name={"vi": public("own tour")}, intro={"vi": public("welcome")}, meeting=meeting
    )


def _commune(slug: str, public: Any) -> Any:
    texts = {"vi": public("area")}
    return a_commune(
        slug,
        identities=(Identity(name=public("identity"), parent=public("parent"), confidence="H", sources=("S1",)),),
        areas=(Area(key="van-la", names=texts),),
        facts=(Fact(key="where", confidence="M", sources=("S1",), texts={"vi": public("claim")}),),
        sources={"S1": Source(title=public("source"))},
    )


def _commune_words(public: Any) -> CommuneWords:
    return CommuneWords(
        name=public("commune"), tagline=public("tagline"), made_by="human", reviewed=True, welcome=public("welcome")
    )


def _newest_passkey(session: Any, person: int) -> int:
    return people_of.passkeys(session, person)[-1].row


def _person(app: Flask, backends: Backends, role: Role, commune: int | None, name: str) -> tuple[AtDesk, int]:
    """Somebody signed in, and the row of their sign-in."""
    with backends.sessions.writing() as session:
        login = f"{name} {codes.mint()}"
        person = staff.enrol(session, login=login, name=name, role=role, commune=commune, now=backends.clock())
        cookie = staff.sign_in(session, person, device=f"{name} device", now=backends.clock())
    phone = Phone(app, app.response_class)
    phone.set_cookie("desk", cookie, domain=HOST)
    someone = AtDesk(phone, person, cookie)
    return someone, actor_of(backends, someone).session


def _place(tell: Any, order: int, photo: str) -> Place:
    texts = {"vi": tell("practical")}
    file = PhotoFile(name="a" * 64 + ".webp", format="webp", width=480)
    shown = Photo(
        id=photo, width=480, height=320, files=(file,), alt={"vi": tell("alt")}, credit=tell("credit"), consent="given"
    )
    return a_place(
        order=order,
        practical=Practical(price=texts, season=texts, dress=texts, toilets=texts, contact=texts),
        facts=(Fact(key="worship", confidence="H", sources=("S1",), texts={"vi": tell("fact")}),),
        illustration=Illustration(alt={"vi": tell("illustration")}),
        photos=(shown,),
    )


def _words(tell: Any, at: int, tag: str) -> Words:
    return Words(
        name=tell(f"name {tag}"),
        slug=f"diem-{at}-{tag}",
        hook=tell(f"hook {tag}"),
        made_by="human",
        reviewed=True,
        story=tell(f"story {tag}") + ". Hai câu.",
        sections=(Section(title=tell(f"title {tag}"), text=tell(f"text {tag}")),),
    )


def _scene(tell: Any) -> dict[str, Any]:
    texts = {tag: tell(f"part {tag}") for tag in ("vi", "en")}
    told = {tag: tell(f"story {tag}") + "." for tag in ("vi", "en")}
    part = Hotspot(id="mai", at=(0.1, 0.8, 0.0), label=texts, told=told)
    made = {tag: tell(f"made {tag}") for tag in ("vi", "en")}
    return {"credit": tell("maker"), "source": tell("model from"), "how_made": made, "hotspots": (part,)}


def _spot(  # noqa: PLR0917
    app: Flask,
    backends: Backends,
    commune: int,
    number: int,
    at: int,
    people: dict[Role, AtDesk],
    owner: int | None,
) -> Spot:
    """Published with public texts, drafted on with secret ones, handed in, commented on, set aside."""

    def public(what: str) -> str:
        return f"{WITHDRAWN if at == 3 else PUBLIC}{number} spot{at} {what}"

    def secret(what: str) -> str:
        return f"{SECRET}{number} spot{at} {what}"

    now, sign, public_id, photo = backends.clock(), codes.mint(), codes.mint(), codes.mint()
    picture = backends.blobs.put(PICTURE, "svg").name
    editor = people["contributor" if owner else "editor"]
    with backends.sessions.writing() as session:
        row = sites.add(session, commune_id=commune, key=f"diem-{at}", public_id=public_id, now=now, owner=owner)
        sites.save_place(session, row, _place(public, at, photo), picture=picture, by="x", now=now)
        for tag in ("vi", "en"):
            sites.save(session, row, tag, _words(public, at, tag), by="x", now=now)
        signage.keep_signs(session, row, {sign})
        publishing.publish_site(session, row, commune, {"vi", "en"}, now)
        closure = closing.close(
            session, row, begins=date(2026, 12, 1), ends=date(2026, 12, 3), reasons={"vi": public("reason")},
            today=now.date(), now=now,
        )  # fmt: skip
    Village(backends).scene(row, **_scene(public))
    with backends.sessions.writing() as session:
        scenes.save(session, row, a_scene(**_scene(secret)), by=secret("author"), now=now)
        sites.save_place(session, row, _place(secret, at, photo), picture=picture, by=secret("author"), now=now)
        for tag in ("vi", "en", "ko"):
            sites.save(session, row, tag, _words(secret, at, tag), by=secret("author"), now=now)
        aside = sites.set_aside(
            session, row, "vi", words_json(_words(secret, at, "aside")), by=secret("writer"), now=now, base=1
        )
        comment = remarks.comment(
            session, row, "vi", 2, sentence=secret("sentence"), text=secret("comment"), author=secret("who"), now=now
        )
        site = drafts.site_by_row(session, row)
        versions = Versions(site.place.number, {tag: kept.number for tag, kept in site.words.items()})
        actor = sign_ins.actor(session, editor.cookie, now)
        returned = editorial.submit(session, site, versions, actor=actor, note=secret("first try"), now=now)
        editorial.decide(
            session, returned.id, approves=False, by=secret("decider"), person=None, answer=secret("answer"), now=now
        )
        handed = editorial.submit(session, site, versions, actor=actor, note=secret("submission"), now=now)
        link = remarks.make_link(session, handed.id, reviewer=secret("reviewer"), days=7, by=secret("by"), now=now)
        journal.note(
            session, "words.saved", actor=secret("journal"), commune=commune, site=public_id, now=now,
            name=secret("told"),
        )  # fmt: skip
    with app.test_request_context(base_url=f"http://{HOST}"):
        ends = int(now.timestamp()) + 7200
        tokens = sealed(REVIEW, link), sealed(PREVIEW, [row, ends, editor.person])
    return Spot(
        row, public_id, sign, handed.id, link, *tokens, comment=comment, aside=aside, photo=photo, closure=closure
    )


def address(rule: str, endpoint: str, corner: Corner, *, is_own: bool = False, mine: int | None = None) -> str:
    """A route's address about things of a commune: the contributor's own place (`is_own`), or everybody's.

    `mine` is the person whose devices and passkeys are meant; the commune's second editor where there is none.
    """
    spot, person = corner.own if is_own else corner.main, mine or corner.spare
    values: dict[str, object] = {
        "public_id": spot.id,
        "aside": spot.aside,
        "photo_id": spot.photo,
        "closure_id": spot.closure,
        "link": spot.link,
        "term": corner.term,
        "person": corner.spare,
        "number": _number(endpoint, corner, spot),
        "row": _row(endpoint, corner, person),
        "token": _token(endpoint, corner, spot),
        "tag": "en",
        "language": "vi",
        "code": spot.sign,
        "slug": corner.slug,
        "cell": "2217-5718",
        "layer": "sites",
        "feature": spot.id,
        "variant": corner.variant,
        "name": "x.svg",
        "kind": "nearby",
    }
    if "/tours/" in rule and not endpoint.startswith("studio"):
        values |= {"public_id": corner.tour, "number": 1, "slug": "mot-ngay"}
    if "/sites/<" in rule and not endpoint.startswith("studio"):
        values["slug"] = "diem-1-vi"
    if "/wifi/<" in rule:
        values["public_id"] = corner.wifi
    if rule.startswith("/media/"):
        values["name"] = rule
    return re.sub(r"<(?:[^:>]+:)?(\w+)>", lambda part: str(values[part.group(1)]), rule)


OF_KEYS = {
    "studio.partner_key", "studio.key_counts", "studio.allow_sites", "studio.renew_key", "studio.revoke_key",
    "studio.partner_tours", "studio.make_partner_tour", "studio.partner_tour", "studio.save_partner_tour",
    "studio.remove_partner_tour",
}  # fmt: skip


def _number(endpoint: str, corner: Corner, spot: Spot) -> int:
    if endpoint == "studio.settle_comment":
        return spot.comment
    return corner.key if endpoint in OF_KEYS else spot.submission


def _row(endpoint: str, corner: Corner, person: int) -> int:
    if endpoint == "studio.end_device":
        return corner.devices[person]
    return corner.passkeys[person] if "passkey" in endpoint else corner.incoming


def _token(endpoint: str, corner: Corner, spot: Spot) -> str:
    if "join" in endpoint:
        return corner.invitation
    return spot.preview_token if endpoint == "studio.previewed" else spot.link_token


class House:
    """Two communes whose database is put back after each change."""

    def __init__(self, folder: Path) -> None:
        self.path, self.template = folder / "guide.sqlite", folder / "template.sqlite"
        self.sessions = connect(f"sqlite:///{self.path}", synchronous="NORMAL")
        upgrade(self.sessions.engine)
        self.clock = Clock()
        config = Config(
            secret_key="t" * 40, public_base_url=f"http://{HOST}", media=str(folder / "media"), free_mb_min=0
        )
        self.backends = Backends(config, self.sessions, FolderBlobs(folder / "media"), (HummingVoice(),), self.clock)
        self.app = create_app(self.backends)
        self.world: TwoCommunes = built(self.app, self.backends)
        for someone in (*self.world.one.people.values(), *self.world.two.people.values(), self.world.admin):
            someone.token = TOKEN.search(someone.get("/studio/").text).group(1)
        self.stranger = AtDesk(Phone(self.app, self.app.response_class), 0, "")
        self.stranger.token = TOKEN.search(self.stranger.get("/studio/sign-in").text).group(1)
        self.sessions.engine.dispose()
        shutil.copy(self.path, self.template)

    def restore(self) -> None:
        """All is as it was."""
        self.sessions.engine.dispose()
        for end in ("-wal", "-shm"):
            Path(f"{self.path}{end}").unlink(missing_ok=True)
        shutil.copy(self.template, self.path)
        self.clock.now = Clock().now

    def arrive(self, who: AtDesk) -> None:
        """Has this browser the cookie that it began with: answers may have changed or taken it."""
        who.phone.delete_cookie("desk", domain=HOST)
        if who.cookie:
            who.phone.set_cookie("desk", who.cookie, domain=HOST)
