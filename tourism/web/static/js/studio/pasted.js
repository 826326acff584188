/** Pasted HTML as plain words with light Markdown. Pure: a small reader of tags, for there is nothing to trust here. */

/**
 * @typedef {{text: string, bold: boolean, italic: boolean}} Run
 * @typedef {{kind: "p" | "h" | "ul" | "ol", runs: Run[], number: number}} Block
 * @typedef {{number: number}} List
 * @typedef {{name: string, bold: boolean, italic: boolean, heading: boolean, list: List | null}} Open
 */

const TOKENS = /<!--[\s\S]*?-->|<!\[(?:if|endif)[^>]*\]>|<[/!?]?[a-zA-Z][^>]*>|[^<]+|</g;
const TAG = /^<(\/?)([a-zA-Z][\w:-]*)([\s\S]*?)\/?>$/;
const BLOCKS = new Set(
  "p div li ul ol h1 h2 h3 h4 h5 h6 tr table blockquote section article header footer pre body dl dt dd".split(" "),
);
const DROPPED = new Set(["style", "script", "head", "title", "xml", "svg", "template", "noscript"]);
const VOID = new Set("br hr img input meta link col wbr".split(" "));
const ENTITIES = /** @type {Record<string, string>} */ ({
  amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " ", ndash: "–", mdash: "—", hellip: "…", lsquo: "‘",
  rsquo: "’", ldquo: "“", rdquo: "”", bull: "•", middot: "·", laquo: "«", raquo: "»", deg: "°", shy: "", times: "×",
  agrave: "à", aacute: "á", acirc: "â", atilde: "ã", egrave: "è", eacute: "é", ecirc: "ê", igrave: "ì", iacute: "í",
  ograve: "ò", oacute: "ó", ocirc: "ô", otilde: "õ", ugrave: "ù", uacute: "ú", yacute: "ý",
}); // prettier-ignore
// Bullets as Word's old fonts and Zalo write them, with what stands between them and the words.
const BULLET = /^\s*(?:[•·▪◦●○■□➢➤✓✔\u00b7\uf0a7\uf0b7\uf0d8\uf0fc§]|[-–—+*](?=\s)|o(?=\s{2,}))\s*/;
const NUMBERED = /^\s*(\d{1,2})[.)]\s+/;
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b\u2060-\u2064\u202a-\u202e\u2066-\u2069\ufeff]/g;

/**
 * Text without letters that cannot be seen; bullets as list marks.
 *
 * @param {string} text
 */
export function plainText(text) {
  const lines = text.replace(/\r\n?|[\u2028\u2029]/g, "\n").split("\n");
  return lines.map(listed).join("\n").replace(/\n{3,}/g, "\n\n").trim();
}

/** @param {string} text */
function tidy(text) {
  return text.replace(UNSEEN, "").replace(/[\t\u00a0\u2007]/g, " ").normalize("NFC");
}

/** @param {string} line */
function listed(line) {
  const bare = tidy(line.replace(/\t/g, "  "));
  return (BULLET.test(bare) ? `- ${bare.replace(BULLET, "")}` : bare).replace(/ {2,}/g, " ").trim();
}

/**
 * @param {string} html
 * @returns {string}
 */
export function fromHtml(html) {
  const inside = /<!--StartFragment-->([\s\S]*?)<!--EndFragment-->/.exec(html)?.[1] ?? html;
  return written(blocksOf(inside));
}

/**
 * @param {string} html
 * @returns {Block[]}
 */
function blocksOf(html) {
  /** @type {Block[]} */
  const blocks = [];
  /** @type {Open[]} */
  const open = [];
  let dropped = "";
  let marker = false;
  /** @type {Block} */
  let block = { kind: "p", runs: [], number: 0 };
  /** @param {Block["kind"]} kind */
  const start = (kind, number = 0) => {
    if (block.runs.some((run) => run.text.trim())) blocks.push(block);
    block = { kind, runs: [], number };
  };
  for (const [token] of html.matchAll(TOKENS)) {
    const tag = TAG.exec(token);
    if (token.startsWith("<![")) {
      // Word writes a list's own mark between these; the list is told by the paragraph around it.
      marker = token.includes("!supportLists");
      if (marker) block.kind = "ul";
    } else if (tag) {
      const [, end, raw = "", attributes = ""] = tag;
      const name = raw.toLowerCase();
      if (dropped) dropped = end && name === dropped ? "" : dropped;
      else if (DROPPED.has(name) && !end) dropped = name;
      else if (name === "br") block.runs.push({ text: "\n", bold: false, italic: false });
      else if (end) close(open, name, start);
      else enter(open, name, attributes, start);
    } else if (!dropped && !marker && !token.startsWith("<!") && !token.startsWith("<?")) {
      const { bold = false, italic = false } = open.at(-1) ?? {};
      block.runs.push({ text: decoded(token).replace(/[ \t\r\n]+/g, " "), bold, italic });
    }
  }
  start("p");
  return blocks;
}

