/**
 * What could not be taken over as it is, or is good to know; each a key of messages `like.note`. All else of a machine is in the form
 * unsaid.
 */
export const likeRules = [
  "outside",
  "deleting",
  "contradictory",
  "sizeGone",
  "sizeUnread",
  "profileGone",
  "gpuGone",
  "networkGone",
  "keysRefused",
  "portsLeft",
  "power",
  "fieldLeft",
  "diskGone",
  "diskUnread",
  "opticalLeft",
  "imageGone",
  "sourceHidden",
  "systemEmpty",
  "systemNone",
  "dataEmpty",
  "diskBusy",
  "classGone",
  "sizeUnknown",
  "systemCopied",
  "dataCopied",
  "cloudInit",
] as const;
export type LikeRule = (typeof likeRules)[number];

/** Values come from the cluster: hostile text. */
export type LikeNote = { rule: LikeRule; values: Record<string, string> };
export type AddNote = (rule: LikeRule, values?: LikeNote["values"]) => void;

/** Nothing was lost by these: they say how it was done. */
const plain: ReadonlySet<LikeRule> = new Set(["systemCopied", "dataCopied", "cloudInit"]);
export const isLoss = ({ rule }: LikeNote): boolean => !plain.has(rule);
