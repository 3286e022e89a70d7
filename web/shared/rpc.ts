// The server's functions as functions: typed by the API's document, and every way an answer can be none has a name.
import type { components, paths } from "./api.d.ts";
import { doubtClock } from "./clock.ts";
import { online } from "./connection.ts";
import { timers } from "./timers.ts";

type Posts<P extends keyof paths> = NonNullable<paths[P]["post"]>;
type Json<T> = T extends { content: { "application/json": infer Body } } ? Body : never;
export type RpcName = keyof paths extends infer P ? (P extends `/rpc/${infer Name}` ? Name : never) : never;
/** What a path says when it agrees. */
export type Said<P extends keyof paths> = Json<Posts<P>["responses"][200]>;
export type Answer<N extends RpcName> = Said<`/rpc/${N}`>;
type Given<N extends RpcName> = Json<NonNullable<Posts<`/rpc/${N}`>["requestBody"]>>;
/** What has a default is null in the document; it need not be said. */
export type Body<N extends RpcName> = { [K in keyof Given<N> as null extends Given<N>[K] ? K : never]?: Given<N>[K] } & {
  [K in keyof Given<N> as null extends Given<N>[K] ? never : K]: Given<N>[K];
};

/** refused: it was heard and will not be. failed: the server broke over it. unreachable: it may not have been heard. */
export type Outcome<T> =
  | { kind: "answered"; body: T }
  | ({ kind: "refused" | "failed" | "unreachable"; status: number; retry_after: number | null } & Fault);

export interface Fault {
  code: string;
  message: string;
  correlation_id: string;
  /** Whose the code is, if it is another store's. */
  store_name?: string;
  /** Of an order that is refused: the lines that cannot be given as they were ordered. */
  lines?: RefusedLine[];
}

/** A line, and the most that can be given of it. */
export type RefusedLine = components["schemas"]["RefusedLine"];

/** A token that stays, none, or what gives one that is good now; it throws while the server cannot be asked for one. */
export type Bearer = string | null | (() => Promise<string | null>);

export interface Asking {
  /** Whose turn it is done in; none: the page itself asks. */
  turn?: string | null;
  occurred_at?: string;
  correlation_id?: string;
  /** Another than the page's own. */
  token?: Bearer;
  /** It is answered although the page ends meanwhile. */
  keepalive?: boolean;
  /** For so many milliseconds an answer is waited for. */
  patience?: number;
}

let own: Bearer = null;
let turnedAway = (): void => undefined;

/** What the page itself asks with, and what is done when that is not accepted. */
export function useToken(next: Bearer, whenTurnedAway = (): void => undefined): void {
  own = next;
  turnedAway = whenTurnedAway;
}

export function call<N extends RpcName>(name: N, body: Body<N>, asking: Asking = {}): Promise<Outcome<Answer<N>>> {
  return post<Answer<N>>(`/rpc/${name}`, body, asking);
}

/** POSTs JSON. Never throws. What is not in our envelope was not said by us: a proxy, a hotel's sign-in page. */
export async function post<T>(path: string, body: unknown, asking: Asking = {}): Promise<Outcome<T>> {
  const correlation_id = asking.correlation_id ?? crypto.randomUUID();
  const headers: Record<string, string> = { "content-type": "application/json", "x-correlation-id": correlation_id };
  if (asking.turn) headers["ordak-turn"] = asking.turn;
  if (asking.occurred_at) headers["ordak-occurred-at"] = asking.occurred_at;
  const silence = { kind: "unreachable" as const, code: "", message: "", correlation_id, retry_after: null };
  const { token = own, keepalive = false, patience = timers.answer } = asking;
  try {
    const bearer = typeof token === "function" ? await token() : token;
    if (bearer !== null) headers["authorization"] = `Bearer ${bearer}`;
    const options: RequestInit = { method: "POST", headers, cache: "no-store", credentials: "same-origin", redirect: "error", keepalive };
    const response = await fetch(path, { ...options, body: JSON.stringify(body), signal: AbortSignal.timeout(patience) });
    const outcome = read<T>(response.status, await response.json().catch(() => null), correlation_id, response.headers);
    online.value = outcome.kind !== "unreachable" || outcome.code !== "";
    doubtClock(response.headers.get("date"));
    if (outcome.kind === "refused" && outcome.status === 401 && bearer !== null && token === own) turnedAway();
    return outcome;
  } catch {
    online.value = false;
    return { ...silence, status: 0 };
  }
}

function read<T>(status: number, body: unknown, correlation_id: string, headers: Headers): Outcome<T> {
  const said = body as { ok?: unknown; code?: unknown; message?: unknown; correlation_id?: unknown; store_name?: unknown; lines?: unknown } | null;
  if (status === 200 && said?.ok === true) return { kind: "answered", body: body as T };
  const after = Number(headers.get("retry-after"));
  const fault: Fault & { status: number; retry_after: number | null } = { status, correlation_id, retry_after: after > 0 ? after : null, code: "", message: "" };
  if (said?.ok !== false || typeof said.code !== "string") return { ...fault, kind: "unreachable" };
  fault.code = said.code;
  fault.message = String(said.message ?? "");
  fault.correlation_id = typeof said.correlation_id === "string" ? said.correlation_id : correlation_id;
  if (typeof said.store_name === "string") fault.store_name = said.store_name;
  if (Array.isArray(said.lines)) fault.lines = said.lines;
  // Too busy, or without its database: nothing was done, and later it will be.
  if (status === 429 || status === 503) return { ...fault, kind: "unreachable" };
  return { ...fault, kind: status >= 500 ? "failed" : "refused" };
}
