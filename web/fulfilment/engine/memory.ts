// What the page begins with while the server cannot be reached: who was here, and what they were shown.
import { batch, effect } from "@preact/signals";
import { zone } from "../../shared/days.ts";
import { who, type Person } from "../../shared/person.ts";
import { keep, recall } from "./db.ts";
import { band, counted, formerly, labelUrl, needing, parcel, queue, store, stores, type Parcel, type Queue } from "./state.ts";

interface Shown {
  store: string | null;
  stores: readonly string[];
  zone: string | undefined;
  queue: Queue | null;
  parcel: Parcel | null;
}

/** Shows it again, then keeps what is shown from here on. Whoever is signed in now replaces who was here. */
export async function startMemory(): Promise<void> {
  const [person, shown] = await Promise.all([recall<Person | null>("person"), recall<Shown | null>("shown")]).catch(() => []);
  if (person) {
    batch(() => {
      formerly.value = person;
      if (shown) ({ store: store.value, stores: stores.value, zone: zone.value, queue: queue.value, parcel: parcel.value } = shown);
    });
  }
  who.subscribe((now) => {
    if (now === undefined) return;
    const { value: former } = formerly;
    if (former !== null && former.staff_id !== now?.staff_id) forget();
    formerly.value = now;
    note("person", now);
  });
  effect(() => note("shown", { store: store.value, stores: stores.value, zone: zone.value, queue: queue.value, parcel: parcel.value } satisfies Shown));
}

/** What one person was shown is not for the next. */
function forget(): void {
  batch(() => {
    store.value = queue.value = needing.value = parcel.value = labelUrl.value = band.value = null;
    stores.value = counted.value = [];
  });
}

/** Without a memory the page needs the network to begin, and nothing else. */
const note = (key: string, value: unknown): void => void keep(key, value).catch(() => undefined);
