"""The offline voice and the mastering, with the real engine and the real encoder."""

import io
import os
import subprocess
import sys
import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tourism.engines.speech import Sound, Tags, mastering, render
from tourism.engines.speech.espeak import CHILD, READERS, Espeak
from tourism.engines.speech.filtering import loudness
from tourism.engines.speech.joining import joined, trimmed
from tourism.engines.speech.legible import legible
from tourism.engines.speech.mastering import master, peaks
from tourism.engines.speech.mp3 import RATE, decoded
from tourism.engines.speech.port import (
    LONGEST_TEXT,
    BadText,
    Request,
    SoundUnfit,
    SpeechError,
    Take,
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
TAGS = Tags(
    title="Đình Vân La",
    artist="Giọng máy (espeak-ng)",
    album="Xã Hồng Vân",
    comment="Giọng đọc do máy tạo ra",
    language="vi",
    licence="CC BY-SA 4.0",
)


@pytest.mark.parametrize("language", TEXTS)
def test_a_text_becomes_a_sound_of_one_loudness(language: str) -> None:
    take, sound = render(Espeak(), asked(language, TEXTS[language]), TAGS)
    heard = decoded(sound.data)
    measured = loudness(heard, RATE)

    assert -17 <= measured.lufs <= -15
    assert measured.true_peak_dbtp <= -1
    assert (sound.loudness_lufs, sound.true_peak_dbtp) == pytest.approx(
        (measured.lufs, measured.true_peak_dbtp), abs=0.01
    )
    assert sound.duration_ms == pytest.approx(take.seconds * 1000, abs=3)
    assert sound.size == len(sound.data) == pytest.approx(6 * sound.duration_ms, rel=0.2, abs=2000)


def test_cues_lie_in_the_sound_and_fill_it_but_for_the_pauses() -> None:
    take = Espeak().speak(asked("vi", VIETNAMESE, pause=0.5), 20)

    assert 0 < take.spans[0][0] < 0.3
    assert all(after[0] - before[1] == pytest.approx(0.5, abs=0.001) for before, after in pairwise(take.spans))
    assert take.seconds - take.spans[-1][1] == pytest.approx(0.3, abs=0.001)
    assert not take.approximate


def test_every_span_is_loud_and_every_pause_is_silent_in_the_finished_file() -> None:
    take, sound = render(Espeak(), asked("vi", VIETNAMESE), TAGS)
    heard = decoded(sound.data)

    for start, end in take.spans:
        assert level(heard, start, start + 0.3) > 0.01
        assert level(heard, end - 0.3, end) > 0.005
    for (_, end), (start, _) in pairwise(take.spans):
        assert level(heard, end + 0.05, start - 0.05) < 0.002


def test_the_file_says_who_speaks_and_that_it_is_a_machine() -> None:
    _take, sound = render(Espeak(), asked("vi", VIETNAMESE[:1]), TAGS)

    with av.open(io.BytesIO(sound.data), "r") as container:
        stream = container.streams.audio[0]
        assert container.metadata == {
            "title": "Đình Vân La",
            "artist": "Giọng máy (espeak-ng)",
            "album": "Xã Hồng Vân",
            "comment": "Giọng đọc do máy tạo ra",
            "language": "vie",
            "copyright": "CC BY-SA 4.0",
        }
        assert (stream.codec_context.name, stream.rate, stream.channels) == ("mp3float", 24_000, 1)
        assert container.bit_rate == pytest.approx(48_000, rel=0.1)
    assert sound.media_type == "audio/mpeg"


def test_the_same_text_makes_the_same_bytes_even_when_many_speak_at_once() -> None:
    alone = [made(language) for language in TEXTS]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(made, [*TEXTS, *TEXTS]))

    assert [sound.data for sound in together] == [sound.data for sound in alone] * 2


def test_what_was_spoken_before_leaves_no_trace() -> None:
    first = Espeak().speak(asked("vi", VIETNAMESE[1:2]), 20)
    Espeak().speak(asked("en", TEXTS["en"]), 20)
    again = Espeak().speak(asked("vi", VIETNAMESE[1:2]), 20)

    assert np.array_equal(first.pcm, again.pcm)


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


