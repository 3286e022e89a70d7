// This station's tickets, in the server's order, and those of them that nobody has, or whoever is at it.
import { computed } from "@preact/signals";
import { active, queue } from "./state.ts";
import { stationStage } from "./steps.ts";

export const here = computed(() => {
  const stage = stationStage();
  return queue.value.filter((ticket) => stage === null || ticket.stage === stage);
});
export const free = computed(() => here.value.filter((ticket) => ticket.assignee_id === null));
export const mine = computed(() => here.value.filter((ticket) => ticket.assignee_id === (active.value?.staff_id ?? "")));
