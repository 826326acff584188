// What Khronos' own validator says of GLB files: one line of JSON for each path.
import { readFileSync } from "node:fs";
import validator from "gltf-validator";

for (const path of process.argv.slice(2)) {
  const report = await validator.validateBytes(new Uint8Array(readFileSync(path)), { maxIssues: 50 });
  const errors = report.issues.messages.filter((each) => each.severity === 0);
  console.log(JSON.stringify(errors.map((each) => `${each.code} ${each.pointer}: ${each.message}`)));
}
