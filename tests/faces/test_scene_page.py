"""A site in 3D: honest words first, the viewer on a tap, each part with what the voice says of it."""

import json
import re
from typing import Any

import pytest

from tests.builders import words
from tests.conftest import HOST
from tests.faces.conftest import Place
from tests.faces.markup import elements, words_of
from tourism import codes
from tourism.scenes import actions as scenes

TERMS = {
    "scan": "quét 3D",
    "modelled": "dựng theo số đo",
    "reconstruction": "phục dựng giả định",
    "illustration": "mô hình minh họa",
}
VIEWER_STYLE = "'sha256-PXtZZkJMMyc18o/DN1ZEFOJ2qEGq95IQbVaJFMOXOb0='"


def page_of(reader, place, tag="vi") -> str:
    """A site's page in 3D."""
    answer = reader.get(f"/{tag}/sites/{place.id}/3d")
    assert answer.status_code == 200
    return answer.text


def test_the_picture_and_the_words_are_there_before_any_script(standing, reader):
    page = page_of(reader, standing.site)
    before_the_template = page.split("<template")[0]
    (source,) = elements(before_the_template, "source")
    (picture,) = [each for each in elements(before_the_template, "img") if "960" in each["width"]]

    assert (source["type"], reader.get(source["srcset"]).mimetype) == ("image/avif", "image/avif")
    assert reader.get(picture["src"]).mimetype == "image/webp"
    assert picture["alt"] == "Mô hình 3D của Đình Vân La: mô hình minh họa"
    assert elements(page, "h1")
    for said in ("Mái đình cong bên sông", "Mô hình minh họa", "cao 8,5 m", "Xưởng làng", "Bốn góc mái cong lên."):
        assert said in words_of(page), said


def test_the_button_says_what_it_costs_and_the_viewer_waits_for_it(standing, reader):
    page = page_of(reader, standing.site)
    outside = re.sub(r"<template.*?</template>", "", page, flags=re.DOTALL)

    assert re.search(r"Xem 3D.*1,2 MB", words_of(outside))
    assert elements(page, "model-viewer")
    assert not elements(outside, "model-viewer")
    assert not [each for each in elements(page, "script") if "vendor" in each.get("src", "")]


@pytest.mark.parametrize("origin", TERMS)
def test_every_language_says_what_the_model_is_with_the_village_s_own_word(origin, village, visitor):
    place = shown(village, origin=origin)
    pages = {tag: page_of(visitor, place, tag) for tag in ("en", "zh-Hans", "ko", "zh-Hant", "ja", "fr")}
    captions = {tag: page.split("<figcaption>")[1].split("</figcaption>")[0] for tag, page in pages.items()}

    for tag, caption in captions.items():
        assert f'<span lang="vi">{TERMS[origin]}</span>' in caption, tag
        assert words_of(caption).split("(")[0].strip() not in ("", TERMS[origin]), tag
    # Simplified and traditional Chinese may agree.
    assert len(set(captions.values())) >= 5


def test_in_vietnamese_the_word_stands_once(standing, reader):
    caption = page_of(reader, standing.site).split("<figcaption>")[1].split("</figcaption>")[0]

    assert words_of(caption) == "Mô hình minh họa · cao 8,5 m"


def test_parts_are_numbered_on_the_model_and_in_the_list_with_the_time_they_are_told_at(standing, reader):
    page = page_of(reader, standing.site)
    spots, listed = (elements(page, "button", **{"class": name}) for name in ("spot", "part"))

    assert [each["slot"] for each in spots] == ["hotspot-mai-dinh", "hotspot-san"]
    assert [each["data-part"] for each in listed] == ["mai-dinh", "san"]
    assert [each["data-from"] for each in spots] == [each["data-from"] for each in listed]
    assert int(listed[0]["data-from"]) < int(listed[1]["data-from"])
    # Two fifths of the longest side, which is 12 m.
    assert spots[0]["data-position"] == "0.0m 4.8m 2.4m"
    assert listed[0]["data-orbit"] == "0.0deg 75.0deg 19.2m"


