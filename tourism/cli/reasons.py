"""Reasons' keys as sentences for operators."""

from tourism.engines.models.refusals import SENTENCES as OF_MODELS
from tourism.engines.speech import refusals

UNFORESEEN = "unforeseen: "
SENTENCES = {
    # Voices.
    "voice-unavailable": "The voice does not work now; it is tried again.",
    "no-network": "The online voice cannot be reached: no network, or its name is not found.",
    "voice-no-answer": "The online voice does not answer, or only with a fault of its own.",
    "voice-rate-limited": "The online voice asks to be asked less often.",
    "voice-blocked": "The online voice does not answer this address any more.",
    "captive-portal": "The network first wants somebody to sign in: another page answered for the voice.",
    "voice-empty": "The voice answered, and there was no sound in it.",
    "voice-unfinished": "The time was up; what was spoken is kept, and the next try goes on from there.",
    "voice-rejected": "The voice refuses this text or language.",
    "voice-awaited": "A lesser voice speaks meanwhile; a better one is awaited.",
    "voice-in-the-making": "The voice is at work.",
    "language-unsupported": "No voice here knows this language: pages show text only.",
    "text-unspeakable": "No voice can read this text: somebody has to change it.",
    "text-too-long": "The text is longer than one narration may be: somebody has to shorten it.",
    "sound-unfit": "The sound could not be brought to the promised loudness.",
    "speech-failed": "The voice did not speak.",
    # Work.
    "worker-vanished": "Every worker that took it was gone before it was done; look at the machine's memory and log.",
    "unknown-work": "Nobody here knows this kind of work: it was asked for by another version of the guide.",
    "master-lost": "A file of this voice's was missing or damaged; it is read aloud once more.",
    # People of the desk.
    "bad-name": "A name has from 1 to 80 characters that can be printed.",
    "role-without-commune": "Every role but admin works in one commune: --commune SLUG; an admin in none.",
    # Recordings.
    **refusals.SENTENCES,
    **refusals.REMARKS,
    # 3D models, which have reasons of the same names.
    **{f"model-{reason}": sentence for reason, sentence in OF_MODELS.items()},
    # Timings of recordings.
    "does-not-fit": "The recording hardly says these words; it may belong to another text.",
    "duration": "The reading is much quicker or slower than it should be; parts may be missing, or others added.",
    "unread-sentences": "Some sentences seem not to be read.",
    "other-words": "Something else is said besides these words.",
}


def sentence(reason: str | None, otherwise: str = "") -> str:
    """What happened, for an operator; a reason without a sentence is shown as `otherwise`, or as it is."""
    if reason is None:
        return ""
    if reason.startswith(UNFORESEEN):
        return f"A fault of the guide itself, its log says more: {reason.removeprefix(UNFORESEEN)}"
    return SENTENCES.get(reason) or otherwise or reason
