// Looking for a cake without a network: among those that the kiosk knows, as the server looks among all.
import type { AnyTicket } from "./tickets.ts";

const SIZE = /(\d)[\s-]*(?:"|”|″|''|inch(?:es)?\b|in\b)/g;
const words = (text: string) =>
  text.toLowerCase().replace(SIZE, "$1inch inch ").normalize("NFKD").replace(/[\u0300-\u036f]/g, "").split(/[^\p{L}\p{N}]+/u).filter(Boolean);

/** Whether every word that was typed begins one of the cake's: its number, title, flavour, size or message. */
export function matches(ticket: AnyTicket, typed: string): boolean {
  const { id, product_title, flavour, size, cake_message } = ticket;
  const its = words([id, product_title, flavour, size, cake_message].filter(Boolean).join(" "));
  const wanted = words(typed);
  return wanted.length > 0 && wanted.every((word) => its.some((each) => each.startsWith(word)));
}
