"""A person's recording from the command line: handed in, heard, its timings corrected, taken back."""

import re
import wave

import pytest

from tests.slices.test_broken_content import FILES
from tests.slices.test_commands import invoking
from tourism.engines.speech.refusals import REMARKS, SENTENCES

TITLE, STORY = "Đình làng ta", "Hãy nhìn mái đình cong bốn góc. Phía trước là sân gạch đỏ."
SAID = "Đình làng ta. Hãy nhìn mái đình cong bốn góc. Phía trước là sân gạch đỏ."


def test_a_recording_is_heard_as_soon_as_it_is_handed_in(run, reading):
    output = run("record", "add", "dinh", "vi", reading, "--speaker", "Bà Tư").output
    assert re.search(r"^Đình làng ta · vi · part 0: 0:0\d$", output, re.MULTILINE)
    assert re.search(r"^Heard now: Read by: Bà Tư · 0:\d\d$", output, re.MULTILINE)
    assert "1 due" in run("jobs").output.splitlines()[-1], "the other site's voice waits as before"
    listed = run("record", "list").output
    assert "Đình làng ta" in listed
    assert "Bà Tư" in listed
    assert "Heard." in listed
    assert listed.splitlines()[-1] == "1 recording(s)"


@pytest.mark.parametrize("name", ["3000000S", "3000-000s", "40000 00T", "dinh", "lang/dinh"])
def test_a_site_answers_to_its_id_its_sign_and_its_key(run, name):
    assert run("record", "list", name).output == "0 recording(s)\n"


def test_a_site_that_is_not_there_or_could_be_several_is_told(run, lang):
    assert "No published site is called nobody" in run("record", "list", "nobody", code=2).stderr
    other = lang.parent / "other"
    for name, text in FILES.items():
        if name.startswith("lang/") and "wifi" not in name and "tours" not in name:
            path = other / name.removeprefix("lang/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_renumbered(text))
    run("load", other)
    assert "dinh could be any of lang/dinh, other/dinh" in run("record", "list", "dinh", code=2).stderr
    assert run("record", "list", "other/dinh").output == "0 recording(s)\n"


def test_timings_are_shown_moved_shifted_and_confirmed(run, reading):
    run("record", "add", "dinh", "vi", reading)
    before = _starts(run("record", "cues", "dinh", "vi").output)
    assert len(before) == 3
    assert before == sorted(before)
    later = round(before[1] + 0.2, 2)
    moved = _starts(run("record", "cues", "dinh", "vi", "--set", f"2={later}").output)
    assert moved == [before[0], later, before[2]]
    shifted = _starts(run("record", "cues", "dinh", "vi", "--shift", "0.1").output)
    assert shifted == pytest.approx([each + 0.1 for each in moved], abs=0.011)
    assert _starts(run("record", "cues", "dinh", "vi", "--confirm").output) == shifted
    assert "overlap" in run("record", "cues", "dinh", "vi", "--set", "2=0", code=2).stderr
    assert "3=12.5" in run("record", "cues", "dinh", "vi", "--set", "2", code=2).stderr
    assert _starts(run("record", "cues", "dinh", "vi").output) == shifted, "what was refused changed nothing"


def test_a_recording_that_is_taken_back_gives_way_to_the_machine(run, reading):
    run("record", "add", "dinh", "vi", reading)
    output = run("record", "remove", "dinh", "vi").output
    assert re.fullmatch(r"Heard now: offline machine voice \(espeak-ng\) · 0:\d\d\n", output)
    assert run("record", "list", "dinh").output == "0 recording(s)\n"
    assert "Nobody has recorded part 0 in vi." in run("record", "remove", "dinh", "vi", code=2).stderr
    assert "Nobody has recorded part 0 in vi." in run("record", "cues", "dinh", "vi", code=2).stderr


def test_what_has_changed_since_is_listed_as_such(run, lang, reading):
    run("record", "add", "dinh", "vi", reading)
    told = lang / "sites/dinh/vi.md"
    told.write_text(told.read_text().replace("sân gạch đỏ", "sân đá"))
    run("load", lang)
    assert "The words have changed since" in run("record", "list", "dinh").output


def test_what_is_no_recording_is_refused_in_words(run, tmp_path, silence):
    (tmp_path / "text.mp3").write_text("not a sound at all")
    assert SENTENCES["not-audio"] in run("record", "add", "dinh", "vi", tmp_path / "text.mp3", code=2).stderr
    assert SENTENCES["silent"] in run("record", "add", "dinh", "vi", silence, code=2).stderr
    assert "No such file" in run("record", "add", "dinh", "vi", tmp_path / "none.mp3", code=2).stderr
    with (tmp_path / "huge.wav").open("wb") as huge:
        huge.truncate(51_000_000)
    assert SENTENCES["too-large"] in run("record", "add", "dinh", "vi", tmp_path / "huge.wav", code=2).stderr
    assert run("record", "list").output == "0 recording(s)\n"


def test_what_does_not_belong_to_any_words_is_refused_in_words(run, reading):
    assert "no part 3" in run("record", "add", "dinh", "vi", reading, "--part", "3", code=2).stderr
    assert run("record", "add", "dinh", "en", reading, code=2).stderr.strip()
    begins = run("record", "add", "dinh", "vi", reading, "--starts-at", "99", code=2).stderr
    assert "cannot begin after the recording ends" in begins
    assert "at most 100" in run("record", "add", "dinh", "vi", reading, "--speaker", "T" * 101, code=2).stderr


def test_remarks_about_a_recording_are_told(run, tmp_path, reading):
    quiet = tmp_path / "quiet.wav"
    with wave.open(str(reading)) as source, wave.open(str(quiet), "wb") as target:
        target.setparams(source.getparams())
        samples = memoryview(source.readframes(source.getnframes())).cast("h")
        target.writeframes(b"".join(int(each / 40).to_bytes(2, "little", signed=True) for each in samples))
    assert REMARKS["quiet"] in run("record", "add", "dinh", "vi", quiet).output


def _starts(output):
    rows = [line.split() for line in output.splitlines()]
    return [float(words[1]) for words in rows if words and words[0].isdigit()]


def _renumbered(text):
    """The same content with other ids."""
    text = text.replace("slug: lang", "slug: other").replace('"4000000T"', "")
    for old, new in (("1000000M", "90000005"), ("3000000S", "A000000W"), ("5000000E", "B0000008")):
        text = text.replace(old, new)
    return text


@pytest.fixture
def run(lang, tmp_path):
    """Commands on a house with a commune of two sites and the plain voice."""
    invoke = invoking(tmp_path, TOURISM_VOICE="espeak")
    invoke("load", lang)
    return invoke


@pytest.fixture
def lang(tmp_path):
    for name, text in FILES.items():
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    told = tmp_path / "content/lang/sites/dinh/vi.md"
    told.write_text(told.read_text().replace("name: Đình", f"name: {TITLE}").replace("Hãy nhìn.", STORY))
    return tmp_path / "content" / "lang"


@pytest.fixture
def reading(tmp_path):
    """Somebody reads the site's words, as a WAV file."""
    target = tmp_path / "reading.wav"
    invoking(tmp_path, TOURISM_VOICE="espeak")("say", "vi", SAID, "-o", target)
    return target


@pytest.fixture
def silence(tmp_path):
    target = tmp_path / "silence.wav"
    with wave.open(str(target), "wb") as file:
        file.setparams((1, 2, 24_000, 0, "NONE", ""))
        file.writeframes(bytes(2 * 24_000 * 3))
    return target
