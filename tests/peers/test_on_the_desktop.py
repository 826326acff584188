"""Programs on people's own computers: a podcast client, a calendar, a spreadsheet."""

import os
import re
from pathlib import Path

import openpyxl

from tests.hostile_texts import PAYLOADS
from tests.peers.conftest import House
from tests.peers.programs import fetched, found, said
from tests.roadbooks import hostile_roadbook
from tourism.tours.table import csv as table

EPISODES = ["Đình Vân La", "Chợ Mới", "Uốn cây", "Chùa Làng"]
# What a spreadsheet takes for the beginning of a formula.
BEGINS = ("=", "+", "-", "@", "\t", "\r")
FORMULAS = (
    "=1+1", "=SUM(1,2)", "+1+1", "-1-1", "@SUM(1,2)", "=cmd|' /C calc'!A0", '=HYPERLINK("http://evil.example";"x")',
    '=WEBSERVICE("http://evil.example")', "=1+1;2", "\t=1+1", "=IMPORTXML(1)", "+cmd|' /C notepad'!A1",
    "-2+3+cmd|' /C calc'!A0",
)  # fmt: skip


def test_gpodder_subscribes_and_downloads_every_episode(house: House, tmp_path, saw):
    home = {**at_home(tmp_path), "GPODDER_HOME": str(tmp_path / "gpodder")}
    gpo, feed = found("gpo", "gpodder"), f"{house.base}/vi/communes/hong-van/podcast.xml"

    said([gpo, "-q", "subscribe", feed], environment=home)
    said([gpo, "-q", "download", feed], environment=home)

    listed = said([gpo, "-q", "list"], environment=home)
    sounds = [each for each in (tmp_path / "gpodder" / "Downloads").rglob("*.mp3") if each.stat().st_size > 1000]
    assert feed in listed
    assert len(sounds) == len(EPISODES)
    kept = {each.read_bytes() for each in sounds}
    assert kept == {fetched(f"{house.base}{each}") for each in house.asked_by("gPodder") if each.endswith(".mp3")}
    version = re.search(r"gPodder/([\d.]+)", " ".join(each.program for each in house.log))
    saw(f"gPodder {version[1] if version else '?'}: subscribed, {len(sounds)} episodes downloaded, byte for byte ours")


def test_khal_shows_the_tour_at_its_hour(house: House, tmp_path, saw):
    khal = found("khal", "khal")
    (tmp_path / "calendar").mkdir()
    (tmp_path / "khal.conf").write_text(
        f"[calendars]\n[[guide]]\npath = {tmp_path}/calendar\n"
        "[locale]\nlocal_timezone = Asia/Ho_Chi_Minh\ndefault_timezone = Asia/Ho_Chi_Minh\n"
        "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        f"[sqlite]\npath = {tmp_path}/khal.db\n",
        encoding="utf-8",
    )
    file = tmp_path / "mot-ngay.ics"
    file.write_bytes(fetched(f"{house.base}/vi/tours/{house.hamlet.tour}/mot-ngay.ics?day=2027-03-15&start=07:30"))
    settings = ["-c", str(tmp_path / "khal.conf")]

    said([khal, *settings, "import", "--batch", str(file)], environment=at_home(tmp_path))
    form = "{start-date} {start-time}|{title}|{location}|{uid}"
    told = said([khal, *settings, "list", "-df", "", "-f", form, "2027-03-15", "1d"], environment=at_home(tmp_path))

    host = house.base.removeprefix("http://")
    (line,) = told.split("\n", 1)[:1]
    assert line.split("|")[:3] == ["2027-03-15 07:30", "Một ngày", "Đình Vân La, Hồng Vân"]
    assert line.split("|")[3] == f"tour-{house.hamlet.tour}-20270315@{host}"
    version = said([khal, "--version"], environment=at_home(tmp_path)).split()[-1]
    saw(f"khal {version}: {line}")


def test_libreoffice_reckons_nothing_in_a_table(tmp_path, saw):
    soffice = found("soffice", "libreoffice-calc-nogui")
    hostile = [*FORMULAS, *(each for each in PAYLOADS if each.startswith(BEGINS))]
    for number, each in enumerate(hostile):
        (tmp_path / f"{number}.csv").write_bytes(table(hostile_roadbook(each)))
    # What it does where nobody has taken care.
    (tmp_path / "careless.csv").write_text("=1+1\n=2*3\n", encoding="utf-8")

    # Commas, UTF-8, special numbers found, formulas reckoned.
    options = "CSV:44,34,76,1,,0,false,true,false,false,false,0,true"
    command = [soffice, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", f"--infilter={options}"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out")]
    said([*command, *map(str, sorted(tmp_path.glob("*.csv")))], environment=at_home(tmp_path), seconds=300)

    careless = cells(tmp_path / "out" / "careless.xlsx")
    told = [each for number in range(len(hostile)) for each in cells(tmp_path / "out" / f"{number}.xlsx")]
    like = [value for _, value in told if value.lstrip("'").startswith(BEGINS)]
    assert [kind for kind, _ in careless] == ["f", "f"]
    assert len(like) >= 40
    assert [value for kind, value in told if kind == "f"] == []
    version = said([soffice, "--version"], environment=at_home(tmp_path)).split()[1]
    saw(f"LibreOffice {version}: {len(like)} cells like formulas in {len(hostile)} CSV tables, 0 reckoned")


def cells(file: Path) -> list[tuple[str, str]]:
    """Kind (`f` is a formula) and content of every cell that has one."""
    rows = openpyxl.load_workbook(file).active.iter_rows()
    return [(cell.data_type, str(cell.value)) for row in rows for cell in row if cell.value is not None]


def at_home(folder: Path) -> dict[str, str]:
    """An account with nothing in it."""
    return {"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
