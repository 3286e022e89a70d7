// A reporter of Node's test runner: how much of the kiosk's core and of what pages share the tests have run, in percent a file.
import { globSync } from "node:fs";
import { relative } from "node:path";

const WEB = new URL("..", import.meta.url).pathname;
const CORE = "{kiosk,kiosk/engine,kiosk/device,fulfilment/engine,inbox/engine,pantry/engine,shared,shared/outbox}/*.ts";
const percent = (of) => of.toFixed(0).padStart(6);
const line = (name, { coveredLinePercent, coveredBranchPercent }) =>
  `${name.padEnd(28)}${percent(coveredLinePercent)}${percent(coveredBranchPercent)}\n`;

export default async function* report(events) {
  for await (const { type, data } of events) {
    if (type !== "test:coverage") continue;
    const { files, totals } = data.summary;
    yield `\n${"web, in %".padEnd(28)} lines  branches\n`;
    // A module that stands for several tabs is there several times: the one that has run most of it.
    const known = new Map();
    for (const file of files.toSorted((one, other) => one.coveredLinePercent - other.coveredLinePercent)) known.set(relative(WEB, file.path), file);
    for (const name of [...known.keys()].sort()) yield line(name, known.get(name));
    yield line("all of these", totals);
    const others = globSync(CORE, { cwd: WEB }).filter((name) => !name.endsWith(".d.ts") && !known.has(name));
    yield `in a browser alone: ${others.sort().join(" ")}\n`;
  }
}
