// A scanner is a keyboard that types very fast. Its bursts are caught wherever the focus is; people's typing is left alone.
import type { Code } from "./codes.ts";
import { typedOn } from "./layouts.ts";

/** What was scanned, and whether it made sense only as another keyboard layout would have typed it. */
export type Scanned = (text: string, otherLayout: boolean) => void;

/** Between two keys of one scan, in milliseconds: no scanner is slower, few people are faster. */
const GAP = 100;
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

/** A field as it was before the first key of what may be a scan. */
interface Before {
  field: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
  value: string;
  start: number | null;
  end: number | null;
}

/** Listens on the whole document. `isOurs` reads a code; true for all but a foreign one. */
export function startScanner(isOurs: (text: string) => Code["kind"], scanned: Scanned): void {
  let keys: Key[] = [];
  let before: Before | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function begin(): void {
    keys = [];
    before = fieldOf(document.activeElement);
  }

  /** The end of a burst: by its end key, or because nothing follows. True when it was a scan. */
  function finish(ended: boolean): boolean {
    clearTimeout(timer);
    const burst = keys;
    const field = before;
    keys = [];
    before = null;
    if (burst.length < SHORTEST) return false;
    const text = burst.map((each) => each.key).join("");
    const ours = isOurs(text) !== "foreign";
    const other = ours ? null : typedOn(burst, (read) => isOurs(read) !== "foreign");
    const known = ours || other !== null;
    // Half a scan, or what a person typed: nothing. A foreign barcode has an end key, and nobody types so fast.
    if (!known && !(ended && pace(burst) <= SCANNER)) return false;
    if (field !== null) restore(field);
    scanned(other ?? text, other !== null);
    return true;
  }

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.repeat) return;
    const at = event.timeStamp;
    const fast = keys.length > 0 && at - keys.at(-1)!.at <= GAP;
    if (event.key === "Enter" || event.key === "Tab") {
      if (fast && finish(true)) hold(event);
      else keys = [];
      return;
    }
    if (event.ctrlKey || event.altKey || event.metaKey || !(event.key.length === 1 || event.key === "Dead")) return;
    if (!fast) begin();
    if (keys.length < LONGEST) keys.push({ key: event.key, code: event.code, shift: event.shiftKey, at });
    if (keys.length >= CERTAIN && pace(keys) <= SCANNER) hold(event);
    clearTimeout(timer);
    timer = setTimeout(() => finish(false), GAP * 1.5);
  }, { capture: true });
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