/**
 * @param {Open[]} open
 * @param {string} name
 * @param {(kind: Block["kind"], number?: number) => void} start
 */
function close(open, name, start) {
  let at = open.length - 1;
  while (at >= 0 && open[at]?.name !== name) at--;
  if (at >= 0) open.length = at;
  if (BLOCKS.has(name)) start(kindIn(open));
}

/**
 * @param {Open[]} open
 * @param {string} name
 * @param {string} attributes
 * @param {(kind: Block["kind"], number?: number) => void} start
 */
function enter(open, name, attributes, start) {
  const around = open.at(-1);
  const isThick = /font-weight\s*:\s*(?:bold|[6-9]00)/i.test(attributes) || /^(?:b|strong)$/.test(name);
  const isThin = /font-weight\s*:\s*(?:normal|[1-5]00)/i.test(attributes);
  const isUpright = /font-style\s*:\s*normal/i.test(attributes);
  const leans = /font-style\s*:\s*italic/i.test(attributes) || /^(?:i|em)$/.test(name);
  if (!VOID.has(name)) {
    open.push({
      name,
      bold: !isThin && (isThick || (around?.bold ?? false)),
      italic: !isUpright && (leans || (around?.italic ?? false)),
      heading: /^h[1-6]$/.test(name) || (around?.heading ?? false),
      list: name === "ol" ? { number: 0 } : name === "ul" ? null : (around?.list ?? null),
    });
  }
  const list = name === "li" ? around?.list : null;
  if (list) start("ol", ++list.number);
  else if (name === "li" || /mso-list\s*:\s*(?!none)/i.test(attributes)) start("ul");
  else if (/^h[1-6]$/.test(name)) start("h");
  else if (BLOCKS.has(name) && !(around?.name === "li" && name === "p")) start(kindIn(open));
}

/**
 * @param {Open[]} open
 * @returns {Block["kind"]}
 */
function kindIn(open) {
  return open.at(-1)?.heading ? "h" : "p";
}

/** @param {string} text */
function decoded(text) {
  return tidy(
    text.replace(/&(#x?[\da-f]+|\w+);/gi, (whole, name) => {
      if (!name.startsWith("#")) return ENTITIES[name] ?? ENTITIES[name.toLowerCase()] ?? whole;
      const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
    }),
  );
}

/** @param {Block[]} blocks */
function written(blocks) {
  let text = "";
  /** @type {Block["kind"] | null} */
  let before = null;
  for (const block of blocks) {
    const line = lineOf(block);
    if (!line) continue;
    const kind = line.startsWith("- ") ? "ul" : block.kind;
    const isNext = before === kind && (kind === "ul" || kind === "ol");
    text += `${text && (isNext ? "\n" : "\n\n")}${line}`;
    before = kind;
  }
  return text;
}

/** @param {Block} block */
function lineOf({ kind, runs, number }) {
  const words = (kind === "h" ? runs.map((run) => run.text).join("") : marked(runs)).replace(/ *\n */g, "\n").trim();
  if (!words) return "";
  if (kind === "h") return `## ${words.replace(/\s+/g, " ")}`;
  if (kind === "ol") return `${number}. ${words.replace(NUMBERED, "")}`;
  return kind === "ul" || BULLET.test(words) ? `- ${words.replace(BULLET, "")}` : words;
}

/**
 * Marks of bold and italic close to the words, never around blanks or across lines.
 *
 * @param {Run[]} runs
 */
function marked(runs) {
  /** @type {Run[]} */
  const joined = [];
  for (const run of runs) {
    const last = joined.at(-1);
    const isBlank = !run.text.trim();
    if (last && (isBlank || (last.bold === run.bold && last.italic === run.italic))) last.text += run.text;
    else joined.push({ ...run, ...(isBlank ? { bold: false, italic: false } : {}) });
  }
  return joined.map(withMarks).join("").replace(/ {2,}/g, " ");
}

/** @param {Run} run */
function withMarks({ text, bold, italic }) {
  const mark = bold ? (italic ? "***" : "**") : italic ? "*" : "";
  if (!mark) return text;
  return text.replace(/[^\n]+/g, (line) => {
    const words = line.trim();
    return words ? line.replace(words, () => `${mark}${words}${mark}`) : line;
  });
}
