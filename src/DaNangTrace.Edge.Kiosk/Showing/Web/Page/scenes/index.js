// One module a scene. Each takes the scene as it came and answers what the frame is to paint:
// { name, sign: { shape, tone, emblem, word, action }, className, body: [nodes] }.

import { known } from "./known.js";
import { several } from "./several.js";
import { notRegistered, inStore, outOfReach, reading } from "./notRegistered.js";
import { unreadable } from "./unreadable.js";
import { payment, personal } from "./payment.js";
import { outOfOrder } from "./outOfOrder.js";

export const scenes = {
  known, several, notRegistered, inStore, outOfReach, reading, unreadable, payment, personal, outOfOrder,
};

/** What stands while nobody scans. The first two are painted over the whole screen, without a sign. */
export function isRest(scene) {
  return isSea(scene) || scene.kind === "outOfOrder";
}

export function isSea(scene) {
  return scene.kind === "idle" || scene.kind === "announcement";
}
