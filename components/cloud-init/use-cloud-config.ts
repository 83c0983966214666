import { useLocale, useTranslations } from "next-intl";
import type { ChoicesAt, HelpAt } from "#components/editor/editor-props.ts";
import { keyHelpAt, proposalsAt, type Taken } from "#lib/cloud-init/typing/propose.ts";
import { kindOf, type UserDataKind } from "#lib/cloud-init/user-data.ts";

/** Kinds of user data in which the keys of cloud-config stand, or may come to stand. */
const withKeys: ReadonlySet<UserDataKind> = new Set(["cloud-config", "jinja", "empty", "unknown"]);

export const isYaml = (text: string): boolean => withKeys.has(kindOf(text));

/** What we know of cloud-config, in the page's language: words to choose from, and what a key is for. */
export const useCloudConfig = (): { choices: ChoicesAt; help: HelpAt } => {
  const t = useTranslations("editor");
  const sentence = useTranslations("cloud-config");
  const either = new Intl.ListFormat(useLocale(), { type: "disjunction" });
  const takes = (kinds: readonly Taken[]): string => either.format(kinds.map((kind) => t(`takes.${kind}`)));
  const explanationOf = (words: string): string => (words === "" ? "" : sentence(words));
  return {
    choices: (text, at) => {
      const found = isYaml(text) ? proposalsAt(text, at) : null;
      return (
        found && {
          from: found.from,
          options: found.options.map(({ label, insert, words, takes: kinds }) => ({
            label,
            insert,
            detail: takes(kinds),
            explanation: explanationOf(words),
          })),
        }
      );
    },
    help: (text, at) => {
      const found = isYaml(text) ? keyHelpAt(text, at) : null;
      if (!found) return null;
      const { since = "", instead = "" } = found.deprecated ?? {};
      return {
        title: found.path.filter((step) => step !== 0).join("."),
        detail: takes(found.takes),
        sentences: [
          explanationOf(found.words),
          found.choices.length > 0 ? t("choices", { choices: found.choices.join(", ") }) : "",
          found.deprecated ? (instead ? t("oldInstead", { since, instead }) : t("old", { since })) : "",
        ].filter((one) => one !== ""),
      };
    },
  };
};
