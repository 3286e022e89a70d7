// Errors that nothing in a page caught, on their way to the server: kind, place and version. No message: a customer's words
// may stand in one.

export interface PageError {
  page: string;
  page_version: string;
  error: string;
  place: string | null;
}
/** answered: whatever was said, it is done with. later: nobody could be asked. */
export type Told = "answered" | "later";

const MINUTE = 60_000;
/** Of a minute, as the server takes them; and of those that wait, the first. */
const MOST = 10;
const KIND = /^([A-Z][A-Za-z]{1,30})?Error$/;
const PLACE = /\/assets\/([a-z][\w-]{0,80}\.js):(\d{1,7}):(\d{1,7})/;

/** Tells of each error of the page once a minute. It throws nothing itself: that would be the next error. */
export function reportErrors(
  page: string, page_version: string, tell: (error: PageError) => Promise<Told>, target: EventTarget = globalThis,
): void {
  const waiting: PageError[] = [];
  let noted: { key: string; at: number }[] = [];
  let sending = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function note(thrown: unknown, at: string): void {
    const report = { page, page_version, error: kindOf(thrown), place: placeOf(thrown) ?? placeIn(at) };
    // Of a script elsewhere, or of nothing at all, a browser says no more than that.
    if (thrown === null && report.place === null) return;
    const key = keyOf(report);
    const now = performance.now();
    noted = noted.filter((each) => now - each.at < MINUTE);
    if (noted.length >= MOST || waiting.length >= MOST) return;
    if (noted.some((each) => each.key === key) || waiting.some((each) => keyOf(each) === key)) return;
    noted.push({ key, at: now });
    waiting.push(report);
    void send();
  }

  async function send(): Promise<void> {
    if (sending) return;
    sending = true;
    clearTimeout(timer);
    for (let told: Told = "answered"; told === "answered" && waiting[0] !== undefined; ) {
      told = await attempt(waiting[0]);
      if (told === "answered") waiting.shift();
      else timer = setTimeout(() => void send(), MINUTE);
    }
    sending = false;
  }

  async function attempt(error: PageError): Promise<Told> {
    try {
      return await tell(error);
    } catch {
      return "answered";
    }
  }

  function listen(name: string, take: (event: Event) => void): void {
    target.addEventListener(name, (event) => {
      try {
        take(event);
      } catch {
        return; // what was thrown cannot even be looked at
      }
    });
  }

  listen("error", (event) => {
    const { error, filename, lineno, colno } = event as ErrorEvent;
    note(error ?? null, `${filename}:${lineno}:${colno}`);
  });
  listen("unhandledrejection", (event) => note((event as PromiseRejectionEvent).reason, ""));
  listen("online", () => void send());
}

const keyOf = ({ error, place }: PageError): string => `${error} ${place}`;

function kindOf(thrown: unknown): string {
  const name = (thrown as { name?: unknown } | null | undefined)?.name;
  if (typeof name !== "string") return thrown === null ? "Error" : "NotAnError";
  return KIND.test(name) ? name : "Error";
}

/** The innermost place of ours in a stack. */
function placeOf(thrown: unknown): string | null {
  const stack = (thrown as { stack?: unknown } | null | undefined)?.stack;
  return typeof stack === "string" ? placeIn(stack) : null;
}

function placeIn(text: string): string | null {
  const found = PLACE.exec(text);
  return found === null ? null : `${found[1]}:${found[2]}:${found[3]}`;
}
