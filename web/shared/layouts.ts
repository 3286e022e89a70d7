// What keys would have typed on a US keyboard, which is what scanners pretend to be: the machine may have another layout.

const PLAIN: Readonly<Record<string, string>> = {
  Minus: "-_", Equal: "=+", BracketLeft: "[{", BracketRight: "]}", Backslash: "\\|", IntlBackslash: "\\|",
  Semicolon: ";:", Quote: "'\"", Backquote: "`~", Comma: ",<", Period: ".>", Slash: "/?", Space: "  ",
  NumpadSubtract: "--", NumpadDivide: "//",
};
const SHIFTED_DIGITS = ")!@#$%^&*(";

/** The text of these keys by where they are on the keyboard. */
export function typedOn(keys: readonly { code: string; shift: boolean }[]): string {
  return keys.map(({ code, shift }) => us(code, shift)).join("");
}

function us(code: string, shift: boolean): string {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined) return shift ? letter : letter.toLowerCase();
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(code)?.[1];
  if (digit !== undefined) return shift ? SHIFTED_DIGITS[Number(digit)]! : digit;
  return PLAIN[code]?.[shift ? 1 : 0] ?? "";
}
