// What @adobe/structured-data-validator complains of in pages: by a vocabulary, for each page's name its HTML on stdin.
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import Validator from "@adobe/structured-data-validator";
import WebAutoExtractor from "@marbec/web-auto-extractor";

const validator = new Validator(JSON.parse(await readFile(process.argv[2], "utf8")));
const told = {};
for (const [name, page] of Object.entries(JSON.parse(await text(process.stdin)))) {
  const found = new WebAutoExtractor({ addLocation: true, embedSource: ["rdfa", "microdata"] }).parse(page);
  const issues = await validator.validate(found);
  told[name] = {
    types: Object.keys(found.jsonld),
    broken: found.errors,
    issues: issues.map((each) => {
      const where = each.path.map((step) => step.property ?? step.type).join("/");
      return `${each.severity} ${each.issueMessage} (${where})`;
    }),
  };
}
console.log(JSON.stringify(told));
