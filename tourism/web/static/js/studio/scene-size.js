/** The height that is typed, drawn beside a person of 1.6 m at once: a wrong unit is seen before it is saved. */

const GROUND = 112;
const TALL = 100;
const WIDE = 110;

/** @param {HTMLElement} around */
function sizing(around) {
  const field = /** @type {HTMLInputElement} */ (around.querySelector('[name="height"]'));
  const drawing = /** @type {SVGSVGElement} */ (around.querySelector("[data-beside]"));
  const thing = /** @type {SVGRectElement} */ (drawing.querySelector("[data-thing]"));
  const figure = /** @type {SVGGElement} */ (drawing.querySelector("[data-person-figure]"));
  const sure = /** @type {HTMLInputElement | null} */ (around.querySelector('[name="sure"]'));
  const [person, wide] = [Number(drawing.dataset["person"]), Number(around.dataset["wide"])];

  function draw() {
    const height = Number(field.value.trim().replace(",", ".").replace(/\s*m$/, "")) || 0;
    const scale = Math.min(TALL / Math.max(height, person), height * wide ? WIDE / (height * wide) : Infinity);
    const tall = height ? Math.max(height * scale, 0.5) : 0;
    thing.setAttribute("height", String(tall));
    thing.setAttribute("width", String(height ? Math.max(height * wide * scale, 0.5) : 0));
    thing.setAttribute("y", String(GROUND - tall));
    figure.setAttribute("transform", `translate(34 ${GROUND}) scale(${person * scale})`);
  }

  field.addEventListener("input", () => {
    // What somebody vouched for was another height.
    if (sure) sure.checked = false;
    draw();
  });
  field.form?.addEventListener("filled", draw);
  for (const button of around.querySelectorAll("[data-claim]")) {
    button.addEventListener("click", () => {
      field.value = button.getAttribute("data-claim") ?? "";
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
}

for (const around of document.querySelectorAll("[data-size]")) sizing(/** @type {HTMLElement} */ (around));
