// No scanner works, or the kiosk is away: nobody must wait for an answer here, and somebody should be told.

import { make } from "../dom.js";
import { contact, kioskId } from "./contact.js";
import { strip } from "./parts.js";

export function outOfOrder(scene, { copy, page }) {
  return {
    name: "outOfOrder",
    className: "not order",
    sign: {
      shape: "plain",
      tone: "grey",
      emblem: "wrench",
      word: copy.say("order.word"),
      action: copy.say("order.action"),
    },
    body: [
      strip(scene, copy, []),
      make("h2", "heading", copy.say("order.heading")),
      make("p", "more", copy.say("order.more")),
      make(
        "div",
        "call",
        make("p", "label", copy.say("order.call")),
        make("p", "value two-lines", contact(page, copy)),
        make("p", "label one-line", kioskId(page, copy)),
      ),
    ],
  };
}
