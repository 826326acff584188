"""What tests build: communes, sites, tours; always through actions, never raw rows."""

import io
import wave
from dataclasses import dataclass, replace
from typing import Any

from tourism import codes, recording
from tourism.backends import Backends
from tourism.communes import actions as communes
from tourism.communes.draft import Area, Centre, CommuneDraft, CommuneWords, Fact, Identity, Source, Theme
from tourism.engines.speech.port import Request, Utterance
from tourism.narration import actions as narration
from tourism.narration import queries as narrations
from tourism.partners import actions as partners
from tourism.partners import queries as variants
from tourism.publishing import actions as publishing
from tourism.scenes import actions as scenes
from tourism.scenes.actions import MadeModel
from tourism.scenes.draft import Hotspot, SceneDraft
from tourism.scenes.view import ModelFile, Point
from tourism.sites import actions as sites
from tourism.sites import briefs, signage
from tourism.sites.draft import Pin, Place, Words
from tourism.staff import granting, keys
from tourism.staff.keys import Partner
from tourism.tours import actions as tours
from tourism.tours.draft import MeetingDraft, StopDraft, TourDraft, TourWords
from tourism.wifi import actions as wifi
from tourism.wifi.draft import WifiDraft
from tourism.worker import work

PICTURE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 600"><path d="M0 0h800v600H0z" fill="#F3EAD6"/></svg>'
)


def a_commune(slug: str = "hong-van", **changes: Any) -> CommuneDraft:
    """A commune of one village."""
    draft = CommuneDraft(
        slug=slug,
        id=codes.mint(),
        identities=(Identity(name=f"xã {slug}", parent="TP Hà Nội", confidence="H", sources=("S1",)),),
        centre=Centre(lat=20.88, lon=105.9),
        bbox=(105.8, 20.8, 106.0, 20.95),
        theme=Theme(name="giấy dó", primary="#A8322A", secondary="#2F5D46"),
        languages=("vi", "en"),
        areas=(Area(key="van-la", names={"vi": "Vân La"}),),
        sources={"S1": Source(title="A gazette")},
    )
    return replace(draft, **changes)


def commune_words(name: str = "Hồng Vân") -> CommuneWords:
    """Words of a commune."""
    return CommuneWords(name=name, tagline="Làng hoa bên đê", made_by="human", reviewed=True, welcome="Xin chào.")


def a_place(order: int = 1, **changes: Any) -> Place:
    """A communal house with one sourced claim."""
    draft = Place(
        kind="communal_house",
        area="van-la",
        pin=Pin(lat=20.88, lon=105.91, accuracy_m=20, verified=True),
        order=order,
        tourist_point=True,
        facts=(Fact(key="worship", confidence="H", sources=("S1",), texts={"vi": "Thờ Chử Đồng Tử."}),),
    )
    return replace(draft, **changes)


def words(name: str = "Đình Vân La", slug: str = "dinh-van-la", **changes: Any) -> Words:
    """A site's words in one language."""
    draft = Words(
        name=name,
        slug=slug,
        hook="Mái đình cong bên sông",
        made_by="human",
        reviewed=True,
        story="Hãy nhìn mái đình. Bốn góc mái cong lên.\n\nPhía trước là sân gạch.",
    )
    return replace(draft, **changes)


def a_scene(**changes: Any) -> SceneDraft:
    """A communal house of two parts, of which the story of `words` tells."""
    draft = SceneDraft(
        model=f"{'0' * 64}.orig",
        origin="illustration",
        credit="Xưởng làng",
        height_m=8.5,
        confirmed_by="Ông Sáu",
        hotspots=(
            Hotspot(
                id="mai-dinh",
                at=(0.0, 0.4, 0.2),
                label={"vi": "Mái đình", "en": "The roof"},
                told={"vi": "Bốn góc mái cong lên.", "en": "Bốn góc mái cong lên."},
            ),
            Hotspot(id="san", at=(0.0, 0.0, 0.5), label={"vi": "Sân gạch"}, told={"vi": "Phía trước là sân gạch."}),
        ),
    )
    return replace(draft, **changes)


def a_meeting(**changes: Any) -> MeetingDraft:
    """The landing, a short walk before the communal house."""
    draft = MeetingDraft(
        name={"vi": "Bến đò", "en": "The landing"},
        pin=Pin(lat=20.882, lon=105.91, accuracy_m=8, verified=True),
        note={"vi": "Dưới gốc đa."},
        hour="07:30",
    )
    return replace(draft, **changes)


