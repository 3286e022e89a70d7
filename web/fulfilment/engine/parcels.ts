// Reads what is shown: the parcels that wait, the one that is open, and what needs a person.
import { zone } from "../../shared/days.ts";
import { who } from "../../shared/person.ts";
import { call } from "../../shared/rpc.ts";
import { band, counted, labelUrl, needing, parcel, queue, screen, store, stores } from "./state.ts";

/** Whoever is here works for one store at a time: the one of the last time, else the first that is a marketplace's. */
export async function readQueue(): Promise<void> {
  const known = who.value?.stores ?? [];
  const asked = store.value ?? localStorage.getItem("ordak.fulfilment.store") ?? known[0];
  if (asked === undefined) return;
  const outcome = await call("list_parcels", { store: known.includes(asked) ? asked : known[0]! });
  if (outcome.kind !== "answered") return;
  const { parcels, picks, verify_parcels, timezone } = outcome.body;
  stores.value = outcome.body.stores;
  if (!stores.value.includes(asked)) {
    if (stores.value[0] !== undefined) await chooseStore(stores.value[0]);
    else queue.value = { parcels: [], picks: [], refuses: true };
    return;
  }
  store.value = asked;
  zone.value = timezone;
  queue.value = { parcels, picks, refuses: verify_parcels === "refuse" };
}

export async function chooseStore(chosen: string): Promise<void> {
  store.value = chosen;
  localStorage.setItem("ordak.fulfilment.store", chosen);
  close();
  await readAll();
}

export async function readNeeding(): Promise<void> {
  if (store.value === null) return;
  const outcome = await call("list_needing_person", { store: store.value });
  if (outcome.kind === "answered") needing.value = { orders: outcome.body.orders, unread: outcome.body.unread };
}

/** Everything that is in sight. */
export async function readAll(): Promise<void> {
  if (who.value == null) return;
  await readQueue();
  await Promise.all([readNeeding(), parcel.value === null ? undefined : readParcel(parcel.value.id)]);
}

export async function open(id: string): Promise<void> {
  close();
  band.value = null;
  await readParcel(id, true);
}

export function close(): void {
  parcel.value = null;
  labelUrl.value = null;
  counted.value = [];
  if (screen.value === "person" || screen.value === "reviews") return;
  void readQueue();
}

async function readParcel(id: string, opens = false): Promise<void> {
  if (store.value === null) return;
  const before = parcel.value;
  const outcome = await call("get_parcel", { store: store.value, id });
  if (parcel.value !== before) return; // an answer to a scan was faster, and is newer
  if (outcome.kind !== "answered") {
    if (opens) band.value = { kind: "warn", word: "word.unreachable", sentence: outcome.kind === "refused" ? `fault.${outcome.code}` : "unreachable.text" };
  } else parcel.value = outcome.body.parcel;
}
