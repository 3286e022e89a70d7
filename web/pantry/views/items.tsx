import { Icon } from "../../shared/icons.tsx";
import { saveItem } from "../engine/set_up.ts";
import { form, formFault, items, type OfferedItem } from "../engine/state.ts";
import { t } from "../texts.ts";
import { Alone } from "./alone.tsx";
import { Diets, DietTicks } from "./diets.tsx";
import { Field, Form, numberOf, textOf } from "./field.tsx";

function open(item?: OfferedItem): void {
  formFault.value = null;
  form.value = item === undefined ? { of: "item" } : { of: "item", item };
}

/** What is offered of the store room, with its limits. */
export function Items() {
  const { value: shown } = form;
  if (items.value === null) return <Alone text={t("loading")} />;
  return (
    <>
      <p class="row spread"><h1>{t("nav.items")}</h1><button class="button primary" onClick={() => open()}><Icon name="plus" />{t("items.new")}</button></p>
      {shown?.of === "item" && shown.item === undefined && <ItemForm />}
      {items.value.length === 0 && <p>{t("items.none")}</p>}
      <ul class="stack">{items.value.map((each) => <li key={each.sku}><Card item={each} isOpen={shown?.of === "item" && shown.item?.sku === each.sku} /></li>)}</ul>
    </>
  );
}

function Card({ item, isOpen }: { item: OfferedItem; isOpen: boolean }) {
  const { sku, title, is_offered, limit_each, limit_per_person, suits, substitutes } = item;
  if (isOpen) return <ItemForm item={item} />;
  return (
    <section class="card row spread">
      <div class="grow">
        <h2>{title ?? sku}</h2>
        <p class="hint">{sku}</p>
        <p>{limitsOf(limit_each, limit_per_person)}</p>
        <p class="row diets">
          {!is_offered && <span class="badge warn"><Icon name="blocked" />{t("items.off")}</span>}
          <Diets diets={suits} />
        </p>
        {substitutes.length > 0 && <p class="hint">{t("items.substitutes", { skus: substitutes.join(", ") })}</p>}
      </div>
      <button class="button" aria-label={t("items.edit", { name: title ?? sku })} onClick={() => open(item)}>{t("form.edit")}</button>
    </section>
  );
}

function limitsOf(each: number | null, person: number | null): string {
  if (each === null && person === null) return t("items.no-limit");
  if (person === null) return t("items.each", { n: each ?? 0 });
  return each === null ? t("items.person", { n: person }) : t("items.both", { each, person });
}

function ItemForm({ item }: { item?: OfferedItem }) {
  const save = (given: FormData) => saveItem({
    sku: textOf(given, "sku"), is_offered: given.has("is_offered"), limit_each: numberOf(given, "limit_each"),
    limit_per_person: numberOf(given, "limit_per_person"), suits: given.getAll("suits").map(String),
    substitutes: textOf(given, "substitutes").split(",").map((each) => each.trim()).filter((each) => each !== ""),
  });
  return (
    <Form title={item === undefined ? t("items.new") : (item.title ?? item.sku)} save={save}>
      <Field name="sku" label={t("items.sku")} value={item?.sku} required maxLength={200} readOnly={item !== undefined} />
      <label class="choice"><input type="checkbox" name="is_offered" defaultChecked={item?.is_offered ?? true} /><span>{t("items.offered")}</span></label>
      <Field name="limit_each" label={t("items.limit-each")} type="number" min={0} max={1000} value={item?.limit_each ?? ""} />
      <Field name="limit_per_person" label={t("items.limit-person")} type="number" min={0} max={1000} value={item?.limit_per_person ?? ""} />
      <DietTicks name="suits" legend={t("items.diets")} chosen={item?.suits} />
      <Field name="substitutes" label={t("items.instead")} value={item?.substitutes.join(", ")} />
    </Form>
  );
}
