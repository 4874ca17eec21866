// The frame beat: told out of a frame that the browser gave us, so that the kiosk knows that something is painted.

import { every } from "./clock.js";
import { pulse } from "./line.js";

const EVERY = 5_000; // the kiosk misses three

// The session that shows the kiosk's own screen opens the page by this name: no other page speaks for that screen.
const screen = location.hash === "#screen";

let waiting = false;

export function beat() {
  // While nothing is painted, frames don't come: one that is waited for is enough.
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    pulse({ screen });
  });
}

export function startBeat() {
  every(EVERY, beat);
}
