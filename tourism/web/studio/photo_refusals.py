"""Why a photo is not taken, and what to do instead."""

from flask_babel import gettext

from tourism.engines.pictures.refusals import (
    LARGEST_MEGABYTES,
    MOST_JPEG_MEGAPIXELS,
    MOST_MEGAPIXELS,
    MOST_WEBP_MEGAPIXELS,
)


def refusal(reason: str) -> str:
    """Why a photo is not taken, and what to do instead."""
    sentences = {
        "nothing-chosen": gettext("Choose a photo first."),
        "empty": gettext("Nothing of the photo arrived. Send it again."),
        "heic": gettext(
            "This is an HEIC photo, which many phones cannot show. On an iPhone: Settings > Camera > Formats > Most "
            "Compatible. On other phones: switch off HEIF or high-efficiency photos in the camera's settings. "
            "Then take it again."
        ),
        "not-a-photo": gettext("This is no photo that can be read. Send a JPEG, PNG or WebP."),
        "animated": gettext("This picture moves. Send one that stands still."),
        "damaged": gettext("The photo is damaged, or only a part of it arrived. Send it again, or take another."),
        "too-large": gettext(
            "The file is larger than %(most)d MB. Choose a smaller size in the camera's settings.",
            most=LARGEST_MEGABYTES,
        ),
        "too-many-pixels": gettext(
            "The picture has too many pixels: a JPEG may have %(jpeg)d million, a PNG %(png)d, a WebP %(webp)d. "
            "Choose a smaller size.",
            jpeg=MOST_JPEG_MEGAPIXELS,
            png=MOST_MEGAPIXELS,
            webp=MOST_WEBP_MEGAPIXELS,
        ),
        "too-small": gettext("The picture is too small or too narrow. Send the photo itself, not its thumbnail."),
        "took-too-long": gettext("Reading this photo took too long. Save it as an ordinary JPEG and send that."),
        "busy": gettext("Several photos are being read at this moment. Wait a few seconds and send it again."),
        "too-many-photos": gettext("This place has as many photos as it may have. Take one out first."),
    }
    return sentences.get(reason, sentences["damaged"])
