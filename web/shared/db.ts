// A page's memory: IndexedDB, which all its tabs share and a crash leaves as it was.
import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { Memory } from "./clock.ts";

export type Database<S extends DBSchema> = () => Promise<IDBPDatabase<S>>;

/** Gives what opens a database of this name when it is first needed, and again when it was closed. */
export function databaseOf<S extends DBSchema>(name: string, version: number, upgrade: (made: IDBPDatabase<S>, before: number) => void): Database<S> {
  let opening: Promise<IDBPDatabase<S>> | null = null;
  return () => {
    opening ??= openDB<S>(name, version, {
      upgrade,
      // Another tab has a newer version: make way, and open again when there is something to do.
      blocking(_current, _blocked, event) {
        opening = null;
        (event.target as IDBDatabase).close();
      },
      terminated() {
        opening = null;
      },
    }).catch((fault: unknown) => {
      opening = null;
      throw fault;
    });
    return opening;
  };
}

/** Gives what keeps values by name, in the store "meta" of a database. */
export const memoryOf = (database: Database<any>): Memory => ({
  recall: async <T>(key: string) => (await (await database()).get("meta", key)) as T | undefined,
  keep: async (key, value) => void (await (await database()).put("meta", value, key)),
});
