"""A partner's own tours at the desk: ordered by buttons, met at a point; nothing lost, nothing overwritten."""

import re
from dataclasses import replace

import pytest

from tests.builders import a_meeting
from tests.desk import at_desk
from tests.faces.markup import Elements, elements, words_of
from tests.faces.test_hostile_words import HOSTILE, harmful
from tests.forms import form
from tourism.partners import actions
from tourism.partners import queries as partners
from tourism.publishing import actions as publishing
from tourism.staff import granting

JSON = {"Accept": "application/json"}


def test_a_tour_is_made_from_the_commune_s_and_shown_at_once(officer, partner, hamlet, visitor, listed):
    page = f"/studio/keys/{partner.key}/tours"
    assert "Công ty này chưa có tour riêng." in words_of(officer.get(page).text)
    asked = form(officer.get(page).text, page)

    made = officer.phone.post(page, data=asked.filled())

    ((kept,),) = [listed()]
    assert made.headers["Location"] == f"{page}/{kept.id}"
    assert kept.written.meeting is None
    assert [each.site for each in kept.written.stops] == ["dinh-van-la", "cho-moi", "uon-cay"]
    (see,) = [each["href"] for each in elements(officer.get(page).text, "a") if "/embed/" in each["href"]]
    assert see.endswith(f"/embed/tours/{kept.id}?lang=vi&p={partner.code}&dnt=1")
    (make,) = [each["href"] for each in elements(officer.get(f"{page}/{kept.id}").text, "a") if "what=" in each["href"]]
    assert f'value="{kept.id}" selected' in visitor.get(make.partition("guide.test")[2]).text
    assert "Một ngày" in words_of(visitor.get(see.partition("guide.test")[2]).text)


@pytest.mark.parametrize(
    ("do", "order"),
    [
        ("up-3", ["dinh-van-la", "uon-cay", "cho-moi"]),
        ("down-1", ["cho-moi", "dinh-van-la", "uon-cay"]),
        ("up-1", ["dinh-van-la", "cho-moi", "uon-cay"]),
        ("remove-2", ["dinh-van-la", "uon-cay"]),
        ("add", ["dinh-van-la", "cho-moi", "uon-cay", "chua-lang"]),
        ("sideways-2", ["dinh-van-la", "cho-moi", "uon-cay"]),
    ],
)
def test_the_order_changes_by_buttons_without_any_script(do, order, officer, variant, kept):
    answer = send(officer, variant, do=[do])

    assert (answer.status_code, answer.headers["Location"]) == (303, f"{variant}?said=saved")
    assert [each.site for each in kept().stops] == order
    assert "Đã lưu." in words_of(officer.get(answer.headers["Location"]).text)


def test_what_was_left_out_is_offered_first_and_comes_back_as_it_was(officer, variant, kept):
    send(officer, variant, do=["remove-2"])
    offered = [each["value"] for each in elements(officer.get(variant).text, "option")]
    assert offered.index("cho-moi") < offered.index("chua-lang")

    send(officer, variant, do=["add"], add=["cho-moi"])

    assert [(each.site, each.kind, each.dwell_minutes) for each in kept().stops][-1] == ("cho-moi", "shop", 20)


def test_a_place_that_the_tour_lacks_gets_a_purpose_of_its_own(officer, variant, kept):
    send(officer, variant, do=["add"], add=["chua-lang"])
    send(officer, variant, **{"kind-4": ["rest"], "minutes-4": ["7"]})

    assert (kept().stops[3].kind, kept().stops[3].dwell_minutes) == ("rest", 7)
    assert "kind-1" not in [each.get("name") for each in elements(officer.get(variant).text, "select")]


def test_everything_typed_is_kept_cleaned_and_as_it_reads(officer, variant, kept):
    send(officer, variant, **MEETING, **{"name.vi": ["  Đi\u200b với   Sen "], "intro.vi": ["Chào\r\n\r\nanh chị. "]})

    found = kept()
    assert (found.name, found.intro) == ({"vi": "Đi với Sen"}, {"vi": "Chào\n\nanh chị."})
    assert (found.meeting.name, found.meeting.hour) == ({"vi": "Bến đò"}, "07:30")
    assert (found.meeting.pin.lat, found.meeting.pin.lon, found.meeting.pin.accuracy_m) == (20.882, 105.911, 50.0)
    text = officer.get(variant).text
    for words in ("Đi với Sen", "Bến đò", "07:30", "20.882000, 105.911000"):
        assert words in text
    send(officer, variant, **{name: [""] for name in MEETING})
    assert kept().meeting is None


