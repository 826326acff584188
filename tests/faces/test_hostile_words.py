"""Words that would harm a page, in every field that people fill in, stand on all pages as words."""

from datetime import date
from xml.etree import ElementTree as ET

import pytest

from tests.faces.markup import Elements, words_of
from tourism import codes
from tourism.communes import actions as communes
from tourism.communes.draft import Area, CommuneWords, Fact, Festival, Identity, Source
from tourism.sites.draft import Illustration, Practical, Section, Words
from tourism.tours import actions as tours
from tourism.tours.draft import StopDraft, TourDraft, TourWords
from tourism.wifi.draft import WifiDraft

HOSTILE = {
    "script": "<script>window.harmed=1</script>",
    "image": "<img src=x onerror=harm()>",
    "attribute": '" onmouseover="harm()" x=\'',
    "single": "' onfocus='harm()' autofocus x=\"",
    "template": "{{ 7*191 }}{% raw %}${7*191}#{7*191}",
    "closing": "</title></style></textarea></svg></template>]]>--><script>harm()</script>",
    "link": "[x](javascript:harm()) <javascript:harm()> ![x](//evil.example/x.png)",
    "bidi": "\u202eexe.gpj\u202c \u2066abc\u2069 \u200f\u061c",
    "long": "Ò" * 150,
    "right-to-left": "قرية الزهور דוגמה",
    "emoji": "👩🏽\u200d🌾🏯 𠮷野家 🇻🇳",
    "combining": "o" + "\u0302\u0301\u0323" * 30,
    "entities": "&lt;b&gt; &amp;amp; &#x3C;script&#x3E; &quot;",
    "percent": "%(name)s %s %d %% {0} {name}",
    "control": "a\x01b\x0bc\x1fd\x7fe\ufffef\u2028g",
    "markdown": "**fett** _kursiv_ `code` <!-- comment -->",
}
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_words_are_words(kind, village, visitor):
    told = HOSTILE[kind]
    paths = a_hostile_house(village, told)
    for path in paths:
        answer = visitor.get(path)

        assert answer.status_code == 200, path
        if answer.mimetype == "image/svg+xml":
            drawn = {element.tag.removeprefix(SVG) for element in ET.fromstring(answer.text).iter()}
            assert drawn <= {"svg", "g", "rect", "path", "text"}, path
            continue
        if answer.mimetype != "text/html":
            continue
        assert not [each for each in Elements(answer.text).found if harmful(each)], path
        assert "1337" not in answer.text, path


def test_hostile_names_are_still_read_as_they_were_written(village, visitor):
    told = HOSTILE["script"]
    paths = a_hostile_house(village, told)

    for path in paths[:4]:
        assert told in words_of(visitor.get(path).text), path


@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_code_is_shown_as_it_was_typed(typed, reader):
    answer = reader.get("/q", query_string={"code": typed}, follow_redirects=True)

    assert answer.status_code == 404
    assert not [each for each in Elements(answer.text).found if harmful(each)]
    box = next(attributes for tag, attributes in Elements(answer.text).found if tag == "input")
    assert box["value"] == typed[:40]


def harmful(element: tuple[str, dict[str, str]]) -> bool:
    """Whether an element is one that the words wanted to be."""
    tag, attributes = element
    return (
        # What programs read of a page is data, and no script.
        (tag == "script" and "src" not in attributes and attributes.get("type") != "application/ld+json")
        or any(name.startswith("on") for name in attributes)
        or "autofocus" in attributes
        or attributes.get("src") == "x"
        or any(value.lower().startswith("javascript:") for value in attributes.values())
        or "evil.example" in attributes.get("src", "")
    )


def a_hostile_house(village, told: str) -> list[str]:
    """A commune whose every text is `told`; the addresses of all its pages."""
    line = told[:150].strip()
    texts = {"vi": line}
    commune = village.commune(
        identities=(Identity(name=line, parent=line, code="1", confidence="H", valid_from=date(2025, 7, 1)),),
        areas=(Area(key="van-la", names=texts),),
        facts=(Fact(key="where", confidence="M", sources=("S1",), texts=texts),),
        festivals=(
            Festival(
                key="hoi",
                lunar=line,
                solar={2027: "2027-03-15/2027-03-17"},
                confidence="L",
                sources=("S1",),
                names=texts,
                texts=texts,
            ),
        ),
        sources={"S1": Source(title=line)},
        emergency=line,
    )
    with village.backends.sessions.writing() as session:
        written, _, _ = village_draft(session)
        words = {"vi": CommuneWords(name=line, tagline=line, made_by="human", reviewed=True, welcome=told)}
        communes.save(session, written, words, None)
    sign, public_id = codes.mint(), codes.mint()
    text = Words(
        name=line,
        slug="ten",
        hook=line,
        made_by="machine",
        reviewed=False,
        story=f"{told}\n\n{told} {told}",
        sections=(Section(title=line, text=told),),
    )
    practical = Practical(price=texts, season=texts, dress=texts, toilets=texts, contact=texts)
    village.site(
        commune,
        "ten",
        sign=sign,
        public_id=public_id,
        told={"vi": text},
        next="nghe",
        practical=practical,
        illustration=Illustration(alt=texts),
    )
    village.site(commune, "nghe", told={"vi": text}, story="process", kind="craft", order=2)
    tour = TourDraft(
        id=codes.mint(),
        season=texts,
        stops=tuple(StopDraft(site=key, kind="visit", dwell_minutes=5, notes=texts) for key in ("ten", "nghe")),
    )
    with village.backends.sessions.writing() as session:
        words_of_tour = TourWords(name=line, slug="di", hook=line, made_by="machine", reviewed=False, intro=told)
        tours.save(session, commune, "di", tour, {"vi": words_of_tour}, village.backends.clock())
    network = line.encode()[:32].decode(errors="ignore").strip() or "x"
    point = WifiDraft(
        id=codes.mint(),
        site="ten",
        network=network,
        security="wpa",
        password=(line * 8)[:63],
        provider=line,
        names=texts,
    )
    village.wifi(commune, point)
    village.voices()
    return [
        "/vi/communes/hong-van",
        f"/q/{sign}",
        f"/vi/tours/{tour.id}/di",
        "/vi/nearby",
        "/vi/",
        "/ko/communes/hong-van",
        f"/ko/sites/{public_id}/ten",
        f"/vi/tours/{tour.id}/di/1",
        f"/vi/tours/{tour.id}/di/2",
        "/vi/wifi",
        "/vi/communes/hong-van/wifi",
        f"/signs/{sign}.svg",
        f"/signs/{sign}.png",
        f"/wifi/{point.id}.svg",
        "/sitemap.xml",
    ]


def village_draft(session):
    """What the commune was built from."""
    from tourism.communes import queries

    return queries.draft_of(session, "hong-van")
