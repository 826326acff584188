/** Two states of a form say the same where only blanks and the composing of letters differ. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { beginning, same } from "../../../tourism/web/static/js/studio/fields.js";

test("blanks and composed letters do not matter, words and order do", () => {
  assert.ok(same([["story", "Đình  làng \n"]], [["story", "Đi\u0300nh làng"]]));
  assert.ok(!same([["story", "Đình"]], [["story", "đình"]]));
  assert.ok(!same([["title-1", "a"], ["title-2", "b"]], [["title-2", "b"], ["title-1", "a"]]));
  assert.ok(!same(null, []));
});

test("a draft is known again by the longest words that the page does not show", () => {
  const shown = /** @type {[string, string][]} */ ([["name", "Đình Vân La"], ["story", "Cũ."]]);
  assert.equal(beginning([["name", "Đình Vân La"], ["story", "Lời mới."]], shown), "Lời mới.");
  assert.equal(beginning(shown, shown), "");
  assert.ok(beginning([["story", `${"dài ".repeat(60)}đến đây`]], shown).endsWith("đến đây"));
});
