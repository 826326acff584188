"""A place of the desk whose every text is one payload, written through the desk's own forms; and where it shows."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tests.desk import AtDesk
from tests.faces.markup import Elements
from tests.forms import Forms
from tourism.backends import Backends
from tourism.publishing import actions as publishing
from tourism.sites import actions as sites
from tourism.sites import briefs, drafts
from tourism.sites.draft import Photo, PhotoFile

# Pages of one place that have a form of words; "" is what is heard.
WRITTEN = ("", "facts", "sources", "read", "words/en", "publish/submit")
SHOWN = (
    "",
    "facts",
    "sources",
    "read",
    "photos",
    "place",
    "translations",
    "words/en",
    "publish",
    "versions/vi",
    "preview",
)
WHITE = "<rect width='8' height='8' fill='#fff'/>"


@dataclass(frozen=True, slots=True)
class Injected:
    """A published place made of one payload; `refused` are fields that would not take it."""

    id: str
    row: int
    payload: str
    refused: tuple[str, ...]

    def public(self) -> Iterator[str]:
        """Addresses for everybody."""
        yield from (f"/vi/sites/{self.id}/", f"/en/sites/{self.id}/", f"/ja/sites/{self.id}/")

    def at_desk(self) -> Iterator[str]:
        """Addresses for the officer."""
        yield from (f"/studio/sites/{self.id}/{page}" for page in SHOWN)


def inject(backends: Backends, officer: AtDesk, commune: int, payload: str) -> Injected:
    """Creates, fills in and publishes a place; every form is the one that the page shows."""
    new = Forms(officer.get("/studio/sites/new").text).found[0].written(payload)
    new["pin"] = "20.8800, 105.9100"
    new["name"] = payload[:150] or "x"
    answer = officer.post("/studio/sites/new", data=new)
    assert answer.status_code == 303, (answer.status_code, payload)
    public_id = answer.headers["Location"].split("/studio/sites/")[1].split("/")[0]
    refused = [name for page in WRITTEN if (name := _fill(officer, public_id, page, payload))]
    row = _pictured(backends, public_id, payload)
    with backends.sessions.writing() as session:
        publishing.publish_site(session, row, commune, {"vi", "en"}, backends.clock())
    return Injected(public_id, row, payload, tuple(refused))


def _fill(officer: AtDesk, public_id: str, page: str, payload: str) -> str:
    """Sends the page's form with the payload everywhere; the page's name where the desk refuses it (422)."""
    base = f"/studio/sites/{public_id}"
    if page in ("read", "sources"):
        # A row to write in.
        empty = next(each for each in Forms(officer.get(f"{base}/{page}").text).found if each.method == "post")
        sent = empty.written(payload)
        sent["do"] = "add"
        shown = officer.post(f"{base}/{page}", data=sent, follow_redirects=True).text
    else:
        shown = officer.get(f"{base}/{page.removesuffix('/submit')}").text
    form = next(
        each for each in Forms(shown).found if each.method == "post" and any(field.is_written for field in each.fields)
    )
    answer = officer.post(f"{base}/{page}", data=form.written(payload))
    assert answer.status_code in (303, 422), (answer.status_code, page, payload)
    return (page or "hear") if answer.status_code == 422 else ""


def _pictured(backends: Backends, public_id: str, payload: str) -> int:
    """A photo of eight white pixels whose words are the payload."""
    blob = backends.blobs.put(f"<svg xmlns='http://www.w3.org/2000/svg'>{WHITE}</svg>".encode(), "svg").name
    photo = Photo(
        id="p1",
        width=8,
        height=8,
        files=(PhotoFile(name=blob, format="webp", width=8),),
        alt={"vi": payload, "en": payload},
        credit=payload[:200],
        consent="not-needed",
    )
    with backends.sessions.writing() as session:
        site = drafts.site_by_row(session, briefs.row_of(session, public_id))
        place = replace(site.place.place, photos=(photo,))
        now = backends.clock()
        sites.save_place(session, site.row, place, picture=site.place.picture, by=payload[:80], now=now)
        return site.row


def harmful(page: str) -> list[tuple[str, dict[str, str]]]:
    """Elements of a page that its words wanted to be, and the page's own hand never makes."""
    return [each for each in Elements(page).found if _is_harmful(*each)]


MADE_BY_NO_PAGE = frozenset({
    "iframe", "object", "embed", "base", "portal", "marquee", "math", "isindex", "image", "xmp", "dialog",
})  # fmt: skip
FOLLOWED = ("href", "src", "action", "formaction", "data", "ping", "xlink:href", "background", "poster")
FOREIGN = ("javascript:", "data:text", "vbscript:", "//evil")


def _is_harmful(tag: str, attributes: dict[str, str]) -> bool:
    if tag == "script":
        is_ours = attributes.get("src", "").startswith("/static/") or "json" in attributes.get("type", "")
        return not is_ours
    return (
        tag in MADE_BY_NO_PAGE
        or any(name.startswith(("on", "hx-on")) for name in attributes)
        or "harm()" in attributes.get("style", "") + attributes.get("srcdoc", "")
        or any(attributes.get(name, "").strip().lower().startswith(FOREIGN) for name in FOLLOWED)
    )
