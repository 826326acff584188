"""Faults in people's files: every one is listed with its file and line, and nothing is kept."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from tourism.content import actions, files
from tourism.errors import BrokenContent, Invalid
from tourism.guide import content_languages
from tourism.storage.database import Base

FRONT = "---\nname: {name}\nslug: {slug}\nhook: Một câu\nmade_by: human\nreviewed: true\n---\n"
FILES = {
    "languages.yaml": "- {code: vi}\n- {code: en}\n",
    "lang/commune.yaml": """\
slug: lang
id: "1000000M"
identities:
  - {name: xã Làng, parent: TP Hà Nội, confidence: H, sources: [S1]}
centre: {lat: 20.88, lon: 105.9}
bbox: [105.8, 20.8, 106.0, 20.95]
theme: {name: giay-do, primary: '#A8322A', secondary: '#2F5D46', pattern: pattern.svg}
languages: [vi, en]
areas:
  - {key: van-la, names: {vi: Vân La}}
facts:
  - key: location
    confidence: H
    sources: [S1]
    texts: {vi: "Bên sông."}
festivals:
  - key: hoi
    confidence: M
    sources: [S1]
    solar: {2027: 2027-03-15/2027-03-17}
    names: {vi: Hội}
    texts: {}
sources:
  S1: {title: Báo}
""",
    "lang/vi.md": "---\nname: Làng\ntagline: Bên sông\nmade_by: human\nreviewed: true\n---\nXin chào.\n",
    "lang/pattern.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "lang/wifi.yaml": 'points:\n  - id: "2000000D"\n    site: dinh\n    network: Lang\n    security: open\n',
    "lang/lexicon.yaml": "# said so\nen:\n  Văn Miếu: Van Mew\n  No: number\nvi:\n  UNESCO: u nét xcô\n",
    "lang/sites/dinh/site.yaml": """\
id: "3000000S"
sign: ["4000000T"]
kind: communal_house
area: van-la
pin: {lat: 20.88, lon: 105.9, accuracy_m: 20}
order: 1
next: cho
practical:
  hours: {mon: [["07:30", "11:30"]]}
facts:
  - key: age
    confidence: H
    sources: [S1]
    texts:
      vi: "Cổ."
""",
    "lang/sites/dinh/vi.md": """\
---
name: Đình
slug: dinh
hook: Mái cong
made_by: human
reviewed: true
---

Hãy nhìn.

## Đọc thêm
Nữa.
""",
    "lang/sites/dinh/illustration.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "lang/sites/cho/site.yaml": """\
id: "5000000E"
kind: market
pin: {lat: 20.89, lon: 105.9, accuracy_m: 20}
order: 2
""",
    "lang/sites/cho/vi.md": FRONT.format(name="Chợ", slug="cho") + "Hãy nghe.\n",
    "lang/tours/di/tour.yaml": """\
id: "6000000Q"
stops:
  - {site: dinh, kind: visit, dwell_minutes: 20}
  - {site: cho, kind: shop, dwell_minutes: 20}
