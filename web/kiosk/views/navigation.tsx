import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "../../shared/icons.tsx";
import { free, mine } from "../engine/here.ts";
import { adding, screen, show, type Screen } from "../engine/screen.ts";
import { opened, reviews } from "../engine/state.ts";
import { isSupervisor } from "../engine/tickets.ts";
import { t, type Key } from "../texts.ts";
import { tab, TABS } from "./tabs.ts";

const VIEWS: { name: Screen; icon: IconName; supervisor?: true }[] = [
  { name: "reviews", icon: "review" },
  { name: "scans", icon: "undo" },
  { name: "find", icon: "search" },
  { name: "week", icon: "calendar", supervisor: true },
  { name: "devices", icon: "device", supervisor: true },
];

/** The queue in each of its ways, and the other views. */
export function Navigation() {
  const here = opened.value === null && !adding.value ? screen.value : null;
  return (
    <nav class="row" aria-label={t("nav.label")}>
      {TABS.map(({ name, icon }) => (
        <Way
          key={name} icon={icon} text={t(`queue.tab.${name}` as Key)} isHere={here === "floor" && tab.value === name}
          go={() => (show("floor"), (tab.value = name))}
        >
          {name === "unassigned" && free.value.length > 0 && <span class="count calm">{free.value.length}</span>}
          {name === "mine" && mine.value.length > 0 && <span class="count calm">{mine.value.length}</span>}
        </Way>
      ))}
      {VIEWS.filter((view) => !view.supervisor || isSupervisor()).map(({ name, icon }) => (
        <Way key={name} icon={icon} text={t(`nav.${name}` as Key)} isHere={here === name} go={() => show(name)}>
          {name === "reviews" && reviews.value.length > 0 && <span class="count">{reviews.value.length}</span>}
        </Way>
      ))}
    </nav>
  );
}

function Way({ icon, text, isHere, go, children }: { icon: IconName; text: string; isHere: boolean; go: () => unknown; children: ComponentChildren }) {
  return (
    <button class="button" aria-current={isHere ? "page" : undefined} onClick={go}>
      <Icon name={icon} />{text}{children}
    </button>
  );
}
