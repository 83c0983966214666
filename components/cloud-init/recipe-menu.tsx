"use client";
import { ChevronDown, CookingPot } from "lucide-react";
import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button-class.ts";
import { Menu } from "#components/ui/menu.tsx";
import type { MenuItem } from "#components/ui/menu-items.tsx";
import type { UserDataContext } from "#lib/cloud-init/finding.ts";
import { type Recipe, recipes } from "#lib/cloud-init/recipes.ts";
import { withRecipe } from "#lib/cloud-init/with-recipe.ts";

type RecipeMenuProps = {
  text: string;
  context: UserDataContext;
  /** The text with it, and what was done, in words. */
  onAdd: (text: string, said: string) => void;
};

/** Ready pieces of cloud-config: what is typed stays as it is, and each can be undone like anything typed. */
export const RecipeMenu = ({ text, context, onAdd }: RecipeMenuProps) => {
  const t = useTranslations("editor.recipes");
  const words = useTranslations("cloud-init");
  const itemOf = ({ id, ports }: Recipe): MenuItem => {
    const made = withRecipe(text, id, context);
    const name = words(`recipe.${id}`);
    const first = "refusal" in made ? undefined : made.changes[0];
    const lacking = ports.filter(
      (port) => context.ports !== "all" && !(context.ports === "none" ? [] : context.ports).includes(port),
    );
    const said = [t("added", { name }), lacking.length > 0 && t("ports", { ports: lacking.join(", ") })];
    return {
      id,
      label: name,
      disabledReason:
        "refusal" in made ? words(`refusal.${made.refusal}`, { key: made.key ?? "" }) : first ? null : t("there"),
      onSelect: () => first && !("refusal" in made) && onAdd(made.text, said.filter(Boolean).join(" ")),
    };
  };
  return (
    <Menu
      label={t("title")}
      tip={false}
      align="start"
      triggerClass={buttonClass("ghost", "small")}
      trigger={
        <>
          <CookingPot aria-hidden="true" className="size-4" />
          {t("title")}
          <ChevronDown aria-hidden="true" className="size-4" />
        </>
      }
      items={() => recipes.map(itemOf)}
    />
  );
};
