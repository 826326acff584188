"""Why a 3D model is not taken: stable keys, and their words for logs and commands."""

from typing import Final

LARGEST_MEGABYTES: Final = 100
MOST_TRIANGLES: Final = 2_000_000
# Without the library that simplifies (docs/scenes.md).
MOST_TRIANGLES_AS_THEY_ARE: Final = 100_000
# Counted once for every time they are drawn, with all shapes that they move between.
MOST_POINTS: Final = 20_000_000
MOST_NODES: Final = 2_000
# Every time that a piece of a mesh is drawn.
MOST_DRAWN: Final = 2_000
MOST_MESHES: Final = 500
MOST_MATERIALS: Final = 50
MOST_PICTURES: Final = 16
LONGEST_SIDE: Final = 8192
# 64 binary megapixels: one picture of the longest side.
MOST_PIXELS: Final = LONGEST_SIDE * LONGEST_SIDE
# Programs that read WebP keep four copies of it.
MOST_WEBP_PIXELS: Final = MOST_PIXELS // 4

SENTENCES: Final = {
    "empty": "The file is empty: nothing of the model arrived.",
    "not-a-glb": "This is no GLB file: in the scanning program choose export as GLB (binary glTF 2.0).",
    "old-version": "This GLB is of another version than 2.0: export it as glTF 2.0 binary (.glb) from a newer program.",
    "damaged": "The model is damaged or cut: export it again, and send the new file.",
    "too-large": f"The file is larger than {LARGEST_MEGABYTES} MB: export it with fewer triangles or smaller textures.",
    "outside-files": "The model names files outside of itself: export it with everything inside one GLB.",
    "draco": "The model is compressed with Draco: export it again with compression switched off.",
    "meshopt": "The model is compressed already (meshopt): send it as the scanning program saved it, not optimised.",
    "ktx2": "The model's textures are KTX2 (Basis): export it with JPEG or PNG textures.",
    "sparse": "The model keeps numbers in a sparse way: export it again without sparse accessors.",
    "instancing": "The model repeats its parts by an extension (GPU instancing): export it without instancing.",
    "needs-more": "The model needs an extension of glTF that is not read here: export it as plain glTF 2.0 binary.",
    "too-many-triangles": f"The model has more than {MOST_TRIANGLES:,} triangles, counted each time that a part is "
    "shown: simplify it in the scanning program.",
    "cannot-simplify": f"Here models have at most {MOST_TRIANGLES_AS_THEY_ARE:,} triangles: simplify it in the "
    "scanning program, or have the operator install what simplifies.",
    "too-heavy-to-move": f"A model that moves has at most {MOST_TRIANGLES_AS_THEY_ARE:,} triangles: simplify it in the "
    "program that it was made in, or export it without animations.",
    "too-many-points": f"The model has more than {MOST_POINTS:,} points, counted each time that a part is shown: "
    "simplify it, and join parts of one material.",
    "too-many-parts": f"The model has too many parts (at most {MOST_NODES:,} nodes, {MOST_MESHES} meshes and "
    f"{MOST_DRAWN:,} pieces that are shown): join parts of one material, then export it.",
    "too-many-materials": f"The model has more than {MOST_MATERIALS} materials: join some of them, then export it.",
    "too-many-textures": f"The model has more than {MOST_PICTURES} pictures: bake them into fewer textures.",
    "too-large-textures": f"The textures are too large: make each at most {LONGEST_SIDE} pixels wide and high, and all "
    f"together at most {MOST_PIXELS // 1024 // 1024} megapixels (each WebP {MOST_WEBP_PIXELS // 1024 // 1024}).",
    "texture-kind": "A texture is no still JPEG, PNG or WebP picture: export the model with JPEG or PNG textures.",
    "nothing-to-see": "There are no surfaces to see in the model: export it as a mesh of triangles, not as points.",
    "odd-size": "Positions or sizes in the model cannot be true: apply all transforms near the origin, then export it.",
    "too-many-layers": "Too many surfaces lie one behind the other: join or remove those that nobody sees.",
    "too-heavy": "Working on the model takes more memory than there is: simplify it, and make its textures smaller.",
    "took-too-long": "Working on the model took too long: simplify it in the scanning program.",
    "busy": "Another model is being worked on just now: try again in a minute.",
}


class Strange(Exception):
    """Raised while a model is read: it is not taken, for this reason (a key of SENTENCES)."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


class Refused(Exception):
    """A model is not taken; `reason` is a key of SENTENCES, `detail` is for a log, not for people.

    `peak_kib` is the most memory that its reader had, 0 where there was none or it was ended.
    """

    def __init__(self, reason: str, detail: str = "", peak_kib: int = 0) -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail
        self.peak_kib = peak_kib
