import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { checkCharacter } from "../shared/typed_code.ts";
import { commandCode, readCode, readNumber, type Code } from "../kiosk/device/codes.ts";

/** The cases of tests/sql/test_symbology.py: SQL and the page drop the same. */
const CASES = JSON.parse(readFileSync(new URL("../../tests/sql/symbology.json", import.meta.url), "utf8")) as { dropped: [string, string][]; kept: string[] };
const CODES: [string, Code][] = [
  ["bannos-12345-b", { kind: "order", id: "bannos-12345-B", base: "bannos-12345", own: true }],
  ["S-7K3M9Q2DW4XN5TRA-8", { kind: "badge", code: "S-7K3M9Q2DW4XN5TRA-8" }],
  [`L-7K3M9Q2D-${checkCharacter("L7K3M9Q2D")}`, { kind: "location", code: `L-7K3M9Q2D-${checkCharacter("L7K3M9Q2D")}` }],
  [commandCode("UNDO"), { kind: "command", command: "UNDO" }],
];

test("what a scanner adds is dropped from tickets, badges, places and commands, and makes no code of a number", () => {
  for (const [before, after] of CASES.dropped) {
    for (const [code, read] of CODES) assert.deepEqual(readCode(before + code + after, "bannos"), read, JSON.stringify([before, code, after]));
    assert.equal(readCode(`${before}12345${after}`, "bannos").kind, "foreign");
  }
});

test("what no scanner adds is not dropped", () => {
  for (const before of CASES.kept) {
    for (const [code, read] of CODES) assert.notDeepEqual(readCode(before + code, "bannos"), read, before + code);
  }
});

test("a badge or a command of the length of a place's code is none", () => {
  for (const type of ["S", "P"]) {
    assert.equal(readCode(`${type}-7K3M9Q2D-${checkCharacter(`${type}7K3M9Q2D`)}`, "bannos").kind, "foreign");
  }
});

test("what is printed large is a number when it is typed, and nothing else is", () => {
  const numbers = { "1003": "bannos-1003", "#1003": "bannos-1003", " # 1003 ": "bannos-1003", m1001: "bannos-m1001", M1001: "bannos-m1001", "1003-a": "bannos-1003-A", "#1003-AB": "bannos-1003-AB", "１００３": "bannos-1003" };
  for (const [typed, id] of Object.entries(numbers)) assert.equal(readNumber(typed, "bannos"), id, typed);
  for (const typed of ["", "#", "m", "1003-", "1003-A1", "1003 A", "10.03", "x1003", "bannos-1003", "1".repeat(21), "S-7K3M9Q2DW4XN5TRA-8", "]C11003"]) {
    assert.equal(readNumber(typed, "bannos"), null, typed);
  }
});