""",
    "lang/tours/di/vi.md": FRONT.format(name="Đi", slug="di") + "Đi thôi.\n",
}
COMMUNE, SITE, STORY, TOUR = "commune.yaml", "sites/dinh/site.yaml", "sites/dinh/vi.md", "tours/di/tour.yaml"
LEXICON = "lexicon.yaml"
FAULTS = [
    (COMMUNE, "slug: lang", "slug: làng", 1),
    (COMMUNE, "slug: lang", "slug: other", 1),
    (COMMUNE, '"1000000M"', '"10000009"', 2),
    (COMMUNE, '"1000000M"', "SOON", 2),
    (COMMUNE, "confidence: H, sources: [S1]}", "confidence: X, sources: [S1]}", 4),
    (COMMUNE, "sources: [S1]}\ncentre", "sources: [S1], valid_to: 2025-13-45}\ncentre", 4),
    (COMMUNE, "lat: 20.88,", "lat: 91,", 5),
    (COMMUNE, "lat: 20.88,", "lat: 30,", 6),
    (COMMUNE, "bbox: [105.8, 20.8, 106.0, 20.95]", "bbox: [105.8, 20.8, 106.0]", 6),
    (COMMUNE, "bbox: [105.8, 20.8, 106.0, 20.95]", "bbox: [105.8, 20.8, 106.0, 200]", 6),
    (COMMUNE, "'#A8322A'", "red", 7),
    (COMMUNE, "'#A8322A'", "'#FF8888'", 7),
    (COMMUNE, "pattern.svg", "missing.svg", 7),
    (COMMUNE, "pattern.svg", "../../etc/pattern.svg", 7),
    (COMMUNE, "pattern.svg", "/etc/passwd", 7),
    (COMMUNE, "[vi, en]", "[vi, xx]", 8),
    (COMMUNE, "key: van-la", "key: Vân La", 10),
    (COMMUNE, "    confidence: H\n", "    confidence: H\n    confidence: M\n", 14),
    (COMMUNE, "    sources: [S1]\n    texts: {vi", "    sources: [S9]\n    texts: {vi", 14),
    (COMMUNE, "    sources: [S1]\n    solar", "    sources: [S9]\n    solar", 19),
    (COMMUNE, "2027-03-15/2027-03-17", "15/3/2027", 20),
    (COMMUNE, "2027-03-15/2027-03-17", "2027-03-17/2027-03-15", 20),
    (COMMUNE, "S1: {title: Báo}", "S1: {titel: Báo}", 24),
    ("vi.md", "name: Làng\n", "", 2),
    ("vi.md", "reviewed: true", "reviewed: perhaps", 5),
    ("vi.md", "made_by: human", "made_by: somebody", 4),
    ("vi.md", "---\nXin", "Xin", 1),
    ("pattern.svg", "<svg", "<html", 1),
    ("pattern.svg", "/>", "><script/></svg>", 1),
    ("wifi.yaml", "site: dinh", "site: nowhere", 3),
    ("wifi.yaml", "    site: dinh\n", "", 2),
    ("wifi.yaml", "network: Lang", "network: " + "a" * 33, 4),
    ("wifi.yaml", "network: Lang", "network: " + "ộ" * 20, 4),
    ("wifi.yaml", "security: open", "security: wep", 5),
    ("wifi.yaml", "security: open", "security: wpa\n    password: short", 6),
    (LEXICON, "Van Mew", "''", 3),
    (LEXICON, "Van Mew", "", 3),
    (LEXICON, "Van Mew", "...", 3),
    (LEXICON, "Van Mew", "Van 3", 3),
    (LEXICON, "Van Mew", "V" * 101, 3),
    (LEXICON, "Van Mew", "[Van, Mew]", 3),
    (LEXICON, "Van Mew", '"Van\\x07Mew"', 3),
    (LEXICON, "Văn Miếu", '"\\u200b"', 3),
    (LEXICON, "Văn Miếu", "V" * 101, 3),
    (LEXICON, "No: number", "Văn Miếu: Van Mew", 4),
    (LEXICON, "No: number", '"Văn  Miếu ": Van Mew', 4),
    (LEXICON, "en:", "xx:", 2),
    (LEXICON, "vi:\n  UNESCO: u nét xcô", "vi: UNESCO", 5),
    (LEXICON, "u nét xcô", "u nét xcô 1", 6),
    (SITE, '"3000000S"', '"1000000M"', 1),
    (SITE, '["4000000T"]', '["4000000T", "40000001"]', 2),
    (SITE, '["4000000T"]', '["4000000T", "4000000T"]', 2),
    (SITE, "communal_house", "castle", 3),
    (SITE, "area: van-la", "area: nowhere", 4),
    (SITE, "lat: 20.88", "lat: .nan", 5),
    (SITE, "lat: 20.88", "lat: 21.5", 5),
    (SITE, "accuracy_m: 20", "accuracy_m: 0", 5),
    (SITE, "order: 1", "order: 2", 6),
    (SITE, "order: 1", "order: 1\nordre: 1", 7),
    (SITE, "next: cho", "next: nowhere", 7),
    (SITE, '"07:30"', '"7.30"', 9),
    (SITE, '"07:30"', '"25:00"', 9),
    (SITE, "sources: [S1]", "sources: [S2]", 13),
    (SITE, 'vi: "Cổ."', 'vi: ["Cổ."]', 15),
    (SITE, 'vi: "Cổ."', 'vi: "C\\0"', 15),
    (STORY, "slug: dinh", "slug: Đình", 3),
    (STORY, "hook: Mái cong", "hook: " + "a" * 201, 4),
    (STORY, "name: Đình", "name: ''", 2),
    (STORY, "## Đọc", "# Đọc", 11),
    (STORY, "## Đọc thêm", "##", 11),
    (STORY, "Hãy nhìn.\n", "", 10),
    (TOUR, "site: dinh", "site: nowhere", 3),
    (TOUR, "dwell_minutes: 20}\n  - {site: cho", "dwell_minutes: -1}\n  - {site: cho", 3),
    (TOUR, "kind: shop", "kind: buy", 4),
    (TOUR, '"6000000Q"', '"5000000E"', 1),
]


@pytest.mark.parametrize("file, written, instead, line", FAULTS)
def test_a_fault_is_told_with_its_file_and_line(lang, file, written, instead, line):
    _edit(lang / file, written, instead)
    assert (f"lang/{file}", line) in _problems(lang)


@pytest.mark.parametrize("file, written, instead, line", FAULTS)
def test_a_fault_is_told_once_or_with_what_follows_from_it(lang, file, written, instead, line):
    _edit(lang / file, written, instead)
    assert len(_problems(lang)) <= 3


def test_the_folder_is_good_before_anything_is_broken(lang):
    folder = files.read(lang, content_languages(lang.parent))
    assert (len(folder.sites), len(folder.tours), len(folder.wifi)) == (2, 1, 1)


def test_many_faults_are_all_told_at_once_in_order(lang):
    planted = [fault for fault in FAULTS if fault[0] in {STORY, TOUR, SITE, "wifi.yaml"}]
    done: list[tuple[str, int]] = []
    for file, written, instead, line in planted:
        if (
            written in (lang / file).read_text()
            and instead.count("\n") == written.count("\n")
            and file not in {each[0] for each in done}
        ):
            _edit(lang / file, written, instead)
            done.append((file, line))
    problems = _problems(lang)
    assert len(done) == 4
    assert {(f"lang/{file}", line) for file, line in done} <= set(problems)
    assert problems == sorted(problems)


@pytest.mark.parametrize(
    "change, file",
    [
        (lambda root: (root / "commune.yaml").unlink(), "lang/commune.yaml"),
        (lambda root: (root / "sites/dinh/site.yaml").unlink(), "lang/sites/dinh/site.yaml"),
        (lambda root: (root / "sites/dinh/vi.md").unlink(), "lang/sites/dinh"),
        (
            lambda root: (root / "sites/dinh/vi.md").rename(root / "sites/dinh/en.md"),
            "lang/sites/dinh/site.yaml",
        ),
        (lambda root: (root / "sites/dinh/xx.md").write_text("x"), "lang/sites/dinh/xx.md"),
        (lambda root: (root / "vi.md").rename(root / "en.md"), "lang/commune.yaml"),
        (lambda root: (root / "tours/di/vi.md").rename(root / "tours/di/en.md"), "lang/tours/di/tour.yaml"),
        (lambda root: (root / "sites/Chợ").mkdir(), "lang/sites/Chợ/site.yaml"),
        (lambda root: (root / "sites/cho").rename(root / "sites/Cho Moi"), "lang/sites/Cho Moi"),
        (lambda root: (root / "vi.md").write_bytes(b"---\nname: \xff\n---\n"), "lang/vi.md"),
        (lambda root: (root / "wifi.yaml").write_text("points: 1"), "lang/wifi.yaml"),
        (lambda root: (root / "wifi.yaml").write_text("# " + "x" * 1_000_001), "lang/wifi.yaml"),
        (
            lambda root: (root / "sites/dinh/illustration.svg").write_bytes(b"<svg>" + b" " * 40_001),
            "lang/sites/dinh/illustration.svg",
        ),
        (
            lambda root: (root / "sites/dinh/illustration.svg").write_bytes(b"\x89PNG"),
            "lang/sites/dinh/illustration.svg",
        ),
    ],
)
def test_a_missing_or_foreign_file_is_told(lang, change, file):
    change(lang)
    assert file in {name for name, _ in _problems(lang)}


def test_a_lexicon_has_an_end(lang):
    words = "".join(f"  Văn {'A' * (each // 20 + 1)}{chr(97 + each % 20)}: Van\n" for each in range(501))
    (lang / "lexicon.yaml").write_text(f"# many\nen:\n{words}", encoding="utf-8")
    assert _problems(lang) == [("lang/lexicon.yaml", 2)]


def test_words_of_a_lexicon_are_words_whatever_yaml_takes_them_for(lang):
    (lang / "lexicon.yaml").write_text("en:\n  No: number\n  12: twelve\n  on: off\n")
    folder = files.read(lang, content_languages(lang.parent))
    assert folder.lexicon == {"en": {"No": "number", "12": "twelve", "on": "off"}}


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(Invalid, match="no-such-folder"):
        files.read(tmp_path / "nowhere", ("vi",))


def test_nothing_of_a_broken_folder_is_kept(lang, sessions, backends):
    languages = content_languages(lang.parent)
    _edit(lang / "sites/dinh/site.yaml", "area: van-la", "area: nowhere")
    with pytest.raises(BrokenContent), sessions.writing() as session:
        actions.load(session, files.read(lang, languages), backends.blobs, backends.clock())
    assert _rows(sessions) == 0
    assert not list(backends.blobs.root.rglob("*.*"))


def test_a_load_that_breaks_half_way_keeps_nothing(lang, sessions, backends):
    folder = files.read(lang, ("vi", "en"))
    doubled = replace(folder, tours=(folder.tours[0], replace(folder.tours[0], key="hai")))
    with pytest.raises(Invalid, match="id-taken"), sessions.writing() as session:
        actions.load(session, doubled, backends.blobs, backends.clock())
    assert _rows(sessions) == 0


@pytest.mark.parametrize("text", ["", "vi\n", "- vi\n", "- {name: vi}\n", "code: vi\n", "- [", "- {code: 1}\n"])
def test_a_broken_list_of_languages_is_told_in_words(lang, text):
    (lang.parent / "languages.yaml").write_text(text)
    with pytest.raises(Invalid) as refused:
        content_languages(lang.parent)
    assert "languages.yaml" in str(refused.value.details.get("sentence") or getattr(refused.value, "problems", ""))


def test_a_missing_list_of_languages_is_told_in_words(tmp_path):
    with pytest.raises(Invalid, match="no-languages"):
        content_languages(tmp_path)


@pytest.fixture
def lang(tmp_path):
    """A small good folder to break."""
    for name, text in FILES.items():
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "content" / "lang"


def _edit(path, written, instead):
    text = path.read_text(encoding="utf-8")
    assert text.count(written) == 1, f"{written!r} stands {text.count(written)} times in {path.name}"
    path.write_text(text.replace(written, instead), encoding="utf-8")


def _problems(root):
    with pytest.raises(BrokenContent) as broken:
        files.read(root, content_languages(root.parent))
    return [(each.file, each.line) for each in broken.value.problems]


def _rows(sessions):
    with sessions.reading() as session:
        return sum(session.scalar(select(func.count()).select_from(table)) for table in Base.metadata.sorted_tables)
