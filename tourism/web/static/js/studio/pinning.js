/** A pin: measured by standing there, put on the chart by hand or by keys, or typed. */

const MEASURE = { enableHighAccuracy: true, maximumAge: 0, timeout: 20_000 };
const GOOD_METRES = 30;
const STEP = 4;
const METRES_PER_DEGREE = 111_320;
const KEYS = /** @type {Record<string, [number, number]>} */ ({
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
});

/** @param {HTMLElement} around */
function pinning(around) {
  const { west, south, east, north } = degrees(around);
  const chart = /** @type {SVGSVGElement} */ (around.querySelector("[data-chart]"));
  const pin = /** @type {SVGGElement} */ (around.querySelector("[data-pin]"));
  const how = /** @type {HTMLElement} */ (around.querySelector("[data-how]"));
  const typed = input(around, "pin");
  const { width, height } = chart.viewBox.baseVal;
  let zoom = 1;
  /** @type {number | null} */
  let hold = null;

  /** @returns {{x: number, y: number} | null} */
  function spot() {
    const found = /^\s*(-?\d+\.\d+)\s*[,; ]\s*(-?\d+\.\d+)\s*$/.exec(typed.value.replace(/(\d),(\d)/g, "$1.$2"));
    if (!found) return null;
    const [lat, lon] = [Number(found[1]), Number(found[2])];
    return { x: ((lon - west) / (east - west)) * width, y: ((north - lat) / (north - south)) * height };
  }

  /** Metres that a finger of 20 px may be off on the chart as it is shown now. */
  function reach() {
    const shown = chart.clientWidth || 320;
    const wide = (east - west) * METRES_PER_DEGREE * Math.cos(((north + south) / 2) * (Math.PI / 180));
    return Math.max(15, Math.round((wide / zoom / shown) * 20));
  }

  function draw() {
    const at = spot();
    pin.toggleAttribute("hidden", !at);
    const scale = 1 / zoom;
    if (at) pin.setAttribute("transform", `translate(${at.x} ${at.y}) scale(${scale})`);
    for (const dot of chart.querySelectorAll(".dot")) dot.setAttribute("r", String(9 * scale));
    for (const name of chart.querySelectorAll(".village")) {
      name.setAttribute("font-size", String(34 * scale));
      name.setAttribute("dy", String(-24 * scale));
    }
    const centre = at ?? { x: width / 2, y: height / 2 };
    const [w, h] = [width / zoom, height / zoom];
    const x = Math.min(Math.max(centre.x - w / 2, 0), width - w);
    const y = Math.min(Math.max(centre.y - h / 2, 0), height - h);
    // While a finger holds the pin the ground must not slide away under it.
    if (hold === null) chart.setAttribute("viewBox", `${x} ${y} ${w} ${h}`);
  }

  /**
   * @param {number} lat
   * @param {number} lon
   * @param {string} by
   * @param {number} metres
   */
  function put(lat, lon, by, metres) {
    typed.value = `${lat.toFixed(6)}, ${lon.toFixed(6)}`;
    input(around, "pin_how").value = by;
    input(around, "pin_accuracy").value = metres.toFixed(1);
    const words = by === "map" ? "put" : metres <= GOOD_METRES ? "measured" : "rough";
    how.textContent = (around.dataset[words] ?? "").replace("{metres}", String(Math.round(metres)));
    draw();
    typed.form?.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  function putOnChart(x, y) {
    const inside = [Math.min(Math.max(x, 0), width), Math.min(Math.max(y, 0), height)];
    const lon = west + ((inside[0] ?? 0) / width) * (east - west);
    const lat = north - ((inside[1] ?? 0) / height) * (north - south);
    put(lat, lon, "map", reach());
  }

  /** @param {PointerEvent} event */
  function point(event) {
    const matrix = chart.getScreenCTM();
    if (!matrix) return;
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    putOnChart(at.x, at.y);
  }

  chart.addEventListener("pointerdown", (event) => {
    hold = event.pointerId;
    chart.setPointerCapture(event.pointerId);
    point(event);
  });
  chart.addEventListener("pointermove", (event) => {
    if (hold === event.pointerId) point(event);
  });
  for (const name of ["pointerup", "pointercancel"]) {
    chart.addEventListener(name, () => {
      hold = null;
      draw();
    });
  }
  chart.addEventListener("keydown", (event) => {
    const way = KEYS[event.key];
    if (!way) return;
    event.preventDefault();
    const at = spot() ?? { x: width / 2, y: height / 2 };
    const step = ((event.shiftKey ? 10 : 1) * STEP) / zoom;
    putOnChart(at.x + way[0] * step, at.y + way[1] * step);
  });
  for (const button of around.querySelectorAll("[data-zoom]")) {
    button.addEventListener("click", () => {
      zoom = Math.min(Math.max(zoom * Number(button.getAttribute("data-zoom")), 1), 32);
      draw();
    });
  }
  typed.addEventListener("input", () => {
    input(around, "pin_how").value = "";
    how.textContent = "";
    draw();
  });
  typed.form?.addEventListener("filled", draw);
  around.querySelector("[data-here]")?.addEventListener("click", () => {
    how.textContent = around.dataset["measuring"] ?? "";
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        zoom = Math.max(zoom, 8);
        put(coords.latitude, coords.longitude, "phone", Math.max(1, coords.accuracy));
      },
      () => (how.textContent = around.dataset["refused"] ?? ""),
      MEASURE,
    );
  });
  draw();
}

/** @param {HTMLElement} around */
function degrees(around) {
  const [west, south, east, north] = ["west", "south", "east", "north"].map((name) => Number(around.dataset[name]));
  return { west: west ?? 0, south: south ?? 0, east: east ?? 1, north: north ?? 1 };
}

/**
 * @param {HTMLElement} around
 * @param {string} name
 */
function input(around, name) {
  return /** @type {HTMLInputElement} */ (around.querySelector(`[name=${name}]`));
}

for (const around of document.querySelectorAll("[data-pinning]")) pinning(/** @type {HTMLElement} */ (around));
