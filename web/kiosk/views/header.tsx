import { Icon } from "../../shared/icons.tsx";
import { device, live, online, storeName, waiting } from "../state.ts";
import { stationStage } from "../steps.ts";
import { named, t } from "../texts.ts";
import { stageIcon } from "../tickets.ts";
import { People } from "./people.tsx";
import { Settings } from "./settings.tsx";

/** Where this kiosk stands, whether all is well, and who works here. */
export function Header() {
  return (
    <header class="header">
      <Place />
      <Status />
      <People />
      <Settings />
    </header>
  );
}

function Place() {
  const stage = stationStage();
  const here = device.value;
  if (here.kind !== "enrolled") return null;
  return (
    <div class="place">
      <span class="visually-hidden">{t("header.station")}: </span>
      {stage === null ? <strong>{here.station}</strong> : (
        <strong class={`stage stage-${stage.toLowerCase()}`}><Icon name={stageIcon(stage)} />{named("stage", stage)}</strong>
      )}
      <span class="hint">{storeName.value ?? here.store}</span>
    </div>
  );
}

function Status() {
  const count = waiting.value;
  return (
    <ul class="status row" aria-label={t("header.status")}>
      <li class={online.value ? "badge fresh" : "badge bad"}>
        <Icon name={online.value ? "online" : "offline"} /><span>{t(online.value ? "header.online" : "header.offline")}</span>
      </li>
      <li class={live.value ? "badge fresh" : "badge warn"}>
        <Icon name={live.value ? "live" : "clock"} /><span>{t(live.value ? "header.live" : "header.not-live")}</span>
      </li>
      <li class={count > 0 ? "badge warn" : "badge fresh"}>
        <Icon name={count > 0 ? "waiting" : "check"} />
        {count > 0 && <b aria-hidden="true">{count}</b>}
        <span>{count > 0 ? t("header.waiting", { n: count }) : t("header.nothing-waiting")}</span>
      </li>
    </ul>
  );
}
