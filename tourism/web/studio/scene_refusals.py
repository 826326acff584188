"""Why a 3D model is not taken, and what to do instead."""

from flask_babel import gettext

from tourism.engines.models.refusals import (
    LARGEST_MEGABYTES,
    LONGEST_SIDE,
    MOST_DRAWN,
    MOST_MATERIALS,
    MOST_MESHES,
    MOST_NODES,
    MOST_PICTURES,
    MOST_PIXELS,
    MOST_POINTS,
    MOST_TRIANGLES,
    MOST_TRIANGLES_AS_THEY_ARE,
)


def refusal(reason: str) -> str:
    """Why a model is not taken, and what to do."""
    said = {**_of_the_file(), **_of_its_amount(), **_of_the_moment()}
    return said.get(reason, said["damaged"])


def _of_the_file() -> dict[str, str]:
    return {
        "nothing-chosen": gettext("Choose a file first."),
        "empty": gettext("Nothing of the model arrived. Send it again."),
        "not-a-glb": gettext("This is no GLB file. In the scanning program choose: export as GLB (binary glTF 2.0)."),
        "old-version": gettext(
            "This GLB is of an old version. Export it as glTF 2.0 binary (.glb) from a newer program."
        ),
        "damaged": gettext(
            "The model is damaged, or only a part of it arrived. Export it again and send the new file."
        ),
        "outside-files": gettext("The model refers to other files. Export it with everything inside one GLB."),
        "draco": gettext("The model is compressed with Draco. Export it again with compression switched off."),
        "meshopt": gettext(
            "The model is compressed already (meshopt). Send it as the scanning program saved it, not optimised."
        ),
        "ktx2": gettext("The model's textures are KTX2 (Basis). Export it with JPEG or PNG textures."),
        "sparse": gettext("The model keeps numbers in a sparse way. Export it again without sparse accessors."),
        "instancing": gettext("The model repeats its parts (GPU instancing). Export it without instancing."),
        "needs-more": gettext(
            "The model needs an extension that is not read here. Export it as plain glTF 2.0 binary."
        ),
        "texture-kind": gettext("A texture is no still JPEG, PNG or WebP picture. Export with JPEG or PNG textures."),
        "nothing-to-see": gettext(
            "There are no surfaces in the model. Export it as a mesh of triangles, not as points."
        ),
        "odd-size": gettext(
            "Positions in the model cannot be true. Apply all transforms near the origin, then export it."
        ),
    }


def _of_its_amount() -> dict[str, str]:
    return {
        "too-large": gettext(
            "The file is larger than %(most)d MB. Export it with fewer triangles or smaller textures.",
            most=LARGEST_MEGABYTES,
        ),
        "too-many-triangles": gettext(
            "The model has more than %(most)d million triangles, counted each time that a part is shown. "
            "Simplify it in the scanning program.",
            most=MOST_TRIANGLES // 1_000_000,
        ),
        "cannot-simplify": gettext(
            "This guide takes models of at most %(most)d thousand triangles. Simplify it in the scanning program, "
            "or ask whoever runs the guide to install what simplifies.",
            most=MOST_TRIANGLES_AS_THEY_ARE // 1000,
        ),
        "too-heavy-to-move": gettext(
            "A model that moves has at most %(most)d thousand triangles. Simplify it in its program, or export it "
            "without animations.",
            most=MOST_TRIANGLES_AS_THEY_ARE // 1000,
        ),
        "too-many-points": gettext(
            "The model has more than %(most)d million points, counted each time that a part is shown. Simplify it, "
            "and join parts of one material.",
            most=MOST_POINTS // 1_000_000,
        ),
        "too-many-parts": gettext(
            "The model has too many parts (at most %(nodes)d nodes, %(meshes)d meshes, %(drawn)d pieces shown). "
            "Join parts of one material, then export it.",
            nodes=MOST_NODES,
            meshes=MOST_MESHES,
            drawn=MOST_DRAWN,
        ),
        "too-many-materials": gettext(
            "The model has more than %(most)d materials. Join some of them, then export it.", most=MOST_MATERIALS
        ),
        "too-many-textures": gettext(
            "The model has more than %(most)d pictures. Bake them into fewer textures.", most=MOST_PICTURES
        ),
        "too-large-textures": gettext(
            "The textures are too large: at most %(side)d pixels wide and high each, %(pixels)d megapixels together.",
            side=LONGEST_SIDE,
            pixels=MOST_PIXELS // 1024 // 1024,
        ),
    }


def _of_the_moment() -> dict[str, str]:
    return {
        "too-heavy": gettext("Working on the model takes too much memory. Simplify it and make its textures smaller."),
        "too-many-layers": gettext(
            "Too many surfaces of the model lie one behind the other. Join or remove those that nobody sees."
        ),
        "took-too-long": gettext("Working on the model took too long. Simplify it in the scanning program."),
        "busy": gettext("Another model is being worked on just now. Wait a minute and send it again."),
    }