def test_a_position_that_a_phone_measured_keeps_its_reach(officer, variant, kept):
    send(officer, variant, **{**MEETING, "pin_how": ["phone"], "pin_accuracy": ["8.4"]})

    assert kept().meeting.pin.accuracy_m == 8.4


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"minutes-1": ["nhiều"]}, "Số phút từ 0 đến 1440."),
        ({"minutes-1": ["1441"]}, "Số phút từ 0 đến 1440."),
        ({"minutes-1": ["-5"]}, "Số phút từ 0 đến 1440."),
        ({"kind-1": ["fly"]}, "Hãy chọn"),
        ({"travel": ["fly"]}, "Hãy chọn"),
        ({"name.vi": ["a" * 201]}, "Dài quá 1 ký tự"),
        ({"intro.vi": ["a" * 6001]}, "Dài quá 1 ký tự"),
        ({"meet_name.vi": ["Bến đò"]}, "Cho biết chỗ đó ở đâu"),
        ({"hour": ["07:30"]}, "Ghi điểm hẹn bằng tiếng Việt."),
        ({"pin": ["20.882, 105.911"]}, "Ghi điểm hẹn bằng tiếng Việt."),
        ({"pin": ["đầu làng"], "meet_name.vi": ["Bến đò"]}, "20.8797, 105.8880"),
        ({"pin": ["21.02, 105.85"], "meet_name.vi": ["Hồ Gươm"]}, "cách điểm đầu 17 km"),
        ({"pin": ["20.882, 105.911"], "meet_name.vi": ["Bến đò"], "hour": ["7 giờ"]}, "Ghi giờ như 07:30."),
        ({"pin": ["20.882, 105.911"], "meet_name.vi": ["Bến đò"], "meet_note.vi": ["a" * 1001]}, "Dài quá 1 ký tự"),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_is_lost(changes, told, officer, variant, kept):
    before = kept()
    typed = {"name.vi": ["Tên đang viết"], **changes}
    answer, script = send(officer, variant, **typed), send(officer, variant, JSON, **typed)

    assert answer.status_code == script.status_code == 422
    assert told in words_of(answer.text)
    assert any(told in each for each in script.json["faults"].values())
    for name, (value,) in typed.items():
        if name not in ("kind-1", "travel"):
            assert shown(answer.text, name) == value, name
    assert kept() == before


def test_a_tour_without_a_stop_is_none(officer, variant, kept):
    for _ in range(2):
        send(officer, variant, do=["remove-1"])
    answer = send(officer, variant, do=["remove-1"])

    assert answer.status_code == 422
    assert "Một tour có từ 1 đến 60 điểm dừng." in words_of(answer.text)
    assert len(kept().stops) == 1


def test_two_who_edit_at_once_lose_nothing(officer, backends, hamlet, variant, kept):
    other = at_desk(backends_app(officer), backends, "officer", hamlet.commune, name="Trần Văn Nam")
    mine = form(officer.get(variant).text, variant, variant).filled(**{"name.vi": ["Của tôi"]})
    send(other, variant, **{"name.vi": ["Của người khác"]}, do=["remove-2"])

    script = officer.phone.post(variant, data=mine, headers=JSON)
    answer = officer.phone.post(variant, data=mine)

    assert (script.status_code, script.json["reason"]) == (409, "changed-meanwhile")
    assert answer.status_code == 409
    assert kept().name == {"vi": "Của người khác"}
    assert shown(answer.text, "name.vi") == "Của tôi"
    assert "Có người khác vừa lưu tour này." in words_of(answer.text)
    again = officer.phone.post(variant, data=form(answer.text, variant, variant).filled())
    assert again.status_code == 303
    assert (kept().name, len(kept().stops)) == ({"vi": "Của tôi"}, 3)


def test_a_form_that_names_a_place_of_nobody_keeps_none(officer, variant, kept):
    send(officer, variant, **{"key-2": ["nowhere"], "do": ["add"], "add": ["nowhere"]})

    assert [each.site for each in kept().stops] == ["dinh-van-la", "uon-cay"]


