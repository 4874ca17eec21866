// The deck is the time left: it shrinks evenly while a scene stands, then the page goes idle.

import { after, cancel, elapsed, every, now } from "./clock.js";

// A browser that moves it by itself draws sixty frames a second for as long as a scene stands: work for nothing on a
// small machine, and the next answer waits for the next frame. So it is set, by a few pixels each time.
const TICK = 100; // milliseconds

export class Deck {
  constructor(element, onEnd) {
    this.element = element;
    this.onEnd = onEnd;
    this.seconds = 0;
  }

  /** Starts over; `left` is less than `seconds` when the scene is replayed after a reconnect. */
  start(seconds, left = seconds) {
    this.stop();
    this.seconds = seconds;
    if (seconds > 0) this.run(left);
  }

  /** Any touch gives the whole time again. */
  touch() {
    if (this.seconds > 0) this.run(this.seconds);
  }

  stop() {
    cancel(this.timer);
    cancel(this.ticking);
    this.shrinking?.cancel();
    this.seconds = 0;
  }

  get running() {
    return this.seconds > 0;
  }

  run(left) {
    cancel(this.timer);
    cancel(this.ticking);
    this.shrinking?.cancel();
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.shrinking = this.element.animate([{ transform: "none" }, { transform: "scaleX(0)" }], {
      duration: this.seconds * 1000,
      easing: still ? `steps(${Math.max(1, Math.round(this.seconds / 5))})` : "linear",
      fill: "forwards",
    });
    this.shrinking.pause();
    const begun = elapsed() - (this.seconds - left) * 1000;
    const draw = () => (this.shrinking.currentTime = elapsed() - begun);
    draw();
    this.ticking = every(TICK, draw);
    this.timer = after(left * 1000, () => this.onEnd());
  }
}

/** Seconds left of a scene that began at `at`. */
export function secondsLeft(scene) {
  const begun = Date.parse(scene.at);
  const gone = Number.isFinite(begun) ? Math.max(0, (now() - begun) / 1000) : 0;
  return scene.seconds - gone;
}
