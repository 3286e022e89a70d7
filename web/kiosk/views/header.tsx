import { live, online } from "../../shared/connection.ts";
import { Icon } from "../../shared/icons.tsx";
import { menu } from "../engine/screen.ts";
import { active, device, storeName, waiting } from "../engine/state.ts";
import { stationStage } from "../engine/steps.ts";
import { shortName, stageIcon } from "../engine/tickets.ts";
import { named, t } from "../texts.ts";
import { Begin } from "./entry.tsx";
import { Navigation } from "./navigation.tsx";
import { People } from "./people.tsx";
import { Settings } from "./settings.tsx";

/** One bar: where this kiosk stands, whether all is well, who works here, and every view. A telephone folds most of it away. */
export function Header() {
  return (
    <header class={menu.value ? "bar unfolded" : "bar"}>
      <Place />
      <Status />
      <Menu />
      <People />
      <Begin />
      {active.value !== null && <Navigation />}
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
      <span class="hint">{storeName.value || here.store}</span>
    </div>
  );
}

/** What is well is an icon; what is not says so in words. */
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

/** On a telephone: who works here, and behind it everybody and every view. */
function Menu() {
  const name = active.value?.display_name;
  return (
    <button class="button menu" aria-expanded={menu.value} onClick={() => (menu.value = !menu.value)}>
      <Icon name="list" /><span class="visually-hidden">{t("header.menu")}</span>{name !== undefined && shortName(name)}
    </button>
  );
}
