import { joinPantry } from "../engine/joining.ts";
import { t } from "../texts.ts";
import { DietTicks } from "./diets.tsx";
import { Field, Form, numberOf } from "./field.tsx";

/** Who is new says how many they are and what they eat: then they may order, at once or once staff has looked at it. */
export function Join() {
  const save = (given: FormData): Promise<void> => joinPantry({ size: numberOf(given, "size") ?? 1, diets: given.getAll("diets").map(String) });
  return (
    <Form title={t("join.title")} mayClose={false} save={save}>
      <p>{t("join.text")}</p>
      <Field name="size" label={t("household.people")} type="number" min={1} max={30} value={1} required />
      <DietTicks name="diets" legend={t("join.diets")} />
    </Form>
  );
}
