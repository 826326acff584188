"""Settings: half-set ones are refused with a sentence that names what to set."""

from dataclasses import FrozenInstanceError, fields

import pytest

from tourism.config import Config
from tourism.errors import Invalid

PRODUCTION = {
    "TOURISM_ENVIRONMENT": "production",
    "TOURISM_SECRET_KEY": "s" * 32,
    "TOURISM_PUBLIC_BASE_URL": "https://guide.example.vn",
}


def test_an_empty_environment_is_good_for_development():
    config = Config.from_env({})
    assert not config.in_production
    assert config.host == "127.0.0.1:8000"
    assert config.synchronous == "FULL"


def test_production_starts_when_all_is_set():
    config = Config.from_env(PRODUCTION)
    assert config.in_production
    assert config.host == "guide.example.vn"


@pytest.mark.parametrize("missing", ["TOURISM_SECRET_KEY", "TOURISM_PUBLIC_BASE_URL"])
def test_production_refuses_to_start_without(missing):
    _refused({name: value for name, value in PRODUCTION.items() if name != missing}, missing)


@pytest.mark.parametrize(
    "name, value",
    [
        ("TOURISM_SECRET_KEY", ""),
        ("TOURISM_SECRET_KEY", "s" * 31),
        ("TOURISM_PUBLIC_BASE_URL", "http://guide.example.vn"),
        ("TOURISM_PUBLIC_BASE_URL", ""),
    ],
)
def test_production_refuses_to_start_with(name, value):
    _refused({**PRODUCTION, name: value}, name)


@pytest.mark.parametrize(
    "name, value",
    [
        ("TOURISM_ENVIRONMENT", "prod"),
        ("TOURISM_ENVIRONMENT", ""),
        ("TOURISM_PUBLIC_BASE_URL", "guide.example.vn"),
        ("TOURISM_PUBLIC_BASE_URL", "ftp://guide.example.vn"),
        ("TOURISM_PUBLIC_BASE_URL", "https://"),
        ("TOURISM_PUBLIC_BASE_URL", "https://guide.example.vn/path"),
        ("TOURISM_PUBLIC_BASE_URL", "https://guide.example.vn?x=1"),
        ("TOURISM_PUBLIC_BASE_URL", "https://guide.example.vn#x"),
        ("TOURISM_PUBLIC_BASE_URL", "https://someone:secret@guide.example.vn"),
        ("TOURISM_PUBLIC_BASE_URL", "https://[::1"),
        ("TOURISM_PUBLIC_BASE_URL", "https://guide.example.vn:port"),
        ("TOURISM_PUBLIC_BASE_URL", "https://guide.example.vn:99999"),
        ("TOURISM_PUBLIC_BASE_URL", "https://guide example.vn"),
        ("TOURISM_SYNCHRONOUS", "OFF"),
        ("TOURISM_SYNCHRONOUS", "FULL; DROP TABLE site"),
        ("TOURISM_BUSY_TIMEOUT_MS", "5s"),
        ("TOURISM_BUSY_TIMEOUT_MS", "-1"),
        ("TOURISM_BUSY_TIMEOUT_MS", ""),
        ("TOURISM_BUSY_TIMEOUT_MS", "٥"),
        ("TOURISM_PUBLIC_BASE_URL", "https://Guide.example.vn"),
        ("TOURISM_PAGE_CACHE_MB", "64.5"),
        ("TOURISM_VOICE", "loud"),
        ("TOURISM_ONLINE_VOICES", "yes"),
        ("TOURISM_ONLINE_VOICES", ""),
        ("TOURISM_GOOGLE_VOICE_URL", ""),
        ("TOURISM_GOOGLE_VOICE_URL", "translate.google.com"),
        ("TOURISM_GOOGLE_VOICE_URL", "http://translate.google.com"),
        ("TOURISM_GOOGLE_VOICE_URL", "http://127.0.0.1.example.vn"),
        ("TOURISM_GOOGLE_VOICE_URL", "https://translate.google.com/translate_tts"),
        ("TOURISM_GOOGLE_VOICE_URL", "https://somebody:secret@translate.google.com"),
        ("TOURISM_GOOGLE_VOICE_URL", "https://[::1"),
        ("TOURISM_PIPER_VOICES", ""),
        ("TOURISM_PIPER_VOICES", "s3://bucket/voices"),
        ("TOURISM_CACHE", " "),
        ("TOURISM_CACHE", "a\0b"),
        ("TOURISM_LANGUAGES", "en,fr"),
        ("TOURISM_LANGUAGES", "vi"),
        ("TOURISM_LANGUAGES", ""),
        ("TOURISM_DATABASE_URL", ""),
        ("TOURISM_DATABASE_URL", "tourism.sqlite"),
        ("TOURISM_DATABASE_URL", "mysql://root@127.0.0.1/x"),
        ("TOURISM_DATABASE_URL", "postgresql://127.0.0.1/x"),
    ],
)
def test_a_fault_names_the_setting(name, value):
    _refused({name: value}, name)


