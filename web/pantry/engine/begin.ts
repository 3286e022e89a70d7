// The first of the page's modules to run: errors of the others while they begin are reported too.
import { reportErrors } from "../../shared/page_errors.ts";
import { VERSION } from "../../shared/page_version.ts";
import { token } from "../../shared/person.ts";
import { call } from "../../shared/rpc.ts";

reportErrors("pantry", VERSION, async (error) => {
  const outcome = await call("report_page_error", error, { token });
  return outcome.kind === "unreachable" || (outcome.kind === "refused" && outcome.status === 401) ? "later" : "answered";
});
