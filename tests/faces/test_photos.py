"""A place's photos at the desk, and what visitors see of them."""

import io
import re
from dataclasses import replace
from datetime import date

import pytest

from tests import hostile_pictures
from tests.builders import words
from tests.desk import actor_of, at_desk
from tests.phone_photos import MARKERS, jpeg, scene
from tourism.publishing import actions as publishing
from tourism.sites import drafts
from tourism.sites.draft import Photo, PhotoFile, Section


def test_a_photo_from_a_phone_is_described_and_published(officer, backends, place, visitor):
    sent = officer.post(f"{place.path}/photos", {"photo": photo(), "credit": "Cô Sáu"})
    assert (sent.status_code, sent.location.partition("#")[0]) == (303, f"{place.path}/photos?said=added")
    (kept,) = photos_of(backends, officer, place)
    assert [(each.format, each.width) for each in kept.files] == [
        ("avif", 520),
        ("webp", 520),
    ]
    assert (kept.credit, kept.consent, kept.taken) == ("Cô Sáu", "awaited", None)

    saved = officer.post(f"{place.path}/photos/{kept.id}", described(backends, officer, place))

    assert saved.status_code == 303
    publish(backends, place)
    page = visitor.get(f"/vi/sites/{place.id}/dinh-van-la").text
    assert 'alt="Mái đình bên sông"' in page
    assert 'class="photo at-x1 at-y4"' in page
    assert "Cô Sáu · CC BY 4.0" in page
    shared = re.findall(r'og:image" content="(.*?)"', page)
    assert f"/media/{photos_of(backends, officer, place)[0].share[:2]}/" in shared[0]
    assert "Minh họa" not in page


def test_every_file_is_served_as_what_it_is_and_keeps_nothing_of_the_phone(officer, backends, place, visitor):
    officer.post(f"{place.path}/photos", {"photo": photo()})
    (kept,) = photos_of(backends, officer, place)

    for name in (*(each.name for each in kept.files), kept.share):
        answer = visitor.get(f"/media/{name[:2]}/{name}")
        assert answer.content_type == {"f": "image/avif", "p": "image/webp", "g": "image/jpeg"}[name[-1]]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert [marker for marker in MARKERS if marker in answer.data] == []


def test_the_day_is_kept_only_where_it_is_wanted(officer, backends, place):
    officer.post(f"{place.path}/photos", {"photo": photo(), "keeps_day": "yes"})

    assert photos_of(backends, officer, place)[0].taken == date(2026, 3, 12)


def test_the_same_photo_sent_twice_is_one(officer, backends, place):
    for _ in range(2):
        assert officer.post(f"{place.path}/photos", {"photo": photo()}).status_code == 303

    assert len(photos_of(backends, officer, place)) == 1


def test_several_photos_are_sent_at_once_and_put_in_order(officer, backends, place):
    officer.post(f"{place.path}/photos", {"photo": [photo(seed=1), photo(seed=2)]})
    first, second = photos_of(backends, officer, place)

    officer.post(f"{place.path}/photos/{second.id}", described(backends, officer, place) | {"do": "earlier"})

    assert [each.id for each in photos_of(backends, officer, place)] == [second.id, first.id]
    officer.post(f"{place.path}/photos/{second.id}", {"do": "remove", "base": base(backends, officer, place)})
    assert [each.id for each in photos_of(backends, officer, place)] == [first.id]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Không nhận được gì"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "JPEG"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC"),
        (b"GIF89a" + bytes(300), "chuyển động"),
        (jpeg(scene(520, 390))[:20_000], "hỏng"),
    ],
)
def test_what_is_no_photo_is_refused_on_the_page_in_words(officer, backends, place, data, words):
    answer = officer.post(f"{place.path}/photos", {"photo": (io.BytesIO(data), "ảnh <b>.jpg")})

    assert answer.status_code == 422
    assert words in answer.text.partition('id="refused"')[2].partition("</div></div>")[0]
    assert "ảnh &lt;b&gt;.jpg" in answer.text
    assert photos_of(backends, officer, place) == ()


