/** Every page of the desk: scripts' requests carry the form's token, and a fragment that failed says so. */

const token = document.querySelector('meta[name="desk-token"]')?.getAttribute("content") ?? "";

document.documentElement.classList.add("scripted");

document.addEventListener("htmx:configRequest", (event) => {
  const detail = /** @type {CustomEvent} */ (event).detail;
  detail.headers["X-Desk-Token"] = token;
});
