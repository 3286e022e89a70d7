// What is wrong with the screen that is shown, in words; of what is on the screen at first sight, before anybody scrolls.
export interface Wanted {
  top?: number;
  whole?: number;
  seen?: string[];
}

const box = (one: Element) => one.getBoundingClientRect();
const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)];
const named = (one: Element) => `${one.tagName.toLowerCase()}.${one.className} ${one.textContent.slice(0, 60)}`;

export function measure({ top, whole, seen = [] }: Wanted, target: number): string[] {
  return [...wide(), ...small(target), ...cards(top, whole), ...seen.flatMap(unseen), ...["light", "dark"].flatMap(faint)];
}

function wide(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement;
  const out = all(".card *, .band:not(.band-ready) *, .notice *").filter((one) => {
    const around = one.closest(".scrolls, dialog") ?? one.closest(".card, .band, .notice")!;
    return !around.matches(".scrolls") && box(one).width > 1 && box(one).right > box(around).right + 1;
  });
  return [...(scrollWidth > clientWidth ? [`the page is ${scrollWidth} wide`] : []), ...out.map((one) => `runs out: ${named(one)}`)];
}

/** What is narrower or lower than a finger needs; a card's button is as large as its card. */
function small(target: number): string[] {
  return all("button, input, select, a[href]").filter((one) => {
    const { width, height } = box(one);
    return width > 0 && getComputedStyle(one, "::after").position !== "absolute" && Math.min(width, height) < target - 0.5;
  }).map((one) => `small: ${named(one)}`);
}

function cards(top = Infinity, whole = 0): string[] {
  const boxes = all(".cards > li").map(box);
  const seen = boxes.filter(({ bottom }) => bottom <= innerHeight).length;
  const first = boxes[0]?.top ?? 0;
  return [...(first > top ? [`the first card begins at ${first}`] : []), ...(seen < whole ? [`${seen} cards are whole`] : [])];
}

/** On the screen, whole, and under nothing else. */
function unseen(selector: string): string[] {
  const found = all(selector).filter((one) => box(one).width > 0);
  if (found.length === 0) return [`not there: ${selector}`];
  return found.filter((one) => {
    const { left, right, top, bottom } = box(one);
    const above = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1 || !(one.contains(above) || above?.contains(one));
  }).map((one) => `not in sight (${Math.round(box(one).top)}–${Math.round(box(one).bottom)}): ${named(one)}`);
}

/** Text that its background swallows (WCAG 1.4.3, AA). */
function faint(light: string): string[] {
  const root = document.documentElement;
  const before = root.dataset["theme"]!;
  root.dataset["theme"] = light;
  const found = all("#app *").filter(hasText).flatMap((one) => {
    const { color, fontSize, fontWeight } = getComputedStyle(one);
    const size = parseFloat(fontSize);
    const least = size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700) ? 3 : 4.5;
    const [ink = 0, paper = 0] = [brightness(color), brightness(behind(one))].sort((a, b) => b - a);
    const ratio = (ink + 0.05) / (paper + 0.05);
    return ratio < least ? [`${ratio.toFixed(1)}:1 in the ${light}: ${named(one)}`] : [];
  });
  root.dataset["theme"] = before;
  return found;
}

const hasText = (one: Element) =>
  box(one).width > 1 && one.closest("[disabled]") === null && [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue!.trim() !== "");

function behind(one: Element): string {
  for (let at: Element | null = one; at !== null; at = at.parentElement) {
    const { backgroundColor } = getComputedStyle(at);
    if (!/^rgba.*, 0\)$/.test(backgroundColor)) return backgroundColor;
  }
  return getComputedStyle(document.documentElement).backgroundColor;
}

function brightness(colour: string): number {
  const parts = colour.match(/[\d.]+/g)!.slice(0, 3).map((part) => Number(part) / 255);
  const [red = 0, green = 0, blue = 0] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
