// What web/build.mjs writes into a page's service worker: its version, and what the page needs without a network.
declare const VERSION: string;
declare const SHELL: readonly string[];
