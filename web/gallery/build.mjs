// Builds the gallery for the tests: the kiosk's views with made-up states instead of the engine. Never deployed.
import { mkdir, rm, writeFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { build } from "esbuild";

const out = resolve(process.argv[2]);
const web = resolve(import.meta.dirname, "..");
await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
const madeUp = {
  name: "made-up",
  setup: (bundler) => bundler.onResolve({ filter: /\/(actions|person)\.ts$/ }, ({ path }) => ({ path: resolve(web, "gallery", basename(path)) })),
};
await build({
  absWorkingDir: web,
  entryPoints: ["gallery/main.tsx"],
  outdir: `${out}/assets`,
  bundle: true,
  format: "esm",
  splitting: true,
  target: "es2022",
  jsx: "automatic",
  jsxImportSource: "preact",
  publicPath: "/assets",
  loader: { ".wasm": "file" },
  plugins: [madeUp],
  logLevel: "warning",
});
const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Ordak gallery</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/assets/main.css"></head>
<body><div id="app"></div><script type="module" src="/assets/main.js"></script></body></html>`;
await writeFile(`${out}/index.html`, html);
