// Builds the gallery for the tests: each page's views with made-up states instead of the engine, at /kiosk/ say. Never deployed.
import { existsSync } from "node:fs";
import { glob, rm, writeFile } from "node:fs/promises";
import { basename, dirname, relative, resolve } from "node:path";
import { build } from "esbuild";

const out = resolve(process.argv[2]);
const web = resolve(import.meta.dirname, "..");
await rm(out, { recursive: true, force: true });
const pages = (await Array.fromAsync(glob("gallery/*/main.tsx", { cwd: web }))).map((entry) => basename(dirname(entry)));

/** A module of the engine is the gallery's, if it has one of that name; so is who is signed in. */
const madeUp = {
  name: "made-up",
  setup: (bundler) => bundler.onResolve({ filter: /^\..*\.ts$/ }, ({ path, resolveDir }) => {
    const [page, ...below] = relative(web, resolve(resolveDir, path)).split("/");
    const own = page === "shared" ? resolve(web, "gallery", ...below) : resolve(web, "gallery", page, ...below);
    const stands = page === "shared" ? basename(own) === "person.ts" : below[0] === "engine";
    return stands && existsSync(own) ? { path: own } : undefined;
  }),
};
for (const page of pages) {
  await build({
    absWorkingDir: web,
    entryPoints: [`gallery/${page}/main.tsx`],
    outdir: `${out}/${page}`,
    bundle: true,
    format: "esm",
    splitting: true,
    target: "es2022",
    jsx: "automatic",
    jsxImportSource: "preact",
    publicPath: `/${page}`,
    loader: { ".wasm": "file" },
    plugins: [madeUp],
    logLevel: "warning",
  });
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Ordak gallery</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/${page}/main.css"></head>
<body><div id="app"></div><script type="module" src="/${page}/main.js"></script></body></html>`;
  await writeFile(`${out}/${page}/index.html`, html);
}
