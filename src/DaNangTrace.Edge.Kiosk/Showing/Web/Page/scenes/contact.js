// Whom to call, and which kiosk this is: so that a mistake is mended and a fault is told.

import { bdi, make } from "../dom.js";
import { clean } from "../text.js";

/** Who helps at this market, as nodes: the name and, where there is one, the number. */
export function contact(page, copy) {
  const told = page.hello?.market?.contact;
  const name = copy.pick(told?.name),
    phone = number(page);
  return [
    make("span", "who", name ? bdi(name, copy.language) : copy.say("help.office")),
    ...(phone ? [" ", phone] : []),
  ];
}

/** The number to call at this market; null where none is configured. */
export function number(page) {
  const phone = clean(page.hello?.market?.contact?.phone);
  return phone && make("span", "number", bdi({ text: phone }));
}

/** The kiosk's id; null before it has told it. */
export function kioskId(page, copy) {
  const id = clean(page.hello?.kiosk);
  return id && copy.phrase("kiosk.id", { id: { text: id } });
}

/**
 * How a mistake gets mended, in one line: the number where there is one, and which kiosk it is; `key` says what of.
 * Null before the kiosk has told which one it is.
 */
export function mend(key, page, copy) {
  const id = clean(page.hello?.kiosk);
  const who = contact(page, copy);
  return id && make("p", "mend two-lines", copy.phrase(key, { who: who.at(-1), id: { text: id } }));
}
