// What whoever is active may do beside the work itself.
import { active } from "./state.ts";

export const isSupervisor = () => ["Supervisor", "Admin"].includes(active.value?.role ?? "");