def test_the_cues_are_called_as_the_parts_are_and_say_the_page_s_times(standing, reader):
    page = page_of(reader, standing.site)
    (track,) = elements(page, "track")
    cues = reader.get(track["src"])

    assert (track["kind"], track["srclang"]) == ("metadata", "vi")
    assert cues.mimetype == "text/vtt"
    assert re.findall(r"(?m)^(\S+)\n\d\d:", cues.text) == ["mai-dinh", "san"]
    starts = [
        ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(rest)
        for hours, minutes, seconds, rest in re.findall(r"(?m)^(\d\d):(\d\d):(\d\d)\.(\d{3}) -->", cues.text)
    ]
    assert starts == [int(each["data-from"]) for each in elements(page, "button", **{"class": "part"})]


def test_a_part_without_a_name_in_the_language_keeps_the_one_it_has_and_says_whose_it_is(standing, reader):
    page = page_of(reader, standing.site, "en")
    names = re.findall(r"<b([^>]*)>([^<]+)</b>", page.split('class="parts"')[1].split("</ol>")[0])

    assert names == [("", "The roof"), (' lang="vi" dir="auto"', "Sân gạch")]


def test_a_language_that_the_site_is_not_told_in_says_which_one_is_heard(standing, reader):
    page = page_of(reader, standing.site, "ja")

    assert elements(page, "h1")[0]["lang"] == "en"
    assert elements(page, "track")[0]["srclang"] == "en"
    assert "English" in words_of(page.split('class="notice"')[1].split("</div>")[0])


def test_while_nothing_is_heard_the_parts_can_still_be_gone_through(village, visitor):
    page = page_of(visitor, shown(village))

    assert not elements(page, "audio")
    assert [each["data-part"] for each in elements(page, "button", **{"class": "part"})] == ["mai-dinh", "san"]
    assert not [each for each in elements(page, "button") if "data-from" in each]
    assert "Bốn góc mái cong lên." in words_of(page)
    assert "Giọng đọc của trang này đang được tạo" in words_of(page)


def test_before_oneself_it_stands_only_in_the_size_that_somebody_vouches_for(standing, village, reader, visitor):
    sized, unsized = page_of(reader, standing.site), page_of(visitor, shown(village, confirmed_by=""))
    (viewer,) = elements(sized, "model-viewer")
    (without,) = elements(unsized, "model-viewer")

    assert "ar" in viewer
    assert {key: viewer[key] for key in ("ar-modes", "ar-scale", "ar-placement")} == {
        "ar-modes": "webxr quick-look", "ar-scale": "fixed", "ar-placement": "floor",
    }  # fmt: skip
    assert viewer["ios-src"].endswith(".usdz")
    assert [each for each in elements(sized, "section") if "data-yard" in each]
    assert not [key for key in without if key.startswith("ar") and key != "aria-label"]
    assert not [each for each in elements(unsized, "section") if "data-yard" in each]
    assert "chưa ai xác nhận" in words_of(unsized)
    assert "cao 8,5 m" not in words_of(unsized)


def test_another_app_is_handed_the_plain_file_by_its_full_address(standing, reader):
    (yard,) = [each for each in elements(page_of(reader, standing.site), "section") if "data-yard" in each]

    assert yard["data-model"].startswith(f"http://{HOST}/media/")
    assert yard["data-model"].endswith(".glb")
    assert yard["data-address"] == f"http://{HOST}/vi/sites/{standing.site.id}/3d"


def test_without_a_script_the_files_are_plain_links(standing, reader):
    page = page_of(reader, standing.site)
    files = {each["type"]: each["href"] for each in elements(page, "a") if "type" in each}

    assert {kind: reader.get(path).mimetype for kind, path in files.items()} == {
        "model/gltf-binary": "model/gltf-binary",
        "model/vnd.usdz+zip": "model/vnd.usdz+zip",
    }


def test_a_desk_s_screen_has_a_code_for_a_phone(standing, reader):
    code = reader.get(f"/vi/sites/{standing.site.id}/3d/phone.svg")

    assert (code.status_code, code.mimetype) == (200, "image/svg+xml")


