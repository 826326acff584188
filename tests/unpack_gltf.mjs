// GLB files as browsers unpack them, without meshoptimizer's codes: pairs of paths, from and to.
import { readFileSync, writeFileSync } from "node:fs";
import { NodeIO } from "@gltf-transform/core";
import { ALL_EXTENSIONS, EXTMeshoptCompression } from "@gltf-transform/extensions";
import { MeshoptDecoder } from "meshoptimizer";

await MeshoptDecoder.ready;
const io = new NodeIO().registerExtensions(ALL_EXTENSIONS).registerDependencies({ "meshopt.decoder": MeshoptDecoder });
const paths = process.argv.slice(2);
for (let at = 0; at < paths.length; at += 2) {
  const document = await io.readBinary(new Uint8Array(readFileSync(paths[at])));
  document.createExtension(EXTMeshoptCompression).dispose();
  writeFileSync(paths[at + 1], await io.writeBinary(document));
}
