// A scan that was never sent is taken back here, without a word to the server.
import { showQueue } from "./floor.ts";
import { noteTakenBack } from "./last_scans.ts";
import { sayWithdrawn } from "./messages.ts";
import { waitingScans, withdraw } from "./outbox.ts";

/** False when the server may have heard of it: then it has to be asked. */
export async function takeOut(scan_id: string): Promise<boolean> {
  const scan = waitingScans().find((each) => each.scan_id === scan_id);
  const withdrawn = await withdraw(scan_id);
  if (scan === undefined) return false;
  noteTakenBack(scan, withdrawn ? "withdrawn" : "undoing");
  if (!withdrawn) return false;
  sayWithdrawn(scan);
  showQueue();
  return true;
}
