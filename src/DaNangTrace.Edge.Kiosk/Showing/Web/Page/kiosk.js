// The kiosk's page: scenes come as events, one stands on the screen, the deck counts it down to idle.

import { setClock, after, every, now } from "./clock.js";
import { Copy } from "./copy.js";
import { Events } from "./events.js";
import { Deck, secondsLeft } from "./deck.js";
import { paint } from "./frame.js";
import { paintBar, paintLink } from "./bar.js";
import { clean } from "./text.js";

const FIRST_LANGUAGE = "vi";
const REPLAY = 500; // milliseconds; the kiosk sends the standing scene right after its hello

const page = {
  hello: null,
  copies: new Map(), // language → Copy, in the order of the keys
  language: FIRST_LANGUAGE,
  scene: { kind: "idle", number: 0 },
  easy: false,
  linked: true,
  replaying: false, // just connected: a scene that comes now may be an old one, sent again
};

const deck = new Deck(document.getElementById("deck"), () => show({ ...idle(), number: page.scene.number }));

function idle() {
  return { kind: "idle", seconds: 0 };
}

function show(scene) {
  const changed = scene.kind !== page.scene.kind || scene.number !== page.scene.number;
  page.scene = scene;
  if (scene.kind === "idle") {
    page.language = [...page.copies.keys()][0] ?? FIRST_LANGUAGE;
    page.easy = false;
    deck.stop();
  }
  repaint({ moving: changed });
}

function repaint({ moving = false } = {}) {
  const copy = page.copies.get(page.language);
  if (!copy) return; // the words are still on their way
  document.documentElement.toggleAttribute("data-easy", page.easy);
  try {
    paint(page, copy, { moving });
  } catch (fault) {
    // The verdict of the item before must not stand for this one.
    console.error(fault);
    page.scene = { ...idle(), number: page.scene.number };
    paint(page, copy, { moving: false });
  }
  paintLink(page.linked, copy);
  paintBar(page, copy, { choose, toggleEasy });
}

function choose(language) {
  page.language = language;
  forgetLater();
  repaint();
}

function toggleEasy() {
  page.easy = !page.easy;
  forgetLater();
  repaint();
}

// At idle a choice would stay for the next shopper: the deck runs there too, and ends in the first language.
function forgetLater() {
  if (page.scene.kind === "idle") deck.start(page.hello?.sceneSeconds ?? 30);
}

function onScene(scene) {
  if (!scene || typeof scene.kind !== "string") return;
  const seconds = Number.isFinite(scene.seconds) ? scene.seconds : (page.hello?.sceneSeconds ?? 30);
  if (scene.kind === "idle") {
    // Whoever touched the screen keeps the whole time from then on.
    const touched = deck.running && deck.touched;
    if (!touched) show({ ...scene, ...idle(), number: scene.number });
    return;
  }
  const left = page.replaying ? Math.min(seconds, secondsLeft({ ...scene, seconds })) : seconds;
  if (left <= 0) return;
  const same = scene.number === page.scene.number && scene.at === page.scene.at && scene.kind === page.scene.kind;
  if (!same || !deck.running) deck.start(seconds, left);
  if (!same) show(scene);
}

async function onHello(hello) {
  // After an upgrade of the kiosk this page is the old one.
  if (page.hello && page.hello.version !== hello.version) return location.reload();
  page.hello = hello;
  page.replaying = true;
  after(REPLAY, () => (page.replaying = false));
  setClock(hello.now, clean(hello.timeZone));
  repaint();
  await loadCopies(Array.isArray(hello.languages) ? hello.languages.filter((tag) => /^[a-z]{2,3}$/.test(tag)) : []);
  repaint();
}

function onLink(up) {
  page.linked = up;
  paintLink(up, page.copies.get(page.language));
}

/** Keys appear only for languages whose words could be loaded. */
async function loadCopies(languages) {
  const loaded = await Promise.all(
    languages.map((language) => page.copies.get(language) ?? Copy.load(language).catch(() => null)),
  );
  const found = loaded.filter(Boolean);
  if (!found.length) return;
  page.copies = new Map(found.map((copy) => [copy.language, copy]));
  if (!page.copies.has(page.language)) page.language = found[0].language;
}

async function start() {
  new Events("/events", { onHello, onScene, onLink });
  addEventListener("pointerdown", () => deck.touch(), { passive: true });
  addEventListener("keydown", () => deck.touch());
  addEventListener("contextmenu", (event) => event.preventDefault());
  addEventListener("resize", () => requestAnimationFrame(() => repaint()));

  // Ages and the clock move on while a scene stands; a second's grain shows the minute in time.
  let minute = 0;
  every(1000, () => {
    const current = Math.floor(now() / 60_000);
    if (current !== minute) repaint();
    minute = current;
  });

  // The prompt stands before the kiosk has answered; its hello then brings the other languages.
  const first = await Copy.load(FIRST_LANGUAGE).catch(() => null);
  if (first && !page.copies.size) page.copies.set(FIRST_LANGUAGE, first);
  repaint();
  // Words are fitted by their true width: all weights are fetched now, not when a scene first needs them.
  for (const weight of [400, 500, 600, 700, 800]) document.fonts.load(`${weight} 1rem "Be Vietnam Pro"`, "ế");
  document.fonts.addEventListener("loadingdone", () => repaint());
}

start();