def test_a_place_that_is_withdrawn_says_so_and_may_stay(officer, variant, kept, hamlet, backends, clock):
    with backends.sessions.writing() as session:
        publishing.withdraw_site(session, hamlet.craft.row, hamlet.commune, clock())

    assert "Điểm này tạm không có trên trang" in words_of(officer.get(variant).text)
    assert send(officer, variant, **{"name.vi": ["Sen"]}).status_code == 303
    assert [each.site for each in kept().stops] == ["dinh-van-la", "cho-moi", "uon-cay"]


def test_a_tour_is_taken_away_and_is_gone(officer, partner, variant, visitor, listed):
    (before,) = listed()
    answer = officer.post(f"{variant}/remove")

    assert answer.headers["Location"] == f"/studio/keys/{partner.key}/tours?said=removed"
    assert listed() == ()
    assert visitor.get(f"/embed/tours/{before.id}?p={partner.code}").status_code == 404
    assert officer.get(variant).status_code == 404


def test_of_a_key_that_has_ended_nobody_sees_a_tour_and_the_desk_says_so(officer, partner, variant, backends, clock):
    with backends.sessions.writing() as session:
        granting.revoke(session, partner.key, clock())

    for path in (variant, variant.rpartition("/")[0]):
        text = officer.get(path).text
        assert "Khóa đã hết hiệu lực" in words_of(text)
        assert "/embed/" not in text


def test_a_key_s_tours_are_found_by_that_key_alone(officer, village, hamlet, variant):
    other = village.partner(hamlet.commune, "Khác")
    path = re.sub(r"/keys/\d+/", f"/keys/{other.key}/", variant)

    assert officer.get(path).status_code == 404
    assert officer.post(f"{path}/remove").status_code == 404
    assert "Một ngày" not in words_of(officer.get(path.rpartition("/")[0]).text).partition("Dựa trên tour nào")[0]


def test_more_tours_than_a_key_may_have_are_refused_in_words(officer, partner, variant, monkeypatch):
    monkeypatch.setattr(actions, "VARIANTS_MAX", 1)
    page = f"/studio/keys/{partner.key}/tours"
    answer = officer.phone.post(page, data=form(officer.get(page).text, page).filled())

    assert answer.status_code == 422
    assert "tối đa 1 tour" in words_of(answer.text)


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_words_are_words_at_the_desk(kind, officer, partner, variant, backends, clock):
    told = HOSTILE[kind].replace("\0", "")
    fields = {name: [told[:200]] for name in ("name.vi", "meet_name.vi", "intro.vi", "meet_note.vi", "hour")}
    refused = send(officer, variant, **fields, **{"minutes-1": [told], "add": [told], "do": [told]})
    with backends.sessions.writing() as session:
        (kept,) = partners.kept(session, partner.key)
        meeting = replace(a_meeting(), name={"vi": told[:200]}, note={"vi": told})
        hostile = replace(kept.written, name={"vi": told[:200]}, intro={"vi": told}, meeting=meeting)
        actions.save(session, partner.key, kept.id, hostile, base=kept.written.number, now=clock())

    assert refused.status_code == 422
    for answer in (refused, officer.get(variant), officer.get(variant.rpartition("/")[0])):
        assert not [each for each in Elements(answer.text).found if harmful(each)]


MEETING = {
    "meet_name.vi": ["Bến đò"],
    "meet_note.vi": ["Dưới gốc đa."],
    "hour": ["07:30"],
    "pin": ["20.882, 105.911"],
}


def send(someone, path, headers=None, **changes):
    """The page's form as a browser sends it, with some fields changed."""
    typed = form(someone.get(path).text, path, path).filled(**changes)
    return someone.phone.post(path, data=typed, headers=headers or {})


def shown(text, name):
    """What stands in a field of the page's form."""
    (value,) = form(text, "", "").filled()[name]
    return value


def backends_app(someone):
    return someone.phone.application


@pytest.fixture
def partner(hamlet, village):
    return village.partner(hamlet.commune)


@pytest.fixture
def officer(app, backends, hamlet):
    return at_desk(app, backends, "officer", hamlet.commune)


@pytest.fixture
def variant(village, partner, hamlet):
    """The page of a tour that is as the commune's."""
    return f"/studio/keys/{partner.key}/tours/{village.variant(partner, hamlet.tour)}"


@pytest.fixture
def listed(backends, partner):
    def of():
        with backends.sessions.reading() as session:
            return partners.kept(session, partner.key)

    return of


@pytest.fixture
def kept(listed):
    return lambda: listed()[0].written
