import assert from "node:assert/strict";
import { test } from "node:test";
import { matches } from "../kiosk/engine/search.ts";
import type { BenchTicket } from "../kiosk/engine/state.ts";

const cake = (fields: Partial<BenchTicket>) => ({ id: "bannos-1012-A", product_title: "Celebration cake", flavour: null, size: null, cake_message: null, ...fields }) as BenchTicket;
const TIGERS = cake({ flavour: "Chocolate", size: '8"', cake_message: "Go Tigers!" });
const PARTY = cake({ id: "bannos-m1001", flavour: "Vanille", size: "8in", cake_message: "Ça c'est l'été 🎂 100%" });

test("a cake is found by its number, and by the beginnings of the words on it, whatever their accents and signs", () => {
  for (const typed of ["1012", "1012-a", "bannos-1012-A", "choc", "CHOCOLATE 8 inch", "8in", "go tigers", "Tigers!", "celeb"]) {
    assert.equal(matches(TIGERS, typed), true, typed);
  }
  for (const typed of ["m1001", "ca ete", "été", "8-Inch", "8\"", "100%"]) assert.equal(matches(PARTY, typed), true, typed);
});

test("what no word of it begins with finds nothing, nor do signs alone", () => {
  for (const typed of ["1013", "hocolate", "chocolate 10 inch", "tigers vanilla", "%", "_", "'; drop", "🎂", "\\", "", " ", "x".repeat(500)]) {
    assert.equal(matches(TIGERS, typed), false, typed);
  }
  assert.equal(matches(cake({ size: "80 inch" }), "8 inch"), false);
});
