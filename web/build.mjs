// Bundles the pages into web/dist, or a folder that is named: hashed assets that never change, and what names them last.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { glob, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, extname, relative, resolve } from "node:path";
import { build } from "esbuild";

const OUT = resolve(process.argv[2] ?? `${import.meta.dirname}/dist`);
process.chdir(import.meta.dirname);
const WORKER = "shared/service_worker.ts";

// A folder with an index.html is a page, /kiosk/ say. Beside it: main.tsx. One with a manifest begins without a network.
const pages = (await Array.fromAsync(glob("*/index.html"))).map(dirname).sort();
const common = {
  absWorkingDir: import.meta.dirname,
  bundle: true,
  target: "es2022",
  minify: true,
  jsx: "automatic",
  jsxImportSource: "preact",
  logLevel: "warning",
  write: false,
};
const hash = (content) => createHash("sha256").update(content).digest("hex").slice(0, 12);
const written = new Map(); // path below dist: content

const icon = await readFile("shared/icon.svg");
const iconUrl = `/assets/icon-${hash(icon)}.svg`;
written.set(iconUrl.slice(1), icon);

// Each by itself: none is fetched in more pieces for another's sake.
for (const page of pages) {
  const bundle = await build({
    ...common,
    format: "esm",
    splitting: true,
    metafile: true,
    entryPoints: [{ in: `${page}/main.tsx`, out: page }],
    outdir: `${OUT}/assets`,
    publicPath: "/assets",
    entryNames: "[name]-[hash]",
    chunkNames: `${page}-[name]-[hash]`,
    assetNames: `${page}-[name]-[hash]`,
    loader: { ".svg": "file", ".wasm": "file", ".woff2": "file" },
  });
  for (const file of bundle.outputFiles) written.set(relative(OUT, file.path), file.contents);
  const outputs = bundle.metafile.outputs;
  const [script, entry] = Object.entries(outputs).find(([, made]) => made.entryPoint === `${page}/main.tsx`);
  const asset = (file) => `/assets/${basename(file)}`;
  const named = (text) => text.replaceAll("/assets/icon.svg", iconUrl);
  const manifest = existsSync(`${page}/manifest.webmanifest`) && named(await readFile(`${page}/manifest.webmanifest`, "utf8"));

  const needed = reached(outputs, script, ({ kind }) => kind === "import-statement");
  const worker = manifest && (await readFile(WORKER, "utf8"));
  const source = await readFile(`${page}/index.html`, "utf8");
  const version = hash([source, manifest, worker, iconUrl, ...[...needed, entry.cssBundle || ""].map(asset)].join("\n"));
  const head = [
    `<meta name="version" content="${version}">`,
    `<link rel="icon" href="${iconUrl}" type="image/svg+xml">`,
    manifest && `<link rel="manifest" href="/${page}/manifest.webmanifest">`,
    entry.cssBundle && `<link rel="stylesheet" href="${asset(entry.cssBundle)}">`,
    ...needed.slice(1).map((file) => `<link rel="modulepreload" href="${asset(file)}">`),
  ].filter(Boolean);
  const html = source
    .replace("<!-- style -->", head.join("\n    "))
    .replace("<!-- script -->", `<script type="module" src="${asset(script)}"></script>`);

  if (manifest) {
    // What the page needs without a network. What is fetched when somebody asks for it, a .wasm say, is not among it.
    const whole = reached(outputs, script, ({ kind }) => kind !== "file-loader");
    const styles = whole.map((file) => outputs[file].cssBundle).filter(Boolean);
    const shell = [`/${page}/`, iconUrl, `/${page}/manifest.webmanifest`, ...new Set([...whole, ...styles].map(asset))];
    const define = { PAGE: JSON.stringify(page), VERSION: JSON.stringify(version), SHELL: JSON.stringify(shell) };
    const made = await build({ ...common, format: "iife", entryPoints: [WORKER], outfile: `${OUT}/${page}/sw.js`, define });
    written.set(`${page}/sw.js`, made.outputFiles[0].contents);
    written.set(`${page}/manifest.webmanifest`, manifest);
  }
  written.set(`${page}/index.html`, html);
}

const assetsFirst = [...written].sort(([one], [other]) => other.startsWith("assets/") - one.startsWith("assets/"));
for (const [path, content] of assetsFirst) {
  await mkdir(dirname(`${OUT}/${path}`), { recursive: true });
  await writeFile(`${OUT}/${path}`, content);
}
for await (const file of glob(`${OUT}/**/*.*`)) if (!written.has(relative(OUT, file))) await rm(file);

/** Gives the output files that one needs, itself first: what it imports, and what those import, by imports that count. */
function reached(outputs, file, counts, found = new Set()) {
  if (!found.has(file) && extname(file) === ".js") {
    found.add(file);
    for (const imported of outputs[file].imports.filter(counts)) reached(outputs, imported.path, counts, found);
  }
  return [...found];
}
