"""Finished files and kept takes, with the real encoders, and what people's recordings become."""

import io
import json
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import av
import numpy as np
import pytest

from tourism.engines.speech import Sound, Tags, flac, master, mastering, mp3, prepared, webm
from tourism.engines.speech.espeak import Espeak
from tourism.engines.speech.filtering import Loudness, loudness, peak, quick_lufs
from tourism.engines.speech.fitting import TARGET_LUFS, Encoder, fitted
from tourism.engines.speech.joining import assembled
from tourism.engines.speech.levelling import levelled
from tourism.engines.speech.outline import ALPHABET, peaks
from tourism.engines.speech.port import SAMPLE_RATE as RATE
from tourism.engines.speech.port import Pcm, Request, SoundUnfit, SpeechError, Take, Utterance
from tourism.engines.speech.tags import id3
from tourism.engines.speech.taming import clean, evened, without_bangs

Floats: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.float64]]"
TEXTS = {
    "vi": ("Bạn đang đứng trước đình Vân La.", "Hãy nhìn lên mái đình, bốn góc đao cong như mũi thuyền."),
    "en": ("You are standing before the communal house.", "Look up at the roof of Vân La."),
    "fr": ("Vous êtes devant la maison communale.", "Levez les yeux vers le toit."),
    "zh-Hans": ("你现在站在云罗亭前。", "请抬头看屋顶。"),
    "ko": ("운라정 앞에 서 계십니다.", "지붕을 보세요."),
}
TAGS = Tags(
    title="Đình Vân La",
    artist="Người đọc: Nguyễn Thị A; giọng máy ngoại tuyến (espeak-ng)",
    album="Lời Quê · Xã Hồng Vân",
    comment="Read in part by a person, in part by a machine (synthetic speech)",
    language="zh-Hant",
    licence="CC BY-SA 4.0",
    made_by="mixed",
)
BARE = Tags(title="", artist="", album="", comment="", language="", licence="")
SENT_IN = (
    "faint",
    "noisy",
    "with a direct current",
    "clipped",
    "now near, now far",
    "slow to begin",
    "with long pauses",
    "with slammed doors",
    "with pops",
    "with numbers that are none",
)
CLUSTER, CUES = b"\x1f\x43\xb6\x75", b"\x1c\x53\xbb\x6b"
EXIFTOOL = shutil.which("exiftool")


@pytest.mark.parametrize("language", TEXTS)
def test_a_reading_becomes_two_files_of_one_loudness(language: str) -> None:
    take = spoken(language)
    sound = mastered(language)

    for measured in (heard(mp3.decoded(sound.data), mp3.RATE), heard(webm.decoded(sound.opus), webm.RATE)):
        assert -17 <= measured.lufs <= -15
        assert measured.true_peak_dbtp <= -1
    assert (sound.loudness_lufs, sound.true_peak_dbtp) == pytest.approx(
        told(mp3.decoded(sound.data), mp3.RATE), abs=0.01
    )
    assert (sound.opus_lufs, sound.opus_peak_dbtp) == pytest.approx(told(webm.decoded(sound.opus), webm.RATE), abs=0.01)
    assert sound.duration_ms == pytest.approx(take.seconds * 1000, abs=3)
    assert sound.size == len(sound.data) == pytest.approx(6 * sound.duration_ms, rel=0.2, abs=2000)
    assert len(sound.opus) < 0.65 * len(sound.data)
    assert (sound.media_type, sound.opus_media_type) == ("audio/mpeg", "audio/webm")


def test_every_span_is_loud_and_every_pause_is_silent_in_both_files() -> None:
    take, sound = spoken("vi"), mastered("vi")
    (_, pause_start), (pause_end, _) = take.spans

    for pcm, rate in ((mp3.decoded(sound.data), mp3.RATE), (webm.decoded(sound.opus), webm.RATE)):
        for start, end in take.spans:
            assert level(pcm, rate, start, start + 0.3) > 0.01
            assert level(pcm, rate, end - 0.3, end) > 0.005
        assert level(pcm, rate, pause_start + 0.05, pause_end - 0.05) < 0.002


