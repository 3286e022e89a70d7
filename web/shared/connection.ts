// Whether this page is in touch with the server.
import { signal } from "@preact/signals";

/** Does the server answer? */
export const online = signal(true);
/** Do changes arrive by themselves? */
export const live = signal(false);
