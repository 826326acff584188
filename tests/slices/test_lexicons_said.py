"""Our own lexicons in a real voice: nothing is spelt out letter by letter, and every word is somewhere in the texts."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tourism.content import files
from tourism.content.words import body_of
from tourism.guide import content_languages
from tourism.narration.lexicon import lexicon_of
from tourism.narration.lexicon_defaults import DEFAULTS
from tourism.narration.script import spoken_form

CONTENT = Path(__file__).parents[2] / "content"
COMMUNES = sorted(path.parent.name for path in CONTENT.glob("*/lexicon.yaml"))
VOICES = {"en": "en-us", "fr": "fr"}
# In a process of its own, as the voice itself: the engine remembers the language before.
PHONEMES = """
import ctypes, json, sys, espeakng_loader
engine = ctypes.CDLL(espeakng_loader.get_library_path())
engine.espeak_Initialize(2, 0, str(espeakng_loader.get_data_path()).encode(), 0x8000)
engine.espeak_SetVoiceByName(sys.argv[1].encode())
engine.espeak_TextToPhonemes.restype = ctypes.c_char_p
said = []
for word in json.load(sys.stdin):
    text = ctypes.c_char_p(word.encode())
    said.append(engine.espeak_TextToPhonemes(ctypes.byref(text), 1, 2).decode())
print(json.dumps(said))
"""


@pytest.mark.parametrize("slug", COMMUNES)
@pytest.mark.parametrize("language", VOICES)
def test_no_respelling_is_spelt_out(slug, language):
    words = {
        word for spoken in (*lexicon(slug)[language].values(), *DEFAULTS[language].values()) for word in spoken.split()
    }

    assert spelt_out(language, sorted(words)) == {}


@pytest.mark.parametrize("language, written", [("en", "Chu Hwa"), ("en", "Nguyen"), ("en", "Miếu"), ("fr", "Miếu")])
def test_a_voice_that_spells_would_be_heard(language, written):
    assert (spelt_out(language, written.split()) == {}) == (written == "Nguyen")


@pytest.mark.parametrize("slug", COMMUNES)
def test_every_word_of_our_lexicons_is_somewhere_in_the_texts(slug):
    folder = files.read(CONTENT / slug, content_languages(CONTENT))
    for language, words in folder.lexicon.items():
        told = "\n".join(
            f"{site.words[language].name}\n{body_of(site.words[language].story, site.words[language].sections)}"
            for site in folder.sites
            if language in site.words
        )

        assert [written for written in words if written not in told] == []


@pytest.mark.parametrize("slug", COMMUNES)
@pytest.mark.parametrize("language", VOICES)
def test_no_vietnamese_letter_is_left_in_what_is_heard_in_other_languages(slug, language):
    folder = files.read(CONTENT / slug, content_languages(CONTENT))
    words = lexicon_of(folder.lexicon[language])
    heard = " ".join(
        spoken_form(language, f"{each.words[language].name} {each.words[language].story}", words)
        for each in folder.sites
        if language in each.words
    )

    assert re.findall(r"\w*[ăđơưĂĐƠƯ\u1ea0-\u1ef9]\w*", heard) == []


def lexicon(slug):
    return files.read(CONTENT / slug, content_languages(CONTENT)).lexicon


def spelt_out(language, words):
    """Words with more stresses than vowels to carry them: names of letters are stressed each."""
    command = [sys.executable, "-c", PHONEMES, VOICES[language]]
    done = subprocess.run(command, input=json.dumps(words), capture_output=True, text=True, check=True)
    said = dict(zip(words, json.loads(done.stdout), strict=True))
    return {
        word: sounds
        for word, sounds in said.items()
        if len(re.findall("[ˈˌ]", sounds)) > max(1, len(re.findall(r"[aeiouyàâäéèêëîïôöùûü]+", word.lower())))
    }
