"""Why a person's recording is not taken, or is taken with a remark: stable keys, and their words."""

from typing import Final

LARGEST_MEGABYTES: Final = 50
LONGEST_MINUTES: Final = 20
SHORTEST_SECONDS: Final = 0.5

SENTENCES: Final = {
    "not-audio": "This is no recording that can be read: send MP3, M4A, AAC, WAV, FLAC, AIFF, Ogg, WebM, 3GP or AMR.",
    "playlist": "This file only lists where sounds are; send the sound itself.",
    "no-sound-track": "There is no sound in this video.",
    "undecodable": "The file is damaged: too much of it cannot be read.",
    "cut": "The file is cut: its end is missing. Send the whole file again.",
    "silent": "No voice can be heard in this recording.",
    "too-short": f"The recording is shorter than {SHORTEST_SECONDS} seconds.",
    "too-long": f"The recording is longer than {LONGEST_MINUTES} minutes.",
    "too-large": f"The file is larger than {LARGEST_MEGABYTES} MB.",
    "took-too-long": "Reading this file took too long.",
}

REMARKS: Final = {
    "clipped": "The voice was too loud for the microphone and crackles; record again from further away if you can.",
    "quiet": "The voice is very quiet, so noise is raised with it; record again from nearer if you can.",
    "damaged": "Parts of the file could not be read; listen to the whole before it is published.",
    "narrow": "The sound is as dull as on a telephone; another recording program would do better.",
}


class Refused(Exception):
    """A recording is not taken; `reason` is a key of SENTENCES, `detail` is for a log, not for people."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail
