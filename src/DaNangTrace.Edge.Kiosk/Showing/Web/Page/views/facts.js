// The ten facts that the law wants of a product (Circular 02/2024/TT-BKHCN), each with who stands behind it.

import { bdi, draw, make } from "../dom.js";
import { calendarDate } from "../clock.js";
import { named } from "../copy.js";
import { clean } from "../text.js";
import { mend } from "../scenes/contact.js";
import { HASH, commonGrade, grade, names, none } from "../scenes/parts.js";

/** Only what somebody registered has facts to be counted. */
export function hasFacts(scene) {
  return scene.kind === "known" && Number.isFinite(Date.parse(scene.asOf));
}

// The order is the circular's. Each answers a text or nodes, or null where nothing is given; then who says so.
const FACTS = [
  ["name", ({ origin }, copy) => nameOnPack(origin, copy), (origin) => origin.evidenceOf?.productName],
  [
    "image",
    ({ origin }, copy) => HASH.test(origin.image) && copy.say("facts.image.one"),
    (origin) => origin.evidenceOf?.image,
  ],
  ["maker", ({ origin }) => own(origin.manufacturer?.organizationName), (origin) => origin.manufacturer?.evidence],
  [
    "address",
    ({ origin }, copy) => picked(origin.manufacturer?.address, copy),
    (origin) => origin.manufacturer?.evidence,
  ],
  ["stages", ({ origin }, copy) => stages(origin, copy), (origin) => ofAll(origin.stages)],
  [
    "made",
    ({ origin }, copy) => calendarDate(copy.language, origin.productionDate?.date),
    (origin) => origin.productionDate?.evidence,
  ],
  ["traceCode", ({ origin }) => own(origin.traceCode), (origin) => origin.evidenceOf?.traceCode],
  [
    "brand",
    ({ origin, serial }) => brand(origin, serial),
    (origin) => origin.evidenceOf?.brandName ?? origin.evidenceOf?.model,
  ],
  [
    "expires",
    ({ origin }, copy) => expires(origin, copy),
    ({ expirationDate, evidenceOf }) => (expirationDate?.date ? expirationDate.evidence : evidenceOf?.shelfLife),
  ],
  ["standards", ({ origin }) => standards(origin), (origin) => ofAll(origin.standards)],
];

const own = (value) => {
  const text = named(value);
  return text && bdi(text, "vi");
};
// The face tells what it means, too.
const nameOnPack = ({ productName }, copy) => {
  const name = names(productName, copy).own;
  return name && bdi(name, copy.language);
};
const picked = (texts, copy) => {
  const text = copy.pick(texts);
  return text && bdi(text, copy.language);
};

/** A stage counts where it has its two codes and its day, as the circular wants it. */
function isWhole(stage) {
  return Boolean(clean(stage.traceCode) && clean(stage.globalLocationNumber) && clean(stage.time));
}

function stages(origin, copy) {
  const all = listOf(origin.stages);
  if (!all.length) return null;
  return copy.say(all.every(isWhole) ? "facts.stages.whole" : "facts.stages.part", { n: all.length });
}

function isGiven(name, value, origin) {
  return Boolean(value) && (name !== "stages" || listOf(origin.stages).every(isWhole));
}

function brand(origin, serial) {
  const parts = [origin.brandName, origin.model, serial].map(clean).filter(Boolean);
  return parts.length ? bdi({ text: parts.join(" · ") }) : null;
}

function expires(origin, copy) {
  return calendarDate(copy.language, origin.expirationDate?.date) ?? picked(origin.shelfLife, copy);
}

function standards(origin) {
  const names = listOf(origin.standards).map(({ name }) => clean(name)).filter(Boolean);
  return names.length ? bdi({ text: names.join(", ") }) : null;
}

function listOf(value) {
  return Array.isArray(value) ? value.filter(Boolean) : [];
}

// Evidence that holds of each; where it differs nobody may be named for all.
function ofAll(list) {
  return listOf(list).length ? { each: listOf(list).map((one) => one.evidence ?? {}) } : null;
}

function factsOf(scene, copy) {
  const safe = { ...scene, origin: scene.origin ?? {} };
  return FACTS.map(([name, value, evidence]) => {
    const text = value(safe, copy);
    return { name, text, given: isGiven(name, text, safe.origin), evidence: evidence(safe.origin) };
  });
}

// For counting no words are needed.
const ANY = {
  language: "vi",
  say: () => "given",
  pick: (texts) => Object.values(texts ?? {}).map((text) => ({ text: clean(text) })).find(({ text }) => text),
};

/** Of each of the ten whether it is given. */
export function givenFacts(scene) {
  return factsOf(scene, ANY).map(({ given }) => given);
}

/** Ten small bars that show it. */
export function meter(given) {
  const bars = given.map((is, index) =>
    draw("rect", {
      class: is ? "fill" : "stroke hollow",
      x: 1.5 + (index % 5) * 6,
      y: index < 5 ? 1.5 : 13.5,
      width: 4,
      height: 9,
      rx: 1.5,
    }),
  );
  return draw("svg", { class: "icon meter", viewBox: "0 0 32 24", "aria-hidden": "true" }, bars);
}

export function facts(scene, { copy, page }) {
  const all = factsOf(scene, copy);
  const given = all.filter((fact) => fact.given).length;
  return {
    className: "ten",
    body: [
      make(
        "div",
        "ten-head",
        make("h2", null, copy.say("facts.heading")),
        make("p", null, copy.say("facts.count", { given, missing: all.length - given })),
      ),
      make("ol", "ten-list", all.map((fact) => cell(fact, copy))),
      mend("mend.known", page, copy),
    ],
  };
}

function cell({ name, text, given, evidence }, copy) {
  return make(
    "li",
    given ? "given" : "",
    make("p", "label one-line", copy.say(`facts.${name}`)),
    make("p", "value one-line", text || none(copy)),
    text && (evidence?.each ? commonGrade(evidence.each, copy) : grade(evidence, copy)),
  );
}
