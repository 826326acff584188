"""A sign's code, forgiven where it can be; where it cannot, a page that helps."""

import pytest

from tests.faces.markup import elements, words_of
from tourism import codes
from tourism.codes import ALPHABET, printed


@pytest.mark.parametrize(
    "spelling",
    [
        str.lower,
        printed,
        " ".join,
        lambda code: f"{code[:4]} - {code[4:]}",
        lambda code: printed(code).lower(),
        lambda code: code.replace("0", "O").replace("1", "l"),
        lambda code: code.replace("0", "o").replace("1", "I"),
        lambda code: "".join(chr(ord(each) + 0xFEE0) for each in code),
        lambda code: f"{code[:4]}–{code[4:]}",
        lambda code: f"\u00a0{code}\u3000",
    ],
)
def test_a_code_is_read_as_people_type_it(spelling, village, visitor):
    code = code_with("0", "1")
    _, public_id = village.site(village.commune(), sign=code)

    answer = visitor.get(f"/q/{spelling(code)}")

    assert answer.status_code == 200
    assert answer.headers["Content-Location"] == f"/vi/sites/{public_id}/dinh-van-la"


def test_a_code_in_the_box_leads_to_its_page(standing, reader):
    answer = reader.get("/q", query_string={"code": printed(standing.site.sign).lower()}, follow_redirects=True)

    assert answer.status_code == 200
    assert "Đình Vân La" in answer.text


def test_scanning_answers_with_the_page_itself(standing, reader):
    answer = reader.get(f"/q/{standing.site.sign}", headers={"Accept-Language": "en"})

    path = f"/en/sites/{standing.site.id}/van-la-communal-house"
    assert answer.status_code == 200
    assert answer.headers["Content-Location"] == path
    assert "Accept-Language" in answer.headers["Vary"]
    assert elements(answer.text, "link", rel="canonical") == [{"rel": "canonical", "href": f"http://guide.test{path}"}]


def test_any_single_slip_is_answered_with_the_right_sign(standing, reader):
    code = standing.site.sign
    for wrong in single_slips(code):
        answer = reader.get(f"/q/{wrong}")

        assert answer.status_code == 404, wrong
        assert f"/q/{code}" in {each["href"] for each in elements(answer.text, "a")}, wrong
        assert printed(code) in words_of(answer.text), wrong


def test_a_wrong_code_stands_in_the_box_again_beside_ways_on(standing, reader):
    answer = reader.get("/q/ABCD-EFGH", headers={"Accept-Language": "en"})

    assert answer.status_code == 404
    assert "No sign carries this code." in words_of(answer.text)
    assert [each["value"] for each in elements(answer.text, "input", name="code")] == ["ABCD-EFGH"]
    hrefs = {each.get("href") for each in elements(answer.text, "a")}
    assert {"/en/nearby", f"/en/sites/{standing.site.id}/van-la-communal-house"} <= hrefs
    assert elements(answer.text, "meta", name="robots") == [{"name": "robots", "content": "noindex"}]
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "typed", ["7K3Q.2M5P", "http://guide.test/q/7K3Q2M5P", "xin chào!", "<b>7K3Q</b>", "7K3Q_2M5P", "?"]
)
def test_what_is_no_code_at_all_gets_the_same_help(typed, standing, reader):
    answer = reader.get("/q", query_string={"code": typed}, follow_redirects=True)

    assert answer.status_code == 404
    assert "<b>7K3Q" not in answer.text
    assert [each["value"] for each in elements(answer.text, "input", name="code")] == [typed]


@pytest.mark.parametrize("typed", ["", "   ", "--"])
def test_an_empty_box_leads_back_to_the_box(typed, standing, reader):
    answer = reader.get("/q", query_string={"code": typed})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/vi/scan")


def test_a_very_long_code_is_cut_and_answered(standing, reader):
    answer = reader.get("/q/" + "Z" * 5000)

    assert answer.status_code == 404
    assert "Z" * 41 not in answer.text


