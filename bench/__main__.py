"""python -m bench [pages|near|voice|kills|intake|guesses ...]: measures, prints tables, stops by itself."""

import sys
import time

from bench import (
    alignment,
    audio,
    books,
    derivatives,
    guesses,
    injections,
    intake,
    kills,
    kit,
    models,
    near,
    ogc,
    pages,
    pictures,
    voice,
)
from bench.figures import console, machine, show

PARTS = {
    "near": ("Near: CPU of a look-up", near.measure),
    "voice": ("Voice: sound made by one core", voice.measure),
    "audio": ("Sound: ranges, and many slow phones", audio.measure),
    "alignment": ("Alignment: where sentences begin in recordings of people", alignment.measure),
    "pages": ("Pages: server CPU a request", pages.measure),
    "intake": ("Intake: recordings from strangers", intake.measure),
    "pictures": ("Pictures: photos from strangers", pictures.measure),
    "derivatives": ("Derivatives: what is made of 3D models", derivatives.measure),
    "models": ("Models: 3D models from strangers", models.measure),
    "guesses": ("Guesses: an attack on a password, and the officer meanwhile", guesses.measure),
    "injections": ("Injections: texts that want to be scripts", injections.measure),
    "books": ("Books: a tour's run sheet, its book with voices, its album", books.measure),
    "kit": ("Kit: a tour as files to take along", kit.measure),
    "ogc": ("OGC: a box of sites for map programs", ogc.measure),
    "kills": ("Kills: workers that end in the middle of their work", kills.measure),
}


def main(wanted: list[str]) -> int:
    """The parts asked for, or all."""
    unknown = [each for each in wanted if each not in PARTS]
    if unknown:
        console.print(f"{', '.join(unknown)}: known are {', '.join(PARTS)}")
        return 2
    start = time.monotonic()
    console.print(machine())
    for name in wanted or list(PARTS):
        title, measure = PARTS[name]
        show(title, measure())
    console.print(f"{time.monotonic() - start:.0f} s · {machine()}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
