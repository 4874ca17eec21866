// One number, registered for several products: the shopper finds the right one by its label.

import { make, bdi } from "../dom.js";
import { named } from "../copy.js";
import { cautionAction, cautionLines, cautionsOf } from "./cautions.js";
import { codeRead, pastDate } from "./notRegistered.js";
import { daysPast, image, names, none, strip } from "./parts.js";

// Up to so many stand under each other, each over the whole width.
const FEW = 2,
  ONE_COLUMN = 4;

export function several(scene, { copy }) {
  const products = Array.isArray(scene.products) ? scene.products.filter(Boolean) : [];
  const more = Number.isFinite(scene.more) && scene.more > 0 ? copy.say("several.rest", { n: scene.more }) : null;
  const size = products.length > ONE_COLUMN ? "many" : products.length > FEW ? "some" : "few";
  return {
    name: "several",
    className: "several",
    sign: {
      shape: "chevron",
      tone: "not",
      emblem: "labels",
      word: copy.say("several.word"),
      action: action(scene, copy),
    },
    body: [
      strip(scene, copy),
      make("h2", "heading", copy.say("several.heading")),
      make("p", "more", copy.say("several.more")),
      scene.expiry?.isCertain && pastDate(scene.expiry, copy),
      cautionLines(scene, copy),
      make("ul", `choice ${size}`, products.map((one) => choice(one, copy))),
      more && make("p", "label rest", more),
      codeRead("item", scene, copy),
    ],
  };
}

function action(scene, copy) {
  const [first] = cautionsOf(scene);
  const { expiry } = scene;
  // Whichever it is, it is past its date; only that it may be recalled weighs more.
  if (expiry?.isCertain && first !== "compareLot" && Number.isFinite(expiry.daysPast))
    return daysPast("expired.action", expiry, copy);
  // This sign claims nothing about warnings: that the list is old is no word for it.
  return (first === "newerWarnings" ? null : cautionAction(scene, copy)) ?? copy.say("several.action");
}

function choice(one, copy) {
  const { own, translation } = names(one.name, copy);
  const maker = named(one.maker);
  return make(
    "li",
    "",
    make("figure", "picture", image(one.image, copy, () => {})),
    make(
      "div",
      "",
      make("p", "value two-lines", own ? bdi(own, copy.language) : [copy.say("name"), " ", none(copy)]),
      translation && make("p", "label translated two-lines", bdi(translation, copy.language)),
      make("p", "label one-line", maker ? bdi(maker, copy.language) : [copy.say("maker"), ": ", none(copy)]),
    ),
  );
}
