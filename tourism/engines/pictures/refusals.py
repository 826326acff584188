"""Why a photo is not taken: stable keys, and their words for logs and commands."""

from typing import Final

LARGEST_MEGABYTES: Final = 60
MOST_JPEG_MEGAPIXELS: Final = 220
MOST_MEGAPIXELS: Final = 40
# Programs that read WebP keep four copies of it.
MOST_WEBP_MEGAPIXELS: Final = 12
SMALLEST_SIDE: Final = 64
# Longer than any phone's panorama; nothing of it would be left in 480 pixels.
LONGEST_TO_SHORT: Final = 12

SENTENCES: Final = {
    "empty": "The file is empty: nothing of the photo arrived.",
    "heic": "This is an HEIC photo. On the phone choose JPEG (Camera > Formats > Most compatible), then take it again.",
    "not-a-photo": "This is no photo that can be read: send JPEG, PNG or WebP.",
    "animated": "This picture moves: send one that stands still.",
    "damaged": "The photo is damaged or cut: send it again, or take another.",
    "too-large": f"The file is larger than {LARGEST_MEGABYTES} MB.",
    "too-many-pixels": f"The picture has too many pixels: JPEG at most {MOST_JPEG_MEGAPIXELS} million, "
    f"PNG {MOST_MEGAPIXELS}, WebP {MOST_WEBP_MEGAPIXELS}.",
    "too-small": f"The picture is too small: each side needs {SMALLEST_SIDE} pixels, and none"
    f" may be {LONGEST_TO_SHORT} times as long as the other.",
    "took-too-long": "Reading this photo took too long.",
    "busy": "Several photos are being read just now: try again in a few seconds.",
}


class Refused(Exception):
    """A photo is not taken; `reason` is a key of SENTENCES, `detail` is for a log, not for people.

    `peak_kib` is the most memory that its reader had, 0 where there was none or it was ended.
    """

    def __init__(self, reason: str, detail: str = "", peak_kib: int = 0) -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail
        self.peak_kib = peak_kib
