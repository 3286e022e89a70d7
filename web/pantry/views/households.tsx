import { Icon } from "../../shared/icons.tsx";
import { who } from "../../shared/person.ts";
import { language } from "../../shared/texts.ts";
import { date } from "../../shared/words.ts";
import { invite, joinHousehold, saveHousehold } from "../engine/set_up.ts";
import { form, formFault, households, invitation, members, type Household } from "../engine/state.ts";
import { t } from "../texts.ts";
import { Alone } from "./alone.tsx";
import { Diets, DietTicks } from "./diets.tsx";
import { Field, Form, numberOf, textOf } from "./field.tsx";
import { Invitation } from "./invitation.tsx";

function open(household?: Household): void {
  formFault.value = null;
  form.value = household === undefined ? { of: "household" } : { of: "household", household };
}

/** Who orders together: how many they are, what they eat, and whether they may. */
export function Households() {
  const { value: shown } = form;
  if (households.value === null) return <Alone text={t("loading")} />;
  return (
    <>
      <p class="row spread"><h1>{t("nav.households")}</h1><span class="row"><button class="button" onClick={() => void invite(language.value as "en" | "fr")}><Icon name="person" />{t("invite.button")}</button><button class="button primary" onClick={() => open()}><Icon name="plus" />{t("household.new")}</button></span></p>
      {invitation.value !== null && <Invitation link={invitation.value} />}
      {who.value?.role !== "Admin" && <p class="hint">{t("household.others")}</p>}
      {shown?.of === "household" && shown.household === undefined && <HouseholdForm />}
      {households.value.length === 0 && <p>{t("household.none")}</p>}
      <ul class="stack">{households.value.map((each) => <li key={each.household_id}><Card household={each} isOpen={shown?.of === "household" && shown.household?.household_id === each.household_id} /></li>)}</ul>
    </>
  );
}

function Card({ household, isOpen }: { household: Household; isOpen: boolean }) {
  const { household_id, size, diets, valid_until, is_approved, asks_staff, members: own } = household;
  const names = own.map(({ display_name }) => display_name).join(", ") || t("household.empty");
  if (isOpen) return <><HouseholdForm household={household} />{who.value?.role === "Admin" && <Belonging household={household} />}</>;
  return (
    <section class="card row spread">
      <div class="grow">
        <h2>{names}</h2>
        <p>{t("household.size", { n: size })}{valid_until !== null && ` · ${t("household.until", { day: date(valid_until) })}`}</p>
        <p class="row diets">
          {!is_approved && <span class="badge warn"><Icon name="clock" />{t("household.waits")}</span>}
          {asks_staff && <span class="badge bad"><Icon name="warning" />{t("household.asks")}</span>}
          <Diets diets={diets} />
        </p>
      </div>
      <button key={household_id} class="button" aria-label={t("household.edit", { names })} onClick={() => open(household)}>{t("form.edit")}</button>
    </section>
  );
}

function HouseholdForm({ household }: { household?: Household }) {
  const save = (given: FormData) => saveHousehold({
    household_id: household?.household_id ?? null, size: numberOf(given, "size") ?? 1, diets: given.getAll("diets").map(String),
    valid_until: textOf(given, "valid_until") || null, approved: given.has("approved"),
  });
  return (
    <Form title={t(household === undefined ? "household.new" : "household.change")} save={save}>
      {household?.asks_staff && <p class="row when"><Icon name="warning" />{t("household.asks-text")}</p>}
      <Field name="size" label={t("household.people")} type="number" min={1} max={30} value={household?.size ?? 1} required />
      <Field name="valid_until" label={t("household.last-day")} type="date" value={household?.valid_until ?? ""} />
      <label class="choice"><input type="checkbox" name="approved" defaultChecked={household?.is_approved ?? true} /><span>{t("household.approved")}</span></label>
      <DietTicks name="diets" legend={t("household.diets")} chosen={household?.diets} />
    </Form>
  );
}

/** Each member belongs to one household: who is put into this one leaves the other. */
function Belonging({ household: former }: { household: Household }) {
  const household = households.value!.find(({ household_id }) => household_id === former.household_id) ?? former;
  const belongs = new Set(household.members.map(({ member_id }) => member_id));
  return (
    <fieldset class="card stack"><legend class="visually-hidden">{t("household.members")}</legend>
      <p><strong>{t("household.members")}</strong></p>
      {members.value.length === 0 && <p>{t("household.nobody")}</p>}
      <div class="ticks">
        {members.value.map(({ member_id, display_name }) => (
          <label key={member_id} class="choice">
            <input type="checkbox" checked={belongs.has(member_id)} onChange={({ currentTarget }) => void joinHousehold(household, member_id, currentTarget.checked)} />
            <span>{display_name}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
