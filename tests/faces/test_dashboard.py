"""The first page of the desk, its journal, and partners' keys."""

import re
from datetime import timedelta

import pytest

from tests.builders import words
from tests.conftest import Clock, Phone
from tests.desk import at_desk
from tests.faces.markup import elements, words_of
from tests.slices.test_commands import invoking
from tourism.audit import actions as journal
from tourism.staff import granting, keys

KEY = re.compile(r'value="(lq_[A-Za-z0-9_-]{43})"')
HOSTILE = '<script>harm()</script>" onmouseover="harm()'


def test_the_desk_greets_and_names_one_thing_to_do_with_a_link(officer, place):
    page = officer.get("/studio/")

    assert "Chào Nguyễn Thị Hoa" in page.text
    assert "Hồng Vân" in page.text
    assert f'href="/studio/sites/{place}/photos"' in page.text
    assert "Thêm ảnh" in page.text


def test_what_is_missing_is_said_in_words_beside_its_sign(officer, place):
    told = words_of(officer.get("/studio/").text)

    assert "– chưa có ảnh" in told
    assert "~ máy dịch" in told
    assert "đủ 1 trên 1 điểm" in told


def test_a_new_commune_is_shown_where_to_begin(app, backends, village):
    village.commune()
    page = at_desk(app, backends).get("/studio/")

    assert 'href="/studio/sites/new"' in page.text
    assert "Bắt đầu điểm đầu tiên" in page.text


def test_each_role_is_led_only_to_rooms_that_open(app, backends, village):
    village.site(village.commune())
    for role in ("officer", "editor", "reviewer", "contributor"):
        someone = at_desk(app, backends, role)
        ways = {each["href"] for each in elements(someone.get("/studio/").text, "a")}
        for way in sorted(each for each in ways if each.startswith("/studio/")):
            assert someone.get(way).status_code == 200, (role, way)


def test_the_province_sees_its_communes(app, backends, village):
    village.site(village.commune())
    village.commune("vinh-hung")
    page = at_desk(app, backends, "admin", None).get("/studio/")

    assert "1 trên 1 điểm đã công bố" in words_of(page.text)
    assert 'href="/vi/communes/vinh-hung"' in page.text


# The journal


def test_the_journal_tells_deeds_by_day_in_sentences(officer, backends, place, clock):
    write(backends, Clock(clock() - timedelta(days=1)), "key.issued")
    write(backends, clock, "words.saved", site=place, language="en")

    told = words_of(officer.get("/studio/journal").text)

    assert "Nguyễn Thị Hoa đã lưu lời (Tiếng Anh) Đình Vân La" in told
    assert "đã cấp khóa cho đối tác" in told
    assert "Thứ Bảy, 21 tháng 11, 2026" in told
    assert "Thứ Sáu, 20 tháng 11, 2026" in told


def test_the_journal_is_read_on_page_by_page_without_a_gap(officer, backends, clock):
    for number in range(120):
        write(backends, clock, "comment.made", name=f"dòng {number}.")
    page, seen = "/studio/journal", []
    while page:
        text = officer.get(page).text
        seen += re.findall(r"\(dòng (\d+)\.\)", text)
        page = next((each["href"] for each in elements(text, "a") if "before=" in each["href"]), "")

    assert [int(each) for each in seen] == list(range(119, -1, -1))


def test_the_journal_of_one_place(officer, backends, place, clock):
    write(backends, clock, "words.saved", site=place, name="một")
    write(backends, clock, "words.saved", name="hai")

    told = officer.get(f"/studio/journal?site={place}").text

    assert "một" in told
    assert "(hai)" not in told


@pytest.mark.parametrize(
    "asked", ["before=x", "before=-1", f"before={'9' * 40}", "before=²", "site=%00", "site=x' OR 1"]
)
def test_nonsense_in_the_journal_s_address_is_as_if_nothing_were_asked(officer, place, asked):
    assert officer.get(f"/studio/journal?{asked}").status_code == 200


def test_another_commune_s_deeds_are_not_told(app, backends, village, clock):
    village.commune()
    other = village.commune("vinh-hung")
    write(backends, clock, "words.saved", name="bí mật")

    assert "bí mật" not in at_desk(app, backends, "officer", other).get("/studio/journal").text
    assert "bí mật" in at_desk(app, backends, "admin", None).get("/studio/journal").text


def test_hostile_words_in_the_journal_are_words(officer, backends, clock):
    with backends.sessions.writing() as session:
        journal.note(session, HOSTILE, actor=HOSTILE, commune=1, now=clock(), name=HOSTILE, language=HOSTILE)

    page = officer.get("/studio/journal")

    assert page.status_code == 200
    assert HOSTILE not in page.text
    assert not [each for each in elements(page.text, "script") if "src" not in each]


# Partners' keys


