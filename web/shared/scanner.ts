// A scanner is a keyboard that types very fast. Its bursts are caught wherever the focus is; people's typing is left alone.
import { typedOn } from "./layouts.ts";
import { timers } from "./timers.ts";

/** What was scanned, and whether it made sense only as another keyboard layout would have typed it. */
export type Scanned = (text: string, otherLayout: boolean) => void;
/** What somebody begins to type where no field has the focus, null when it was a faltering scanner after all. Is it taken? */
export type Typing = (text: string | null) => boolean;
/** How sure it is that a text is a code: ours, like one of ours, or not at all. */
export type Judge = (text: string) => "own" | "other" | "foreign";

/** Between two keys of one scan, in milliseconds: no scanner is slower, few people are faster. */
const GAP = 100;
/** Within one scan all the same: radio scanners falter, and half a number is another cake's. */
const PAUSE = 500;
/** A second key that comes later than this is another first one. */
const BEGINNING = 2000;
/** So fast on average, nobody types: it is a scan whatever it says. Slower, only a code of ours is one. */
const SCANNER = 35;
/** Fewer keys are no code. */
const SHORTEST = 4;
/** From here on the keys of something that fast are kept from the page. */
const CERTAIN = 3;
const LONGEST = 4000;

interface Key {
  key: string;
  code: string;
  shift: boolean;
  at: number;
}

/** A field as it was before a key. */
interface Before {
  field: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
  value: string;
  start: number | null;
  end: number | null;
}

/** Keys, and the field they went into as it was before the first of them. */
interface Burst {
  keys: readonly Key[];
  before: Before | null;
}

/** Listens on the whole document. */
export function startScanner(judge: Judge, scanned: Scanned, typing: Typing): void {
  let keys: Key[] = [];
  /** When what was handed on as typed by a person began. */
  let typedSince = -Infinity;
  /** Where what follows without faltering begins, and the field there and at the beginning. */
  let segment = 0;
  let befores: [Before | null, Before | null] = [null, null];
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Scanners that end with a key always do: from then on nothing without it is a scan. */
  let endsWithKey = false;

  /** True when it was a scan. */
  function finish(ended: boolean): boolean {
    clearTimeout(timer);
    const bursts: Burst[] = [{ keys, before: befores[0] }, { keys: keys.slice(segment), before: befores[1] }];
    const foreign = { ...bursts[1]!, text: textOf(bursts[1]!.keys), other: false };
    const found = recognise(bursts, judge) ?? (ended && isScanner(foreign) ? foreign : null);
    // What made no sense yet may be the first half of something that a busy machine is slow to hand over.
    if (ended || found !== null) keys = [];
    if (found === null) return false;
    const isTyped = found.keys[0]!.at <= typedSince;
    if ((found.before !== null || isTyped) && pace(found.keys) > GAP) return false;
    endsWithKey ||= ended;
    if (isTyped) typing(null);
    if (found.before !== null) restore(found.before);
    scanned(found.text, found.other);
    return true;
  }

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.repeat) return;
    const gap = event.timeStamp - (keys.at(-1)?.at ?? -Infinity);
    const begun = gap > GAP && gap < BEGINNING ? keys : [];
    if (gap > PAUSE) keys = [];
    if (event.key === "Enter" || event.key === "Tab") {
      if (finish(true)) hold(event);
      return;
    }
    if (event.ctrlKey || event.altKey || event.metaKey || !(event.key.length === 1 || event.key === "Dead")) return;
    if (isByHand(begun) && typing(textOf(begun))) typedSince = begun[0]!.at;
    if (gap > GAP) {
      segment = keys.length;
      const before = fieldOf(document.activeElement);
      befores = [keys.length === 0 ? before : befores[0], before];
    }
    if (keys.length < LONGEST) keys.push({ key: event.key, code: event.code, shift: event.shiftKey, at: event.timeStamp });
    if (isScanner({ keys: keys.slice(segment), before: null }, CERTAIN)) hold(event);
    clearTimeout(timer);
    // Keys that come late are followed by keys that come late.
    const late = Math.max(performance.now() - event.timeStamp, 0);
    if (!endsWithKey) timer = setTimeout(() => finish(false), timers.scannerSilence + Math.min(late * 2, timers.scannerLatest));
  }, { capture: true });
}

/** The code among these, the surest first: as it was typed, or as keys of another layout. */
function recognise(bursts: readonly Burst[], judge: Judge): (Burst & { text: string; other: boolean }) | null {
  for (const sure of ["own", "other"]) {
    for (const burst of bursts.filter((each) => each.keys.length >= SHORTEST)) {
      const text = textOf(burst.keys);
      if (judge(text) === sure) return { ...burst, text, other: false };
      const meant = typedOn(burst.keys);
      if (judge(meant) === sure) return { ...burst, text: meant, other: true };
    }
  }
  return null;
}

const textOf = (keys: readonly Key[]): string => keys.map((each) => each.key).join("");

/** Nobody types so fast. */
function isScanner({ keys }: Burst, least = SHORTEST): boolean {
  return keys.length >= least && pace(keys) <= SCANNER;
}

/** The first keys of somebody who types without having touched a field. */
function isByHand(keys: readonly Key[]): boolean {
  return textOf(keys).trim() !== "" && !isScanner({ keys, before: null }) && fieldOf(document.activeElement) === null;
}

/** Milliseconds from key to key. */
function pace(keys: readonly Key[]): number {
  return (keys.at(-1)!.at - keys[0]!.at) / (keys.length - 1);
}

function hold(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

function fieldOf(element: Element | null): Before | null {
  const isText = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
  if (!isText && !(element instanceof HTMLSelectElement)) return null;
  const { selectionStart: start, selectionEnd: end } = isText ? element : { selectionStart: null, selectionEnd: null };
  return { field: element, value: element.value, start, end };
}

/** Takes out of a field what a scanner typed into it, and tells the page. */
function restore({ field, value, start, end }: Before): void {
  if (field.value === value) return;
  field.value = value;
  if (start !== null && !(field instanceof HTMLSelectElement)) field.setSelectionRange(start, end);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
