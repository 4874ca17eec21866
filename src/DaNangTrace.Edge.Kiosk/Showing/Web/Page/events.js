// The line to the kiosk: server-sent events, with a watchdog of our own. A browser notices a closed
// connection at once, but not one that went silent; the kiosk beats every ten seconds.

import { after, cancel } from "./clock.js";

const SILENCE = 20_000; // two beats missed
const RETRY = 1_000; // back within two seconds of the kiosk's return

export class Events {
  constructor(address, { onHello, onScene, onSpoken, onSpeaking, onLink }) {
    this.address = address;
    this.handlers = { hello: onHello, scene: onScene, spoken: onSpoken, speaking: onSpeaking, beat: () => {} };
    this.onLink = onLink;
    this.connect();
  }

  connect() {
    this.source = new EventSource(this.address);
    for (const [name, handle] of Object.entries(this.handlers)) {
      this.source.addEventListener(name, (event) => {
        this.heard();
        handle(JSON.parse(event.data), event.lastEventId);
      });
    }
    this.source.onopen = () => this.heard();
    this.source.onerror = () => this.reconnect();
    this.watch();
  }

  heard() {
    this.onLink(true);
    this.watch();
  }

  watch() {
    cancel(this.dog);
    this.dog = after(SILENCE, () => this.reconnect());
  }

  // The browser's own retry gives up after some answers (a 502 of a proxy, say); ours never does.
  reconnect() {
    this.source.close();
    this.onLink(false);
    cancel(this.dog);
    this.dog = after(RETRY, () => this.connect());
  }
}
