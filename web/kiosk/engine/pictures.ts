// Where customers link to their pictures: such an address is shown as what it is, and never fetched here.

export interface Picture {
  url: string;
  host: string;
}

/** An address as people paste it: not the inside of another one, nor of what a program would read. */
const ADDRESS = /(?<![^\s([,;:|])(?<!\S*(?:javascript|data|blob|file):\S*)https?:\/\/[^\s<>"'`\\]+/giu;
/** What ends a sentence is no part of the address in it. */
const AFTER = /[)\]}.,;:!?»”’]+$/u;
/** No GIF: photographs are none, and those that count who looks at them are. No SVG: it is a page of its own. */
const FILE = /\.(?:jpe?g|png|webp|heic|heif|avif)$/i;
const COUNTS = /(?:^|[^a-z])(?:pixels?|track|tracker|tracking|beacon|spacer|blank|1x1|analytics|collect|open)(?:[^a-z]|$)/i;
const HOST = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:[a-z]{2,}|xn--[a-z0-9-]+)$/;
const LONGEST = 1000;

/** A text with its pictures' addresses taken out of it, in order; all else is text, whatever it says. */
export function withPictures(text: string): (string | Picture)[] {
  const parts: (string | Picture)[] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const url = found.replace(AFTER, "");
    const picture = pictureAt(url);
    if (picture === null) continue;
    if (index > from) parts.push(text.slice(from, index));
    parts.push(picture);
    from = index + url.length;
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}

function pictureAt(url: string): Picture | null {
  if (url.length > LONGEST || !URL.canParse(url)) return null;
  const { hostname: host, pathname, username, password } = new URL(url);
  const isPicture = FILE.test(pathname) && HOST.test(host) && username + password === "" && !COUNTS.test(host + pathname);
  return isPicture ? { url, host } : null;
}
