/** Takes what is on the screen elsewhere: onto paper, into another program. */

for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
}

for (const button of document.querySelectorAll("[data-copy]")) {
  // Only where the address is a safe one; elsewhere the link stands in its field to be marked and copied.
  button.toggleAttribute("hidden", !window.isSecureContext);
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.getAttribute("data-copy") ?? "");
    button.textContent = button.getAttribute("data-done");
  });
}
