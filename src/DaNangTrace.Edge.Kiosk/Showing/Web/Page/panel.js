// What the page knows of the screen that it stands on, and of the market: sizes, colours, where the scanner is.

const INCH = 25.4; // millimetres
const COLOUR = /^#[0-9a-f]{6}$/i;
const SIDES = ["below", "above", "left", "right"];
const root = document.documentElement;

let pixels = 170 / INCH; // of a millimetre, as tokens.css has it until the kiosk says its panel's

export function setPanel(panel, colours) {
  const ppi = Number(panel?.ppi);
  if (ppi >= 60 && ppi <= 400) {
    pixels = ppi / INCH;
    root.style.setProperty("--mm", `${pixels.toFixed(3)}px`);
  }
  root.toggleAttribute("data-touchless", panel?.touch === false);
  root.dataset.scannerAt = SIDES.includes(panel?.scannerAt) ? panel.scannerAt : "below";
  for (const name of ["ground", "bar", "key", "accent"]) {
    const colour = colours?.[name];
    if (COLOUR.test(colour)) root.style.setProperty(`--market-${name}`, colour);
    else root.style.removeProperty(`--market-${name}`);
  }
}

/** Pixels of a millimetre. */
export function millimetre() {
  return pixels;
}
