// Codes of ours that a scanner reads: a type, characters of chance, and a check character that tells a misread.

/** core.code_alphabet: neither letters that look like others nor Z, which some scanners' keyboards type as Y. */
export const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXY";
/** What scanners add: control characters, and which kind of barcode it was (core.plain_scan). */
const ADDED = /^[\x00-\x20\x7f]*(\][a-z][0-9][\x00-\x20\x7f]*)?|[\x00-\x20\x7f]+$/gi;
const LONGEST = 4000;

/** What was scanned without what the scanner has added to it. */
export const plainScan = (scanned: string): string => scanned.slice(0, LONGEST).replace(ADDED, "").trim();

/** What tells a misread of a code: core.check_character. What the alphabet does not have counts nothing, as there. */
export function checkCharacter(text: string): string {
  let sum = 0;
  for (let at = 0; at < text.length; at++) sum += (at + 2) * (ALPHABET.indexOf(text[at]!) + 1);
  return ALPHABET[sum % 31]!;
}
