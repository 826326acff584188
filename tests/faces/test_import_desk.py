"""Places out of a file at the desk: sent, looked at, kept in one piece or not at all."""

import csv
import io
import json
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.builders import words
from tests.conftest import HOST, Phone
from tests.desk import TOKEN, actor_of, at_desk
from tests.forms import form
from tests.hostile_place_files import all_of_them
from tests.hostile_texts import PAYLOADS
from tests.injecting import harmful
from tourism.audit import queries as journal
from tourism.publishing import actions as publishing
from tourism.sites import actions as sites
from tourism.sites import drafts

HEAD = "Tên;Loại;Thôn;Vĩ độ;Kinh độ;Lời kể;Điện thoại"
GOOD = (
    f"{HEAD}\nMiếu Bến Sông;miếu;Vân La;20,8811;105,9077;Ba chữ trên cổng.;912345678\nChợ Đầm;chợ;;20,8822;105,9011;;\n"
)


def test_a_table_becomes_drafts_after_a_look(app, backends, village):
    officer = at_desk(app, backends, commune=village.commune())

    page = look(officer, GOOD)
    assert names_of(backends, officer) == []
    assert "“20,8811” được đọc là 20.8811" in page
    assert "0912345678" in page

    answer = keep(officer, page)

    assert answer.status_code == 303
    shown = officer.get(answer.location)
    assert "2 điểm" in shown.text
    sites = sites_of(backends, officer)
    assert [site.name for site in sites] == ["Miếu Bến Sông", "Chợ Đầm"]
    first = sites[0].place.place
    assert (first.kind, first.area, first.pin.lat, first.pin.lon) == ("shrine", "van-la", 20.8811, 105.9077)
    assert (first.pin.verified, first.pin.accuracy_m) == (False, 50)
    assert first.practical.contact == {"vi": "0912345678"}
    assert sites[0].words["vi"].words.story == "Ba chữ trên cổng."
    assert not any(site.published for site in sites)
    assert len({site.sign for site in sites}) == 2


def test_one_broken_row_keeps_nothing_until_it_is_left_out(app, backends, village):
    officer = at_desk(app, backends, commune=village.commune())
    page = look(officer, f"{GOOD};chợ;;20,88;105,90;;\n")
    before = len(lines(backends))

    refused = keep(officer, page)

    assert refused.status_code == 422
    assert names_of(backends, officer) == []
    assert len(lines(backends)) == before

    kept = keep(officer, refused.text, out=["4"])

    assert kept.status_code == 303
    assert names_of(backends, officer) == ["Miếu Bến Sông", "Chợ Đầm"]
    assert [line.deed for line in lines(backends)[:1]] == ["places.imported"]


def test_what_is_here_already_is_left_out_unless_somebody_unticks_it(app, backends, village):
    officer = at_desk(app, backends, commune=village.commune())
    keep(officer, look(officer, GOOD))
    again = look(officer, GOOD + "Đình Mới;đình;;20,89;105,92;;\n")

    keep(officer, again)

    assert names_of(backends, officer) == ["Miếu Bến Sông", "Chợ Đầm", "Đình Mới"]


def test_an_answer_that_got_lost_begins_nothing_twice(app, backends, village):
    officer = at_desk(app, backends, commune=village.commune())
    page = look(officer, GOOD)

    first, second = keep(officer, page), keep(officer, page)

    assert first.location == second.location
    assert len(names_of(backends, officer)) == 2


def test_a_button_tapped_twice_at_once_begins_nothing_twice(app, backends, village):
    officer = at_desk(app, backends, commune=village.commune())
    page = look(officer, GOOD)
    phones = [replace(officer, phone=Phone(app, app.response_class)) for _ in range(4)]
    for each in phones:
        each.phone.set_cookie("desk", officer.cookie, domain=HOST)

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda each: keep(each, page).status_code, phones))

    assert set(answers) <= {303, 503}
    assert 303 in answers
    assert len(names_of(backends, officer)) == 2
    assert [line.deed for line in lines(backends)].count("places.imported") == 1


def test_a_file_sent_twice_waits_once(app, backends, village):
    officer = at_desk(app, backends, commune=village.commune())

    addresses = {send(officer, GOOD).location for _ in range(3)}

    assert len(addresses) == 1
    assert officer.get("/studio/import").text.count("danh-sach.csv") == 1


