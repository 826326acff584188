// What two programs of others see in a IIIF manifest that comes on standard input: @iiif/parser and manifesto.js.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const manifesto = require("manifesto.js");
const { normalize } = require("@iiif/parser");
const { presentation3StrictUpgrade } = require("@iiif/parser/strict");

const written = await new Response(process.stdin).text();

function byManifesto() {
  const manifest = manifesto.parseManifest(written);
  const containers = manifest.getSequences().flatMap((each) => each.getCanvases());
  return {
    label: { vi: manifest.getLabel().getValue("vi"), en: manifest.getLabel().getValue("en") },
    required: manifest.getRequiredStatement().getValues("vi"),
    rights: manifest.getLicense(),
    homepage: manifest.getHomepage(),
    thumbnail: manifest.getThumbnail().id,
    renderings: manifest.getRenderings().map((each) => each.getFormat()),
    metadata: manifest.getMetadata().map((each) => each.getValue("en")),
    containers: containers.map((each) => ({
      id: each.id,
      type: each.getProperty("type"),
      duration: each.getDuration() ?? null,
      bodies: each.getContent().flatMap((one) => one.getBody().map((body) => body.getProperty("type"))),
      formats: each.getContent().flatMap((one) => one.getBody().map((body) => body.getFormat())),
    })),
  };
}

function byParser() {
  const { entities, resource } = normalize(JSON.parse(written));
  const all = (kind) => Object.values(entities[kind]);
  const counted = {};
  for (const each of all("Annotation")) {
    counted[each.motivation[0]] = (counted[each.motivation[0]] ?? 0) + 1;
  }
  const texts = all("ContentResource").filter((each) => each.type === "TextualBody");
  return {
    label: entities.Manifest[resource.id].label,
    containers: entities.Manifest[resource.id].items.map((each) => each.id),
    annotations: counted,
    texts: texts.map((each) => each.value),
  };
}

function amiss() {
  const state = { warnings: [] };
  presentation3StrictUpgrade(JSON.parse(written), state);
  return state.warnings;
}

process.stdout.write(JSON.stringify({ manifesto: byManifesto(), parser: byParser(), amiss: amiss() }));
