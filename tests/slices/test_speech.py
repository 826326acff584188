"""The offline voice, with the real engine."""

import os
import subprocess
import sys
import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from tourism.engines.speech.espeak import CHILD, READERS, Espeak
from tourism.engines.speech.legible import legible
from tourism.engines.speech.port import (
    LONGEST_TEXT,
    BadText,
    Pcm,
    Request,
    TextTooLong,
    Unavailable,
    Unsupported,
    Utterance,
    Voice,
)

VIETNAMESE = (
    "Bạn đang đứng trước đình Vân La.",
    "Hãy nhìn lên mái đình, bốn góc đao cong như mũi thuyền.",
    "Theo truyền thuyết, nơi đây thờ Chử Đồng Tử và công chúa Tiên Dung.",
)
TEXTS = {
    "vi": VIETNAMESE,
    "en": ("You are standing before the communal house.", "Look up at the roof of Vân La."),
    "fr": ("Vous êtes devant la maison communale.", "Levez les yeux vers le toit."),
    "zh-Hans": ("你现在站在云罗亭前。", "请抬头看屋顶。"),
    "ko": ("운라정 앞에 서 계십니다.", "지붕을 보세요."),
}


def test_cues_lie_in_the_sound_and_fill_it_but_for_the_pauses() -> None:
    take = Espeak().speak(asked("vi", VIETNAMESE, pause=0.5), 20)

    assert 0 < take.spans[0][0] < 0.3
    assert all(after[0] - before[1] == pytest.approx(0.5, abs=0.001) for before, after in pairwise(take.spans))
    assert take.seconds - take.spans[-1][1] == pytest.approx(0.3, abs=0.001)
    assert not take.approximate


def test_what_was_spoken_before_leaves_no_trace() -> None:
    first = Espeak().speak(asked("vi", VIETNAMESE[1:2]), 20)
    Espeak().speak(asked("en", TEXTS["en"]), 20)
    again = Espeak().speak(asked("vi", VIETNAMESE[1:2]), 20)

    assert np.array_equal(first.pcm, again.pcm)


def test_the_same_text_makes_the_same_sound_even_when_many_speak_at_once() -> None:
    alone = [spoken(language) for language in TEXTS]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(spoken, [*TEXTS, *TEXTS]))

    assert all(np.array_equal(*pair) for pair in zip(together, alone * 2, strict=True))


@pytest.mark.parametrize("program", ["import time; time.sleep(60)", "while True: pass"])
def test_a_hung_engine_is_ended_at_the_deadline(program: str, tmp_path: Path) -> None:
    mark = tmp_path / "pid"
    command = (
        sys.executable,
        "-c",
        f"import os\nopen({str(mark)!r}, 'w').write(str(os.getpid()))\n{program}",
    )
    start = time.monotonic()

    with pytest.raises(Unavailable) as caught:
        Espeak(command=command).speak(asked("vi", VIETNAMESE), 1)

    assert time.monotonic() - start < 3
    assert caught.value.reason == "voice-unavailable"
    with pytest.raises(ProcessLookupError):
        os.kill(int(mark.read_text()), 0)


@pytest.mark.parametrize(
    "program",
    [
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
        "raise SystemExit(3)",
        "pass",
        "print('not json')",
        """print('{"rate": 22050, "counts": [4]}')""",
        """print('{"rate": 0, "counts": []}')""",
        """print('{"rate": 22050, "counts": []}')""",
        """print('{"rate": 22050, "counts": [-1, 1]}')""",
        "print('[]')",
    ],
)
def test_an_engine_that_dies_or_talks_nonsense_is_unavailable(program: str) -> None:
    with pytest.raises(Unavailable):
        Espeak(command=(sys.executable, "-c", program)).speak(asked("vi", VIETNAMESE), 10)


def test_an_engine_that_is_not_there_is_unavailable() -> None:
    with pytest.raises(Unavailable):
        Espeak(command=("/nowhere/espeak",)).speak(asked("vi", VIETNAMESE), 10)


def test_silence_is_a_failure() -> None:
    silent = r"""import sys; sys.stdout.buffer.write(b'{"rate": 22050, "counts": [99]}\n' + bytes(198))"""

    with pytest.raises(BadText):
        Espeak(command=(sys.executable, "-c", silent)).speak(asked("vi", VIETNAMESE[:1]), 10)


def test_the_engine_sees_nothing_of_our_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOURISM_SECRET_KEY", "secret")
    program = "import os, sys; sys.exit(7 if 'TOURISM_SECRET_KEY' in os.environ else 8)"

    with pytest.raises(Unavailable, match="ended with 8"):
        Espeak(command=(sys.executable, "-c", program)).speak(asked("vi", VIETNAMESE), 10)


