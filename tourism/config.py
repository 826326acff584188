"""Every setting once: frozen, with its help text, read from the environment."""

import re
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from typing import Any
from urllib.parse import urlsplit

from tourism.errors import Invalid

PREFIX = "TOURISM_"
SECRET_MIN = 32
# Lower case, as browsers say it; user names, paths and queries have no place in a printed code.
_BASE = re.compile(r"https?://(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::([0-9]{1,5}))?")


def setting(default: Any, told: str) -> Any:
    """A field with its line for docs/settings.md."""
    return field(default=default, metadata={"help": told})


@dataclass(frozen=True, kw_only=True, slots=True)
class Config:
    """What an operator decides; each field is the environment variable TOURISM_<NAME>."""

    environment: str = setting(
        "development",
        "`development` or `production`; production checks the rest and refuses to start half set.",
    )
    secret_key: str = setting(
        "", "At least 32 random characters, for what must not be forged. `make run` makes one for development."
    )
    public_base_url: str = setting(
        "http://127.0.0.1:8000",
        "The one address printed in every code and link, the only host answered; https in production.",
    )
    database_url: str = setting(
        "sqlite:///var/tourism.sqlite",
        "SQLite by default; `postgresql+psycopg://…` when a commune outgrows it.",
    )
    synchronous: str = setting(
        "FULL",
        "SQLite's `synchronous`. FULL loses no acknowledged word in a power cut; "
        "NORMAL lost some in 811 of 1,000 simulated ones.",
    )
    busy_timeout_ms: int = setting(5000, "How long SQLite waits for another writer before it gives up.")
    media: str = setting(
        "media",
        "Where blobs live: a folder, or `s3://bucket/prefix` (credentials from the usual AWS_* variables).",
    )
    accel_prefix: str = setting(
        "",
        "nginx's internal location for media (X-Accel-Redirect), like `/_media/`; empty: sent by the program.",
    )
    hsts: str = setting(
        "max-age=63072000; includeSubDomains; preload",
        "Strict-Transport-Security over https; shorten it until https is sure on every subdomain; empty: not sent.",
    )
    languages: str = setting(
        "vi,en,zh-Hans,ko,zh-Hant,ja,fr",
        "Languages of the pages, in order of priority; each needs a catalog.",
    )
    page_cache_mb: int = setting(64, "Memory for finished pages, per process.")
    voice: str = setting("espeak", "`espeak` (offline) or `none` (pages show text only).")
    online_voices: str = setting(
        "on",
        "`on` or `off`: whether texts that are published anyway may be sent to voices outside (Google Translate's).",
    )
    google_voice_url: str = setting(
        "https://translate.google.com",
        "Where Google Translate's voice is asked; another country's address gives another accent.",
    )
    piper_voices: str = setting(
        "voices", "Folder of Piper voices, `<language>/<name>.onnx` with its `.onnx.json`; docs/voices.md tells more."
    )
    cache: str = setting("var/cache", "Folder for what can be asked for again: pieces of sound from online voices.")

    free_mb_min: int = setting(
        500, "Room on the disk (MB) below which the desk only reads; visitors' pages and what was begun go on."
    )
    counts_months: int = setting(
        24, "How many whole months partners' daily counts are kept, besides the one that runs."
    )
    trusted_proxies: int = setting(
        0,
        "How many proxies of ours stand in front and add to X-Forwarded-For; sign-in counts guesses by network.",
    )

    @property
    def host(self) -> str:
        """The one host name (with port where there is one) that is answered."""
        return urlsplit(self.public_base_url).netloc

    @property
    def answered_hosts(self) -> list[str]:
        """Host names that get an answer: ours, and in development this machine's other name."""
        others = [] if self.in_production else [self.host.replace("127.0.0.1", "localhost")]
        return [self.host, *others]

    @property
    def page_languages(self) -> tuple[str, ...]:
        """Tags in order of priority."""
        return tuple(tag.strip() for tag in self.languages.split(",") if tag.strip())

    @property
    def in_production(self) -> bool:
        """Whether half-set settings are refused."""
        return self.environment == "production"

    @staticmethod
    def from_env(env: Mapping[str, str]) -> "Config":
        """Settings from TOURISM_* variables; raises Invalid with a sentence that says what to set."""
        given: dict[str, Any] = {
            each.name: _read(each, env[PREFIX + each.name.upper()])
            for each in fields(Config)
            if PREFIX + each.name.upper() in env
        }
        config = Config(**given)
        _refuse_half_set(config, given)
        return config