def test_of_several_the_good_ones_are_kept(officer, backends, place):
    answer = officer.post(f"{place.path}/photos", {"photo": [photo(), (io.BytesIO(b"x" * 99), "b.jpg")]})

    assert answer.status_code == 422
    assert len(photos_of(backends, officer, place)) == 1


def test_nothing_chosen_is_said_so(officer, place):
    assert "Hãy chọn một ảnh" in officer.post(f"{place.path}/photos", {"credit": "x"}).text


def test_a_script_is_told_in_json(officer, place):
    asked = {"Accept": "application/json"}

    good = officer.post(f"{place.path}/photos", {"photo": photo()}, headers=asked)
    bad = officer.post(f"{place.path}/photos", {"photo": (io.BytesIO(b"no"), "a.jpg")}, headers=asked)

    assert (good.status_code, len(good.json["photos"])) == (200, 1)
    assert (bad.status_code, bad.content_type, bad.json["reason"]) == (422, "application/problem+json", "not-a-photo")


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("alt-vi", "x" * 301),
        ("credit", "x" * 201),
        ("consent_until", "31/12/2027"),
        ("licence", "mine"),
        ("consent", "perhaps"),
        ("focus", "9-9"),
        ("focus", ""),
    ],
)
def test_a_fault_stands_beside_its_field_and_the_rest_is_kept(officer, backends, place, field, typed):
    officer.post(f"{place.path}/photos", {"photo": photo()})
    (kept,) = photos_of(backends, officer, place)

    answer = officer.post(
        f"{place.path}/photos/{kept.id}", described(backends, officer, place) | {"alt-en": "By the river", field: typed}
    )

    assert answer.status_code == 422
    assert f'id="fault-{field}-{kept.id}"' in answer.text
    assert "By the river" in answer.text
    assert photos_of(backends, officer, place) == (kept,)


def test_whoever_was_slower_reads_so_and_keeps_what_they_typed(officer, backends, place, app):
    officer.post(f"{place.path}/photos", {"photo": photo()})
    (kept,) = photos_of(backends, officer, place)
    old = described(backends, officer, place)
    other = at_desk(app, backends, "editor", place.commune, name="Trần Văn Hai")
    assert other.post(f"{place.path}/photos/{kept.id}", old | {"alt-vi": "Của người khác"}).status_code == 303

    answer = officer.post(f"{place.path}/photos/{kept.id}", old | {"alt-vi": "Của tôi"})

    assert answer.status_code == 409
    assert "Của tôi" in answer.text
    assert photos_of(backends, officer, place)[0].alt["vi"] == "Của người khác"


def test_others_photos_do_not_disturb(officer, backends, place):
    officer.post(f"{place.path}/photos", {"photo": photo(seed=1)})
    old = described(backends, officer, place)
    officer.post(f"{place.path}/photos", {"photo": photo(seed=2)})
    first, _ = photos_of(backends, officer, place)

    assert officer.post(f"{place.path}/photos/{first.id}", old).status_code == 303
    assert len(photos_of(backends, officer, place)) == 2


def test_a_photo_without_words_or_consent_is_not_shown(officer, backends, place, visitor):
    officer.post(f"{place.path}/photos", {"photo": photo()})
    publish(backends, place)

    assert "/media/" in officer.get(f"{place.path}/photos").text
    assert 'class="photo' not in visitor.get(f"/vi/sites/{place.id}/dinh-van-la").text


def test_a_photo_disappears_when_its_consent_ends(officer, backends, place, visitor, clock):
    officer.post(f"{place.path}/photos", {"photo": photo()})
    (kept,) = photos_of(backends, officer, place)
    fields = described(backends, officer, place) | {"consent_until": "2026-11-30"}
    officer.post(f"{place.path}/photos/{kept.id}", fields)
    publish(backends, place)
    assert 'class="photo' in visitor.get(f"/vi/sites/{place.id}/dinh-van-la").text
    assert visitor.get(f"/api/v1/sites/{place.id}?lang=vi").json["photos"][0]["until"] == "2026-11-30"

    clock.forward(days=10)

    # Not from the pages of a moment ago, which ask for the day once a second.
    assert 'class="photo' not in visitor.get(f"/vi/sites/{place.id}/dinh-van-la?again=1").text
    assert visitor.get(f"/api/v1/sites/{place.id}?lang=vi").json["photos"] == []


