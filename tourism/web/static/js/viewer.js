/** The viewer of 3D models and its decoders, all from this guide; fetched when somebody wants to see a model. */

const HOME = new URL("../vendor/model-viewer/", import.meta.url);

/** @type {Promise<unknown> | null} */
let loading = null;
let tries = 0;

/**
 * Defines the element `<model-viewer>`; asking again costs nothing, and after a lost signal it is fetched anew.
 *
 * @returns {Promise<unknown>}
 */
export function loadViewer() {
  // Read once, when the module starts: without them it would ask another company's host.
  Object.assign(self, {
    ModelViewerElement: {
      dracoDecoderLocation: new URL("draco/", HOME).href,
      ktx2TranscoderLocation: new URL("basis/", HOME).href,
      meshoptDecoderLocation: new URL("meshopt_decoder.js", HOME).href,
    },
  });
  // A browser remembers that an address failed.
  loading ??= import(new URL(`model-viewer.min.js${tries ? `?again=${tries}` : ""}`, HOME).href).catch((error) => {
    loading = null;
    tries += 1;
    throw error;
  });
  return loading;
}
