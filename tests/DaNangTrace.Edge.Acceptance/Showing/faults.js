// What of the painted page does not fit: sentences; an empty list is a good page.
// A text may be cut where an ellipsis tells so, and nowhere else. All lengths are those of the screen.
globalThis.faultsOfPage = () => {
  const SLACK = 1; // pixels: browsers round
  const SMALLEST = 20; // u, LOOK.md
  const SMALLEST_KEY = 80;
  const faults = [];
  const unit = parseFloat(getComputedStyle(document.documentElement).fontSize) / 100;
  const canvas = document.createElement("canvas").getContext("2d");

  const short = (text) => `"${text.replace(/\s+/g, " ").trim().slice(0, 40)}"`;
  const named = (element) =>
    element.tagName.toLowerCase() +
    (element.id ? `#${element.id}` : "") +
    [...element.classList].map((name) => `.${name}`).join("");
  const isSeen = (element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true });
  const meet = (one, other) => ({
    left: Math.max(one.left, other.left),
    right: Math.min(one.right, other.right),
    top: Math.max(one.top, other.top),
    bottom: Math.min(one.bottom, other.bottom),
  });
  const widthOf = (box) => box.right - box.left;
  const heightOf = (box) => box.bottom - box.top;

  // The letters' own height: a line's box is higher than they are, or lower where lines stand close.
  function ink(text, style, box) {
    canvas.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const metrics = canvas.measureText(text);
    const scale = (box.bottom - box.top) / (metrics.fontBoundingBoxAscent + metrics.fontBoundingBoxDescent);
    return {
      left: box.left,
      right: box.right,
      top: box.top + (metrics.fontBoundingBoxAscent - metrics.actualBoundingBoxAscent) * scale,
      bottom: box.bottom - (metrics.fontBoundingBoxDescent - metrics.actualBoundingBoxDescent) * scale,
    };
  }

  function sizeOf(element, style) {
    const size = parseFloat(style.fontSize);
    if (element instanceof SVGElement) return size * element.getScreenCTM().a;
    return size * (element.currentCSSZoom ?? 1);
  }

  /** What is left of a line of text inside all that may cut it; null where it is told as cut, or lies behind a cut. */
  function leftOf(text, line, element) {
    let left = line;
    for (let holder = element; holder && holder !== document.documentElement; holder = holder.parentElement) {
      if (holder instanceof SVGElement) continue;
      const style = getComputedStyle(holder);
      const [x, y] = [style.overflowX !== "visible", style.overflowY !== "visible"];
      if (!x && !y) continue;
      const room = holder.getBoundingClientRect();
      const isClamped = style.webkitLineClamp !== "none";
      const isWide = x && (left.left < room.left - SLACK || left.right > room.right + SLACK);
      const isHigh = y && left.top < room.top - SLACK;
      const isLow = y && left.bottom > room.bottom + SLACK;
      if ((isWide && style.textOverflow !== "ellipsis" && !isClamped) || isHigh || (isLow && !isClamped)) {
        faults.push(`${short(text)} is cut by ${named(holder)}`);
        return null;
      }
      left = meet(left, {
        left: x ? room.left : -Infinity,
        right: x ? room.right : Infinity,
        top: y ? room.top : -Infinity,
        bottom: y ? room.bottom : Infinity,
      });
      if (widthOf(left) <= SLACK || heightOf(left) <= SLACK) return null;
      if (isLow && heightOf(left) < heightOf(line) / 2) {
        faults.push(`half a line of ${short(text)} looks out of ${named(holder)}`);
        return null;
      }
    }
    return left;
  }

  function textsOf() {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const element = node.parentElement;
      if (!node.data.trim() || !isSeen(element)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const boxes = [...range.getClientRects()].filter((box) => box.width > 0 && box.height > 0);
      if (!boxes.length) continue;
      const style = getComputedStyle(element);
      const size = sizeOf(element, style) / unit;
      if (size < SMALLEST - 0.05) faults.push(`${short(node.data)} has ${size.toFixed(1)} u in ${named(element)}`);
      for (const box of boxes) {
        const left = leftOf(node.data, ink(node.data, style, box), element);
        if (left) found.push({ text: node.data, element, ...left });
      }
    }
    return found;
  }

  const page = document.scrollingElement;
  if (page.scrollWidth > innerWidth + SLACK || page.scrollHeight > innerHeight + SLACK)
    faults.push(`the page is ${page.scrollWidth} × ${page.scrollHeight}`);
  for (const element of document.body.querySelectorAll("*")) {
    if (element instanceof SVGElement || !isSeen(element)) continue;
    const style = getComputedStyle(element);
    if (style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none") continue;
    const [wide, high] = [element.scrollWidth - element.clientWidth, element.scrollHeight - element.clientHeight];
    if (style.overflowX !== "visible" && wide > SLACK) faults.push(`${named(element)} is ${wide} px too wide`);
    if (style.overflowY !== "visible" && high > SLACK) faults.push(`${named(element)} is ${high} px too high`);
  }

  const texts = textsOf();
  const screen = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
  const isInside = (part, whole) =>
    part.left >= whole.left - SLACK &&
    part.right <= whole.right + SLACK &&
    part.top >= whole.top - SLACK &&
    part.bottom <= whole.bottom + SLACK;
  for (const text of texts) {
    const holder = text.element.closest("button, #sign, #read");
    if (!isInside(text, screen)) faults.push(`${short(text.text)} leaves the screen`);
    else if (holder && !isInside(text, holder.getBoundingClientRect()))
      faults.push(`${short(text.text)} leaves ${named(holder)}`);
    const hit = document.elementFromPoint((text.left + text.right) / 2, (text.top + text.bottom) / 2);
    // A drawing's box is clear: only what is drawn hides a text.
    const isClear = !hit || hit instanceof SVGSVGElement;
    if (!isClear && !hit.contains(text.element) && !text.element.contains(hit))
      faults.push(`${named(hit)} stands before ${short(text.text)}`);
  }
  texts.forEach((one, index) => {
    for (const other of texts.slice(index + 1)) {
      const both = meet(one, other);
      // Between close lines a mark below meets a mark above: that much is Vietnamese.
      const mayMeet = 0.15 * Math.min(heightOf(one), heightOf(other));
      if (one.element !== other.element && widthOf(both) > 2 && heightOf(both) > Math.max(2, mayMeet))
        faults.push(`${short(one.text)} lies on ${short(other.text)}`);
    }
  });

  for (const image of document.images)
    if (isSeen(image) && !image.naturalWidth) faults.push(`there is no picture ${image.src}`);

  const [verdict, says] = ["verdict", "says"].map((id) => document.getElementById(id));
  if (isSeen(says)) {
    // Its edges are cut away, and its rim runs there.
    const [room, style] = [verdict.getBoundingClientRect(), getComputedStyle(verdict)];
    const [above, below] = [room.top + parseFloat(style.paddingTop), room.bottom - parseFloat(style.paddingBottom)];
    const box = says.getBoundingClientRect();
    if (box.top < above - SLACK || box.bottom > below + SLACK)
      faults.push(`the sign's words are ${box.height.toFixed()} px high, and have ${(below - above).toFixed()}`);
  }

  const keys = [...document.querySelectorAll("button, a[href], input, select")].filter(isSeen);
  keys.forEach((key, index) => {
    const box = key.getBoundingClientRect();
    const name = `the key ${short(key.textContent)}`;
    if (!isInside(box, screen)) faults.push(`${name} leaves the screen`);
    if (Math.min(box.width, box.height) < SMALLEST_KEY * unit - SLACK)
      faults.push(`${name} is ${(box.width / unit).toFixed()} × ${(box.height / unit).toFixed()} u`);
    for (const other of keys.slice(index + 1)) {
      const both = meet(box, other.getBoundingClientRect());
      if (widthOf(both) > 0.5 && heightOf(both) > 0.5) faults.push(`${name} lies on ${short(other.textContent)}`);
    }
  });
  return [...new Set(faults)];
};
