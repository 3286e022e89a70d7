// Who is signed in at this browser, by the session's cookie, and the token of their calls: one for all tabs, in memory alone.
import { signal } from "@preact/signals";
import type { components } from "./api.d.ts";
import { channelOf } from "./channel.ts";
import { serverNow } from "./clock.ts";
import { post, type Outcome, type Said } from "./rpc.ts";
import { timers } from "./timers.ts";

export type Person = components["schemas"]["Person"];

/** Whose it is, what their calls are made with, and until when by the server's clock. */
interface Access {
  person: Person;
  token: string;
  until: number;
}

/** null: nobody is signed in. undefined: not known yet. */
export const who = signal<Person | null | undefined>(undefined);
/** The server was asked who is here, and there was no answer; it is asked again. */
export const unanswered = signal(false);

/** Whoever holds it uses the cookie: a refresh token counts once. */
const LOCK = "ordak-person";
const { listen, tell } = channelOf<Access | null>("ordak-person");

let access: Access | null = null;
/** How many answers are known here, of this tab or another. */
let known = 0;
let started: Promise<void> | null = null;
let renewing: Promise<void> | null = null;
let resting: ReturnType<typeof setTimeout> | null = null;
let tries = 0;
let doubted = false;

/** Finds out who is signed in, and follows it from then on. */
export function startPerson(): Promise<void> {
  started ??= begin();
  return started;
}

/** What a page's calls are made with, for useToken(); it throws while it is over and there is no answer. */
export async function token(): Promise<string | null> {
  if (isOver()) await renew();
  if (isOver()) throw new Error("no answer");
  return access?.token ?? null;
}

/** The server did not accept the token: it is asked whether anybody is signed in. */
export function doubt(): void {
  doubted = true;
  look();
}

/** Ends the session in all tabs, or with `everywhere` all sessions of the person. Without an answer they are still signed in. */
export async function signOut(everywhere = false): Promise<Outcome<Said<"/auth/sign-out">>> {
  return await navigator.locks.request(LOCK, async () => {
    const outcome = await post<Said<"/auth/sign-out">>("/auth/sign-out", { everywhere }, { token: null });
    if (outcome.kind === "answered") share(null);
    return outcome;
  });
}

/** Where a person signs in, and comes back from to this page or a path of ours. */
export const signInLink = (back = location.pathname + location.search + location.hash): string =>
  `/auth/login?return_to=${encodeURIComponent(back)}`;

/** Likewise, where the provider asks who it is, though it knows who was here before. */
export const signInOtherLink = (): string => `${signInLink()}&other=yes`;

function begin(): Promise<void> {
  listen(take);
  addEventListener("online", () => rest(0));
  document.addEventListener("visibilitychange", look);
  setInterval(look, timers.personLook);
  return renew();
}

const left = (): number => (access === null ? 0 : access.until - serverNow());
const isOver = (): boolean => who.peek() !== null && left() <= 0;

function look(): void {
  if (doubted || (who.peek() !== null && left() < timers.personAhead)) void renew();
}

/** Asks for a new token, unless it was asked a moment ago. */
function renew(): Promise<void> {
  if (resting !== null) return Promise.resolve();
  renewing ??= inTurn().finally(() => (renewing = null));
  return renewing;
}

/** One tab after the other: whoever has waited may have been answered meanwhile. */
function inTurn(): Promise<void> {
  const before = known;
  return new Promise((done) => {
    const asking = navigator.locks.request(LOCK, async () => {
      if (known !== before) return;
      await ask();
      done();
      // Messages and locks go different ways: the next one is to hear of it before it has the lock.
      await new Promise((heard) => setTimeout(heard, timers.personHeard));
    });
    asking.then(done, () => done());
  });
}

async function ask(): Promise<void> {
  // Its answer changes the cookie: a page that ends before it is there must not leave the old one behind.
  const asking = { token: null, keepalive: true, patience: timers.personAnswer };
  const outcome = await post<Said<"/auth/refresh">>("/auth/refresh", {}, asking);
  if (outcome.kind === "answered") {
    const { staff: person, access_token, expires_in } = outcome.body;
    share({ person, token: access_token, until: serverNow() + expires_in * 1000 });
  } else if (outcome.kind === "refused") {
    share(null);
  } else {
    unanswered.value = true;
    const pause = timers.personPauses[Math.min(tries++, timers.personPauses.length - 1)]!;
    rest(Math.max(pause * (0.5 + Math.random()), (outcome.retry_after ?? 0) * 1000));
  }
}

function share(next: Access | null): void {
  tell(next);
  take(next);
}

/** What the server said, to this tab or another. */
function take(next: Access | null): void {
  access = next;
  known++;
  tries = 0;
  doubted = unanswered.value = false;
  const person = next?.person ?? null;
  if (JSON.stringify(person) !== JSON.stringify(who.peek())) who.value = person;
  rest(timers.personFloor);
}

/** Nothing is asked before then; and then, what is due. */
function rest(milliseconds: number): void {
  if (resting !== null) clearTimeout(resting);
  resting = setTimeout(() => {
    resting = null;
    look();
  }, milliseconds);
}