def test_the_engine_works_within_limits() -> None:
    program = (
        "import runpy, resource as r\n"
        f"runpy.run_path({CHILD[-1]!r})['confine']()\n"
        "print(*(r.getrlimit(limit)[1] for limit in (r.RLIMIT_AS, r.RLIMIT_CPU, r.RLIMIT_CORE)))"
    )
    told = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, check=True)

    assert told.stdout.split() == [str(512 * 1024 * 1024), "30", "0"]


def test_the_engine_is_never_loaded_into_this_process() -> None:
    Espeak().speak(asked("vi", VIETNAMESE[:1]), 10)

    assert "espeakng_loader" not in sys.modules
    assert "libespeak" not in Path("/proc/self/maps").read_text(encoding="utf-8")
    assert "from tourism" not in Path(CHILD[-1]).read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["", " ", "😀", "\0", "...", "()", "漢字", "\ud800", "\u200b"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_text_with_nothing_to_say_is_bad(language: str, text: str) -> None:
    with pytest.raises(BadText) as caught:
        Espeak().speak(asked(language, (text,)), 10)

    assert caught.value.reason == "text-unspeakable"


def test_no_sentences_are_bad() -> None:
    with pytest.raises(BadText):
        Espeak().speak(Request("vi", ()), 10)


@pytest.mark.parametrize(
    "text",
    [
        "Chợ 😀 ông già 🏳️‍🌈 <b>&amp; \0 hết",
        "<speak><break time='60s'/>Xin chào</speak>",
        "[[h@'loU]] đình",
        "Một\r\nhai\x1b[0m",
        "Đình " * 1000,
        "a" * 5000,
        "Xin chào \ud800 bạn",
    ],
)
def test_a_hostile_text_is_read_all_the_same(text: str) -> None:
    take = Espeak().speak(asked("vi", (text,)), 60)

    assert len(take.spans) == 1
    assert take.seconds > 0.3


def test_a_text_longer_than_a_narration_is_refused() -> None:
    with pytest.raises(TextTooLong) as caught:
        Espeak().speak(asked("vi", ("a " * LONGEST_TEXT,)), 10)

    assert caught.value.reason == "text-too-long"


@pytest.mark.parametrize("language", ["ja", "th", "lo", "km", "my", "xx", ""])
def test_languages_the_engine_garbles_are_not_offered(language: str) -> None:
    assert not Espeak().supports(language)
    with pytest.raises(Unsupported):
        Espeak().speak(asked(language, ("こんにちは",)), 10)


@pytest.mark.parametrize("language", READERS)
def test_every_language_that_is_offered_is_spoken(language: str) -> None:
    assert Espeak().supports(language)
    assert Espeak().supports(f"{language}-XX")
    assert Espeak().speak(asked(language, ("Hà Nội 12",)), 10).seconds > 0.8


def test_the_offline_voice_is_a_voice() -> None:
    voice: Voice = Espeak()

    assert voice.available()
    assert not voice.online
    assert voice.version.startswith("0.2.4-")
    assert voice.speak(asked("vi", VIETNAMESE[:1]), 10).version == voice.version


@pytest.mark.parametrize(
    "letters, text, read",
    [
        (None, "Vân La, Miếu Đình", "Vân La, Miếu Đình"),
        ("", "Văn Miếu, đình Đỗ Bá Phẩm café", "Van Mieu, dinh Do Ba Pham cafe"),
        ("àâæçéèêëîïôœùûüÿ", "Élève à Đường Hồng, çà", "Élève à Duong Hong, çà"),
        ("", "운라정 Hồng", "운라정 Hong"),
        ("", "Йод и ёлка ở làng", "Йод и ёлка o lang"),
        ("", "हिन्दी العَرَبِيَّة", "हिन्दी العَرَبِيَّة"),
    ],
)
def test_foreign_voices_get_plain_latin_letters(letters: str | None, text: str, read: str) -> None:
    assert legible(text, han=True, letters=letters) == read


def test_decomposed_text_sounds_like_composed_text() -> None:
    decomposed = unicodedata.normalize("NFD", "Đình Hồng Vân")
    takes = [Espeak().speak(asked("vi", (text,)), 10) for text in ("Đình Hồng Vân", decomposed)]

    assert np.array_equal(takes[0].pcm, takes[1].pcm)


def asked(language: str, sentences: tuple[str, ...], pause: float = 0.35) -> Request:
    return Request(language, tuple(Utterance(sentence, pause) for sentence in sentences))


def spoken(language: str) -> Pcm:
    return Espeak().speak(asked(language, TEXTS[language]), 20).pcm