def test_both_files_are_as_long_as_the_reading_and_start_with_it() -> None:
    pcm = prepared(spoken("vi").pcm, spoken("vi").rate)
    sound = mastered("vi")

    for found, rate in ((mp3.decoded(sound.data), mp3.RATE), (webm.decoded(sound.opus)[::2], RATE)):
        assert abs(len(found) / rate - len(pcm) / RATE) < 0.005
        assert abs(delay(found, pcm)) / RATE < 0.001


def test_opus_tells_its_length_and_its_index_before_any_sound() -> None:
    sound = mastered("vi")
    with av.open(opened(sound.opus), "r") as container:
        stream = container.streams.audio[0]
        assert (container.duration or 0) / av.time_base == pytest.approx(sound.duration_ms / 1000, abs=0.01)
        assert (stream.codec_context.name, stream.rate, stream.channels) == ("opus", 48_000, 1)
        assert stream.metadata["language"] == "chi"
        container.seek(3_000_000)
        first = next(container.demux(stream))
        assert float((first.pts or 0) * (stream.time_base or 0)) == pytest.approx(3, abs=5)

    assert sound.opus.index(CUES) < sound.opus.index(CLUSTER)


@pytest.mark.parametrize("seconds", [0.02, 0.7, 31])
def test_the_index_of_opus_has_room_for_sounds_of_any_length(seconds: float) -> None:
    data = webm.encoded(np.zeros(round(seconds * RATE), np.float32), BARE)

    assert 0 < data.index(CUES) < data.index(CLUSTER)
    assert len(webm.decoded(data)) / webm.RATE == pytest.approx(seconds, abs=0.001)


def test_the_same_samples_make_the_same_bytes_even_when_many_encode_at_once() -> None:
    pcm = prepared(spoken("vi").pcm, spoken("vi").rate)
    alone = [encoder(pcm, TAGS) for encoder in (mp3.encoded, webm.encoded, flac.encoded)]
    with ThreadPoolExecutor(3) as pool:
        together = list(pool.map(lambda encoder: encoder(pcm, TAGS), [mp3.encoded, webm.encoded, flac.encoded] * 2))

    assert together == alone * 2


def test_a_kept_take_comes_back_without_loss() -> None:
    pcm = prepared(spoken("vi").pcm, spoken("vi").rate)
    kept = flac.encoded(pcm, TAGS)
    back = flac.decoded(kept)

    assert len(back) == len(pcm)
    assert np.abs(back - pcm).max() <= 0.5 / 32_768
    assert flac.encoded(back, TAGS) == kept
    assert np.array_equal(
        flac.decoded(flac.encoded(np.array([-2, -1, 0, 1, 2], np.float32), BARE)) * 32_768,
        [-32_768, -32_768, 0, 32_767, 32_767],
    )


@pytest.mark.parametrize("data", [b"", b"fLaC", b"not a sound at all" * 50])
def test_a_damaged_master_is_unfit(data: bytes) -> None:
    with pytest.raises(SoundUnfit):
        flac.decoded(data)


@pytest.mark.parametrize("kind", ["mp3", "webm", "flac"])
def test_every_file_says_who_speaks_and_whether_it_is_a_machine(kind: str, tmp_path: Path) -> None:
    data = written(kind, TAGS)
    with av.open(opened(data), "r") as container:
        found = {name.lower(): value for name, value in container.metadata.items()} | stream_language(container)
    found.pop("encoder", None)

    assert found == {
        "title": TAGS.title,
        "artist": TAGS.artist,
        "album": TAGS.album,
        "comment": TAGS.comment,
        "copyright": TAGS.licence,
        "language": "chi" if kind == "webm" else "zho",
        "made_by": "mixed",
    }
    if EXIFTOOL:
        file = tmp_path / f"sound.{kind}"
        file.write_bytes(data)
        seen = json.loads(subprocess.run([EXIFTOOL, "-j", file], capture_output=True, check=True).stdout)[0]
        assert (seen["Title"], seen["Artist"]) == (TAGS.title, TAGS.artist)
        assert TAGS.comment in (seen.get("Comment"), seen.get("Comment-zho"), seen.get("Description"))


