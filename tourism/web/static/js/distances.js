/** How far each place of the page's lists is: asked for by a tap, reckoned here, and told to nobody. */

import { distance, exactly, roughly } from "./nearness.js";

const page = /** @type {HTMLElement} */ (document.querySelector("[data-distances]"));
const said = /** @type {HTMLElement} */ (page?.querySelector("[data-said]"));

page?.querySelector("[data-ask]")?.addEventListener("click", () => {
  if (!window.isSecureContext || !("geolocation" in navigator)) return say("unknown");
  say("looking");
  navigator.geolocation.getCurrentPosition(({ coords }) => tell(coords), () => say("unknown"), {
    enableHighAccuracy: true,
    maximumAge: 60_000,
    timeout: 20_000,
  });
});

/** @param {GeolocationCoordinates} coords */
function tell({ latitude, longitude, accuracy }) {
  for (const list of document.querySelectorAll("[data-by-distance]")) {
    const places = /** @type {HTMLElement[]} */ ([...list.children]).map((node) => {
      const { lat, lon, approximate } = node.dataset;
      if (!lat || !lon) return { node, metres: Infinity };
      const metres = distance({ lat: latitude, lon: longitude }, { lat: Number(lat), lon: Number(lon) });
      const write = approximate !== undefined || accuracy > 100 ? roughly : exactly;
      const place = node.querySelector("[data-metres]");
      if (place) place.textContent = write(metres, document.documentElement.lang);
      return { node, metres };
    });
    // Infinity less Infinity is no number: places without a position keep their order.
    places.sort((one, other) => one.metres - other.metres || 0);
    list.append(...places.map(({ node }) => node));
  }
  say("sorted");
}

/** @param {"looking" | "unknown" | "sorted"} what */
function say(what) {
  said.textContent = said.dataset[what] ?? "";
}
