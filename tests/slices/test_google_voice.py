"""Google Translate's voice against its fake on loopback: well, in every kind of trouble, and with our own manners."""

import json
import os
import subprocess
import sys
import urllib.request
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import urllib3
from gtts import gTTS
from gtts.lang import tts_langs
from requests.exceptions import ConnectionError as Unconnected

from tests.conftest import ROOT, Clock, free_port
from tests.fakes.google import CERTIFICATE, PATH, FakeGoogle, hum, serving, text_and_code
from tourism.backends import Backends
from tourism.engines.speech import google_asking, google_request
from tourism.engines.speech.google import CLAUSE_GAP, Gtts
from tourism.engines.speech.google_answer import RATE, decoded, mp3_in
from tourism.engines.speech.google_languages import CODES, code_of
from tourism.engines.speech.google_request import Line, prepared
from tourism.engines.speech.offered import best_voices, offered
from tourism.engines.speech.pieces import FolderPieces, key_of
from tourism.engines.speech.port import (
    LONGEST_TEXT,
    BadText,
    Blocked,
    EmptyAnswer,
    NoAnswer,
    NoNetwork,
    Portal,
    RateLimited,
    Rejected,
    Request,
    SpeechError,
    TextTooLong,
    Unfinished,
    Unsupported,
    Utterance,
    Voice,
)
from tourism.storage.circuits import CircuitState, DatabaseCircuit

