"""What an operator types: sentences instead of tracebacks, exit code 2 where something is wrong."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.slices.test_broken_content import FILES
from tourism import codes
from tourism.cli import main
from tourism.cli.local_time import shown
from tourism.cli.reasons import sentence
from tourism.content import files
from tourism.engines.qr import picture
from tourism.engines.speech import refusals
from tourism.engines.speech.port import SpeechError
from tourism.storage.database import connect
from tourism.storage.schema import upgrade

CONTENT = Path(__file__).parent.parent.parent / "content"


def test_load_says_what_was_loaded_and_what_was_not(run, lang):
    assert run("load", lang).output == "lang: 2 sites, 1 tours, loaded\n"
    assert run("load", lang).output == "lang: 2 sites, 1 tours, unchanged\n"
    (lang / "vi.md").write_text((lang / "vi.md").read_text().replace("Xin chào", "Mời vào"))
    assert run("load", lang).output == "lang: 2 sites, 1 tours, loaded\n"


def test_check_says_that_all_is_well(run, lang):
    assert run("check", lang).output == "lang: 2 sites, 1 tours, no problems\n"


def test_check_works_without_any_settings_or_database(lang, tmp_path):
    result = CliRunner().invoke(main, ["check", str(lang)], env={"TOURISM_DATABASE_URL": "nonsense"})
    assert result.exit_code == 0


@pytest.mark.parametrize("command", ["load", "check"])
def test_broken_content_is_listed_and_ends_with_two(run, lang, command):
    path = lang / "sites/dinh/site.yaml"
    path.write_text(path.read_text().replace("area: van-la", "area: nowhere").replace("next: cho", "next: nobody"))
    result = run(command, lang, code=2)
    assert result.stderr.splitlines() == [
        "lang/sites/dinh/site.yaml:4: there is no area 'nowhere' in commune.yaml",
        "lang/sites/dinh/site.yaml:7: there is no site 'nobody' in this commune",
        "2 problem(s); nothing was loaded.",
    ]
    assert result.stdout == ""


def test_of_two_folders_none_is_loaded_where_one_is_broken(run, lang, tmp_path):
    broken = shutil.copytree(lang, lang.parent / "other")
    run("load", lang, broken, code=2)
    assert "no-such-commune" in run("export", "lang", tmp_path / "out", code=2).stderr


def test_a_copied_folder_is_refused_in_words(run, lang):
    other = shutil.copytree(lang, lang.parent / "other")
    (other / "commune.yaml").write_text((other / "commune.yaml").read_text().replace("slug: lang", "slug: other"))
    run("load", lang)
    assert "ids never change" in run("load", other, code=2).stderr


def test_export_writes_what_check_and_load_read(run, lang, tmp_path):
    run("load", lang)
    result = run("export", "lang", tmp_path / "out" / "lang")
    assert result.output.startswith(f"{len(FILES) - 1} files in ")
    languages = ("vi", "en")
    assert files.read(tmp_path / "out" / "lang", languages) == files.read(lang, languages)
    shutil.copy(lang.parent / "languages.yaml", tmp_path / "out")
    assert run("load", tmp_path / "out" / "lang").output.endswith("unchanged\n")


def test_export_never_writes_over_anything(run, lang):
    run("load", lang)
    assert "is not empty" in run("export", "lang", lang, code=2).stderr


@pytest.mark.parametrize("name", ["nowhere", ""])
def test_a_folder_that_is_not_there_is_told(run, lang, name):
    result = run("load", lang.parent / "nowhere", code=2)
    assert "nowhere" in result.stderr


def test_new_codes_are_whole(run):
    made = run("code", "20").output.split()
    assert len(set(made)) == 20
    assert all(codes.is_valid(code) for code in made)


def test_jobs_are_told_by_name_with_their_state_and_reason(run, lang):
    run("load", lang)
    output = run("jobs").output
    assert "voice · Đình · vi" in output
    assert "voice · Chợ · vi" in output
    assert output.splitlines()[-1] == "2 due"
    assert run("work", "--until-empty").output == "2 job(s) done\n"
    output = run("jobs").output
    assert output.count("No voice here knows this language: pages show text only.") == 2
    assert output.splitlines()[-1] == "2 put aside"


def test_jobs_that_were_put_aside_are_tried_again_one_or_all(run, lang):
    run("load", lang)
    run("work", "--until-empty")
    assert run("jobs", "--retry", "narrate:1:vi").output.splitlines()[-1] == "1 due, 1 put aside"
    assert "No job narrate:1:vi was put aside" in run("jobs", "--retry", "narrate:1:vi", code=2).stderr
    assert run("jobs", "--retry", "all").output.splitlines()[-1] == "2 due"


def test_jobs_that_are_done_are_shown_where_asked_for(run, lang):
    run("load", lang)
    run("work", "--until-empty", "--awaited", TOURISM_VOICE="espeak")
    assert run("jobs").output == "2 done\n"
    output = run("jobs", "--all").output
    assert output.count("done at") == 2
    assert run("jobs", "--all", "--limit", "1").output.splitlines()[-1] == "2 done (--limit shows 1 more)"


def test_where_nothing_was_ever_put_off_jobs_says_so(run, tmp_path):
    made = connect(f"sqlite:///{tmp_path}/guide.sqlite")
    upgrade(made.engine)
    made.engine.dispose()
    assert run("jobs").output == "no work was ever put off\n"


def test_a_guide_that_is_prepared_lets_go_of_old_counts_from_then_on(run, lang, monkeypatch):
    monkeypatch.chdir(lang)
    (lang / "languages.yaml").write_text("- {code: vi}\n")
    run("prepare", "--no-voices", "--content", lang / ".")
    assert "old counts go" in run("jobs").output
    run("work", "--until-empty")
    assert run("jobs").output.splitlines()[-1] == "1 waiting"


def test_every_reason_has_a_sentence():
    reasons = {each.reason for each in _kinds(SpeechError)} | refusals.SENTENCES.keys() | refusals.REMARKS.keys()
    doubts = {"does-not-fit", "duration", "unread-sentences", "other-words"}
    for reason in reasons | doubts | {"worker-vanished", "unknown-work", "master-lost"}:
        assert sentence(reason) != reason, reason
        assert sentence(reason).endswith(".")
    assert "log" in sentence("unforeseen: ZeroDivisionError('x')")
    assert sentence("never-heard-of") == "never-heard-of"
    assert sentence(None) == ""


def test_moments_are_told_as_clocks_in_vietnam_show_them():
    now = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
    assert shown(now + timedelta(minutes=5), now) == "10:05"
    assert shown(now + timedelta(hours=15), now) == "22 Nov 01:00"
    assert shown(now - timedelta(days=1), now) == "20 Nov 10:00"


def test_voices_are_shown_by_language_and_no_database_is_needed(run, lang, tmp_path):
    output = run("voices", "--content", lang.parent, TOURISM_VOICE="espeak").output
    assert "this machine" in output
    rows = {words[0]: words[1:] for line in output.splitlines() if (words := line.split())}
    assert rows["vi"] == rows["en"] == ["espeak-ng", "text", "only"]
    output = run("voices", "--content", lang.parent, TOURISM_VOICE="espeak", TOURISM_ONLINE_VOICES="on").output
    rows = {words[0]: words[1:] for line in output.splitlines() if (words := line.split())}
    assert rows["vi"] == ["gtts", "espeak-ng,", "then", "text", "only"]
    assert "online: text leaves this machine" in output
    assert not (tmp_path / "guide.sqlite").exists()


def test_where_there_is_no_voice_the_table_says_text_only(run, tmp_path):
    output = run("voices", "--content", tmp_path).output
    assert "pages show text only" in output
    assert "zh-Hant" in output, "the languages of the pages, where no file lists others"


def test_a_text_is_shown_as_voices_are_given_it(run, tmp_path):
    told = run("say", "vi", "Dựng năm 1015.\n\nCách 2 km.", "--words").output.splitlines()
    assert told == ["Dựng năm một nghìn không trăm mười lăm.", "Cách hai ki-lô-mét."]
    assert run("say", "vi", "-", given="Có 3 gian.").output == "Có ba gian.\n"
    assert not (tmp_path / "guide.sqlite").exists()


def test_a_text_is_said_as_its_commune_says_it(run, lang):
    run("load", lang)
    assert run("say", "en", "Go to Văn Miếu.", "--commune", "lang").output == "Go to Van Mew.\n"
    assert "no-such-commune" in run("say", "en", "x", "--commune", "nowhere", code=2).stderr


def test_a_text_is_said_into_the_kind_of_file_that_is_asked_for(run, tmp_path):
    for kind, beginning in ((".mp3", b"ID3"), (".webm", b"\x1a\x45\xdf\xa3"), (".flac", b"fLaC"), (".WAV", b"RIFF")):
        target = tmp_path / f"said{kind}"
        output = run("say", "vi", "Xin chào.", "-o", target, TOURISM_VOICE="espeak").output
        assert output.startswith(f"{target}: ")
        assert output.endswith(" s, espeak-ng\n")
        assert target.read_bytes().startswith(beginning)
    assert not (tmp_path / "guide.sqlite").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["vi", "Xin chào.", "-o", "x.txt"], "must end in one of .mp3"),
        (["vi", "Xin chào.", "-o", "x.mp3", "--voice", "bob"], "There is no voice bob here: espeak-ng."),
        (["km", "x", "-o", "x.mp3"], "No voice here knows this language"),
        (["vi", "...", "-o", "x.mp3"], "No voice can read this text"),
        (["vi", "Xin chào.", "-o", "nowhere/x.mp3"], "nowhere/x.mp3: No such file or directory."),
    ],
)
def test_what_cannot_be_said_is_told_in_words(run, tmp_path, monkeypatch, words, told):
    monkeypatch.chdir(tmp_path)
    assert told in run("say", *words, code=2, TOURISM_VOICE="espeak").stderr


def test_settings_are_printed_as_they_are_documented(run):
    lines = run("settings").output.splitlines()
    assert lines[0] == "| setting | default | meaning |"
    assert any(line.startswith("| `TOURISM_PUBLIC_BASE_URL` |") for line in lines)
    assert all(line.count("|") >= 4 for line in lines)


def test_a_qr_code_holds_the_configured_address(run, tmp_path):
    sign = codes.mint()
    typed = f"{sign[:4]}-{sign[4:]}".lower()
    assert run("qr", typed, "-o", tmp_path / "x.svg").output == f"https://guide.example.vn/q/{sign}\n"
    assert (tmp_path / "x.svg").read_text() == picture(f"https://guide.example.vn/q/{sign}")


def test_a_qr_code_of_a_mistyped_sign_is_refused(run, tmp_path):
    assert "check character" in run("qr", "0000-0001", "-o", tmp_path / "x.svg", code=2).stderr
    assert not (tmp_path / "x.svg").exists()


@pytest.mark.parametrize(
    "setting, value",
    [
        ("TOURISM_DATABASE_URL", "mysql://x"),
        ("TOURISM_PUBLIC_BASE_URL", "nowhere"),
        ("TOURISM_ENVIRONMENT", "production"),
    ],
)
@pytest.mark.parametrize("command", [["jobs"], ["work", "--until-empty"], ["serve"], ["prepare"]])
def test_half_set_settings_end_with_a_sentence(run, command, setting, value):
    result = run(*command, code=2, **{setting: value})
    assert "TOURISM_" in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize("command", [["jobs"], ["work", "--until-empty"], ["export", "lang", "out"]])
def test_a_database_that_was_never_prepared_is_told_in_words(run, command):
    result = run(*command, code=2)
    assert "prepare" in result.stderr


def test_prepare_loads_again_when_the_database_is_gone(run, lang, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run("prepare", "--no-voices", "--content", lang.parent)
    run("prepare", "--no-voices", "--content", lang.parent)
    for file in tmp_path.glob("guide.sqlite*"):
        file.unlink()
    run("prepare", "--no-voices", "--content", lang.parent)
    assert "files in" in run("export", "lang", tmp_path / "out").output


def _kinds(kind):
    return {kind, *(each for below in kind.__subclasses__() for each in _kinds(below))}


@pytest.fixture
def lang(tmp_path):
    for name, text in FILES.items():
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "content" / "lang"


@pytest.fixture
def run(tmp_path):
    """Runs a command on a house of its own; a traceback fails the test."""
    return invoking(tmp_path)


def invoking(folder, **settings):
    """A function that runs a command on a house in `folder`; a traceback fails the test."""
    house = {
        "TOURISM_DATABASE_URL": f"sqlite:///{folder}/guide.sqlite",
        "TOURISM_MEDIA": str(folder / "media"),
        "TOURISM_VOICE": "none",
        "TOURISM_ONLINE_VOICES": "off",
        "TOURISM_PUBLIC_BASE_URL": "https://guide.example.vn",
        **settings,
    }

    def invoke(*words, code=0, given=None, **changes):
        runner = CliRunner(mix_stderr=False)
        result = runner.invoke(main, [str(word) for word in words], env={**house, **changes}, input=given)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        assert result.exit_code == code, result.output + result.stderr
        return result

    return invoke
