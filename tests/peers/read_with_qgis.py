"""What QGIS has to say of layers; run by Debian's own Python, told as JSON by whoever calls it and answered as JSON."""

import json
import sys

from qgis.core import Qgis, QgsApplication, QgsFeatureRequest, QgsRectangle, QgsVectorLayer


def read(source: str, provider: str, box: list[float] | None) -> dict[str, object]:
    """A layer: whether it is one, what it counts, its fields, its features' attributes and shapes; degrees."""
    layer = QgsVectorLayer(source, "layer", provider)
    if not layer.isValid():
        return {"valid": False, "why": layer.error().message()}
    request = QgsFeatureRequest(QgsRectangle(*box)) if box else QgsFeatureRequest()
    features = list(layer.getFeatures(request))
    return {
        "valid": True,
        "crs": layer.crs().authid(),
        "count": layer.featureCount(),
        "fields": [each.name() for each in layer.fields()],
        "features": [dict(zip(each.fields().names(), map(plain, each.attributes()), strict=True)) for each in features],
        "shapes": [each.geometry().asWkt(6) for each in features],
    }


def plain(value: object) -> object:
    """What JSON can say; QGIS has types of its own for what is missing and for moments."""
    return value if isinstance(value, bool | int | float | str | list | None) else str(value)


application = QgsApplication([], False)
application.initQgis()
told = {name: read(*each) for name, each in json.load(sys.stdin).items()}
application.exitQgis()
print(json.dumps({"version": Qgis.version(), "layers": told}))  # noqa: T201
