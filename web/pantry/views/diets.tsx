import { named } from "../texts.ts";

const DIETS = ["vegetarian", "vegan", "halal", "kosher", "gluten_free", "lactose_free", "nut_free", "diabetic", "baby"];

/** What an item suits, or a household eats and needs. */
export function Diets({ diets }: { diets: readonly string[] }) {
  return <>{diets.map((diet) => <span key={diet} class="badge fresh">{named("diet", diet)}</span>)}</>;
}

/** Likewise to be ticked: a form gives them by this name. */
export function DietTicks({ name, legend, chosen = [] }: { name: string; legend: string; chosen?: readonly string[] | undefined }) {
  return (
    <fieldset class="ticks"><legend>{legend}</legend>
      {DIETS.map((diet) => <label key={diet} class="choice"><input type="checkbox" name={name} value={diet} defaultChecked={chosen.includes(diet)} /><span>{named("diet", diet)}</span></label>)}
    </fieldset>
  );
}
