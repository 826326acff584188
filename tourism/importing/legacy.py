"""Vietnamese in the fonts of before Unicode (TCVN3 or ABC: .VnTime; VNI: VNI-Times): noticed, never guessed. Pure."""

from typing import Literal

from tourism.importing import syllables

Legacy = Literal["tcvn3", "vni"]
# What each of TCVN3's letters looks like in Windows' western letters, in the order of the alphabet.
_TCVN3_SEEN = "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ¡¢£¤¥¦§"
_TCVN3_MEANT = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ"
TCVN3 = str.maketrans(_TCVN3_SEEN, _TCVN3_MEANT)
# VNI sets a mark behind its letter: tones behind every vowel, shapes behind a, e and o; some letters stand alone.
_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_SHAPES = {
    "â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309", "ã": "\u0302\u0303",
    "ä": "\u0302\u0323", "ê": "\u0306", "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309",
    "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}  # fmt: skip
_ALONE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
# So much of what has marks must become Vietnamese by a font's letters, and so little be so as it stands.
MEANT_MIN, SEEN_MAX, WORDS_MIN = 0.75, 0.5, 2


def legacy(text: str) -> Legacy | None:
    """The old letters that a text is written in; None for Unicode, for other languages, and for too little of it.

    `text` as a program of today shows it: Windows' western letters.
    """
    words = syllables.marked(text)
    if len(words) < WORDS_MIN or syllables.share(words) > SEEN_MAX:
        return None
    scores: dict[Legacy, float] = {
        "tcvn3": syllables.share([each.translate(TCVN3) for each in words]),
        "vni": syllables.share([from_vni(each) for each in words]),
    }
    best = max(scores, key=lambda each: scores[each])
    return best if scores[best] >= MEANT_MIN else None


def from_vni(word: str) -> str:
    """A word of VNI's letters in Unicode; other letters stay."""
    made: list[str] = []
    for letter in word.casefold():
        before = made[-1][:1] if made else ""
        if letter in _SHAPES and before and before in "aeo" and len(made[-1]) == 1:
            made[-1] += _SHAPES[letter]
        elif letter in _TONES and before and before in "aeiouyơư" and len(made[-1]) == 1:
            made[-1] += _TONES[letter]
        else:
            made.append(_ALONE.get(letter, letter))
    return "".join(made)
