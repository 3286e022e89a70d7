// This station's tickets, in the server's order, and those of them that nobody has.
import { computed } from "@preact/signals";
import { queue } from "./state.ts";
import { stationStage } from "./steps.ts";

export const here = computed(() => {
  const stage = stationStage();
  return queue.value.filter((ticket) => stage === null || ticket.stage === stage);
});
export const free = computed(() => here.value.filter((ticket) => ticket.assignee_id === null));
