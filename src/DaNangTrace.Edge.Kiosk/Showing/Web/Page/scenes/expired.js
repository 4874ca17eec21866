// Past its date: the date line crosses the red bar.

import { draw, make, icon } from "../dom.js";
import { calendarDate, isPast, today } from "../clock.js";
import { named } from "../copy.js";
import { cautionLines } from "./cautions.js";
import { daysPast, isTimeKnown, none, place, product, readWidth, rule, strip } from "./parts.js";

export function expired(scene, { copy, frame }) {
  const { origin } = scene;
  const expiry = scene.expiry ?? {};
  return {
    name: "expired",
    className: "red expired",
    sign: {
      shape: "octagon",
      tone: "red",
      emblem: "hourglass",
      word: copy.say("expired.word"),
      action: daysPast("expired.action", expiry, copy),
    },
    body: [
      strip(scene, copy),
      product(origin, copy, place(origin, copy)),
      rule(),
      cautionLines(scene, copy),
      dateLine(scene, expiry, origin, copy, readWidth(frame)),
      rule(),
      make("div", "stated", icon(sourceIcon(expiry, origin)), make("p", "three-lines", stated(expiry, origin, copy))),
    ],
  };
}

// Whose word the day is; without evidence it is nobody's.
function sourceIcon(expiry, origin) {
  if (expiry.source !== "record") return "declared";
  const { grade } = origin.expirationDate?.evidence ?? {};
  return ["matched", "inspected"].includes(grade) ? grade : "unnamed";
}

function stated(expiry, origin, copy) {
  if (expiry.source === "code") return copy.say("expired.byCode");
  if (expiry.source !== "maker") return copy.say("expired.byRecord");
  const maker = named(origin.manufacturer?.organizationName);
  return maker ? copy.phrase("expired.byMaker", { maker }) : copy.say("expired.byMakerUnnamed");
}

function isDayTold(scene, expiry) {
  return isTimeKnown(scene) && expiry.isDayKnown !== false && isPast(expiry.date);
}

function dateLine(scene, expiry, origin, copy, width) {
  const made = calendarDate(copy.language, expiry.madeDate ?? origin.productionDate?.date);
  const limit = Math.round(width * 0.673),
    unknown = made ? "" : " unknown";
  const past = daysPast("expired.past", expiry, copy);
  const shapes = [
    draw("path", { class: `lived${unknown}`, d: `M14 46H${limit}` }),
    draw("circle", { class: `birth${unknown}`, cx: 13.5, cy: 46, r: 9.7 }),
    draw("path", { class: "past", d: `M${limit + 2} 46H${width - 28}` }),
    draw("path", { class: "arrow", d: `M${width - 29} 31.5 ${width - 7} 46 ${width - 29} 60.5z` }),
    draw("path", { class: "limit", d: `M${limit} 10V79` }),
    draw("text", { class: past.length > 9 ? "days many" : "days", x: (limit + width - 14) / 2, y: 26 }, past),
  ];
  const cell = (className, key, date) =>
    make("div", className, make("p", "label", copy.say(key)), make("p", "value", date ?? none(copy)));
  return make(
    "div",
    "dates",
    draw("svg", { viewBox: `0 0 ${width} 90`, "aria-hidden": "true" }, shapes),
    make(
      "div",
      "cells",
      cell("", "expired.made", made),
      cell("limit-cell", "expired.date", calendarDate(copy.language, expiry.date ?? origin.expirationDate?.date)),
      // A clock that is not set shows a day that is none, and may show one before that of use.
      isDayTold(scene, expiry) && cell("", "expired.today", today(copy.language)),
    ),
  );
}
