/** What is pasted from Word, Google Docs or Zalo becomes plain words: paragraphs, lists, bold, headings; no more. */

import { fromHtml, plainText } from "./pasted.js";

document.addEventListener("paste", (event) => {
  const field = event.target;
  const isLong = field instanceof HTMLTextAreaElement;
  if (!isLong && !(field instanceof HTMLInputElement && field.type === "text")) return;
  const html = isLong && "paste" in field.dataset ? (event.clipboardData?.getData("text/html") ?? "") : "";
  const words = (html && fromHtml(html)) || plainText(event.clipboardData?.getData("text/plain") ?? "");
  if (!words) return;
  event.preventDefault();
  const told = isLong ? words : words.replace(/\s+/g, " ");
  // This way the phone's own undo still knows of it.
  if (document.execCommand("insertText", false, told)) return;
  field.setRangeText(told, field.selectionStart ?? 0, field.selectionEnd ?? 0, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
});
