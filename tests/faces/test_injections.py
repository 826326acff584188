"""Three hundred texts that want to be scripts, through every form of the desk: on every page they are words."""

import json
from io import BytesIO
from xml.etree import ElementTree as ET

import openpyxl

from tests.desk import at_desk
from tests.hostile_texts import PAYLOADS
from tests.injecting import harmful, inject

# Every one of them goes through every field in `python -m bench injections`, in Chromium; here, some of each kind.
SHORT = PAYLOADS[::19]


def test_there_are_three_hundred():
    assert len(PAYLOADS) >= 300


def test_what_is_written_at_the_desk_stays_words_everywhere(app, backends, village):
    commune = village.commune()
    officer = at_desk(app, backends, commune=commune)
    visitor = at_desk(app, backends, "contributor", commune).phone
    visitor.delete_cookie("desk", domain="guide.test")
    for payload in SHORT:
        injected = inject(backends, officer, commune, payload)
        assert injected.refused == (), payload
        for path in injected.public():
            answer = visitor.get(path, follow_redirects=True)
            assert answer.status_code == 200, (path, payload)
            assert harmful(answer.text) == [], (path, payload)
        for path in injected.at_desk():
            answer = officer.get(path, follow_redirects=True)
            assert answer.status_code == 200, (path, payload)
            assert harmful(answer.text) == [], (path, payload)
        told = json.loads(visitor.get(f"/api/v1/sites/{injected.id}").text)
        assert told["id"] == injected.id
    for path in ("/studio/", "/studio/sites", "/studio/translations", "/studio/journal", "/studio/review"):
        assert harmful(officer.get(path).text) == []
    ET.fromstring(visitor.get("/vi/communes/hong-van/podcast.xml").text)
    xliff = officer.get("/studio/exchange/file?tag=en&kind=xliff")
    ET.fromstring(xliff.data)
    sheet = officer.get("/studio/exchange/file?tag=en&kind=xlsx")
    cells = [cell for row in openpyxl.load_workbook(BytesIO(sheet.data)).active.iter_rows() for cell in row]
    assert len(cells) > len(SHORT)
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