@pytest.mark.parametrize(
    "value", ["sqlite:///x.sqlite", "sqlite://", "postgresql+psycopg://u:p@127.0.0.1:5432/x?options=-cx"]
)
def test_both_kinds_of_database_are_taken(value):
    assert Config.from_env({"TOURISM_DATABASE_URL": value}).database_url == value


def test_the_secret_is_in_no_sentence():
    with pytest.raises(Invalid) as refused:
        Config.from_env({**PRODUCTION, "TOURISM_SECRET_KEY": "geheim"})
    assert "geheim" not in str(refused.value)


def test_a_slash_at_the_end_of_the_address_is_forgiven():
    assert (
        Config.from_env({"TOURISM_PUBLIC_BASE_URL": "https://guide.example.vn/"}).public_base_url
        == "https://guide.example.vn"
    )


def test_other_variables_are_left_alone():
    assert Config.from_env({"TOURISM_UNKNOWN": "x", "PATH": "/bin", "SECRET_KEY": "y"}) == Config()


def test_numbers_are_numbers():
    config = Config.from_env({"TOURISM_PAGE_CACHE_MB": "2", "TOURISM_BUSY_TIMEOUT_MS": "100"})
    assert (config.page_cache_mb, config.busy_timeout_ms) == (2, 100)


@pytest.mark.parametrize(
    "value",
    [
        "http://127.0.0.1:8000",
        "https://guide.example.vn:8443",
        "http://[::1]:8000",
        "https://xn--lngqu-m6a.vn",
    ],
)
def test_an_address_is_a_host_and_perhaps_a_port(value):
    assert Config.from_env({"TOURISM_PUBLIC_BASE_URL": value}).host == value.partition("://")[2]


@pytest.mark.parametrize(
    "value",
    ["https://translate.google.com.vn", "http://127.0.0.1:8765", "http://localhost:8765", "http://[::1]:8765"],
)
def test_the_online_voice_is_asked_over_https_or_on_this_machine(value):
    assert Config.from_env({"TOURISM_GOOGLE_VOICE_URL": f"{value}/"}).google_voice_url == value


def test_online_voices_can_be_switched_off():
    assert Config().online_voices == "on"
    assert Config.from_env({"TOURISM_ONLINE_VOICES": "off"}).online_voices == "off"


def test_languages_keep_their_priority():
    assert Config.from_env({"TOURISM_LANGUAGES": " ko , vi,, en "}).page_languages == ("ko", "vi", "en")


def test_settings_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        Config().secret_key = "x"


def test_every_setting_has_its_help():
    assert all(each.metadata["help"].strip() for each in fields(Config))


def _refused(env, name):
    with pytest.raises(Invalid) as refused:
        Config.from_env(env)
    assert name in str(refused.value.details["sentence"])
