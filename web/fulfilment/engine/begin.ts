// The first of the page's modules to run: what the others throw while they begin is reported too.
import { reportErrors, type PageError, type Told } from "../../shared/page_errors.ts";
import { VERSION } from "../../shared/page_version.ts";
import { token } from "../../shared/person.ts";
import { call } from "../../shared/rpc.ts";

reportErrors("fulfilment", VERSION, report);

async function report(error: PageError): Promise<Told> {
  const outcome = await call("report_page_error", error, { token });
  return outcome.kind === "unreachable" ? "later" : "answered";
}
