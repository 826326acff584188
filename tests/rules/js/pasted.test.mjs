/** What is pasted from Word, Google Docs and Zalo becomes plain words with light marks. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { fromHtml, plainText } from "../../../tourism/web/static/js/studio/pasted.js";

const WORD = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p {mso-x:1}</style>
<!--[if gte mso 9]><xml><w:WordDocument/></xml><![endif]--></head><body lang=VI>
<!--StartFragment-->
<h1>Đình Vân La<o:p></o:p></h1>
<p class=MsoNormal><b><span lang=VI style='font-size:14.0pt'>Hãy nhìn</span></b><span lang=VI>&nbsp;mái
đình&nbsp;<i>cong</i>.<o:p></o:p></span></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-.25in;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>Cột
lim</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span>·</span><![endif]>Sân gạch</p>
<p class=MsoNormal>Hết.</p>
<!--EndFragment--></body></html>`;

const DOCS = `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr"><span
style="font-weight:400;font-style:normal">Sân </span><span style="font-weight:700;">gạch</span><span
style="font-weight:400;font-style:italic"> cũ</span></p><br><ol><li dir="ltr"><p><span>Một</span></p></li><li><p>Hai</p></li></ol></b>`;

test("Word keeps headings, paragraphs, lists, bold and italic, and nothing else", () => {
  assert.equal(
    fromHtml(WORD),
    "## Đình Vân La\n\n**Hãy nhìn** mái đình *cong*.\n\n- Cột lim\n- Sân gạch\n\nHết.",
  );
});

test("Google Docs' wrapper is not bold, its spans are what they say", () => {
  assert.equal(fromHtml(DOCS), "Sân **gạch** *cũ*\n\n1. Một\n2. Hai");
});

test("Zalo's lines are lines", () => {
  assert.equal(fromHtml("<div>Chào anh<br>Sáng mai họp</div><div>Ở đình</div>"), "Chào anh\nSáng mai họp\n\nỞ đình");
});

test("letters are composed, and what cannot be seen is gone", () => {
  assert.equal(fromHtml("<p>Đi\u0300nh la\u0300ng&shy;\u200b &#272;&#x111; &amp; &lt;b&gt;</p>"), "Đình làng Đđ & <b>".replace("làng ", "làng "));
});

test("marks stand close to the words, and equal neighbours share them", () => {
  assert.equal(fromHtml("<p><b>Hai </b><b>Bà</b> <b><i>Trưng</i></b></p>"), "**Hai Bà** ***Trưng***");
  assert.equal(fromHtml("<p>a<b> </b>b<b></b></p>"), "a b");
  assert.equal(fromHtml("<p><strong>một<br>hai</strong></p>"), "**một**\n**hai**");
});

test("scripts, styles and comments say nothing", () => {
  assert.equal(fromHtml("<script>alert(1)</script><style>p{}</style><!-- x --><p onclick='x()'>Đình</p>"), "Đình");
});

test("bullets of every kind become list marks", () => {
  assert.equal(plainText("•\tCột\r\n\uf0b7 Sân\r\n- Giếng\r\n– Bia"), "- Cột\n- Sân\n- Giếng\n- Bia");
  assert.equal(plainText("o   Cổng\n§ Ao"), "- Cổng\n- Ao");
});

test("words that only look like bullets stay", () => {
  assert.equal(plainText("o tròn\n-5 độ\n1945. Năm ấy"), "o tròn\n-5 độ\n1945. Năm ấy");
});

test("blanks are single, and paragraphs stay apart by one empty line", () => {
  assert.equal(plainText("  Một\u00a0\u00a0hai  \n\n\n\n ba "), "Một hai\n\nba");
});

test("broken and hostile HTML ends in text, and soon", () => {
  const began = performance.now();
  for (const html of ["<p", "<<<<p>>x", "</p></li>Đình", "<p>".repeat(20_000), "<b>".repeat(5000) + "x", "&#99999999;&x;", "<".repeat(50_000)]) {
    assert.equal(typeof fromHtml(html), "string");
  }
  assert.ok(performance.now() - began < 3000);
});

test("what is pasted twice is the same", () => {
  const once = fromHtml(WORD);
  assert.equal(plainText(once), once);
});
