import { Icon, type IconName } from "../../shared/icons.tsx";
import { adding, screen, show, type Screen } from "../screen.ts";
import { opened, reviews } from "../state.ts";
import { t, type Key } from "../texts.ts";
import { isSupervisor } from "../tickets.ts";

const VIEWS: { name: Screen; icon: IconName; supervisor?: true }[] = [
  { name: "floor", icon: "list" },
  { name: "reviews", icon: "review" },
  { name: "scans", icon: "undo" },
  { name: "find", icon: "search" },
  { name: "week", icon: "calendar", supervisor: true },
  { name: "devices", icon: "device", supervisor: true },
];

export function Navigation() {
  const here = opened.value === null && !adding.value ? screen.value : null;
  return (
    <nav class="row" aria-label={t("nav.label")}>
      {VIEWS.filter((view) => !view.supervisor || isSupervisor()).map(({ name, icon }) => (
        <button key={name} class="button" aria-current={here === name ? "page" : undefined} onClick={() => show(name)}>
          <Icon name={icon} />{t(`nav.${name}` as Key)}
          {name === "reviews" && reviews.value.length > 0 && <span class="count">{reviews.value.length}</span>}
        </button>
      ))}
    </nav>
  );
}
