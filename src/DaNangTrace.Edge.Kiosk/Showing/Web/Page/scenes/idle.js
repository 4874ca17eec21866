// Nobody here: the market's name, what to do, whom to call, and the time; or what the market tells.

import { draw, make, icon, bdi } from "../dom.js";
import { clockTime, weekday } from "../clock.js";
import { shorten } from "../fit.js";
import { contact, kioskId } from "./contact.js";

const at = (id) => document.getElementById(id);
const PROMPT = 92,
  PROMPT_FLOOR = 56;
const TOLD = 72,
  TOLD_FLOOR = 36;
const MARKET = 44,
  MARKET_FLOOR = 24;

export function paintIdle(page, copy, frame) {
  const { scene } = page;
  const market = copy.pick(page.hello?.market?.name);
  at("market").replaceChildren(...(market ? [bdi(market, copy.language)] : []));
  paintLogo(Boolean(page.hello?.market?.hasLogo));
  paintCoverage(scene, copy);
  fitMarket();
  at("time").textContent = clockTime(copy.language);
  at("day").textContent = weekday(copy.language);
  const id = kioskId(page, copy);
  at("help").replaceChildren(
    ...(id
      ? [make("p", "one-line", id), make("p", "three-lines", copy.phrase("help", { who: contact(page, copy) }))]
      : []),
  );
  for (const line of at("help").querySelectorAll(".three-lines")) shorten(line);
  const told = scene.kind === "announcement" ? scene.text : null;
  at("told").hidden = !told;
  if (told) paintTold(told, page, copy);

  at("prompt").replaceChildren(copy.say("idle.prompt"), icon("down"));
  at("others").replaceChildren(
    ...[...page.copies.values()]
      .filter((other) => other !== copy)
      .map((other) => {
        const line = make("p", null, other.say("idle.prompt").replace("\n", other.language === "zh" ? "" : " "));
        line.lang = other.language;
        return line;
      }),
  );
  fitPrompt(frame);
  drawBridge(frame);
}

function paintLogo(has) {
  const logo = at("logo");
  logo.hidden = !has;
  if (has && !logo.src) logo.src = "/market/logo";
}

/** How many of the codes that were asked for are known; before that is counted, how many products there are. */
function paintCoverage({ coverage, products }, copy) {
  const { known, codes } = coverage ?? {};
  const isCounted = Number.isFinite(known) && codes > 0;
  at("products").textContent = isCounted
    ? copy.say("idle.coverage", { known, codes })
    : Number.isFinite(products)
      ? copy.say("idle.products", { n: products })
      : "";
  at("coverage").hidden = !isCounted;
  if (isCounted) at("covered").setAttribute("width", String(Math.round((300 * Math.min(known, codes)) / codes)));
}

/** What the market tells, in the page's language, and small in the others. */
function paintTold(texts, page, copy) {
  const told = copy.pick(texts);
  const others = [...page.copies.keys()]
    .filter((language) => language !== told?.lang && typeof texts[language] === "string")
    .map((language) => page.copies.get(language).pick({ [language]: texts[language] }))
    .filter(Boolean);
  at("told").replaceChildren(
    make("h2", null, copy.say("notice")),
    make("p", "large three-lines", told && bdi(told, copy.language)),
    ...others.map((one) => make("p", "two-lines", bdi(one, copy.language))),
  );
  const large = at("told").querySelector(".large");
  const isCut = (element) => element.scrollHeight > element.clientHeight + 1;
  for (let size = TOLD; size >= TOLD_FLOOR; size -= 4) {
    large.style.fontSize = `${size / 100}rem`;
    if (!isCut(at("told")) && !isCut(large)) break;
  }
  // Its own language is whole before the others are there.
  while (isCut(at("told")) && at("told").lastChild !== large) at("told").lastChild.remove();
  for (const text of at("told").querySelectorAll("p")) shorten(text);
}

/** The market's name has one line: a second one would run into the prompt. */
function fitMarket() {
  const market = at("market");
  market.style.fontSize = "";
  const [room, width] = [market.clientWidth, market.scrollWidth];
  if (width > room) market.style.fontSize = `${Math.max(MARKET_FLOOR, Math.floor((MARKET * room) / width)) / 100}rem`;
}

/** The prompt may not reach the drawing. */
function fitPrompt(frame) {
  const prompt = at("prompt");
  const room = frame.portrait ? frame.width - 80 : 452;
  prompt.style.fontSize = `${PROMPT / 100}rem`;
  const width = prompt.getBoundingClientRect().width / frame.unit;
  const size = width > room ? Math.max(PROMPT_FLOOR, Math.floor((PROMPT * room) / width)) : PROMPT;
  prompt.style.fontSize = `${size / 100}rem`;
}

// Dragon Bridge over the whole width: four waves of five tubes, at 1024: centre, height.
const WAVES = [
  [65, 53],
  [353, 76],
  [643, 77],
  [931, 57],
];
const HALF = 94,
  STEP = 0.088;
let drawnFor = "";

function drawBridge(frame) {
  const key = `${frame.width}`;
  if (drawnFor === key) return;
  drawnFor = key;
  const stretch = frame.width / 1024;
  const bridge = at("bridge");
  bridge.setAttribute("viewBox", `0 0 ${frame.width} 100`);
  bridge.replaceChildren(
    ...WAVES.map(([centre, height]) => wave(centre * stretch, height, HALF * Math.min(1.3, Math.max(0.75, stretch)))),
  );
}

function wave(centre, height, half) {
  const top = (n) => height * (1 - n * STEP);
  const tubes = [0, 1, 2, 3, 4].map((n) => {
    const h = top(n);
    const d =
      `M${centre - half} 98C${centre - half * 0.64} ${98 - h * 0.36} ` +
      `${centre - half * 0.44} ${98 - h} ${centre} ${98 - h}` +
      `S${centre + half * 0.64} ${98 - h * 0.36} ${centre + half} 98`;
    return draw("path", {
      class: "tube",
      d,
      "stroke-width": n ? 1.9 : 3.4,
      "stroke-opacity": [1, 0.78, 0.66, 0.56, 0.46][n],
    });
  });
  let ribs = "";
  for (let x = -half * 0.78; x <= half * 0.78; x += 12.2) {
    const rise = top(4) * (0.5 + 0.5 * Math.cos((Math.PI * x) / half));
    ribs += `M${centre + x} 98v${-rise}`;
  }
  return draw("g", {}, draw("path", { class: "rib", d: ribs }), tubes);
}
