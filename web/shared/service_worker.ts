// The service worker of a page: its own files, of one version, so that it begins without a network. Never an answer of the API.
/// <reference lib="webworker" />
export {};
const worker = self as unknown as ServiceWorkerGlobalScope;
const OURS = `${PAGE}-`;
const CACHE = `${OURS}${VERSION}`;
const HOME = `/${PAGE}/`;

worker.addEventListener("install", (event) => {
  // All of it or nothing: a version is only taken when it is whole. It takes over at once; the page that runs has its files.
  const fetched = SHELL.map((path) => new Request(path, { cache: "reload" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(fetched)).then(() => worker.skipWaiting()));
});

worker.addEventListener("activate", (event) => {
  const others = caches.keys().then((names) => names.filter((name) => name.startsWith(OURS) && name !== CACHE));
  event.waitUntil(others.then((names) => Promise.all(names.map((name) => caches.delete(name)))).then(() => worker.clients.claim()));
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  const path = request.mode === "navigate" && pathname.startsWith(HOME) ? HOME : pathname;
  if (!SHELL.includes(path)) return;
  event.respondWith(caches.open(CACHE).then((cache) => cache.match(path)).then((kept) => kept ?? fetch(request)));
});