@dataclass
class Village:
    """A house to build in; every call is one committed piece of work."""

    backends: Backends

    def commune(self, slug: str = "hong-van", **changes: Any) -> int:
        """A commune; its row's id."""
        with self.backends.sessions.writing() as session:
            told = {"vi": commune_words(), "en": commune_words("Hong Van")}
            return communes.save(session, a_commune(slug, **changes), told, None)

    def site(
        self,
        commune: int,
        key: str = "dinh-van-la",
        *,
        told: dict[str, Words] | None = None,
        sign: str | None = None,
        picture: bool = True,
        public_id: str | None = None,
        **place: Any,
    ) -> tuple[int, str]:
        """A published site; its row's id and its public id."""
        public_id = public_id or codes.mint()
        now = self.backends.clock()
        told = {"vi": words()} if told is None else told
        blob = self.backends.blobs.put(PICTURE, "svg").name if picture else None
        with self.backends.sessions.writing() as session:
            row = sites.add(session, commune_id=commune, key=key, public_id=public_id, now=now)
            sites.save_place(session, row, a_place(**place), picture=blob, by="test", now=now)
            for tag, each in told.items():
                sites.save(session, row, tag, each, by="test", now=now)
            if sign:
                signage.keep_signs(session, row, {sign})
            publishing.publish_site(session, row, commune, set(told), now)
        return row, public_id

    def scene(self, row: int, size: Point = (12.0, 8.5, 10.0), *, published: bool = True, **changes: Any) -> None:
        """A site in 3D, whose files say what they are and no more: pages do not look into them."""
        now, draft = self.backends.clock(), a_scene(**changes)
        forms = {"web": "glb", "ar": "glb", "usdz": "usdz", "poster-webp": "webp", "poster-avif": "avif", "card": "jpg"}
        blobs = {form: self.backends.blobs.put(f"the {form} of {row}".encode(), kind) for form, kind in forms.items()}
        files = {form: ModelFile(blob.name, 1_234_567) for form, blob in blobs.items()}
        with self.backends.sessions.writing() as session:
            number = scenes.save(session, row, draft, by="test", now=now)
            scenes.keep_made(session, row, number, f"{row}:{number}", MadeModel(files, size, 900, moves=False), now)
            if published:
                scenes.publish(session, row, now)

    def tour(self, commune: int, stops: tuple[StopDraft, ...], key: str = "mot-ngay", **changes: Any) -> str:
        """A tour; its public id."""
        draft = replace(TourDraft(id=codes.mint(), stops=stops), **changes)
        told = {
            "vi": TourWords(
                name="Một ngày",
                slug="mot-ngay",
                hook="Đi một vòng làng",
                made_by="human",
                reviewed=True,
                intro="Đi thôi.",
            )
        }
        with self.backends.sessions.writing() as session:
            tours.save(session, commune, key, draft, told, self.backends.clock())
            communes.raise_edition(session, commune)
        return draft.id

    def partner(self, commune: int, name: str = "Lữ hành Sen") -> Partner:
        """A tour company with a key of its own."""
        now = self.backends.clock()
        with self.backends.sessions.writing() as session:
            granted = granting.grant(session, commune, name, days=None, by="test", now=now)
            (code,) = (each.code for each in keys.keys(session, commune, now) if each.id == granted.id)
            return keys.partner(session, code, now)

    def variant(self, partner: Partner, tour: str, **changes: Any) -> str:
        """A partner's own order of a tour, which begins as the tour; its public id."""
        now = self.backends.clock()
        with self.backends.sessions.writing() as session:
            made = partners.make(session, partner.commune, partner.key, tour, now)
            written = replace(variants.opened(session, partner.key, made).written, **changes)
            partners.save(session, partner.key, made, written, base=1, now=now)
        return made

    def wifi(self, commune: int, *points: WifiDraft) -> None:
        """Exactly these WiFi points."""
        with self.backends.sessions.writing() as session:
            wifi.replace(session, commune, points)
            communes.raise_edition(session, commune)

    def voices(self) -> int:
        """Lets the worker do all that is due; how many jobs."""
        return work(self.backends, until_empty=True)

    def reads(self, public_id: str, language: str = "vi", part: int = 0, speaker: str = "") -> int:
        """Sends in a person's recording of a part, hummed as the village's voice would; `voices` makes it heard."""
        with self.backends.sessions.reading() as session:
            script = narrations.script(session, briefs.row_of(session, public_id), language)
        (read,) = (each for each in script.parts if each.index == part)
        asked = Request(language, tuple(Utterance(each.spoken, 0.4) for each in read.sentences))
        take = self.backends.voices[0].speak(asked, 20)
        data = io.BytesIO()
        with wave.open(data, "wb") as file:
            file.setparams((1, 2, take.rate, 0, "NONE", ""))
            file.writeframes((take.pcm * 32767).astype("<i2").tobytes())
        return recording.receive(self.backends, public_id, language, part, data.getvalue(), speaker=speaker).take

    def silence(self, row: int, language: str, script: str, reason: str) -> None:
        """Notes why a site has no sound."""
        with self.backends.sessions.writing() as session:
            narration.note_silence(session, row, language, script, reason, self.backends.clock())
