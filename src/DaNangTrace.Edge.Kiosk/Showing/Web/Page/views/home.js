// Taking it home: a QR code of the product's page for everybody. The kiosk makes the address, never a scanned code.

import { bdi, make } from "../dom.js";
import { clean, grouped } from "../text.js";
import { names, strip } from "../scenes/parts.js";

export function home(scene, { copy }) {
  const code = make("img", "qr");
  code.alt = copy.say("home.code");
  code.src = `/take-home/${scene.number}`;
  const { own } = names(scene.origin?.productName, copy);
  const number = clean(scene.origin?.traceCode) ?? grouped(scene.gtin);
  return {
    className: "home",
    body: [
      strip(scene, copy),
      make("h2", "heading", copy.say("home.heading")),
      make(
        "div",
        "home-row",
        code,
        make(
          "div",
          null,
          make("p", "value", copy.say("home.how")),
          make("p", "more", copy.say("home.more")),
          make("p", "more two-lines", own && bdi(own, copy.language)),
          number && make("p", "more one-line", bdi({ text: number })),
        ),
      ),
    ],
  };
}
