// What was scanned or typed in: an order in any spelling, one of our own typed codes, or something foreign.
import { ALPHABET, checkCharacter, plainScan } from "../../shared/typed_code.ts";

export type Command = "UNDO" | "NEXT" | "ACK" | "CLEAN";
export type Code =
  /** Not its own: another store's, or a spelling that only the server knows, or half of something else. */
  | { kind: "order"; id: string; base: string; own: boolean }
  | { kind: "badge" | "location" | "print"; code: string }
  | { kind: "command"; command: Command }
  | { kind: "foreign" };

const KINDS = { S: "badge", L: "location", P: "print" } as const;
export const COMMANDS: readonly Command[] = ["UNDO", "NEXT", "ACK", "CLEAN"];
/** Type, sixteen characters of chance (a place's code has eight), check character (core.typed_code); the hyphens may be missing. */
const TYPED = new RegExp(`^([SLP])-?([${ALPHABET}]{16}|(?<=L-?)[${ALPHABET}]{8})-?([${ALPHABET}])$`);
const COMMAND = new RegExp(`^C-?([A-Z]{3,5})-([${ALPHABET}])$`);
/** As bakery.read_scan has it, for stores of two letters or more, whatever their spelling: which store a spelling means, the server knows. */
const ORDER = /(?<![a-z0-9-])([a-z][a-z0-9]{1,30}(?:-[a-z][a-z0-9]{0,30}){0,2})-(m?[0-9]{1,20})(?:-([a-z]{1,3}))?(?![a-z0-9-])/g;
/** What is printed large, as people type it: 1003, #1003, m1001, 1003-A. */
const NUMBER = /^#?\s*(m?[0-9]{1,20})(?:-([a-z]{1,3}))?$/;

/** A command's code as it is printed: C-UNDO-… */
export function commandCode(command: Command): string {
  return `C-${command}-${checkCharacter("C" + command)}`;
}

/**
 * Reads a code. `store` is the kiosk's: its name is what its own spellings come down to without their hyphens
 * (flour-lane), so that what is scanned without a network meets the queue that is here.
 */
export function readCode(scanned: string, store: string): Code {
  const text = plainScan(scanned);
  const upper = text.toUpperCase();
  const typed = TYPED.exec(upper);
  if (typed) {
    const [, type, body, check] = typed as unknown as [string, keyof typeof KINDS, string, string];
    if (checkCharacter(type + body) !== check) return { kind: "foreign" };
    return { kind: KINDS[type], code: `${type}-${body}-${check}` };
  }
  const command = COMMAND.exec(upper);
  const name = COMMANDS.find((each) => each === command?.[1]);
  if (name !== undefined && checkCharacter("C" + name) === command![2]) return { kind: "command", command: name };
  return readOrder(text, store);
}

/** The ticket of a store that a number typed by hand means; null when it is none. A scanner's number is none: boxes have numbers too. */
export function readNumber(typed: string, store: string): string | null {
  const [, number, suffix] = NUMBER.exec(typed.normalize("NFKC").trim().toLowerCase()) ?? [];
  if (number === undefined) return null;
  return `${store}-${number}${suffix === undefined ? "" : `-${suffix.toUpperCase()}`}`;
}

function readOrder(text: string, store: string): Code {
  const found = new Map<string, Code & { kind: "order" }>();
  for (const [, spelling, number, suffix] of text.toLowerCase().matchAll(ORDER)) {
    const plain = spelling!.replaceAll("-", "");
    const own = plain === store;
    const base = `${own ? store : spelling!}-${number!}`;
    const id = suffix === undefined ? base : `${base}-${suffix.toUpperCase()}`;
    found.set(id, { kind: "order", id, base, own });
  }
  // A link has other words with numbers in it: what is the kiosk's own counts, then what is the only one.
  const all = [...found.values()];
  const ours = all.filter((code) => code.own);
  const [only, ...more] = ours.length > 0 ? ours : all;
  return only !== undefined && more.length === 0 ? only : { kind: "foreign" };
}
