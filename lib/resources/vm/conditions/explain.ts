import { type AttentionKey, attentionOf } from "../attention.ts";
import type { VmCondition, VmView } from "../view.ts";
import { explanations, type LoudKey, type QuietKey, type Tone } from "./explanations.ts";
import { machineRules } from "./machine-rules.ts";
import { podRules } from "./pod-rules.ts";
import { releaseRules } from "./release-rules.ts";
import { fits } from "./rule.ts";
import { volumeRules } from "./volume-rules.ts";

const rules = [...releaseRules, ...machineRules, ...podRules, ...volumeRules];

export type Said = { loud: LoudKey } | { quiet: QuietKey };

/** What we know of a condition; null leaves it to the platform's own words. */
export const explain = (condition: VmCondition): Said | null => {
  const rule = rules.find((each) => fits(each, condition));
  if (!rule) return null;
  return "loud" in rule ? { loud: rule.loud } : { quiet: rule.quiet };
};

/** `words` are the platform's own: hostile text. `about`: the disk it is of, where there may be several. */
export type Need = { key: LoudKey; words: string | null; about: string | null };

const order: readonly Tone[] = ["failed", "attention", "info"];
const rank = ({ key }: Need): number => order.indexOf(explanations[key].tone);

/** What asks for somebody's attention, the most pressing first: each thing once, in the most exact words there are. */
export const needsOf = (vm: VmView): Need[] => {
  const told: Need[] = [];
  for (const condition of vm.conditions) {
    const said = explain(condition);
    if (!said || !("loud" in said)) continue;
    const about = condition.of === "DataVolume" ? condition.name : null;
    if (told.some(({ key, about: known }) => key === said.loud && known === about)) continue;
    told.push({ key: said.loud, words: condition.message || null, about });
  }
  const isExplained = told.some(({ key }) => explanations[key].tone !== "info");
  const isTold = (key: AttentionKey): boolean =>
    (key === "other" && isExplained) ||
    told.some((need) => need.key === key || (explanations[need.key].refines ?? []).includes(key));
  const found = attentionOf(vm)
    .filter(({ key }) => !isTold(key))
    .map(({ key, words }): Need => ({ key, words, about: null }));
  return [...found, ...told].sort((a, b) => rank(a) - rank(b));
};
