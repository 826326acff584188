"""What Voyager's document format (SVX) says of the parts that we write, in our own words, as JSON Schema."""

from typing import Any

TEXT = {"type": "string", "minLength": 1}
INDEX = {"type": "integer", "minimum": 0}
VECTOR = {"type": "array", "items": {"type": "number"}, "minItems": 3, "maxItems": 3}
TEXTS = {"type": "object", "propertyNames": {"pattern": "^[A-Z]{2,3}(-[A-Z]+)?$"}, "additionalProperties": TEXT}


def thing(required: str = "", **properties: Any) -> dict[str, Any]:
    """An object with these properties and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": required.split(),
        "additionalProperties": False,
    }


def many(items: Any, least: int = 0) -> dict[str, Any]:
    """A list."""
    return {"type": "array", "items": items, "minItems": least}


ASSET = thing(
    "uri type",
    uri=TEXT | {"format": "uri"},
    type={"enum": ["Model", "Geometry", "Image", "Texture", "Points", "Volume"]},
    mimeType=TEXT,
    byteSize={"type": "integer", "minimum": 1},
    numFaces={"type": "integer", "minimum": 1},
    imageSize={"type": "integer", "minimum": 1},
)
DERIVATIVE = thing(
    "usage quality assets",
    usage={"enum": ["Image2D", "Web3D", "App3D", "iOSApp3D", "Print3D", "Editorial3D"]},
    quality={"enum": ["Thumb", "Low", "Medium", "High", "Highest", "AR"]},
    assets=many(ASSET, 1),
)
ANNOTATION = thing("id", id=TEXT, title=TEXT, titles=TEXTS, position=VECTOR, direction=VECTOR)
MODEL = thing(
    "units derivatives",
    units={"enum": ["mm", "cm", "m", "km", "in", "ft", "yd", "mi"]},
    derivatives=many(DERIVATIVE),
    boundingBox=thing("min max", min=VECTOR, max=VECTOR),
    annotations=many(ANNOTATION),
)
CLIP = thing("id uris", id=TEXT, name=TEXT, uris=TEXTS, captionUris=TEXTS)
DOCUMENT = thing(
    "asset scene scenes",
    asset=thing(
        "type version",
        type={"const": "application/si-dpo-3d.document+json"},
        version=TEXT,
        copyright=TEXT,
        generator=TEXT,
    ),
    scene=INDEX,
    scenes=many(thing("units", units=TEXT, nodes=many(INDEX, 1), setup=INDEX, meta=INDEX), 1),
    nodes=many(thing(name=TEXT, model=INDEX), 1),
    metas=many(thing(collection={"type": "object"}, audio=many(CLIP))),
    models=many(MODEL, 1),
    setups=many(thing(units=TEXT, audio=thing(narrationId=TEXT)), 1),
)