SENTENCES = (
    "Bạn đang đứng trước đình Vân La.",
    "Hãy nhìn lên mái đình, bốn góc đao cong như mũi thuyền.",
    "Theo truyền thuyết, nơi đây thờ Chử Đồng Tử và công chúa Tiên Dung.",
)
LONG = (
    "Đình Vân La được dựng vào thế kỷ mười bảy, thờ Chử Đồng Tử và công chúa Tiên Dung, hai người đã gặp nhau trên bãi "
    "cát bên sông Hồng vào một ngày mùa xuân, rồi cùng nhau dạy dân trong vùng trồng dâu, nuôi tằm và dệt vải."
)
TROUBLES = {
    "429": RateLimited,
    "sorry": Blocked,
    "consent": Blocked,
    "403": Blocked,
    "elsewhere": Portal,
    "moved": Portal,
    "511": Portal,
    "html": Portal,
    "html-undeclared": Portal,
    "500": NoAnswer,
    "503": NoAnswer,
    "408": NoAnswer,
    "hang": NoAnswer,
    "drip": NoAnswer,
    "drip-headers": NoAnswer,
    "cut": NoAnswer,
    "reset": NoAnswer,
    "empty": EmptyAnswer,
    "204": EmptyAnswer,
    "no-audio": EmptyAnswer,
    "garbage": EmptyAnswer,
    "nested": EmptyAnswer,
    "no-mp3": EmptyAnswer,
    "noise": EmptyAnswer,
    "short": EmptyAnswer,
    "silent": EmptyAnswer,
    "huge": EmptyAnswer,
    "400": Rejected,
    "404": Rejected,
}
SPEAKS = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from tourism.engines.speech.google import Gtts
from tourism.engines.speech.pieces import FolderPieces
from tourism.engines.speech.port import Request, Utterance
from tourism.storage.circuits import DatabaseCircuit
from tourism.storage.database import connect
database, address, folder, interval = sys.argv[1:]
circuit = DatabaseCircuit(connect(database), lambda: datetime.now(UTC), "gtts", float(interval))
voice = Gtts(circuit, FolderPieces(Path(folder)), address)
voice.speak(Request("vi", tuple(Utterance(f"{folder[-1]} {number}") for number in range(5))), 60)
"""


# What is said and what is sent


def test_a_text_becomes_a_take_with_exact_times(voice, google):
    take = voice.speak(asked(*SENTENCES, pause=0.5), 60)

    assert google.texts == list(SENTENCES)
    assert (take.engine, take.voice, take.version, take.approximate) == ("gtts", "vi", "2.5.4-1", False)
    assert take.rate == RATE
    for (start, end), text in zip(take.spans, SENTENCES, strict=True):
        assert end - start == pytest.approx(len(hum(text, "vi")) / RATE - 0.1, abs=0.06)
        assert level(take, start, start + 0.1) > 0.05 < level(take, end - 0.1, end)
    for (_, end), (start, _) in pairwise(take.spans):
        assert start - end == pytest.approx(0.5, abs=0.001)
        assert level(take, end + 0.02, start - 0.02) == 0


def test_a_long_sentence_is_one_span_of_several_pieces(voice, google):
    take = voice.speak(asked(LONG), 60)

    assert len(google.asked) > 2
    assert all(len(text) <= 100 for text in google.texts)
    assert " ".join(google.texts) == LONG
    ((start, end),) = take.spans
    pieces = sum(len(hum(text, "vi")) / RATE - 0.1 for text in google.texts)
    assert end - start == pytest.approx(pieces + CLAUSE_GAP * (len(google.texts) - 1), abs=0.15)


def test_all_that_is_used_of_gtts_is_as_we_know_it():
    speech = gTTS("Xin chào, 50% \"a\" 'b'", lang="vi", lang_check=False, pre_processor_funcs=[])
    (request,) = speech._prepare_requests()

    assert version("gTTS") == "2.5.4"
    assert (request.method, request.url) == ("POST", f"https://translate.google.com{PATH}")
    assert dict(request.headers).keys() == {"Referer", "User-Agent", "Content-Type", "Content-Length"}
    assert request.headers["Content-Type"] == "application/x-www-form-urlencoded;charset=utf-8"
    assert request.body.startswith("f.req=%5B%5B%5B%22jQ1olc%22%2C%22%5B%5C%22Xin%20ch%5C%5Cu00e0o%2C%20")
    assert text_and_code(request.body) == ("Xin chào, 50% \"a\" 'b'", "vi")


def test_a_piece_is_sent_as_gtts_would_and_with_nothing_else(voice, google):
    voice.speak(asked("Xin chào.", "Tạm biệt."), 60)
    (url,) = {prepared("a", "vi", google.address).url}

    assert url == google.address + PATH
    for request in google.asked:
        assert request.headers.keys() == {
            *("Accept-Encoding", "Content-Length", "Content-Type", "Host", "Referer", "User-Agent")
        }
        assert request.headers["Accept-Encoding"] == "identity"


@pytest.mark.parametrize(
    "language, text, sent, code",
    [
        ("vi", "Chợ 😀 Miếu\u200b (文廟)", "Chợ Miếu", "vi"),
        ("en", "Look at Văn Miếu 🏛️, đình Đỗ (文廟).", "Look at Van Mieu , dinh Do .", "en"),
        ("fr", "L’élève de Miếu", "L’élève de Mieu", "fr"),
        ("zh-Hans", "文庙在 Hà Nội。", "文庙在 Ha Noi。", "zh-CN"),
        ("zh-Hant", "文廟", "文廟", "zh-TW"),
        ("ja", "文廟へ", "文廟へ", "ja"),
        ("ko", "문묘(文廟)", "문묘", "ko"),
        ("th", "วัดวรรณกรรม", "วัดวรรณกรรม", "th"),
        ("km", "ប្រាសាទ", "ប្រាសាទ", "km"),
    ],
)
def test_text_is_made_legible_for_each_language(voice, google, language, text, sent, code):
    take = voice.speak(asked(text, language=language), 60)

    assert [(each.text, each.code) for each in google.asked] == [(sent, code)]
    assert take.voice == code


def test_decomposed_text_is_the_same_text(voice, google):
    voice.speak(asked("Đình Hồng Vân"), 60)
    voice.speak(asked("Đình Hồng Vân"), 60)

    assert google.texts == ["Đình Hồng Vân"]


@pytest.mark.parametrize(
    "tag, code",
    [
        *(("zh", "zh-CN"), ("zh-CN", "zh-CN"), ("zh-Hans-HK", "zh-CN"), ("zh-TW", "zh-TW"), ("zh-Hant-HK", "zh-TW")),
        *(("pt-BR", "pt"), ("pt-PT", "pt-PT"), ("en-GB", "en"), ("VI", "vi"), ("yue", "yue"), ("lo", None), ("", None)),
    ],
)
def test_tags_become_codes(tag, code):
    assert code_of(tag) == code


def test_every_code_is_one_that_gtts_knows():
    assert set(CODES.values()) - {*tts_langs()} == set()


def test_a_language_without_a_voice_is_not_asked_for(voice, google):
    assert not voice.supports("lo")
    with pytest.raises(Unsupported):
        voice.speak(asked("ສະບາຍດີ", language="lo"), 60)
    assert google.asked == []


@pytest.mark.parametrize("text", ["", " ", "😀", "...", "漢字", "\ud800"])
def test_a_text_with_nothing_to_say_is_not_asked_for(voice, google, text):
    with pytest.raises(BadText):
        voice.speak(asked("Xin chào.", text), 60)
    assert google.asked == []


def test_a_text_longer_than_a_narration_is_not_asked_for(voice, google):
    with pytest.raises(TextTooLong):
        voice.speak(asked("a " * LONGEST_TEXT), 60)
    assert google.asked == []


def test_marks_between_pieces_are_not_asked_for(voice, google):
    voice.speak(asked("Một hai ba bốn năm, " * 4 + "– " * 60 + "sáu"), 60)

    assert all(any(character.isalnum() for character in text) for text in google.texts)


# Every trouble by its name


@pytest.mark.parametrize("mode", TROUBLES)
def test_each_trouble_has_its_own_name(google, mode):
    google.mode = mode

    with Line(google.address) as line, pytest.raises(SpeechError) as caught:
        decoded(line.ask("Xin chào", "vi", 0.7))

    assert isinstance(caught.value, TROUBLES[mode])
    assert caught.value.reason == TROUBLES[mode].reason
    assert len(google.asked) == 1, "no redirect was followed, nothing was asked twice"


def test_a_host_that_refuses_is_no_network():
    with Line(f"http://127.0.0.1:{free_port()}") as line, pytest.raises(NoNetwork):
        line.ask("Xin chào", "vi", 5)


def test_a_name_nobody_knows_is_no_network():
    pool = urllib3.HTTPSConnectionPool("voice.test")
    unknown = urllib3.exceptions.NameResolutionError("voice.test", pool, OSError(-2, "unknown"))

    with Line("https://voice.test") as line:
        fault = line._fault(Unconnected(urllib3.exceptions.MaxRetryError(pool, "/", unknown)))

    assert type(fault) is NoNetwork


def test_somebody_else_s_certificate_is_refused_before_a_word_is_sent():
    with serving(tls=True) as google:
        with Line(google.address) as line, pytest.raises(Portal):
            line.ask("Xin chào", "vi", 5)
        with Line(google.address.replace("127.0.0.1", "localhost"), str(CERTIFICATE)) as line, pytest.raises(Portal):
            line.ask("Xin chào", "vi", 5)
        assert google.asked == []
        with Line(google.address, str(CERTIFICATE)) as line:
            assert line.ask("Xin chào", "vi", 5)


def test_a_host_without_encryption_is_somebody_else(google):
    with Line(google.address.replace("http:", "https:")) as line, pytest.raises(SpeechError) as caught:
        line.ask("Xin chào", "vi", 5)

    assert isinstance(caught.value, Portal | NoAnswer)
    assert google.asked == []


def test_a_proxy_that_the_environment_names_is_used_and_its_password_told_to_nobody(google, monkeypatch):
    host = google.address.removeprefix("http://")
    monkeypatch.setenv("HTTP_PROXY", f"http://somebody:secret@{host}")
    monkeypatch.setenv("HTTPS_PROXY", f"http://somebody:secret@127.0.0.1:{free_port()}")
    with Line("http://voice.test") as line:
        assert line.ask("Xin chào", "vi", 5)
    with Line("https://voice.test") as line, pytest.raises(NoNetwork) as caught:
        line.ask("Xin chào", "vi", 5)

    assert "secret" not in repr(caught.value)


@pytest.mark.parametrize(
    "body",
    [
        b')]}\'\n\n86\n[["wrb.fr","jQ1olc","[\\"//OE\\"]\\n",null,null,null,"generic"],["di",1]]\n25\n[["e",4]]',
        b')]}\'\n\n[["wrb.fr","jQ1olc","[\\"//OE\\"]"]\n,["di",52]\n]',
        b')]}\'\n[["wrb.fr", "x"],["wrb.fr","jQ1olc","[\\"/\\\\u002fOE\\"]"]]',
    ],
)
def test_the_sound_is_found_however_the_answer_is_laid_out(body):
    assert mp3_in(body) == b"\xff\xf3\x84"


# Trying again, and leaving the voice alone


def test_a_trouble_that_passes_costs_a_pause_and_no_more(voice, google, waits):
    google.planned = ["503", "no-audio", "sorry", "ok"]
    voice.speak(asked("Xin chào."), 120)

    assert google.texts == ["Xin chào."] * 4
    assert [round(wait, 1) for wait in waits if wait > 1.5] == [2.2, 9, 33.8]
    assert voice.circuit.state() == CircuitState()


@pytest.mark.parametrize("mode", ["503", "no-audio"])
def test_a_voice_that_is_ill_is_left_alone_longer_and_longer(voice, google, clock, mode):
    google.mode = mode
    minutes = []
    for _ in range(5):
        with pytest.raises(TROUBLES[mode]) as caught:
            voice.speak(asked("Xin chào."), 120)
        minutes.append((caught.value.until - clock.now).total_seconds() / 60)
        assert not voice.available()
        clock.now = caught.value.until
        assert voice.available()

    assert minutes == [5, 10, 20, 40, 60]
    # Four tries, and one for a text that every voice can say.
    assert google.texts == ["Xin chào.", "Xin chào.", "Xin chào.", "Xin chào.", "1 2 3"] * 5


def test_an_address_that_is_blocked_is_not_asked_for_anything_else(voice, google):
    google.mode = "403"
    with pytest.raises(Blocked):
        voice.speak(asked("Xin chào."), 120)

    assert google.texts == ["Xin chào."] * 4


@pytest.mark.parametrize("mode", ["html", "elsewhere"])
def test_behind_a_portal_nothing_is_tried_again_in_place(voice, google, clock, waits, mode):
    google.mode = mode
    with pytest.raises(Portal) as caught:
        voice.speak(asked("Xin chào."), 120)

    assert len(google.asked) == 1
    assert waits == []
    assert (caught.value.until - clock.now).total_seconds() == 300


def test_without_a_network_a_start_costs_nothing(voice, clock, waits):
    offline = replace(voice, base_url=f"http://127.0.0.1:{free_port()}")
    for _ in range(3):
        with pytest.raises(NoNetwork) as caught:
            offline.speak(asked(*SENTENCES), 120)
        assert (caught.value.until - clock.now).total_seconds() == 300

    assert waits == []


@pytest.mark.parametrize("asked_for, hours", [("", 1), ("60", 1), ("7200", 2), ("99999999", 24), ("soon", 1)])
def test_a_voice_that_asks_for_patience_gets_it(voice, google, clock, waits, asked_for, hours):
    google.mode, google.retry_after = "429", asked_for
    with pytest.raises(RateLimited) as caught:
        voice.speak(asked("Xin chào."), 120)

    assert len(google.asked) == 1
    assert waits == []
    assert (caught.value.until - clock.now).total_seconds() == hours * 3600
    assert not voice.available()


def test_patience_may_be_asked_for_by_date(google):
    moment = datetime.now(UTC).replace(microsecond=0)
    google.mode, google.retry_after = "429", format_datetime(moment.replace(year=moment.year + 1), usegmt=True)

    with Line(google.address) as line, pytest.raises(google_request.SlowDown) as caught:
        line.ask("Xin chào", "vi", 5)

    assert caught.value.wait_seconds == 24 * 3600


def test_patience_doubles_while_the_voice_goes_on_asking(voice, google, clock):
    google.mode = "429"
    hours = []
    for _ in range(6):
        with pytest.raises(RateLimited) as caught:
            voice.speak(asked("Xin chào."), 120)
        hours.append((caught.value.until - clock.now).total_seconds() / 3600)
        clock.now = caught.value.until

    assert hours == [1, 2, 4, 8, 16, 24]


@pytest.mark.parametrize("mode", ["429", "503", "403", "html", "no-audio"])
def test_while_the_circuit_is_open_its_reason_is_raised_and_nothing_is_asked(voice, google, mode):
    google.mode = mode
    with pytest.raises(TROUBLES[mode]) as first:
        voice.speak(asked("Xin chào."), 120)
    google.mode, asked_before = "ok", len(google.asked)
    with pytest.raises(TROUBLES[mode]) as second:
        voice.speak(asked("Xin chào."), 120)

    assert len(google.asked) == asked_before
    assert second.value.until == first.value.until


def test_a_word_closes_the_circuit(voice, google, clock):
    google.mode = "html"
    for _ in range(3):
        with pytest.raises(Portal) as caught:
            voice.speak(asked("Xin chào."), 120)
        clock.now = caught.value.until
    google.mode = "ok"
    voice.speak(asked("Xin chào."), 120)

    assert voice.circuit.state() == CircuitState()


def test_what_one_worker_learns_holds_for_all_on_both_databases(sessions, voice, google, clock):
    one, other = (replace(voice, circuit=DatabaseCircuit(sessions, clock, "gtts")) for _ in range(2))
    google.mode = "429"
    with pytest.raises(RateLimited) as caught:
        one.speak(asked("Xin chào."), 60)
    assert not other.available()
    with pytest.raises(RateLimited):
        other.speak(asked("Tạm biệt."), 60)
    google.mode, clock.now = "ok", caught.value.until
    other.speak(asked("Tạm biệt."), 60)

    assert google.texts == ["Xin chào.", "Tạm biệt."]
    assert one.circuit.state() == CircuitState()


def test_what_another_worker_learns_stops_this_one(voice, google, clock):
    def wait_and_be_told(seconds):
        clock.forward(seconds=seconds)
        voice.circuit.open(3600, "voice-rate-limited")

    with pytest.raises(RateLimited) as caught:
        replace(voice, sleep=wait_and_be_told).speak(asked(*SENTENCES), 60)

    # The second request waited for its turn when the word came; the third was never sent.
    assert len(google.asked) == 2
    assert caught.value.until is not None
    assert voice.circuit.state().failures == 1


@pytest.mark.parametrize("mode", ["400", "404"])
def test_a_refused_text_is_not_tried_again_and_says_nothing_of_the_voice(voice, google, mode):
    google.mode = mode
    with pytest.raises(Rejected):
        voice.speak(asked("Xin chào."), 120)

    assert len(google.asked) == 1
    assert voice.circuit.state() == CircuitState()
    assert voice.available()


@pytest.mark.parametrize("mode", ["no-audio", "503"])
def test_a_text_that_alone_is_not_said_is_refused_and_the_voice_goes_on(voice, google, mode):
    google.mode, google.only = mode, SENTENCES[0]
    with pytest.raises(Rejected):
        voice.speak(asked(*SENTENCES), 120)

    assert google.texts == [*[SENTENCES[0]] * 4, "1 2 3", SENTENCES[0]]
    assert voice.circuit.state() == CircuitState()
    voice.speak(asked(*SENTENCES[1:]), 120)


# Time, and going on where it stopped


def test_a_failure_at_the_fifth_piece_is_gone_on_from_there(voice, google):
    sentences = [f"Câu số {number}." for number in range(8)]
    google.planned = ["ok"] * 4 + ["429"]
    with pytest.raises(RateLimited):
        voice.speak(asked(*sentences), 120)
    voice.circuit.close()
    take = voice.speak(asked(*sentences), 120)

    assert google.texts == [*sentences[:5], *sentences[4:]]
    assert len(take.spans) == 8


def test_when_the_time_is_up_what_was_spoken_is_kept_and_the_voice_is_not_blamed(voice, google):
    sentences = [f"Câu số {number}." for number in range(8)]
    with pytest.raises(Unfinished):
        voice.speak(asked(*sentences), 3.5)

    assert google.texts == sentences[:4]
    assert voice.circuit.state() == CircuitState()
    voice.speak(asked(*sentences), 60)
    assert google.texts == sentences


def test_an_answer_that_takes_all_the_time_left_is_unfinished(voice, google):
    google.mode = "drip"
    real = replace(voice, tick=Gtts(voice.circuit, voice.pieces, "").tick)
    with pytest.raises(Unfinished):
        real.speak(asked("Xin chào."), 0.5)

    assert voice.circuit.state() == CircuitState()


def test_a_hanging_answer_ends_at_its_own_limit(voice, google, monkeypatch):
    monkeypatch.setattr(google_asking, "REQUEST_SECONDS", 0.3)
    google.mode = "hang"
    with pytest.raises(NoAnswer) as caught:
        voice.speak(asked("Xin chào."), 120)

    assert len(google.asked) == 5
    assert caught.value.until is not None


def test_what_is_kept_is_said_without_asking_anybody(voice, google):
    first = voice.speak(asked(*SENTENCES), 60)
    voice.circuit.open(3600, "voice-blocked")
    again = replace(voice, base_url=google.address).speak(asked(*SENTENCES), 60)

    assert len(google.asked) == 3
    assert np.array_equal(first.pcm, again.pcm)


def test_another_address_is_another_voice(voice, google):
    voice.speak(asked("Xin chào."), 60)
    with serving() as other:
        replace(voice, base_url=other.address).speak(asked("Xin chào."), 60)
        assert other.texts == google.texts == ["Xin chào."]


@pytest.mark.parametrize("found", [b"", b"\xff\xf3", b"<html>"])
def test_a_kept_piece_that_is_no_good_is_asked_for_again(voice, google, found):
    voice.speak(asked("Xin chào."), 60)
    (file,) = voice.pieces.root.glob("*/*")
    file.write_bytes(found)
    take = voice.speak(asked("Xin chào."), 60)

    assert len(google.asked) == 2
    assert take.seconds > 0.3
    assert len(file.read_bytes()) > 1000


@pytest.mark.parametrize("mode", ["empty", "silent", "short", "noise", "huge", "cut", "html"])
def test_nothing_is_kept_of_an_answer_without_sound(voice, google, mode):
    google.mode = mode
    with pytest.raises(SpeechError):
        voice.speak(asked("Xin chào."), 60)

    assert list(voice.pieces.root.glob("*/*")) == []


def test_a_full_disk_does_not_silence_the_voice(voice, google, tmp_path):
    (tmp_path / "full").write_text("not a folder")
    take = replace(voice, pieces=FolderPieces(tmp_path / "full")).speak(asked(*SENTENCES), 60)

    assert len(take.spans) == 3


def test_pieces_are_whole_or_not_there_and_old_ones_are_forgotten(tmp_path):
    pieces = FolderPieces(tmp_path)
    keys = [key_of(("gtts", "vi"), text) for text in ("một", "hai")]
    for key in keys:
        pieces.put(key, b"sound")
    os.utime(tmp_path / keys[0][:2] / keys[0], (0, 0))

    assert pieces.prune() == 1
    assert [pieces.get(key) for key in keys] == [None, b"sound"]
    pieces.drop(keys[1])
    pieces.drop(keys[1])
    assert pieces.get(keys[1]) is None
    with pytest.raises(ValueError, match="empty"):
        pieces.put(keys[0], b"")
    with pytest.raises(ValueError, match="key"):
        pieces.get("../../etc/passwd")
    assert [*tmp_path.glob("*/*")] == []


def test_keys_tell_texts_and_origins_apart():
    keys = {key_of(origin, text) for origin in (("gtts", "vi"), ("gtts", "en"), ("gttsv", "i")) for text in "ab"}

    assert len(keys) == 6


# Manners


def test_requests_leave_more_than_a_second_apart(voice, google, waits):
    voice.speak(asked(*SENTENCES), 60)

    assert waits == [1.1, 1.1]


def test_two_processes_take_turns(sqlite, google, tmp_path):
    interval = 0.3
    common = [sys.executable, "-c", SPEAKS, str(sqlite.engine.url), google.address]
    running = [subprocess.Popen([*common, str(tmp_path / name), str(interval)], cwd=ROOT) for name in "ab"]

    assert [each.wait(60) for each in running] == [0, 0]
    times = [each.at for each in google.asked]
    assert sorted(google.texts) == [f"{name} {number}" for name in "ab" for number in range(5)]
    # A request may leave late, which brings it nearer to the next one; none of the slots is given twice.
    assert times[-1] - times[0] >= 8 * interval


# Where it stands in the house


def test_the_online_voice_is_a_voice(voice):
    spoken: Voice = voice

    assert (spoken.name, spoken.quality, spoken.online, spoken.version) == ("gtts", 70, True, "2.5.4-1")
    assert spoken.available()


def test_settings_bring_the_voices_and_nobody_is_asked(config, google, tmp_path):
    online = replace(config, online_voices="on", google_voice_url=google.address, database_url="sqlite://")

    assert [voice.name for voice in Backends.of(online).voices] == ["gtts", "espeak-ng"]
    assert [voice.name for voice in Backends.of(config).voices] == ["espeak-ng"]
    (tmp_path / "voices" / "en").mkdir(parents=True)
    (tmp_path / "voices" / "en" / "joe.onnx").touch()
    assert [voice.name for voice in Backends.of(config).voices] == ["piper", "espeak-ng"]
    assert Backends.of(replace(config, voice="none", piper_voices="nowhere")).voices == ()
    assert google.asked == []


def test_what_the_settings_bring_speaks_and_keeps(config, sqlite, google):
    house = replace(config, online_voices="on", google_voice_url=google.address, database_url=str(sqlite.engine.url))
    voice = Backends.of(house).voices[0]
    voice.speak(asked("Xin chào."), 60)

    assert google.texts == ["Xin chào."]
    assert len(list(Path(config.cache).glob("gtts/*/*"))) == 1


def test_pages_do_without_what_only_workers_need():
    program = (
        "import sys, tourism.backends as b, tourism.config as c\n"
        "b.Backends.of(c.Config(database_url='sqlite://', online_voices='on'))\n"
        "print(sorted({'gtts', 'requests'} & sys.modules.keys()))"
    )
    told = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)

    assert told.stdout == "[]\n"


def test_what_is_offered_says_who_reads_what_and_why_not(voice, google):
    languages = ("vi", "lo", "th")
    (well,) = offered([voice], languages)
    google.mode = "429"
    with pytest.raises(RateLimited) as caught:
        voice.speak(asked("Xin chào."), 60)
    (ill,) = offered([voice], languages)

    assert (well.name, well.version, well.online, well.languages) == ("gtts", "2.5.4-1", True, ("vi", "th"))
    assert (well.available, well.reason, well.until) == (True, "", None)
    assert (ill.available, ill.reason, ill.until) == (False, "voice-rate-limited", caught.value.until)
    assert best_voices([ill], languages) == {"vi": ("gtts",), "lo": (), "th": ("gtts",)}


def test_the_fake_is_a_program_too():
    command = [sys.executable, "-m", "tests.fakes.google", "--mode", "ok", "--speech"]
    fake = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        address = fake.stdout.readline().strip()
        with Line(address) as line:
            assert len(decoded(line.ask("Xin chào các bạn", "vi", 10))) > RATE / 2
            change = urllib.request.Request(f"{address}/mode", b"429", method="PUT")
            urllib.request.urlopen(change, timeout=5).close()
            with pytest.raises(RateLimited):
                line.ask("Xin chào", "vi", 10)
        with urllib.request.urlopen(f"{address}/asked", timeout=5) as told:
            assert [text for text, _, _ in json.load(told)] == ["Xin chào các bạn", "Xin chào"]
    finally:
        fake.terminate()
        fake.wait(10)
        fake.stdout.close()


def asked(*texts: str, language: str = "vi", pause: float = 0.35) -> Request:
    return Request(language, tuple(Utterance(text, pause) for text in texts))


def level(take, start: float, end: float) -> float:
    part = take.pcm[round(start * RATE) : round(end * RATE)]
    return float(np.sqrt(np.mean(part**2)))


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def voice(sqlite, clock: Clock, google: FakeGoogle, tmp_path: Path, waits: list[float]) -> Gtts:
    """The real voice asking the fake; only waiting moves its clock, and half of all jitter is added."""

    def wait(seconds: float) -> None:
        waits.append(seconds)
        clock.forward(seconds=seconds)

    return Gtts(
        DatabaseCircuit(sqlite, clock, "gtts"),
        FolderPieces(tmp_path / "pieces"),
        google.address,
        sleep=wait,
        tick=lambda: clock().timestamp(),
        jitter=lambda: 0.5,
    )
