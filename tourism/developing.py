"""What a phone sent becomes a photo as it is kept: read behind closed doors, its sizes stored as blobs."""

from dataclasses import replace

from tourism.backends import Backends
from tourism.engines.pictures import intake
from tourism.engines.pictures.refusals import SENTENCES, Refused
from tourism.sites.draft import Photo, PhotoFile

__all__ = ["SENTENCES", "Refused", "developed", "refocused"]

# Of a digest: as good as unique among the photos of one place, and short enough to read out.
ID_LENGTH = 12


def developed(backends: Backends, data: bytes, *, credit: str = "", keeps_day: bool = False) -> Photo:
    """The photo, with nothing of what the phone noted but the day, and that only where it is wanted.

    Its id follows from its pixels: the same photo sent twice is one. Raises Refused. Seconds pass: no
    transaction should wait for it.
    """
    done = intake.develop(data)
    names = [backends.blobs.put(each.data, each.kind).name for each in done.files]
    largest = done.files[-1]
    return Photo(
        id=names[-1][:ID_LENGTH],
        width=largest.width,
        height=largest.height,
        files=tuple(
            PhotoFile(name=name, format="avif" if each.kind == "avif" else "webp", width=each.width)
            for name, each in zip(names, done.files, strict=True)
        ),
        share=backends.blobs.put(done.card.data, "jpg").name,
        credit=credit,
        taken=done.taken if keeps_day else None,
    )


def refocused(backends: Backends, photo: Photo, focus: tuple[float, float]) -> Photo:
    """The same photo with another point that stays in view, and a card cut around it; raises Refused."""
    largest = max((each for each in photo.files if each.format == "webp"), key=lambda each: each.width)
    made = intake.card(backends.blobs.get(largest.name), *focus)
    return replace(photo, focus=focus, share=backends.blobs.put(made.data, "jpg").name)