def test_a_key_is_shown_once_and_opens_what_is_published(officer, app, place):
    secret = key_in(officer.post("/studio/keys", {"partner": "Lữ hành Sen", "days": "30"}))

    page = officer.get("/studio/keys").text
    assert secret not in page
    assert "Lữ hành Sen" in page
    answer = asked(app, "/api/v1/sites", secret)
    assert answer.status_code == 200
    assert [each["id"] for each in answer.get_json()["items"]] == [place]
    assert answer.headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize(
    "sent", ["Bearer lq_wrong", "Bearer", "Bearer ", "bearer x", f"Bearer lq_{'x' * 5000}", "Bearer lq_ä"]
)
def test_a_wrong_key_opens_nothing_even_where_everybody_may_read(app, place, sent):
    assert asked(app, "/api/v1/sites").status_code == 200

    answer = Phone(app, app.response_class).get("/api/v1/sites", headers={"Authorization": sent})

    assert (answer.status_code, answer.content_type) == (401, "application/problem+json")
    assert answer.get_json()["reason"] == "bad-key"
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_key_taken_back_opens_nothing_at_the_next_request_though_the_page_is_kept(officer, app):
    secret = key_in(officer.post("/studio/keys", {"partner": "Sen", "days": "30"}))
    for _ in range(3):
        assert asked(app, "/api/v1/communes").status_code == 200
        assert asked(app, "/api/v1/communes", secret).status_code == 200

    assert officer.post(f"{key_page(officer)}/revoke").location.endswith("said=revoked")

    assert asked(app, "/api/v1/communes", secret).status_code == 401
    assert asked(app, "/api/v1/communes").status_code == 200


def test_a_key_ends_on_its_day(app, backends, village, clock):
    with backends.sessions.writing() as session:
        secret = granting.grant(session, village.commune(), "Sen", days=1, by="x", now=clock()).secret
    clock.forward(hours=23, minutes=59)
    assert asked(app, "/api/v1/sites", secret).status_code == 200
    clock.forward(minutes=1)
    assert asked(app, "/api/v1/sites", secret).status_code == 401


def test_other_schemes_are_left_to_whoever_stands_in_front(app, place):
    answer = Phone(app, app.response_class).get("/api/v1/sites", headers={"Authorization": "Basic eDp5"})

    assert answer.status_code == 200


def test_a_key_opens_no_desk_and_writes_nothing(officer, app):
    secret = key_in(officer.post("/studio/keys", {"partner": "Sen", "days": ""}))

    assert asked(app, "/studio/").status_code == 303
    sent = Phone(app, app.response_class).post("/api/v1/sites", headers={"Authorization": f"Bearer {secret}"})
    assert sent.status_code == 405


@pytest.mark.parametrize(
    ("sent", "fault"),
    [
        ({"partner": "", "days": "30"}, "partner"),
        ({"partner": "x" * 101, "days": "30"}, "partner"),
        ({"partner": "Sen", "days": "31"}, "days"),
        ({"partner": "Sen", "days": "30", "sites": "*.sen.example"}, "sites"),
    ],
)
def test_a_faulty_form_is_told_beside_its_field_and_keeps_what_was_typed(officer, sent, fault):
    answer = officer.post("/studio/keys", sent)

    assert answer.status_code == 422
    assert f'id="fault-{fault}"' in answer.text
    assert not KEY.search(answer.text)
    assert sent.get("sites", "") in answer.text


def test_a_key_s_page_shows_its_code_and_where_it_may_be_framed(officer, app):
    officer.post(
        "/studio/keys", {"partner": "Lữ hành Sen", "days": "30", "sites": "Sen.example, http://localhost:8080"}
    )

    page = officer.get(key_page(officer)).text

    (code,) = re.findall(r'<p class="partner-code">(\w{4}-\w{4})</p>', page)
    assert code in officer.get("/studio/keys").text
    assert "· sen.example, http://localhost:8080" in words_of(officer.get("/studio/keys").text)
    assert "https://sen.example\nhttp://localhost:8080</textarea>" in page
    (builder,) = [each["href"] for each in elements(page, "a") if "/embed?p=" in each["href"]]
    assert builder == f"/vi/communes/hong-van/embed?p={code.replace('-', '')}"
    assert not KEY.search(page)


def test_sites_are_changed_on_the_key_s_page_or_kept_with_a_sentence_for_each_that_is_none(officer, backends):
    officer.post("/studio/keys", {"partner": "Sen", "days": "30", "sites": "sen.example"})
    way, typed = key_page(officer), "www.sen.example\n*.sen.example\nftp://sen.example\nsen.example:0\nsen"
    refused = officer.post(f"{way}/sites", {"sites": typed})

    assert refused.status_code == 422
    assert f"{typed}</textarea>" in refused.text
    told = words_of(refused.text)
    for number, text in ((2, "*.sen.example"), (3, "ftp://sen.example"), (4, "sen.example:0"), (5, "sen")):
        assert f"Dòng {number}, “{text}”" in told
    assert "· sen.example" in words_of(officer.get("/studio/keys").text)

    kept = officer.post(f"{way}/sites", {"sites": "www.sen.example/du-lich\n"})
    assert kept.location == f"{way}?said=allowed"
    with backends.sessions.reading() as session:
        (found,) = keys.keys(session, None, backends.clock())
    assert found.sites == ("https://www.sen.example",)


