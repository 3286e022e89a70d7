import { t } from "../texts.ts";
import { Title } from "./title.tsx";

export function Starting() {
  return (
    <main class="alone stack">
      <Title>{t("starting.title")}</Title>
      <p>{t("starting.text")}</p>
    </main>
  );
}
