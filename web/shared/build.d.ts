// What web/build.mjs writes into a page's service worker: which page it is of, its version, and what it needs without a network.
declare const PAGE: string;
declare const VERSION: string;
declare const SHELL: readonly string[];
