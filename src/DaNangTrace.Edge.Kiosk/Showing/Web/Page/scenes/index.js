// One module a scene. Each takes the scene as it came and answers what the frame is to paint:
// { name, sign: { shape, tone, emblem, word, action }, className, body: [nodes] }.

import { known } from "./known.js";
import { several } from "./several.js";
import { notRegistered, inStore, outOfReach, reading } from "./notRegistered.js";
import { unreadable } from "./unreadable.js";
import { payment, personal } from "./payment.js";

export const scenes = { known, several, notRegistered, inStore, outOfReach, reading, unreadable, payment, personal };