def test_the_comment_of_an_mp3_is_a_comment_and_long_ones_keep_their_length() -> None:
    long = Tags(title="x" * 300, artist="", album="", comment="Đ" * 9000, language="vi", licence="")

    assert id3(BARE) == b"ID3\x04\0\0\0\0\0\x0eTLAN\0\0\0\x04\0\0\x03und"
    assert b"COMM" in id3(long)
    assert b"TXXX" not in id3(long)
    assert b"\x03vie\0\xc4\x90" in id3(long)
    with av.open(opened(written("mp3", long)), "r") as container:
        assert container.metadata == {"title": "x" * 300, "comment": "Đ" * 9000, "language": "vie"}


@pytest.mark.parametrize("kind", ["mp3", "webm", "flac"])
def test_tags_with_anything_in_them_do_not_break_the_file(kind: str) -> None:
    odd = Tags(title="a\0b\ud800", artist="\x1b[0m", album="x" * 5000, comment="<&>\n", language="xx", licence="😀")
    with av.open(opened(written(kind, odd)), "r") as container:
        found = {name.lower(): value for name, value in container.metadata.items()}

    assert (found["title"], found["copyright"], len(found["album"])) == ("a b?", "😀", 5000)
    assert len(decoded(kind, written(kind, odd))) > 0


@pytest.mark.parametrize("kind", SENT_IN)
def test_whatever_people_send_in_becomes_one_loudness(kind: str) -> None:
    reading = people()[kind]
    take = prepared(reading, RATE)

    assert len(take) == pytest.approx(len(reading), abs=2)
    assert quick_lufs(take, RATE) == pytest.approx(-16, abs=0.3)
    assert peak(take) <= mastering.TAKE_CEILING + 1e-4
    assert np.isfinite(take).all()


def test_a_machine_s_even_reading_is_only_levelled() -> None:
    take = spoken("vi")
    plain = clean(take.pcm, take.rate, RATE)
    tamed = evened(without_bangs(plain, RATE), RATE)

    assert level(tamed - plain, RATE, 0, 5) < 0.05 * level(plain, RATE, 0, 5)


def test_far_and_near_come_closer_and_a_bang_does_not_make_a_voice_faint() -> None:
    swaying, slammed = (prepared(people()[kind], RATE) for kind in ("now near, now far", "with slammed doors"))
    half = 4 * RATE
    before, after = (
        [quick_lufs(pcm[at : at + half], RATE) for at in (0, half)] for pcm in (people()["now near, now far"], swaying)
    )

    assert abs(after[0] - after[1]) < abs(before[0] - before[1]) - 3
    assert level(slammed, RATE, 0, 4) == pytest.approx(level(prepared(clean_reading(), RATE), RATE, 0, 4), rel=0.3)


def test_preparing_twice_changes_nothing_that_could_be_heard() -> None:
    once = prepared(people()["noisy"], RATE)
    twice = prepared(once, RATE)
    changes = [level(twice, RATE, at, at + 0.5) / level(once, RATE, at, at + 0.5) for at in np.arange(0, 15, 0.5)]

    assert quick_lufs(twice, RATE) == pytest.approx(quick_lufs(once, RATE), abs=0.2)
    assert changes == pytest.approx([1] * len(changes), rel=0.06)


def test_what_is_put_together_of_takes_gets_one_gain_and_no_limiter() -> None:
    """A limiter at work would be heard where a quiet voice follows a loud one: as pumping."""
    takes = [prepared(spoken(language).pcm, spoken(language).rate) for language in ("vi", "en", "ko")]
    whole, _ = assembled([(take, ()) for take in takes], RATE, pause=1.1)
    for encoder in (mastering.MP3, mastering.OPUS):
        final = levelled(whole, RATE, TARGET_LUFS + encoder.loss_lu, encoder.ceiling)
        factor = float(np.dot(final, whole) / np.dot(whole, whole))

        assert np.abs(final - whole * np.float32(factor)).max() < 1e-6
        assert factor == pytest.approx(1.05, abs=0.03)


