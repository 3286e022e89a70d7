// Changes as they happen: hints over a WebSocket, after which a page reads anew what it shows.
import { live, online } from "./connection.ts";
import { post } from "./rpc.ts";
import { timers } from "./timers.ts";

/** A hint says that there is something new, not what. */
export interface Hint {
  type?: string;
  store?: string;
}
export interface Listener {
  /** May this page ask for a connection now? */
  mayConnect(): boolean;
  /** Is the hint about what it shows? */
  concerns(hint: Hint): boolean;
  /** Something it shows has changed, or may have while nothing could arrive: it is to be read, which is the truth. */
  changed(): void;
  /** There is a connection, and so a network. */
  opened(): void;
}

let page: Listener;
let socket: WebSocket | null = null;
let tries = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

export function startLive(listener: Listener): void {
  page = listener;
  // A connection that still seems to be there says nothing while the server does not answer.
  online.subscribe((isOnline) => {
    const isThere = isOnline && socket?.readyState === WebSocket.OPEN;
    if (isThere && !live.value) page.changed(); // whatever was hinted at meanwhile
    live.value = isThere;
  });
  addEventListener("online", () => void connect());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible") return;
    page.changed();
    if (!live.value) void connect();
  });
}

/** Opens a connection; an older one goes on until the new one is there, so that nothing is missed between. */
export async function connect(): Promise<void> {
  clearTimeout(timer);
  if (!page.mayConnect()) return;
  const asked = await post<{ live_ticket: string }>("/rpc/open_live", {});
  if (asked.kind !== "answered") {
    // No function of that name: this server has no live channel.
    const none = asked.kind === "refused" && asked.code === "REQ003";
    retry(none ? timers.liveWithout : undefined);
    return;
  }
  const url = new URL("/live", location.href);
  url.protocol = url.protocol.replace("http", "ws");
  url.searchParams.set("ticket", asked.body.live_ticket);
  const opening = new WebSocket(url);
  let beat: ReturnType<typeof setInterval> | undefined;
  let end: ReturnType<typeof setTimeout> | undefined;
  opening.onopen = () => {
    opening.send('{"type":"hello"}');
    const former = socket;
    socket = opening;
    former?.close();
    tries = 0;
    live.value = online.value = true;
    beat = setInterval(() => opening.send('{"type":"ping"}'), timers.livePing * (0.8 + Math.random() * 0.2));
    end = setTimeout(() => void connect(), timers.liveLife * (0.8 + Math.random() * 0.2));
    page.changed(); // whatever happened while there was none
    page.opened();
  };
  opening.onmessage = (message) => receive(String(message.data));
  opening.onclose = () => {
    clearInterval(beat);
    clearTimeout(end);
    if (socket !== opening && socket !== null) return; // another one has taken over
    socket = null;
    live.value = false;
    retry();
  };
}

function receive(text: string): void {
  try {
    const hints = [JSON.parse(text) as unknown].flat() as Hint[];
    if (hints.some((hint) => page.concerns(hint))) page.changed();
  } catch {
    page.changed();
  }
}

function retry(after = timers.livePauses[Math.min(tries++, timers.livePauses.length - 1)]!): void {
  clearTimeout(timer);
  timer = setTimeout(() => void connect(), after * (0.5 + Math.random()));
}
