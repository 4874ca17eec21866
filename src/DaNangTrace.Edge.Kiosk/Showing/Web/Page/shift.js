// What stands for years burns in: what stands while nobody scans moves by a few pixels every few minutes, on a round of
// its own. A scene of a shopper's leaves by itself, and does not.

import { now } from "./clock.js";

const root = document.documentElement;
const ROUND = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
  [-1, 1],
  [-1, 0],
  [-1, -1],
  [0, -1],
  [1, -1],
];
const SHIFT = 5; // u
const STAYS = 3 * 60_000;

/**
 * Hands it to the styles: --shift to what stands in pixels of the screen, --shift-y to what goes across all of it, and
 * --shift-drawn to what is drawn in u.
 */
export function protect(isStanding, frame) {
  if (!isStanding) {
    for (const name of ["--shift", "--shift-y", "--shift-drawn"]) root.style.removeProperty(name);
    return;
  }
  const place = ROUND[Math.floor(now() / STAYS) % ROUND.length];
  const [x, y] = place.map((step) => `${(step * SHIFT * frame.unit).toFixed(1)}px`);
  root.style.setProperty("--shift", `${x} ${y}`);
  root.style.setProperty("--shift-y", `0 ${y}`);
  root.style.setProperty("--shift-drawn", place.map((step) => `${step * SHIFT}px`).join(" "));
}