def test_takes_are_as_loud_in_the_finished_file_as_they_were_kept() -> None:
    takes = [
        prepared(people()[kind], RATE)[: 6 * RATE] for kind in ("clipped", "now near, now far", "with a direct current")
    ]
    whole, _ = assembled([(take, ()) for take in takes], RATE, pause=1.1)
    sound = master(whole, RATE, TAGS)

    for pcm, rate in ((mp3.decoded(sound.data), mp3.RATE), (webm.decoded(sound.opus), webm.RATE)):
        changes = [
            20 * np.log10(level(pcm, rate, at, at + 0.5) / level(whole, RATE, at, at + 0.5))
            for at in np.arange(0.5, 20, 0.5)
            if level(whole, RATE, at, at + 0.5) > 0.03
        ]
        assert len(changes) > 10
        assert np.ptp(changes) < 1.5


@pytest.mark.parametrize("samples", [np.zeros(48_000), np.zeros(0), np.full(48_000, 1e-4), np.full(48_000, 0.5)])
@pytest.mark.parametrize("rate", [RATE, 48_000])
def test_a_silent_sound_is_unfit(samples: Floats, rate: int) -> None:
    with pytest.raises(SoundUnfit) as caught:
        prepared(samples.astype(np.float32), rate)

    assert isinstance(caught.value, SpeechError)
    assert caught.value.reason == "sound-unfit"
    with pytest.raises(SoundUnfit):
        master(np.zeros(len(samples), np.float32), rate, TAGS)


@pytest.mark.parametrize("loudest", [0.01, 0.3, 1.0])
@pytest.mark.parametrize("rate", [16_000, 22_050, 48_000])
def test_faint_and_shouting_sounds_come_out_equally_loud(loudest: float, rate: int) -> None:
    noise = np.random.default_rng(7).normal(0, 0.25, 3 * rate).clip(-1, 1).astype(np.float32)
    sound = master(noise * np.float32(loudest), rate, TAGS)

    assert all(-17 <= lufs <= -15 for lufs in (sound.loudness_lufs, sound.opus_lufs))
    assert all(dbtp <= -1 for dbtp in (sound.true_peak_dbtp, sound.opus_peak_dbtp))
    assert sound.duration_ms == pytest.approx(3000, abs=2)


