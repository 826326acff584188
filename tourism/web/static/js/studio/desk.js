/** Every page of the desk: scripts' requests carry the form's token, and a fragment that failed says so. */

document.documentElement.classList.add("scripted");

document.addEventListener("htmx:configRequest", (event) => {
  const detail = /** @type {CustomEvent} */ (event).detail;
  // Read each time: a form that went on after another sign-in has put the new one there.
  detail.headers["X-Desk-Token"] = document.querySelector('meta[name="desk-token"]')?.getAttribute("content") ?? "";
});

// What could not be kept may stand far down the page: whoever sent it begins there.
const fault = document.querySelector("main .fault");
fault?.scrollIntoView({ block: "center" });
/** @type {HTMLElement | null | undefined} */ (fault?.closest(".field")?.querySelector("[aria-invalid]"))?.focus({ preventScroll: true });
