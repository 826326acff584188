"""A GLB file whose numbers are packed by meshoptimizer, where that is installed."""

from typing import Any

from numpy.typing import NDArray

from tourism.engines.models import optimiser
from tourism.engines.models.container import MESHOPT, POINTS, TRIANGLES, Container, short
from tourism.engines.models.mesh import Indices


class Coded(Container):
    """A container whose views are packed where that can be done; readers unpack them into a buffer of their own."""

    def points(self, rows: NDArray[Any], *, is_filtered: bool = False) -> int:
        """A view of rows (n, of a multiple of four bytes)."""
        stride = rows.strides[0]
        if not optimiser.is_there:
            return super().points(rows)
        told = {"byteStride": stride, "count": len(rows), "mode": "ATTRIBUTES"}
        told |= {"filter": "OCTAHEDRAL"} if is_filtered else {}
        return self._coded(optimiser.packed_points(rows), rows.nbytes, told, byteStride=stride, target=POINTS)

    def corners(self, triangles: Indices, count: int) -> int:
        """The accessor to triangles between `count` points."""
        if not optimiser.is_there:
            return super().corners(triangles, count)
        numbers = short(triangles, count)
        told = {"byteStride": numbers.itemsize, "count": len(numbers), "mode": "TRIANGLES"}
        data = optimiser.packed_triangles(triangles, count)
        return self.numbers(numbers, self._coded(data, numbers.nbytes, told, target=TRIANGLES))

    def _coded(self, data: bytes, size: int, told: dict[str, Any], **more: Any) -> int:
        start, self.unpacked = self.unpacked, self.unpacked + size + -size % 4
        code = {"buffer": 0, "byteOffset": self.laid(data), "byteLength": len(data)} | told
        return self.added(
            "bufferViews",
            {"buffer": 1, "byteOffset": start, "byteLength": size} | more | {"extensions": {MESHOPT: code}},
        )
