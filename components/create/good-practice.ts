import { type AdviceRule, adviceOf, leastCpu } from "#lib/advice/advice.ts";
import { newerImageOf, replicatedClassOf, roomierTypes } from "#lib/advice/of-catalogue.ts";
import { factsOfInput } from "#lib/advice/of-input.ts";
import { nextPart } from "#lib/create/disks.ts";
import type { CatalogueView } from "#lib/resources/image/view.ts";
import { adminPortOf } from "#lib/resources/known-ports.ts";
import { profileWords } from "#lib/resources/profile/words.ts";
import type { QuotaView } from "#lib/resources/tenant/view.ts";
import { type Draft, inputOf } from "./draft.ts";
import { emptyDisk, gibText, minimumOf } from "./draft-disks.ts";
import { systemOf } from "./draft-parts.ts";
import { withCustom, withType } from "./draft-size.ts";
import { withDisk, withImage } from "./draft-start.ts";
import { unfitOf } from "./size-fit.ts";

/** What a change of the draft rests on: what is offered, how much is left, and the keys of this browser. */
export type PracticeFacts = {
  catalogue: CatalogueView;
  quota: QuotaView | null;
  keys: readonly string[];
  today: string;
};

type Fix = (draft: Draft, facts: PracticeFacts) => Draft | null;

/** The draft with a rule kept; null where nothing can be changed so that it would be. */
export const withPractice = (rule: AdviceRule, draft: Draft, facts: PracticeFacts): Draft | null =>
  fixes[rule]?.(draft, facts) ?? null;

/** What one click on "production" sets: more is a matter of taste or of the guest. */
export const productionRules = ["cpu", "disks", "replicated", "ports", "keys"] as const satisfies readonly AdviceRule[];
export type ProductionRule = (typeof productionRules)[number];

/** The draft as production wants it, and what of that could not be had. */
export const withProduction = (draft: Draft, facts: PracticeFacts): { draft: Draft; left: ProductionRule[] } => {
  const left: ProductionRule[] = [];
  const next = productionRules.reduce((before, rule) => {
    if (!isOpen(rule, before, facts)) return before;
    const fixed = withPractice(rule, before, facts);
    if (!fixed || isOpen(rule, fixed, facts)) left.push(rule);
    return fixed ?? before;
  }, draft);
  return { draft: next, left };
};

const isOpen = (rule: AdviceRule, draft: Draft, { catalogue, keys, today }: PracticeFacts): boolean =>
  adviceOf(factsOfInput(inputOf(draft, keys), catalogue, { today, backups: null })).some(
    (advice) => advice.rule === rule && advice.state === "open",
  );

const fixes: Partial<Record<AdviceRule, Fix>> = {
  disks: (draft, { catalogue }) => {
    const part = nextPart(draft.disks.map((disk) => disk.part));
    const storageClass = replicatedClassOf(catalogue) ?? systemOf(draft).storageClass;
    return { ...draft, disks: [...draft.disks, emptyDisk(part, storageClass)] };
  },
  replicated: (draft, { catalogue }) => {
    const storageClass = replicatedClassOf(catalogue);
    const isMeant = ({ from, optical, storageClass: own }: Draft["disks"][number]) =>
      from !== "existing" && !optical && own !== storageClass;
    if (storageClass === null || !draft.disks.some(isMeant)) return null;
    return { ...draft, disks: draft.disks.map((disk) => (isMeant(disk) ? { ...disk, storageClass } : disk)) };
  },
  keys: (draft) => (draft.keysLeftOut.length > 0 ? { ...draft, keysLeftOut: [] } : null),
  ports: (draft) => {
    const ports = [adminPortOf(profileWords(draft.input.profile).family)];
    return { ...draft, input: { ...draft.input, exposure: { kind: "ports", ports } } };
  },
  cpu: (draft, { catalogue, quota }) => {
    if (draft.isCustom) return withCustom(draft, { cpu: String(leastCpu), sockets: "1" });
    const input = inputOf(draft, []);
    const own = catalogue.instanceTypes.find(({ name }) => name === draft.instanceType);
    const type = roomierTypes(own, catalogue).find((each) => unfitOf(each, input, catalogue, quota) === null);
    return type ? withType(draft, type.name) : null;
  },
  room: (draft, { catalogue, today, keys }) => {
    const system = systemOf(draft);
    const minimum = system.from === "image" ? minimumOf(system, catalogue) : null;
    const advice = adviceOf(factsOfInput(inputOf(draft, keys), catalogue, { today, backups: null }));
    const wanted = advice.find(({ rule }) => rule === "room")?.values.bytes;
    if (minimum === null || wanted === undefined) return null;
    return withDisk(draft, system.part, (disk) => ({
      ...disk,
      sizeBytes: wanted,
      sizeText: gibText(wanted),
      hasOwnSize: true,
    }));
  },
  image: (draft, { catalogue, quota, today }) => {
    const { from, image } = systemOf(draft);
    const newer = from === "image" ? newerImageOf(image, catalogue, today) : null;
    return newer && withImage(draft, newer, catalogue, quota);
  },
};