def test_this_page_alone_lets_the_viewer_s_style_through(standing, reader):
    here = reader.get(f"/vi/sites/{standing.site.id}/3d").headers["Content-Security-Policy"]
    elsewhere = reader.get(f"/vi/sites/{standing.site.id}/dinh-van-la").headers["Content-Security-Policy"]

    assert VIEWER_STYLE in here
    assert "connect-src 'self' blob: data:;" in here
    assert here.replace(f" {VIEWER_STYLE}", "").replace("blob: data:; font", "blob:; font") == elsewhere


def test_machines_find_the_model_and_the_documents_that_tell_of_it(standing, reader):
    page = page_of(reader, standing.site)
    linked = json.loads(page.split('<script type="application/ld+json">')[1].split("</script>")[0])
    kinds = {each["type"]: each["href"] for each in elements(page, "link", rel="alternate") if "type" in each}

    assert linked["@type"] == "3DModel"
    assert linked["isResizable"] is False
    assert kinds["application/json"].endswith(f"/api/v1/sites/{standing.site.id}/scene.json")
    assert 'application/ld+json;profile="http://iiif.io/api/presentation/3/context.json"' in kinds
    assert [reader.get(path.removeprefix(f"http://{HOST}")).status_code for path in kinds.values()] == [200] * 3


def test_hostile_words_stay_words(village, visitor):
    told = {"vi": words("</script><script>alert(1)</script>", "x")}
    page = page_of(visitor, shown(village, told, credit='"><img src=x onerror=alert(1)>'))

    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert json.loads(page.split('<script type="application/ld+json">')[1].split("</script>")[0])["@type"] == "3DModel"


def test_each_language_has_its_page_and_the_card_is_the_model_s(standing, reader):
    page = page_of(reader, standing.site, "ko")
    (canonical,) = elements(page, "link", rel="canonical")
    (picture,) = elements(page, "meta", property="og:image")
    others = {each["hreflang"]: each["href"] for each in elements(page, "link", rel="alternate") if "hreflang" in each}

    assert canonical["href"] == f"http://{HOST}/ko/sites/{standing.site.id}/3d"
    assert others["fr"] == f"http://{HOST}/fr/sites/{standing.site.id}/3d"
    assert reader.get(picture["content"].removeprefix(f"http://{HOST}")).mimetype == "image/jpeg"


def test_the_place_s_own_page_leads_here_where_there_is_a_model(standing, reader):
    with_model = reader.get(f"/vi/sites/{standing.site.id}/dinh-van-la").text
    without = reader.get(f"/vi/sites/{standing.plain.id}/cho-moi").text

    assert elements(with_model, "a", href=f"/vi/sites/{standing.site.id}/3d")
    assert "Xem 3D" in words_of(with_model)
    assert "Xem 3D" not in words_of(without)


@pytest.mark.parametrize("path", ["3d", "3d/parts.vtt", "3d/phone.svg"])
def test_where_nothing_is_published_there_is_no_page(path, standing, village, reader, visitor):
    hidden = shown(village, published=False)

    for answer in (
        visitor.get(f"/vi/sites/{hidden.id}/{path}"),
        reader.get(f"/vi/sites/{standing.plain.id}/{path}"),
        reader.get(f"/vi/sites/{standing.withdrawn.id}/{path}"),
        reader.get(f"/vi/sites/{codes.mint()}/{path}"),
    ):
        assert answer.status_code == 404
    assert "Nơi này chưa có mô hình 3D để xem." in words_of(visitor.get(f"/vi/sites/{hidden.id}/3d").text)


def test_a_withdrawn_model_is_gone_from_both_pages(village, visitor):
    place = shown(village)
    assert "Xem 3D" in words_of(visitor.get(f"/vi/sites/{place.id}/dinh-van-la").text)

    with village.backends.sessions.writing() as session:
        scenes.withdraw(session, place.row, village.backends.clock())

    assert visitor.get(f"/vi/sites/{place.id}/3d?fresh").status_code == 404
    assert "Xem 3D" not in words_of(visitor.get(f"/vi/sites/{place.id}/dinh-van-la?fresh").text)


def shown(village, told: Any = None, *, published: bool = True, **changes: Any) -> Place:
    """The only place of its commune, in 3D."""
    row, public_id = village.site(village.commune(), told=told)
    village.scene(row, published=published, **changes)
    return Place(row, public_id, "")
