// What the keys do at the kiosk. Where it does not answer, the badge says so already: the page goes on by itself.

import { elapsed } from "./clock.js";

let token = null;

export function setToken(text) {
  token = typeof text === "string" ? text : null;
}

const LONGEST = 200; // characters of a fault: the kiosk keeps no more

/** What could not be painted: the kiosk logs it, and says so to whoever looks after it. */
export function tell(fault, what) {
  const place = String(fault?.stack ?? "").match(/[\w-]+\.js:\d+/)?.[0] ?? "";
  send("/fault", { fault: `${what}: ${place} ${fault}`.slice(0, LONGEST) });
}

/** That something is painted. It waits for no press: a kiosk that is slow to take one must not find the screen dead. */
export function pulse(body) {
  send("/beat", body);
}

// A press may not overtake the one before: of two languages the kiosk would keep the first.
const MOST_WAITING = 16; // a person presses twice a second; more wait only where the kiosk hangs
const LONGEST_ANSWER = 5000; // milliseconds; the kiosk is on this very machine
let last = Promise.resolve();
let waiting = 0;

/**
 * Whether the kiosk took it. They reach it one after the other; one that waited too long is no longer meant, nor is one
 * for a kiosk that has started anew.
 */
export function press(path, body = {}) {
  if (!token || waiting >= MOST_WAITING) return Promise.resolve(false);
  waiting++;
  const [pressed, by] = [elapsed(), token];
  const isMeant = () => by === token && elapsed() - pressed <= LONGEST_ANSWER;
  last = last.then(() => isMeant() && send(path, body)).finally(() => waiting--);
  return last;
}

async function send(path, body) {
  if (!token) return false;
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Page-Token": token },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(LONGEST_ANSWER),
    });
    return answer.ok;
  } catch {
    return false;
  }
}
