// The code that a member shows when they pick up: H-, ten characters of chance, check character. The hyphens may be missing.
import { ALPHABET, checkCharacter, plainScan } from "../../shared/typed_code.ts";

const CODE = new RegExp(`^H-?([${ALPHABET}]{10})-?([${ALPHABET}])$`);

/** The code as it is printed; null where it is none, or was misread. */
export function readPickupCode(scanned: string): string | null {
  const [, chance, check] = CODE.exec(plainScan(scanned).toUpperCase()) ?? [];
  return chance !== undefined && checkCharacter(`H${chance}`) === check ? `H-${chance}-${check}` : null;
}
