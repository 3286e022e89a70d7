// What pages say, in the language of whoever reads: a catalogue is a flat file of sentences with {places}.
import { effect, signal } from "@preact/signals";
import { remembered } from "./remembered.ts";

export type Catalogue = Readonly<Record<string, string>>;
export type Values = Record<string, string | number>;
/** What is counted has a singular and a plural, and is asked for by what they have in common. */
export type Name<K> = K extends `${infer Stem}.${"one" | "other"}` ? K | Stem : K;
type Language = keyof typeof LOCALES;

const LOCALES = { en: "en-CA", fr: "fr-CA" };
export const LANGUAGES = Object.keys(LOCALES);

export const language = remembered("language", LANGUAGES, navigator.language.startsWith("fr") ? "fr" : "en");
/** Set by the tests alone, to a language that nobody speaks. */
export const spoken = signal<Catalogue | null>(null);

export const locale = () => LOCALES[language.value as Language];

effect(() => {
  document.documentElement.lang = locale();
});

/** Gives what says a sentence of a page's catalogues. A number `n` picks its singular or plural. */
export function textsOf<C extends Catalogue>(catalogues: Record<Language, C>) {
  return (key: Name<keyof C & string>, values: Values = {}): string => {
    const texts: Catalogue = spoken.value ?? catalogues[language.value as Language];
    const form = typeof values["n"] === "number" ? `${key}.${new Intl.PluralRules(locale()).select(values["n"])}` : key;
    const text = texts[form] ?? texts[`${key}.other`] ?? texts[key] ?? key;
    return text.replace(/\{(\w+)\}/g, (place, name: string) => {
      const value = values[name];
      return value === undefined ? place : typeof value === "number" ? new Intl.NumberFormat(locale()).format(value) : value;
    });
  };
}