def test_twenty_one_sites_are_one_too_many(officer):
    officer.post("/studio/keys", {"partner": "Sen", "days": "30"})

    answer = officer.post(f"{key_page(officer)}/sites", {"sites": "\n".join(f"s{each}.vn" for each in range(21))})

    assert answer.status_code == 422
    assert "nhiều nhất 20 trang" in words_of(answer.text)


def test_a_new_secret_takes_the_old_one_s_place_and_the_code_stays(officer, app, backends):
    old = key_in(officer.post("/studio/keys", {"partner": "Sen", "days": "30", "sites": "sen.example"}))
    with backends.sessions.reading() as session:
        (before,) = keys.keys(session, None, backends.clock())

    new = key_in(officer.post(f"{key_page(officer)}/renew"))

    assert new != old
    assert [asked(app, "/api/v1/sites", each).status_code for each in (old, new)] == [401, 200]
    with backends.sessions.reading() as session:
        (after,) = keys.keys(session, None, backends.clock())
    assert (after.code, after.sites, after.id) == (before.code, before.sites, before.id)
    assert new.startswith(after.prefix)
    assert new not in officer.get(key_page(officer)).text
    assert "đã làm lại khóa của đối tác" in words_of(officer.get("/studio/journal").text)


def test_a_key_that_ended_is_not_renewed(officer):
    officer.post("/studio/keys", {"partner": "Sen", "days": "30"})
    way = key_page(officer)
    officer.post(f"{way}/revoke")

    answer = officer.post(f"{way}/renew")

    assert answer.status_code == 403
    assert not KEY.search(answer.text)
    assert not elements(officer.get(way).text, "textarea")


def test_hostile_sites_and_names_are_words_on_the_key_s_page(officer):
    officer.post("/studio/keys", {"partner": HOSTILE, "days": "30"})
    for page in (officer.get(key_page(officer)), officer.post(f"{key_page(officer)}/sites", {"sites": HOSTILE})):
        assert HOSTILE not in page.text
        assert not [each for each in elements(page.text, "script") if "src" not in each]


def test_an_operator_issues_lists_and_revokes(tmp_path):
    run = invoking(tmp_path)
    run("load", "content/hong-van")

    issued = run("key", "issue", "hong-van", "Lữ hành Sen", "--days", "30").stdout.strip()
    assert re.fullmatch(r"lq_[A-Za-z0-9_-]{43}", issued)
    assert "Lữ hành Sen" in run("key", "list").output
    assert issued not in run("key", "list").output
    assert (
        "https://www.sen.example" in run("key", "sites", issued[:11], "www.Sen.example/x", "http://localhost:1").output
    )
    assert run("key", "sites", issued[:11]).stdout == "https://www.sen.example\nhttp://localhost:1\n"
    assert "*.sen.example: name each site" in run("key", "sites", issued[:11], "*.sen.example", code=2).stderr
    assert run("key", "sites", issued[:11], "--none").stdout == ""
    renewed = run("key", "renew", issued[:11]).stdout.strip()
    assert renewed != issued
    assert "opens nothing any more" in run("key", "revoke", renewed[:11]).output
    assert "has ended" in run("key", "renew", renewed[:11], code=2).stderr
    assert "revoked" in run("key", "list", "--commune", "hong-van").output
    assert "0 keys begin with" in run("key", "revoke", "lq_nothing", code=2).stderr
    assert "--days must be" in run("key", "issue", "hong-van", "Sen", "--days", "0", code=2).stderr
    assert "5 lines, unbroken" in run("audit", "verify").output


def test_an_operator_names_sites_with_the_key_and_finds_it_by_its_code(tmp_path):
    run = invoking(tmp_path)
    run("load", "content/hong-van")
    issued = run("key", "issue", "hong-van", "Sen", "--site", "sen.example", "--site", "http://localhost:8080")

    (code,) = re.findall(r"\?p=(\w{8})", issued.stderr)
    listed = run("key", "list").output
    assert code in listed
    assert "https://sen.example" in listed
    assert (
        run("key", "sites", f"{code[:4]}-{code[4:]}".lower()).stdout == "https://sen.example\nhttp://localhost:8080\n"
    )
    assert "*: name each site" in run("key", "issue", "hong-van", "Sen", "--site", "*", code=2).stderr
    assert "1 key(s)" in run("key", "list").output


def key_page(officer) -> str:
    """The page of the only key."""
    (way,) = {each["href"] for each in elements(officer.get("/studio/keys").text, "a") if "/keys/" in each["href"]}
    return str(way)


def key_in(answer) -> str:
    (secret,) = KEY.findall(answer.text)
    return str(secret)


def asked(app, path, secret=""):
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    return Phone(app, app.response_class, use_cookies=False).get(path, headers=headers)


def write(backends, clock, deed, site=None, **told) -> None:
    with backends.sessions.writing() as session:
        journal.note(session, deed, actor="Nguyễn Thị Hoa", commune=1, site=site, now=clock(), **told)


@pytest.fixture
def place(village) -> str:
    told = {"vi": words(), "en": words("The Hall", "hall", made_by="machine", reviewed=False)}
    return village.site(village.commune(), told=told)[1]


@pytest.fixture
def officer(app, backends, place):
    return at_desk(app, backends)
