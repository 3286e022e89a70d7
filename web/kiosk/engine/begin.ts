// The first of the page's modules to run: what the others throw while they begin is told too.
import { startErrors } from "./page_errors.ts";

startErrors();
