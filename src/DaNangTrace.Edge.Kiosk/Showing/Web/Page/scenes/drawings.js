// Small drawings used by more than one scene.

import { draw } from "../dom.js";

// Bars and gaps of a made-up code, in parts of its width: it must not be one that a scanner could read.
const BARS = [
  [0, 6],
  [9, 2],
  [14, 7],
  [25, 2.5],
  [31, 5],
  [40, 2.5],
  [46, 7],
  [57, 4],
  [64, 2.5],
  [71, 6],
];
const WIDTH = 77;

export function barcode(x, y, width, height) {
  const d = BARS.map(([from, wide]) => {
    const left = x + (from / WIDTH) * width,
      bar = (wide / WIDTH) * width;
    return `M${left.toFixed(1)} ${y}h${bar.toFixed(1)}v${height}h${(-bar).toFixed(1)}z`;
  }).join("");
  return draw("path", { class: "dark", d });
}
