// A reporter of Node's test runner: how much of the kiosk's core the tests have run, in percent a file.
import { readdirSync } from "node:fs";
import { basename } from "node:path";

const CORE = new URL("../kiosk/", import.meta.url);
const percent = (of) => of.toFixed(0).padStart(6);
const line = (name, { coveredLinePercent, coveredBranchPercent }) =>
  `${name.padEnd(16)}${percent(coveredLinePercent)}${percent(coveredBranchPercent)}\n`;

export default async function* report(events) {
  for await (const { type, data } of events) {
    if (type !== "test:coverage") continue;
    const { files, totals } = data.summary;
    yield `\n${"web/kiosk, in %".padEnd(16)} lines  branches\n`;
    for (const file of files) yield line(basename(file.path), file);
    yield line("all of these", totals);
    const known = new Set(files.map((file) => basename(file.path)));
    const others = readdirSync(CORE).filter((name) => name.endsWith(".ts") && !known.has(name));
    yield `in a browser alone: ${others.join(" ")}\n`;
  }
}
