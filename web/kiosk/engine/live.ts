// Changes as they happen: hints over a WebSocket, after which the queue is read; without one it is read now and then.
import { serverNow } from "../../shared/clock.ts";
import { live, online } from "../../shared/connection.ts";
import { post } from "../../shared/rpc.ts";
import { timers } from "../timers.ts";
import { drainSoon } from "./drain.ts";
import { readQueue } from "./floor.ts";
import { device, queueReadAt } from "./state.ts";

let socket: WebSocket | null = null;
let tries = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

export function startLive(): void {
  device.subscribe(({ kind }) => kind === "enrolled" && void connect());
  // A connection that still seems to be there says nothing while the server does not answer.
  online.subscribe((isOnline) => {
    const isThere = isOnline && socket?.readyState === WebSocket.OPEN;
    if (isThere && !live.value) void readQueue(); // whatever was hinted at meanwhile
    live.value = isThere;
  });
  setInterval(() => {
    if (!live.value || serverNow() - queueReadAt.value > timers.queueQuiet) void readQueue();
  }, timers.queuePoll);
  addEventListener("online", () => void connect());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible") return;
    void readQueue();
    if (!live.value) void connect();
  });
}

/** Opens a connection; an older one goes on until the new one is there, so that nothing is missed between. */
export async function connect(): Promise<void> {
  clearTimeout(timer);
  if (device.value.kind !== "enrolled") return;
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
    void readQueue(); // whatever happened while there was none
    drainSoon();
  };
  opening.onmessage = (message) => hear(String(message.data));
  opening.onclose = () => {
    clearInterval(beat);
    clearTimeout(end);
    if (socket !== opening && socket !== null) return; // another one has taken over
    socket = null;
    live.value = false;
    retry();
  };
}

/** A hint says that there is something new, not what: the queue is read, which is the truth. */
function hear(text: string): void {
  const { store = "", shown = [] } = device.value.kind === "enrolled" ? device.value : {};
  try {
    const hints = [JSON.parse(text) as unknown].flat() as { type?: string; store?: string }[];
    if (hints.some((hint) => hint.type?.startsWith("order:") && [store, ...shown].includes(hint.store ?? store))) void readQueue();
  } catch {
    void readQueue();
  }
}

function retry(after = timers.livePauses[Math.min(tries++, timers.livePauses.length - 1)]!): void {
  clearTimeout(timer);
  timer = setTimeout(() => void connect(), after * (0.5 + Math.random()));
}
