"""How exactly sentences are found in recordings of people made here, and what is doubted rightly and wrongly."""

import os
import resource
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from bench.figures import Figure, cost, ratio, warn
from tests import speakers
from tests.speakers import Manner, Reading, Speaker
from tourism.engines.speech.alignment import Alignment, align, share_by_characters
from tourism.engines.speech.espeak import Espeak
from tourism.engines.speech.port import Request, Take, Utterance
from tourism.narration.script import Script, spoken_form

SITES = ("dinh-van-la", "cho-moi-ong-gia", "tuy-van", "vuon-dua", "duong-hoa", "mieu-ba-tra")
# A model of the operator's for piper, and a folder of clips of real people (name.wav beside its words, name.txt).
PIPER_MODEL = os.environ.get("BENCH_PIPER_MODEL", "")
CLIPS = os.environ.get("BENCH_CLIPS", "")
CLIP_ORDERS = 8
FIVE_MINUTES = 4
MOST_MEAN, MOST = 0.05, 0.3

PLAIN = Manner()
BREATHING = Manner(breaths=True)


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """A reading, the script it is of, and the guide's own reading of that script."""

    told: Reading
    script: Script
    guide: Take


def people(language: str) -> Iterator[tuple[str, Speaker, Manner]]:
    """Who reads, by kind: the guide's own engine with other voices, then other engines, each in another place."""
    noise, room, phone = speakers.noisy, speakers.in_a_room, speakers.by_phone
    if language == "vi":
        voice = speakers.espeak
        yield "same engine, slow woman", voice("vi+f2", 110), PLAIN
        yield "same engine, fast woman, hiss 25 dB", voice("vi+f3", 190), _in(noise(25))
        yield "same engine, man, room 0.5 s", voice("vi+m3", 130), _in(room(0.5))
        yield "same engine, small head, hiss 20 dB", voice("vi+f4", 140, 1.15), _in(noise(20))
        yield "same engine, big head, breaths", voice("vi+m7", 160, 0.87), BREATHING
        yield "same engine, wandering level, hiss 15 dB", voice("vi+f1", 150, 1.2), _in(speakers.uneven, noise(15))
        yield "same engine, music 12 dB", voice("vi+Annie", 150), _in(speakers.with_music(12))
        yield "southern rules, woman, hiss 20 dB", voice("vi-vn-x-south+f2", 140), _in(noise(20))
        yield "southern rules, big man, phone", voice("vi-vn-x-south+m3", 150, 0.9), _in(noise(20), phone)
        yield "central rules, room 0.8 s, breaths", voice("vi-vn-x-central+f5", 130), _in(room(0.8), breaths=True)
        return
    yield "same engine, Scottish woman, music 12 dB", speakers.espeak("en-gb-scotland+f3"), _in(speakers.with_music(12))
    yield "same engine, fast British man, phone", speakers.espeak("en-gb-x-rp+m5", 190), _in(phone)
    if speakers.installed("flite"):
        yield "flite, woman", speakers.flite("slt"), PLAIN
        yield "flite, slow man, hiss 20 dB", speakers.flite("rms", 1.2), _in(noise(20))
        yield "flite, Scot, room 0.5 s, breaths", speakers.flite("awb"), _in(room(0.5), breaths=True)
        yield "flite, fast man, phone", speakers.flite("kal", 0.85), _in(phone)
        yield "flite, small head, level, hiss 15 dB", speakers.flite("slt", 1, 1.15), _in(speakers.uneven, noise(15))
    else:
        warn("flite is not installed: English in another engine's voices")
    if speakers.installed("text2wave"):
        yield "festival, man, hiss 25 dB", speakers.festival("kal_diphone"), _in(noise(25))
    if speakers.installed("piper") and PIPER_MODEL:
        yield "piper", speakers.piper(("piper", "-m", PIPER_MODEL)), PLAIN
        yield "piper, slow, hiss 15 dB", speakers.piper(("piper", "-m", PIPER_MODEL), 1.3), _in(noise(15))


def measure() -> list[Figure]:
    """Errors of starts by kind of person, errors of ends, doubts, and the cost of five minutes."""
    return [*_language("vi"), *_language("en"), *_real_people(), *_five_minutes()]


def _in(*changes: speakers.Change, breaths: bool = False) -> Manner:
    return Manner(breaths=breaths, changes=changes)


def _language(language: str) -> list[Figure]:
    figures, all_starts, all_ends, all_shared = [], [], [], []
    doubts: dict[str, list[bool]] = {}
    for place, (name, speaker, manner) in enumerate(people(language)):
        cases = [_case(SITES[(place + step) % len(SITES)], language, speaker, manner) for step in (0, 3)]
        found = [align(case.told.pcm, case.told.rate, case.guide) for case in cases]
        starts = _wrong(found, cases, 0)
        all_starts.append(starts)
        all_ends.append(_wrong(found, cases, 1))
        all_shared.append(_wrong([_shared(case) for case in cases], cases, 0))
        fits = ", ".join(f"{each.cost:.2f}" for each in found)
        note = f"{len(starts)} sentences; median {np.median(starts):.3f} s; cost {fits}"
        figures.append(Figure(f"{language}: {name}", f"{starts.mean():.3f}, most {starts.max():.2f} s", note=note))
        for kind, doubtful in _doubted(cases[0], cases[1]):
            doubts.setdefault(kind, []).append(doubtful)
    starts, ends, shared = (np.concatenate(each) for each in (all_starts, all_ends, all_shared))
    figures += [
        cost(f"{language}: starts, mean", float(starts.mean()), most=MOST_MEAN, unit="s", digits=3),
        cost(f"{language}: starts, most", float(starts.max()), most=MOST, unit="s"),
        Figure(f"{language}: starts beyond {MOST} s", f"{(starts > MOST).sum()} of {len(starts)}"),
        Figure(f"{language}: ends, mean", f"{ends.mean():.3f} s", note=f"most {ends.max():.2f} s"),
        Figure(f"{language}: shared by characters instead", f"{shared.mean():.2f}, most {shared.max():.2f} s"),
    ]
    return figures + [_doubt(f"{language}: {kind}", told) for kind, told in doubts.items()]


