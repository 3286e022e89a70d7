// What a page has around it and Node has not: a memory, its own origin. And a server that is told what to answer.
import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export interface Asked {
  path: string;
  headers: IncomingHttpHeaders;
  body: Record<string, unknown>;
}
/** null: the connection breaks. */
export type Reply = { status: number; body: unknown; headers?: Record<string, string> } | null;

export async function serve(reply: (asked: Asked) => Reply): Promise<() => void> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const body = JSON.parse(Buffer.concat(parts).toString()) as Record<string, unknown>;
      const said = reply({ path: request.url ?? "", headers: request.headers, body });
      // Not kept open: what closes it later counts a time that a test may have stopped.
      if (said === null) request.socket.destroy();
      else response.writeHead(said.status, { "content-type": "application/json", connection: "close", ...said.headers }).end(JSON.stringify(said.body));
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const plain = globalThis.fetch;
  globalThis.fetch = (path, options) => plain(`http://127.0.0.1:${port}${String(path)}`, options);
  return () => {
    globalThis.fetch = plain;
    server.closeAllConnections();
    server.close();
  };
}

export const turn = (): Promise<void> => new Promise((next) => setImmediate(next));

/** Waits until it has come about, in turns of the loop. */
export async function until(isSo: () => boolean): Promise<void> {
  for (let turns = 0; turns < 5_000 && !isSo(); turns++) await turn();
  assert.ok(isSo(), "it has not come about");
}

export const refusal = (status: number, code: string): Reply => ({
  status, body: { ok: false, code, message: "no", correlation_id: "of-the-server" },
});
export const done = (ticket: string): Reply => ({ status: 200, body: { ok: true, already_done: false, ticket: { id: ticket } } });
