// What the kiosk says, in its language: a catalogue is a flat file of sentences with {places}.
import { effect, signal } from "@preact/signals";
import { remembered } from "../shared/remembered.ts";
import en from "./texts/en.json";
import fr from "./texts/fr.json";

export type Catalogue = Record<keyof typeof en, string>;
type Name<K> = K extends `${infer Stem}.${"one" | "other"}` ? K | Stem : K;
export type Key = Name<keyof typeof en>;
export type Values = Record<string, string | number>;

const CATALOGUES: Record<string, { locale: string; texts: Catalogue }> = {
  en: { locale: "en-CA", texts: en },
  fr: { locale: "fr-CA", texts: fr },
};
export const LANGUAGES = Object.keys(CATALOGUES);

export const language = remembered("language", LANGUAGES, navigator.language.startsWith("fr") ? "fr" : "en");
/** Set by the tests alone, to a language that nobody speaks. */
export const spoken = signal<Catalogue | null>(null);

export const locale = () => CATALOGUES[language.value]!.locale;

effect(() => {
  document.documentElement.lang = locale();
});

/** A sentence of the catalogue. A number `n` picks its singular or plural. */
export function t(key: Key, values: Values = {}): string {
  const texts: Record<string, string> = spoken.value ?? CATALOGUES[language.value]!.texts;
  const form = typeof values["n"] === "number" ? `${key}.${new Intl.PluralRules(locale()).select(values["n"])}` : key;
  const text = texts[form] ?? texts[`${key}.other`] ?? texts[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name];
    return value === undefined ? place : typeof value === "number" ? new Intl.NumberFormat(locale()).format(value) : value;
  });
}

/** The sentence for a name that the server gave, or the group's sentence for any other. */
export function named(group: "stage" | "action" | "fault" | "flag" | "field" | "event" | "stock", name: string): string {
  const key = `${group}.${name}` as Key;
  const text = t(key);
  if (text !== key) return text;
  return group === "stage" || group === "action" || group === "fault" ? name : t(`${group}.other`);
}
