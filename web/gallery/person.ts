// Who is signed in at the gallery: whoever a state says.
import { signal } from "@preact/signals";
import type { Person } from "../shared/person.ts";
import { note } from "./asked.ts";

export const who = signal<Person | null | undefined>(undefined);
export const unanswered = signal(false);
export const startPerson = async (): Promise<void> => undefined;
export const token = async (): Promise<null> => null;
export const signInLink = (): string => "#";
export const signOut = async (): Promise<void> => note("signOut");