def test_what_changed_meanwhile_is_looked_at_again(app, backends, village):
    officer = at_desk(app, backends, commune=village.commune())
    page = look(officer, GOOD)
    other = at_desk(app, backends, "editor", 1, name="Trần Văn Nam")
    keep(other, look(other, GOOD))

    answer = keep(officer, page)

    assert answer.status_code == 422
    assert len(names_of(backends, officer)) == 2


def test_nobody_sees_another_s_file(app, backends, village):
    officer = at_desk(app, backends, commune=village.commune())
    address = send(officer, GOOD).location
    editor = at_desk(app, backends, "editor", 1, name="Trần Văn Nam")

    assert editor.get(address).status_code == 404
    assert editor.post(f"{address}/keep").status_code == 404
    assert officer.get(address).status_code == 200


def test_a_contributor_s_places_are_the_contributor_s_own_and_others_drafts_stay_unseen(app, backends, village):
    officer = at_desk(app, backends, commune=village.commune())
    keep(officer, look(officer, GOOD))
    someone = at_desk(app, backends, "contributor", 1, name="Cô Sáu")
    page = look(someone, GOOD)

    assert "có thể đã có" not in page
    keep(someone, page)

    assert names_of(backends, someone) == ["Miếu Bến Sông", "Chợ Đầm"]
    assert len(names_of(backends, officer)) == 4


def test_a_published_place_is_named_to_a_contributor_without_a_way_to_its_drafts(app, backends, village):
    commune = village.commune()
    _, public_id = village.site(commune, told={"vi": words()})
    table = "Tên,Loại,Vĩ độ,Kinh độ\nĐình Vân La,đình,20.8801,105.9101\n"
    someone, officer = at_desk(app, backends, "contributor", commune), at_desk(app, backends, commune=commune)

    theirs, ours = look(someone, table), look(officer, table)

    assert "có thể đã có" in theirs
    assert f"/studio/sites/{public_id}/" not in theirs
    assert f"/studio/sites/{public_id}/" in ours


def test_what_was_chosen_stands_in_the_form_after_a_refusal(app, backends, village):
    officer = at_desk(app, backends, commune=village.commune())

    answer = send(officer, b"\x89PNG\r\n\x1a\n\0\0\0", zone="9209", source="Phòng địa chính", licence="cc0")

    assert answer.status_code == 422
    sent = form(answer.text, "/studio/import").filled()
    assert (sent["zone"], sent["source"], sent["licence"]) == (["9209"], ["Phòng địa chính"], ["cc0"])


def test_swapped_degrees_are_put_right_by_looking_again(app, backends, village):
    officer = at_desk(app, backends, commune=village.commune())
    address = send(officer, "Tên,Vĩ độ,Kinh độ\nChùa Trà,105.9,20.88\n").location
    assert "bị đổi chỗ" in officer.get(address).text

    page = officer.get(f"{address}?exchange=yes").text
    keep(officer, page)

    (site,) = sites_of(backends, officer)
    assert (site.place.place.pin.lat, site.place.place.pin.lon, site.place.place.kind) == (20.88, 105.9, "pagoda")


def test_a_source_stands_at_every_place_and_in_the_commune_s_list(app, backends, village):
    officer = at_desk(app, backends, commune=village.commune())

    keep(officer, look(officer, GOOD, source="Sổ di tích 2019", licence="by-permission"))

    site = sites_of(backends, officer)[0]
    (fact,) = site.place.place.facts
    assert fact.texts["vi"] == "Tên và vị trí lấy từ: Sổ di tích 2019. Giấy phép: được phép sử dụng."
    assert "Sổ di tích 2019 (được phép sử dụng)" in officer.get(f"/studio/sites/{site.id}/sources").text


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_template_is_read_back_and_its_example_is_no_place(app, backends, village, kind):
    officer = at_desk(app, backends, commune=village.commune())
    data = officer.get(f"/studio/import/template?kind={kind}").data

    page = officer.get(send(officer, data, name=f"mau.{kind}").location).text

    assert "0 điểm trong tệp" in page
    assert "Dòng ví dụ" in page


def test_a_hundred_hostile_files_get_a_sentence_each_and_keep_nothing(app, backends, village):
    officer = at_desk(app, backends, commune=village.commune())
    looked_at = 0
    for name, data in all_of_them():
        answer = send(officer, data, name="x.csv")
        assert answer.status_code in (303, 413, 422), name
        if answer.status_code == 413:
            assert "5 MB" in answer.text, name
            continue
        if answer.status_code == 422:
            (alert,) = re.findall(r'role="alert">.*?<p>(.+?)</p>', answer.text, re.DOTALL)
            assert alert.strip().endswith("."), name
            continue
        looked_at += 1
        page = officer.get(answer.location)
        assert page.status_code == 200, name
        assert harmful(page.text) == [], name
        if "chưa thể lưu" in page.text:
            assert keep(officer, page.text).status_code == 422, name
    assert looked_at > 20
    assert names_of(backends, officer) == []