def _read(each: Field[Any], text: str) -> str | int:
    if each.type is not int and each.type != "int":
        return text.rstrip("/") if each.name in ("public_base_url", "google_voice_url") else text
    if not (text.isascii() and text.isdigit()):
        raise Invalid("bad-setting", sentence=f"{PREFIX}{each.name.upper()} must be a whole number, not {text[:40]!r}.")
    return int(text)


def _refuse_half_set(config: Config, given: Mapping[str, object]) -> None:
    for sentence in _faults(config, given):
        raise Invalid("bad-setting", sentence=sentence)


def _faults(config: Config, given: Mapping[str, object]) -> list[str]:
    """Sentences, the most urgent first."""
    faults = []
    if config.environment not in ("development", "production"):
        faults.append("Set TOURISM_ENVIRONMENT to development or production.")
    if config.in_production and len(config.secret_key) < SECRET_MIN:
        faults.append(
            f"Set TOURISM_SECRET_KEY to at least {SECRET_MIN} random characters, for example from: "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
        )
    if config.in_production and "public_base_url" not in given:
        faults.append("Set TOURISM_PUBLIC_BASE_URL to the guide's own https address; it is printed in every code.")
    if not _is_base(config.public_base_url):
        faults.append("TOURISM_PUBLIC_BASE_URL must be like https://guide.example.vn, without a path.")
    if config.in_production and not config.public_base_url.startswith("https://"):
        faults.append("TOURISM_PUBLIC_BASE_URL must begin with https:// in production.")
    if not config.database_url.startswith(("sqlite://", "postgresql+psycopg://")):
        faults.append("TOURISM_DATABASE_URL must begin with sqlite:// or postgresql+psycopg://.")
    if config.synchronous not in ("FULL", "NORMAL", "EXTRA"):
        faults.append("TOURISM_SYNCHRONOUS must be FULL, EXTRA or NORMAL.")
    if config.voice not in ("espeak", "none"):
        faults.append("TOURISM_VOICE must be espeak or none.")
    faults += _voice_faults(config)
    if "vi" not in config.page_languages or "en" not in config.page_languages:
        faults.append("TOURISM_LANGUAGES must contain vi and en: every fallback ends there.")
    return faults


def _voice_faults(config: Config) -> list[str]:
    faults = []
    if config.online_voices not in ("on", "off"):
        faults.append("TOURISM_ONLINE_VOICES must be on or off.")
    if not _is_base(config.google_voice_url):
        faults.append("TOURISM_GOOGLE_VOICE_URL must be like https://translate.google.com, without a path.")
    elif not config.google_voice_url.startswith("https://") and not _is_loopback(config.google_voice_url):
        faults.append("TOURISM_GOOGLE_VOICE_URL must begin with https://; http:// is for this machine only.")
    faults += [
        f"TOURISM_{name.upper()} must name a folder."
        for name, folder in (("piper_voices", config.piper_voices), ("cache", config.cache))
        if not folder.strip() or "\0" in folder or "://" in folder
    ]
    return faults


def _is_loopback(address: str) -> bool:
    """Whether `address` is one of this machine's own that nobody else can answer."""
    return urlsplit(address).hostname in ("127.0.0.1", "::1", "localhost")


def _is_base(address: str) -> bool:
    """Whether `address` is a scheme, a host and perhaps a port, and nothing else."""
    found = _BASE.fullmatch(address)
    return found is not None and int(found[1] or 1) <= 65_535
