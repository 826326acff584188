"""What an operator types: sentences instead of tracebacks, exit code 2 where something is wrong."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.slices.test_broken_content import FILES
from tourism import codes
from tourism.cli import main
from tourism.content import files
from tourism.engines.qr import picture

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


def test_jobs_are_counted_and_those_put_aside_have_their_reason(run, lang):
    run("load", lang)
    assert "queued" in run("jobs").output
    assert run("work", "--until-empty").output == "2 job(s) done\n"
    output = run("jobs").output
    assert "queued" not in output
    assert "language-unsupported" in output


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
    house = {
        "TOURISM_DATABASE_URL": f"sqlite:///{tmp_path}/guide.sqlite",
        "TOURISM_MEDIA": str(tmp_path / "media"),
        "TOURISM_VOICE": "none",
        "TOURISM_PUBLIC_BASE_URL": "https://guide.example.vn",
    }

    def invoke(*words, code=0, **changes):
        result = CliRunner(mix_stderr=False).invoke(main, [str(word) for word in words], env={**house, **changes})
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        assert result.exit_code == code, result.output
        return result

    return invoke