def test_texts_that_want_to_be_scripts_are_words_on_every_page_of_an_import(app, backends, village):
    officer = at_desk(app, backends, commune=village.commune())
    headers = ["name", "kind", "village", "lat", "lon", "hook", "story", "contact", "name:en"]
    texts = [each.replace("\0", "")[:190] for each in PAYLOADS]
    rows = [[each] * 3 + ["20.88", "105.9"] + [each] * 4 for each in texts]
    for start in range(0, len(rows), 60):
        table = io.StringIO()
        csv.writer(table).writerows([headers, *rows[start : start + 60]])
        data = table.getvalue().encode("utf-8", "replace")
        answer = send(officer, data, name=f"{texts[start]}.csv", source=texts[start])
        assert answer.status_code == 303, texts[start]
        assert harmful(officer.get(answer.location).text) == []
        assert harmful(keep(officer, officer.get(answer.location).text).text) == []
    assert harmful(officer.get("/studio/import").text) == []
    assert harmful(officer.get("/studio/journal").text) == []


def test_vn_2000_of_the_land_office_becomes_a_place_on_the_map(app, backends, village):
    officer = at_desk(app, backends, commune=village.commune())
    address = send(officer, "Tên;Loại;X (m);Y (m)\nĐình;đình;2.309.456,12;593.210,5\n").location
    assert "Hãy chọn múi chiếu rồi xem lại" in officer.get(address).text

    page = officer.get(f"{address}?zone=5897").text
    assert keep(officer, page).status_code == 303

    (site,) = sites_of(backends, officer)
    assert (round(site.place.place.pin.lat, 4), round(site.place.place.pin.lon, 4)) == (20.8757, 105.8977)
    assert (site.place.place.pin.accuracy_m, site.place.place.pin.verified) == (10, False)


def test_openstreetmap_s_credit_is_shown_to_visitors_once_a_place_is_published(app, backends, village, visitor):
    commune = village.commune()
    officer = at_desk(app, backends, commune=commune)
    node = {"type": "node", "id": 7, "lat": 20.88, "lon": 105.9, "tags": {"name": "Chùa Trà", "historic": "temple"}}
    keep(officer, look(officer, json.dumps({"elements": [node]}), name="export.json"))
    (site,) = sites_of(backends, officer)
    with backends.sessions.writing() as session:
        told = words("Chùa Trà", "chua-tra")
        sites.save(session, site.row, "vi", told, by="Hoa", now=backends.clock())
        publishing.publish_site(session, site.row, commune, {"vi"}, backends.clock())

    page = visitor.get(f"/vi/sites/{site.id}/chua-tra").text

    assert page.count("© OpenStreetMap contributors, ODbL 1.0, openstreetmap.org/copyright") >= 1
    assert "node/7" in page


def look(officer, text, **chosen) -> str:
    answer = send(officer, text, **chosen)
    assert answer.status_code == 303, answer.text
    return officer.get(answer.location).text


def send(officer, text, name="danh-sach.csv", **chosen):
    data = text.encode() if isinstance(text, str) else text
    officer.token = officer.token or TOKEN.search(officer.get("/studio/").text).group(1)
    file = FileStorage(io.BytesIO(data), name)
    # In memory: the test client would leave a large form in a temporary file.
    boundary, body = encode_multipart({"_token": officer.token, "file": file, **chosen})
    kind = f'multipart/form-data; boundary="{boundary}"'
    return officer.phone.post("/studio/import", data=body, content_type=kind)


def keep(officer, page, **changes):
    action = re.search(r'action="(/studio/import/\d+/keep)"', page).group(1)
    return officer.post(action, form(page, action).filled(**changes))


def sites_of(backends, someone):
    with backends.sessions.reading() as session:
        return drafts.sites(session, actor_of(backends, someone))


def names_of(backends, someone) -> list[str]:
    return [site.name for site in sites_of(backends, someone)]


def lines(backends):
    with backends.sessions.reading() as session:
        return journal.lines(session, None, limit=100)
