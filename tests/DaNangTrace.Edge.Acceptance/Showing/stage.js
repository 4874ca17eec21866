// The page's clock and its line to the kiosk, held by a test. It stands before the page's own scripts; the modules
// clock.js and events.js get its names in place of the browser's.
globalThis.stage = (() => {
  const START = Date.parse("AT");
  const BEAT = 10_000; // milliseconds; as the kiosk beats
  const RESTS = ["idle", "announcement", "outOfOrder"];
  const MOST_SCENE = 61_000; // a red scene stands for a minute
  const RealDate = Date;
  const timers = new Map();
  let now = START;
  let before = 0; // milliseconds that had passed when the clock was put back
  let last = 0;
  let number = 0;
  let sent = null;
  let line = null;
  let away = false; // nobody answers at the kiosk's address
  let moving = [];
  const tries = []; // when the page called the kiosk

  class StagedDate extends RealDate {
    constructor(...parts) {
      super(...(parts.length ? parts : [now]));
    }
    static now() {
      return now;
    }
  }

  class StagedSource extends EventTarget {
    constructor() {
      super();
      line = this;
      tries.push(now);
      if (away) set(() => this.onerror?.(), 1);
    }
    close() {}
  }

  const set = (action, milliseconds = 0, again = false) => {
    const every = Math.max(1, milliseconds);
    timers.set(++last, { at: now + every, action, every: again ? every : 0 });
    return last;
  };
  const clear = (id) => timers.delete(id);

  const send = (name, data) =>
    line.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data), lastEventId: String(data.number ?? "") }));

  /** Lets the clock go on; what is due by then happens in its order. */
  function wind(milliseconds) {
    const end = now + milliseconds;
    for (;;) {
      const [id, due] = [...timers].reduce((first, one) => (one[1].at < (first[1]?.at ?? Infinity) ? one : first), []);
      if (!due || due.at > end) break;
      now = due.at;
      if (due.every) due.at += due.every;
      else timers.delete(id);
      due.action();
    }
    now = end;
  }

  /** The same while the kiosk beats. */
  function pass(milliseconds) {
    for (let left = milliseconds; left > 0; left -= BEAT) {
      send("beat", {});
      wind(Math.min(BEAT, left));
    }
  }

  /** A scene comes: a scan's, or what stands while nobody scans. */
  const scan = (scene) => {
    if (!RESTS.includes(scene.kind)) number++;
    sent = { ...scene, at: new RealDate(now).toISOString(), number };
    send("scene", sent);
  };

  /** The line is cut; until the kiosk greets again, nobody answers. */
  function cut() {
    away = true;
    line.onerror?.();
  }

  const nextFrame = () => new Promise((done) => requestAnimationFrame(() => done()));

  async function until(isSo, what) {
    for (let tries = 0; !isSo(); tries++) {
      if (tries > 1800) throw new Error(`stage: ${what} did not come`);
      await nextFrame();
    }
  }

  function press(selector) {
    const key = document.querySelector(selector);
    if (!key) throw new Error(`stage: there is no ${selector} to press`);
    key.click();
  }

  /** The kiosk greets; the words of all its languages come. */
  async function greet(hello) {
    // A page whose line was cut calls again.
    if (away) {
      away = false;
      for (const before = tries.length; tries.length === before; ) wind(100);
    }
    await until(() => line, "the page's line");
    send("hello", { ...hello, now: new RealDate(now).toISOString() });
    const has = (language) => document.querySelector(`#languages button[lang="${language}"]`);
    await until(() => hello.languages.every(has), "a key for each language");
    wind(1000); // what comes right behind a greeting may be an old scene
  }

  /** Shows a scene as to a shopper who comes to an idle kiosk, and presses these keys. */
  async function show(scene, language, isEasy, opens) {
    pass(MOST_SCENE); // whoever was here before has gone
    send("scene", { kind: "idle", seconds: 0, language: "vi", number });
    const gone = now - START;
    before += gone;
    for (const timer of timers.values()) timer.at -= gone;
    now = START;
    const root = document.documentElement;
    press(`#languages button[lang="${language}"]`);
    if (root.hasAttribute("data-easy") !== isEasy) press('#keys button:has([data-icon="easy"])');
    scan({ ...scene, language });
    for (const key of opens) press(key);
    await settle();
    if (root.lang !== language || root.hasAttribute("data-easy") !== isEasy)
      throw new Error(`stage: it speaks ${root.lang}, easy: ${root.hasAttribute("data-easy")}`);
    return root.dataset.scene;
  }

  /** What an animation moves. */
  const told = ({ effect }) => effect.target.id || effect.target.getAttribute("class");

  /** Everything has come, and nothing moves: the same picture each time. */
  async function settle() {
    moving = document.getAnimations().filter(({ playState }) => playState === "running").map(told);
    await document.fonts.ready;
    await until(() => [...document.images].every((image) => image.complete), "a picture");
    await nextFrame();
    for (const animation of document.getAnimations()) {
      const isEndless = animation.effect.getTiming().iterations === Infinity;
      if (isEndless || animation.effect.target.id === "deck") {
        animation.pause();
        animation.currentTime = 0;
      } else {
        animation.finish();
      }
    }
    await nextFrame();
  }

  return {
    Date: StagedDate,
    performance: { now: () => before + now - START },
    setTimeout: (action, milliseconds) => set(action, milliseconds),
    setInterval: (action, milliseconds) => set(action, milliseconds, true),
    clearTimeout: clear,
    clearInterval: clear,
    EventSource: StagedSource,
    greet,
    show,
    scan,
    pass,
    wind,
    cut,
    settle,
    last: () => sent,
    resend: (scene) => send("scene", scene),
    tries,
    moving: () => moving,
  };
})();