def test_a_sound_that_cannot_be_loud_without_clipping_stays_fainter() -> None:
    clicks = np.zeros(10 * RATE, np.float32)
    clicks[:: RATE // 2] = 0.9
    sound = master(prepared(clicks, RATE), RATE, TAGS)

    assert sound.true_peak_dbtp <= -1
    assert sound.opus_peak_dbtp <= -1
    assert sound.loudness_lufs < -17


def test_a_file_that_would_clip_is_made_again_with_a_lower_ceiling(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MP3", "OPUS"):
        monkeypatch.setattr(mastering, name, replace(getattr(mastering, name), ceiling=1.0))
    sound = master(spoken("vi").pcm, spoken("vi").rate, TAGS)

    assert max(sound.true_peak_dbtp, sound.opus_peak_dbtp) <= -1
    assert min(sound.loudness_lufs, sound.opus_lufs) >= -17


def test_a_place_where_an_encoder_overshoots_is_lowered_and_nothing_else() -> None:
    pcm = prepared(spoken("en").pcm, spoken("en").rate)
    worst = int(np.argmax(np.abs(pcm)))

    def overshooting(given: Pcm, tags: Tags) -> bytes:
        given = given.copy()
        given[worst - 2 : worst + 3] *= np.float32(1.6)
        return flac.encoded(given, tags)

    made = fitted(Encoder(overshooting, RATE, loss_lu=0.3, ceiling=0.74), pcm, TAGS)
    back = flac.decoded(made.data)
    away = np.abs(np.arange(len(pcm)) - worst) > 0.2 * RATE
    factor = np.dot(back[away], pcm[away]) / np.dot(pcm[away], pcm[away])

    assert made.heard.true_peak_dbtp <= -1
    assert made.heard.lufs == pytest.approx(-15.7, abs=0.3)
    assert np.abs(back - factor * pcm)[away].max() < 1e-3


def test_a_sound_shorter_than_any_measure_is_made_all_the_same() -> None:
    sound = master(prepared(np.sin(np.arange(1200) / 9).astype(np.float32), RATE), RATE, TAGS)

    assert sound.duration_ms == 50
    assert len(webm.decoded(sound.opus)) == 2400


def test_the_outline_has_six_hundred_steps_of_one_character() -> None:
    tone = np.linspace(0, -0.5, 60_000).astype(np.float32)

    assert [peaks(tone)[at] for at in (0, 299, 599)] == [0, 31, 63]
    assert peaks(np.zeros(10, np.float32)) == (0,) * 600
    assert len(peaks(tone[:7])) == 600
    assert len(peaks(tone[:0])) == 600
    sound = mastered("vi")
    assert sound.outline == "".join(ALPHABET[height] for height in sound.peaks)
    assert (len(sound.outline), sound.outline[0], "_" in sound.outline) == (600, "A", True)


@cache
def spoken(language: str) -> Take:
    return Espeak().speak(Request(language, tuple(Utterance(text, 0.5) for text in TEXTS[language])), 20)


@cache
def mastered(language: str) -> Sound:
    return master(prepared(spoken(language).pcm, spoken(language).rate), RATE, TAGS)


@cache
def people() -> dict[str, Pcm]:
    """Readings as people send them in, at 24 kHz."""
    rng = np.random.default_rng(7)
    pcm = clean_reading()
    times = np.arange(len(pcm)) / RATE
    slams, pops = pcm * 0.05, pcm * 0.3
    for at in range(RATE, len(pcm) - RATE, 5 * RATE):
        slams[at : at + 700] += 0.9 * rng.normal(size=700) * np.exp(-np.arange(700) / 200)
        pops[at : at + 2000] += 0.9 * np.sin(np.arange(2000) / RATE * 2 * np.pi * 40) * np.hanning(2000)
    readings: dict[str, np.ndarray[Any, Any]] = {
        "faint": pcm * 0.02,
        "noisy": pcm * 0.3 + rng.normal(0, 0.02, len(pcm)),
        "with a direct current": pcm * 0.3 + 0.3,
        "clipped": np.clip(pcm * 8, -1, 1),
        "now near, now far": pcm * 0.3 * 10 ** (0.4 * np.sin(2 * np.pi * times / 8)),
        "slow to begin": np.concatenate([rng.normal(0, 1e-3, 8 * RATE), pcm * 0.3]),
        "with long pauses": np.concatenate([pcm * 0.3, np.zeros(30 * RATE), pcm * 0.3]),
        "with slammed doors": slams,
        "with pops": pops,
        "with numbers that are none": np.where(rng.random(len(pcm)) < 1e-4, np.nan, pcm),
    }
    return {name: reading.astype(np.float32) for name, reading in readings.items()}


@cache
def clean_reading() -> Pcm:
    """Ten seconds and more of speech, as loud as can be."""
    takes = [clean(spoken(language).pcm, spoken(language).rate, RATE) for language in ("vi", "en", "vi")]
    pcm = np.concatenate(takes)
    return pcm / np.float32(peak(pcm))


def written(kind: str, tags: Tags) -> bytes:
    tone = (0.3 * np.sin(np.arange(12_000) / 9)).astype(np.float32)
    encoders = {"mp3": mp3.encoded, "webm": webm.encoded, "flac": flac.encoded}
    return encoders[kind](tone, tags)


def decoded(kind: str, data: bytes) -> Pcm:
    return {"mp3": mp3.decoded, "webm": webm.decoded, "flac": flac.decoded}[kind](data)


def opened(data: bytes) -> io.BytesIO:
    return io.BytesIO(data)


def stream_language(container: av.container.InputContainer) -> dict[str, str]:
    told = container.streams.audio[0].metadata.get("language")
    return {"language": told} if told else {}


def heard(pcm: Pcm, rate: int) -> Loudness:
    return loudness([pcm], rate)


def told(pcm: Pcm, rate: int) -> tuple[float, float]:
    measured = heard(pcm, rate)
    return measured.lufs, measured.true_peak_dbtp


def level(pcm: Pcm, rate: int, start: float, end: float) -> float:
    return float(np.sqrt(np.mean(pcm[round(start * rate) : round(end * rate)] ** 2)))


def delay(later: Pcm, earlier: Pcm) -> int:
    """Samples by which one sound comes after the other, by cross-correlation."""
    size = 1 << (len(later) + len(earlier)).bit_length()
    found = np.fft.irfft(np.fft.rfft(later, size) * np.conj(np.fft.rfft(earlier, size)), size)
    at = int(np.argmax(found))
    return at if at < size // 2 else at - size