@pytest.mark.parametrize("samples", [np.zeros(48_000), np.zeros(0), np.full(48_000, 1e-4)])
def test_a_silent_sound_is_unfit(samples: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> None:
    with pytest.raises(SoundUnfit) as caught:
        master(samples.astype(np.float32), 48_000, TAGS)

    assert isinstance(caught.value, SpeechError)
    assert caught.value.reason == "sound-unfit"


@pytest.mark.parametrize("loudest", [0.01, 0.3, 1.0])
@pytest.mark.parametrize("rate", [16_000, 22_050, 48_000])
def test_faint_and_shouting_sounds_come_out_equally_loud(loudest: float, rate: int) -> None:
    noise = np.random.default_rng(7).normal(0, 0.25, 3 * rate).clip(-1, 1).astype(np.float32)
    sound = master(noise * np.float32(loudest), rate, TAGS)

    assert -17 <= sound.loudness_lufs <= -15
    assert sound.true_peak_dbtp <= -1
    assert sound.duration_ms == pytest.approx(3000, abs=2)


def test_a_file_that_would_clip_is_made_again_with_a_lower_ceiling(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mastering, "FIRST_CEILING", 1.0)
    _take, sound = render(Espeak(), asked("vi", VIETNAMESE), TAGS)

    assert sound.true_peak_dbtp <= -1
    assert -17 <= sound.loudness_lufs <= -15


def test_tags_with_anything_in_them_do_not_break_the_file() -> None:
    tone = np.sin(np.arange(24_000) / 9).astype(np.float32)
    odd = Tags(title="a\0b\ud800", artist="", album="x" * 5000, comment="<&>\n", language="xx", licence="😀")
    with av.open(io.BytesIO(master(tone, 24_000, odd).data), "r") as container:
        assert container.metadata["title"] == "a b?"
        assert container.metadata["language"] == "und"


def test_the_outline_has_six_hundred_steps_up_to_a_hundred() -> None:
    tone = np.linspace(0, 0.5, 60_000).astype(np.float32)

    assert len(peaks(tone)) == 600
    assert peaks(tone)[0] == 0
    assert peaks(tone)[299] == 50
    assert peaks(tone)[-1] == 100
    assert peaks(np.zeros(10, np.float32)) == (0,) * 600
    assert len(peaks(tone[:7])) == 600


@settings(max_examples=50)
@given(st.lists(st.tuples(st.integers(1, 3000), st.floats(0, 2)), min_size=1, max_size=8))
def test_joined_sentences_stand_where_their_spans_say(lengths: list[tuple[int, float]]) -> None:
    rate = 1000
    pieces = [(np.full(length, 0.5, np.float32), pause) for length, pause in lengths]
    pcm, spans = joined(pieces, rate)
    spoken = np.concatenate([pcm[round(start * rate) : round(end * rate)] for start, end in spans])

    assert [round((end - start) * rate) for start, end in spans] == [length for length, _ in lengths]
    assert np.all(spoken == 0.5)
    assert np.count_nonzero(pcm) == len(spoken)


def test_silence_around_a_sentence_is_cut() -> None:
    pcm = np.concatenate([np.zeros(500), np.full(100, 0.5), np.zeros(500)]).astype(np.float32)

    assert len(trimmed(pcm, 1000)) == 130
    assert len(trimmed(pcm[:500], 1000)) == 0


def asked(language: str, sentences: tuple[str, ...], pause: float = 0.35) -> Request:
    return Request(language, tuple(Utterance(sentence, pause) for sentence in sentences))


def made(language: str) -> Sound:
    pair: tuple[Take, Sound] = render(Espeak(), asked(language, TEXTS[language]), TAGS)
    return pair[1]


def level(pcm: "np.ndarray[tuple[int], np.dtype[np.float32]]", start: float, end: float) -> float:
    return float(np.sqrt(np.mean(pcm[round(start * RATE) : round(end * RATE)] ** 2)))
