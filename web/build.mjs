// Bundles the pages into web/dist: hashed assets that never change, and a page for each that names them.
import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, extname } from "node:path";
import { build } from "esbuild";

const PAGES = ["kiosk"];
const OUT = "dist";

process.chdir(import.meta.dirname);
await rm(OUT, { recursive: true, force: true });

const common = {
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  jsx: "automatic",
  jsxImportSource: "preact",
  logLevel: "warning",
};
const built = await build({
  ...common,
  entryPoints: PAGES.map((page) => ({ in: `${page}/main.tsx`, out: page })),
  outdir: `${OUT}/assets`,
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  splitting: true,
  publicPath: "/assets",
  assetNames: "[name]-[hash]",
  loader: { ".wasm": "file" },
  metafile: true,
});

for (const page of PAGES) {
  const [script, output] = Object.entries(built.metafile.outputs).find(([, made]) => made.entryPoint === `${page}/main.tsx`);
  const style = output.cssBundle;
  const shell = [script, style].filter(Boolean).map((file) => `/assets/${basename(file)}`);
  const html = (await readFile(`${page}/index.html`, "utf8"))
    .replace("<!-- style -->", style ? `<link rel="stylesheet" href="/assets/${basename(style)}">` : "")
    .replace("<!-- script -->", `<script type="module" src="/assets/${basename(script)}"></script>`);
  await mkdir(`${OUT}/${page}`, { recursive: true });
  await writeFile(`${OUT}/${page}/index.html`, html);
  const version = createHash("sha256").update(html).digest("hex").slice(0, 12);
  console.log(`${page} ${version} ${shell.map((file) => extname(file) + " " + file).join(" ")}`);
}
