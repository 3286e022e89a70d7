// Tells the server of the page's own errors, by the token that the kiosk keeps: also when the rest of the page does not begin.
import { reportErrors, type PageError, type Told } from "../../shared/page_errors.ts";
import { VERSION } from "../../shared/page_version.ts";
import { call } from "../../shared/rpc.ts";
import { recall } from "./db.ts";

export function startErrors(target?: EventTarget): void {
  reportErrors("kiosk", VERSION, tell, target);
}

async function tell(error: PageError): Promise<Told> {
  const known = await recall<{ token: string }>("device");
  if (known === undefined) return "later"; // nobody has set this kiosk up yet
  const outcome = await call("report_page_error", error, { token: known.token });
  return outcome.kind === "unreachable" ? "later" : "answered";
}