def test_the_sign_of_a_place_at_rest_says_that_it_stays_valid(standing, reader):
    answer = reader.get(f"/q/{standing.withdrawn.sign}", headers={"Accept-Language": "en"})

    assert answer.status_code == 410
    assert "Its sign stays valid." in words_of(answer.text)
    assert elements(answer.text, "a", href="/en/nearby")


def test_a_retired_sign_goes_on_answering(village, visitor):
    from tourism.sites import signage

    old, new = codes.mint(), codes.mint()
    row, public_id = village.site(village.commune(), sign=old)
    with village.backends.sessions.writing() as session:
        signage.keep_signs(session, row, {new})

    assert visitor.get(f"/q/{old}").headers["Content-Location"] == f"/vi/sites/{public_id}/dinh-van-la"


def test_the_right_sign_is_suggested_though_others_near_it_are_at_rest(village, visitor):
    from tourism.publishing import actions as publishing

    commune = village.commune()
    wrong = next(code for code in iter(codes.mint, None) if not code.startswith("0"))[:-1] + "U"
    near = sorted(codes.near_misses(wrong))
    for number, code in enumerate(near[:-1]):
        row, _ = village.site(commune, f"rest-{number}", sign=code, order=number + 2)
        with village.backends.sessions.writing() as session:
            publishing.withdraw_site(session, row, commune, village.backends.clock())
    village.site(commune, sign=near[-1])

    assert f"/q/{near[-1]}" in visitor.get(f"/q/{wrong}").text


@pytest.mark.parametrize("path", ["/q/ABCDEFGH", "/nowhere", "/vi/sites/ABCDEFGH/", "/signs/ABCDEFGH.svg"])
def test_the_languages_of_a_wrong_turn_lead_somewhere(path, standing, reader):
    page = reader.get(path).text
    menu = {each["data-language"]: each["href"] for each in elements(page, "a") if "data-language" in each}

    assert set(menu) == {"vi", "en", "zh-Hans", "ko", "zh-Hant", "ja", "fr"}
    for tag, target in menu.items():
        there = reader.get(target)
        assert elements(there.text, "html")[0]["lang"] == tag, target


def test_a_wrong_code_keeps_its_suggestion_in_another_language(standing, reader):
    wrong = swapped(standing.site.sign)
    page = reader.get(f"/q/{wrong}", headers={"Accept-Language": "vi"}).text
    korean = next(each["href"] for each in elements(page, "a") if each.get("data-language") == "ko")

    there = reader.get(korean, headers={"Accept-Language": "vi"})

    assert elements(there.text, "html")[0]["lang"] == "ko"
    assert f"/q/{standing.site.sign}" in {each["href"] for each in elements(there.text, "a")}
    assert [each["value"] for each in elements(there.text, "input", name="code")] == [wrong]


def test_an_error_speaks_the_language_of_its_address(standing, reader):
    for path in (
        "/ko/nowhere",
        "/ko/sites/ABCDEFGH/",
        "/ko/communes/nowhere",
        f"/ko/tours/{standing.tour}/mot-ngay/99",
    ):
        answer = reader.get(path, headers={"Accept-Language": "fr"})

        assert answer.status_code == 404, path
        assert elements(answer.text, "html")[0]["lang"] == "ko", path


def single_slips(code: str) -> set[str]:
    """One wrong character, one missing, one too many, two neighbours swapped."""
    wrong = {code[:at] + other + code[at + 1 :] for at in range(8) for other in ALPHABET[:: 1 + at % 3]}
    wrong |= {code[:at] + code[at + 1 :] for at in range(8)}
    wrong |= {code[:at] + other + code[at:] for at in range(9) for other in "07Z"}
    wrong |= {swapped(code, at) for at in range(7)}
    return wrong - {code}


def swapped(code: str, at: int | None = None) -> str:
    """The code with two unlike neighbours swapped, the first such pair without `at`."""
    if at is None:
        at = next(place for place in range(7) if code[place] != code[place + 1])
    return code[:at] + code[at + 1] + code[at] + code[at + 2 :]


def code_with(*wanted: str) -> str:
    """A whole code in which these characters occur."""
    return next(code for code in iter(codes.mint, None) if all(each in code for each in wanted))
