/** Which version of the page this is: what the build wrote into it. */
export const VERSION = globalThis.document?.querySelector<HTMLMetaElement>('meta[name="version"]')?.content ?? "";
