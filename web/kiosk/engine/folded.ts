/** What counts as one: case and spaces are how somebody typed it. */
export const folded = (text: string): string => text.normalize("NFKC").toLowerCase().replace(/[\s-]+/g, " ").trim();
