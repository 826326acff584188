// What the checker of books (@likecoin/epubcheck-ts) has to say of the file that is named: a list of messages as JSON.
import { readFile } from "node:fs/promises";
import { EpubCheck } from "@likecoin/epubcheck-ts";

const found = await EpubCheck.validate(await readFile(process.argv[2]));
const told = found.messages.filter((each) => ["fatal", "error", "warning"].includes(each.severity));
console.log(JSON.stringify(told.map((each) => `${each.id} ${each.message} ${JSON.stringify(each.location ?? null)}`)));
