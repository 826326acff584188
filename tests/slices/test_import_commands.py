"""Places out of a file from the command line: the same look, and nothing is kept without being told."""

import re
import sqlite3
from contextlib import closing

import pytest

from tests.legacy_fonts import in_tcvn3
from tests.slices.test_broken_content import FILES
from tests.slices.test_commands import invoking
from tourism.importing.sentences import FILE

CSV = "Tên,Loại,X,Y\nMiếu Bến,miếu,2309456.12,593210.5\nChợ,chợ chiền,2309000,593000\n"


def test_a_file_is_looked_at_and_nothing_is_kept(run, table, count):
    told = run("import", table, "--commune", "lang", "--zone", "105-00").output

    assert re.search(r"20\.8757\d\d, 105\.8977\d\d ± 10 m", told)
    assert "cannot be kept: Loại: “chợ chiền” is no kind of place that we know. Is “market” meant?" in told
    assert "2 places; 1 cannot be kept; 0 may be here already." in told
    assert told.endswith("Nothing was kept. --keep begins these places.\n")
    assert count() == 2


def test_a_broken_row_keeps_nothing_until_it_is_left_out(run, table, count):
    asked = ("import", table, "--commune", "lang", "--zone", "105-00", "--keep")

    assert "Nothing was kept. Rows that cannot be kept" in run(*asked, code=2).stderr
    assert count() == 2

    assert "1 drafts were begun." in run(*asked, "--without", "3").output
    assert count() == 3
    assert "places.imported" in run("audit", "list").output


def test_what_is_here_already_is_left_out(run, table, count):
    asked = ("import", table, "--commune", "lang", "--zone", "105-00", "--keep", "--without", "3")
    run(*asked)

    assert "All rows are left out" in run(*asked, code=2).stderr
    assert count() == 3


@pytest.mark.parametrize(
    "data, options, sentence",
    [
        (in_tcvn3("Tên,Loại\nĐình làng thờ Chử Đồng Tử,đình\n"), (), FILE["import-tcvn3"]),
        (b"\x89PNG\r\n\0\0", (), FILE["import-not-text"]),
        (b" " * 6_000_000, (), FILE["import-too-big"]),
        (CSV.encode(), ("--language", "xx"), "Languages are vi, en"),
        (CSV.encode(), ("--without", "x"), "--without takes numbers of rows"),
        (CSV.encode(), ("--zone", "99-00"), "is not one of"),
        (CSV.encode(), ("--commune", "nowhere"), "no-such-commune"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(run, tmp_path, data, options, sentence):
    file = tmp_path / "x.csv"
    file.write_bytes(data)

    assert sentence in run("import", file, "--commune", "lang", *options, code=2).stderr


@pytest.fixture
def run(tmp_path):
    """Commands in a house where a commune of two places is loaded."""
    for name, text in FILES.items():
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    invoke = invoking(tmp_path)
    invoke("load", tmp_path / "content" / "lang")
    return invoke


@pytest.fixture
def count(tmp_path):
    """How many places there are."""

    def found() -> int:
        with closing(sqlite3.connect(tmp_path / "guide.sqlite")) as connection:
            return int(connection.execute("SELECT count(*) FROM site").fetchone()[0])

    return found


@pytest.fixture
def table(tmp_path):
    file = tmp_path / "diem.csv"
    file.write_text(CSV, encoding="utf-8")
    return file
