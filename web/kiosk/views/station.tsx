import { moment } from "../../shared/words.ts";
import { free, here, mine } from "../engine/here.ts";
import { queueReadAt } from "../engine/state.ts";
import { stationStage } from "../engine/steps.ts";
import { named, t } from "../texts.ts";
import { Batch } from "./batch.tsx";
import { Cards } from "./cards.tsx";
import { Noticed } from "./noticed.tsx";
import { tab } from "./tabs.ts";
import { Title } from "./title.tsx";

/** This stage's queue, in the server's order. */
export function Station() {
  const stage = stationStage();
  const lists = { list: here, unassigned: free, mine };
  return (
    <div class="stack queue">
      <Title>
        <span class="visually-hidden">{stage === null ? t("queue.all") : named("stage", stage)}: </span>
        <small>{t("queue.count", { n: here.value.length })}{queueReadAt.value > 0 && ` · ${t("queue.as-of", { time: moment(queueReadAt.value) })}`}</small>
      </Title>
      <Noticed />
      {queueReadAt.value === 0 && <p role="status">{t("queue.loading")}</p>}
      {tab.value === "batch" ? <Batch tickets={here.value} /> : <Cards key={tab.value} tickets={lists[tab.value].value} />}
    </div>
  );
}