def _doubt(name: str, told: Sequence[bool]) -> Figure:
    right = "as it should" in name
    share = float(np.mean(told))
    note = f"{sum(told)} of {len(told)} recordings"
    if right:
        return cost(f"{name}: doubted", share, most=0.1, unit="", note=note)
    return ratio(f"{name}: doubted", share, least=0.9, note=note)


def _doubted(case: Case, other: Case) -> Iterator[tuple[str, bool]]:
    """Kinds of recordings, and whether each is doubted."""
    told, places = case.told, list(range(len(case.told.spans)))
    middle = len(places) // 2
    greeting = other.told.pcm[round(other.told.spans[4][0] * told.rate) :][: 2 * told.rate]
    greeted = speakers.after(greeting, told)
    dice = np.random.default_rng(len(places))

    def doubtful(recording: Reading, guide: Take = case.guide, **how: float) -> bool:
        return align(recording.pcm, recording.rate, guide, **how).doubtful  # type: ignore[arg-type]

    yield "read as it should be", doubtful(told)
    yield "heading unread, else as it should be", doubtful(speakers.spliced(told, places[1:]), heading=1)
    yield "greeting passed over, as it should be", doubtful(greeted, begin_at=2.0)
    yield "another text", doubtful(told, other.guide)
    yield "a sentence left out", doubtful(speakers.spliced(told, places[:middle] + places[middle + 1 :]))
    yield "two sentences exchanged", doubtful(_exchanged(told, middle))
    yield "sentences in any order", doubtful(speakers.spliced(told, [0, *(dice.permutation(places[1:]).tolist())]))
    hush = replace(told, pcm=speakers.noisy(-90)(np.zeros_like(told.pcm), dice))
    yield "hiss alone", doubtful(hush)


def _exchanged(told: Reading, middle: int) -> Reading:
    places = list(range(len(told.spans)))
    places[middle], places[middle + 1] = places[middle + 1], places[middle]
    return speakers.spliced(told, places)


def _real_people() -> list[Figure]:
    """Clips of real people, joined in many orders."""
    clips = sorted(Path(CLIPS).glob("*.txt")) if CLIPS else []
    if not clips:
        warn("real people: BENCH_CLIPS names no folder with clips")
        return []
    texts = [spoken_form("vi", clip.read_text(encoding="utf-8").strip()) for clip in clips]
    sounds = [speakers.heard(clip.with_suffix(".wav").read_bytes()) for clip in clips]
    figures = []
    for name, manner in (("", PLAIN), (", hiss 15 dB", _in(speakers.noisy(15))), (", phone", _in(speakers.by_phone))):
        wrong = []
        for seed in range(CLIP_ORDERS):
            order = np.random.default_rng(seed).permutation(len(clips)).tolist()
            told = speakers.placed([[sounds[place]] for place in order], manner, seed)
            guide = Espeak().speak(Request("vi", tuple(Utterance(texts[place]) for place in order)), 60.0)
            found = align(told.pcm, told.rate, guide)
            wrong.append([abs(a - b) for (a, _), (b, _) in zip(found.spans, told.spans, strict=True)])
        note = f"{len(clips)} people, {CLIP_ORDERS} orders"
        figures.append(Figure(f"real people{name}", f"{np.mean(wrong):.3f}, most {np.max(wrong):.2f} s", note=note))
    return figures


def _five_minutes() -> list[Figure]:
    cases = [_case(site, "vi", speakers.espeak("vi+f4", 140, 1.1), PLAIN) for site in SITES[:FIVE_MINUTES]]
    told = np.concatenate([case.told.pcm for case in cases])
    shifts = np.cumsum([0.0, *(case.guide.seconds for case in cases)])
    spans = tuple(
        (start + shift, end + shift)
        for case, shift in zip(cases, shifts, strict=False)
        for start, end in case.guide.spans
    )
    guide = replace(cases[0].guide, pcm=np.concatenate([case.guide.pcm for case in cases]), spans=spans)
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    align(told, speakers.RATE, guide)
    spent = (time.process_time() - start) * 300 * speakers.RATE / len(told)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    note = f"{len(told) / speakers.RATE:.0f} s of sound; {grown:.0f} MB more than all before"
    return [cost("five minutes of sound, core seconds", spent, most=20, unit="s", note=note, digits=1)]


def _case(site: str, language: str, speaker: Speaker, manner: Manner) -> Case:
    script = speakers.story(site, language)
    told = speakers.reading(script, speaker, manner, seed=len(site))
    return Case(told, script, speakers.reference(Espeak(), script))


def _shared(case: Case) -> Alignment:
    return share_by_characters(case.told.pcm, case.told.rate, [each.shown for each in case.script.sentences])


def _wrong(found: Sequence[Alignment], cases: Sequence[Case], side: int) -> np.ndarray:
    """Seconds of error of starts (side 0) or ends (1)."""
    pairs = [
        (ours[side], true[side])
        for each, case in zip(found, cases, strict=True)
        for ours, true in zip(each.spans, case.told.spans, strict=True)
    ]
    return np.array([abs(ours - true) for ours, true in pairs])
