"""Why something is not heard yet, in words for the dashboard."""

from flask_babel import gettext


def job_sentence(reason: str | None) -> str:
    """Why something is not heard, and who can mend it."""
    found = {
        "voice-unavailable": gettext("The voice does not work now; it is tried again by itself."),
        "no-network": gettext("The online voice cannot be reached; it is tried again by itself."),
        "voice-no-answer": gettext("The online voice does not answer; it is tried again by itself."),
        "voice-rate-limited": gettext("The online voice asks for a pause; it is tried again by itself."),
        "voice-rejected": gettext("The voice refuses this text. Shorten it, or write it another way."),
        "language-unsupported": gettext("No voice of this guide speaks this language: visitors read only."),
        "text-unspeakable": gettext("No voice can read this text. Look for signs that are no words."),
        "text-too-long": gettext("The text is too long to be heard. Shorten it."),
        "sound-unfit": gettext("The sound came out bad. Tell whoever runs the guide."),
        "speech-failed": gettext("The voice did not speak. Tell whoever runs the guide."),
        "worker-vanished": gettext("The machine gave up again and again. Tell whoever runs the guide."),
        "does-not-fit": gettext("The recording hardly says these words. Record them anew."),
        "other-words": gettext("The recording says other words than the text. Record it anew, or change the text."),
        "unread-sentences": gettext("Some sentences are missing in the recording."),
        "duration": gettext("The recording is much quicker or slower than the text."),
    }
    return found.get(reason or "") or gettext("A fault that nobody foresaw. Tell whoever runs the guide.")


def job_kind(kind: str) -> str:
    """What was to be done."""
    return {
        "narrate": gettext("Reading aloud"),
        "improve": gettext("A better voice"),
        "follow": gettext("Timings of a recording"),
    }.get(kind) or gettext("Work in the background")