def test_steps_and_further_photos_are_shown_each_once(backends, village, visitor):
    steps = tuple(Section(title=f"Bước {name}", text="Chẻ tre.", photo=name) for name in ("b", "gone"))
    told = {"vi": words(sections=steps)}
    photos = tuple(told_photo(backends, name) for name in "abc")
    _, public_id = village.site(village.commune(), told=told, story="process", photos=photos)

    page = visitor.get(f"/vi/sites/{public_id}/dinh-van-la").text

    main, _, rest = page.partition("<h1")
    in_steps, _, strip = rest.partition('class="photo-strip"')
    assert [each.count('class="photo ') for each in (main, in_steps, strip)] == [1, 1, 1]
    assert [name in part for name, part in (("Ảnh a", main), ("Ảnh b", in_steps), ("Ảnh c", strip))] == [True] * 3
    assert "style=" not in page.partition("<main")[2]


def test_what_is_written_about_a_photo_stays_text(backends, village, visitor):
    photo = replace(told_photo(backends, "a"), alt={"vi": '"><script>alert(1)</script>'}, credit="<b>Sáu</b>")
    _, public_id = village.site(village.commune(), photos=(photo,))

    page = visitor.get(f"/vi/sites/{public_id}/dinh-van-la").text

    assert "<script>alert" not in page
    assert "&lt;b&gt;Sáu&lt;/b&gt;" in page


@pytest.mark.parametrize("method", ["get", "post"])
def test_photos_of_another_commune_are_not_there(app, backends, village, place, method):
    stranger = at_desk(app, backends, "officer", village.commune("vinh-hung"))

    assert getattr(stranger, method)(f"{place.path}/photos").status_code == 404


@pytest.mark.parametrize("role", ["reviewer", "admin"])
def test_who_does_not_write_sends_no_photos(app, backends, place, role):
    other = at_desk(app, backends, role, place.commune if role == "reviewer" else None)

    assert other.get(f"{place.path}/photos").status_code == 403
    assert other.post(f"{place.path}/photos", {"photo": photo()}).status_code == 403


def test_more_than_the_desk_takes_at_once_is_refused_in_words(officer, place):
    answer = officer.post(f"{place.path}/photos", {"photo": photo()}, environ_overrides={"CONTENT_LENGTH": "300000000"})

    assert answer.status_code == 413
    assert "60 MB" in answer.text


def test_an_unknown_photo_is_not_there(officer, place):
    assert officer.post(f"{place.path}/photos/none", {"do": "remove", "base": "1"}).status_code == 404


def told_photo(backends, name):
    """A photo that visitors may see, out of one blob."""
    blob = backends.blobs.put(hostile_pictures.saved("WEBP"), "webp").name
    files = (PhotoFile(name=blob, format="webp", width=320),)
    told = {"alt": {"vi": f"Ảnh {name}"}, "credit": "Cô Sáu", "consent": "given"}
    return Photo(id=name, width=320, height=240, files=files, **told)


class Place:
    def __init__(self, village):
        self.commune = village.commune()
        self.row, self.id = village.site(self.commune)
        self.path = f"/studio/sites/{self.id}"


def photo(seed=3):
    return io.BytesIO(jpeg(scene(520, 390, seed))), "ảnh.jpg"


def photos_of(backends, someone, place):
    with backends.sessions.reading() as session:
        return drafts.site(session, actor_of(backends, someone), place.id).place.place.photos


def base(backends, someone, place):
    with backends.sessions.reading() as session:
        return str(drafts.site(session, actor_of(backends, someone), place.id).place.number)


def described(backends, someone, place):
    return {
        "base": base(backends, someone, place),
        "alt-vi": "Mái đình bên sông",
        "credit": "Cô Sáu",
        "licence": "cc-by-4.0",
        "consent": "given",
        "consent_until": "",
        "focus": "1-4",
    }


def publish(backends, place):
    with backends.sessions.writing() as session:
        publishing.publish_site(session, place.row, place.commune, {"vi"}, backends.clock())


@pytest.fixture
def place(village):
    return Place(village)


@pytest.fixture
def officer(app, backends, place):
    return at_desk(app, backends, "officer", place.commune)
