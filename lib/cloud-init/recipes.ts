import type { UserDataContext } from "./finding.ts";
import { docker, firewall, guestAgent, messages, nginx, swap, user } from "./recipes/written.ts";

export const recipeIds = ["nginx", "docker", "user", "swap", "guestAgent", "messages", "firewall"] as const;
/** Keys of messages `cloudInit.recipe`. */
export type RecipeId = (typeof recipeIds)[number];

/** Keys of messages `cloudInit.refusal`: why a recipe cannot be added. */
export const recipeRefusals = ["notCloudConfig", "unreadable", "family", "needsKeys", "taken", "shape"] as const;
export type RecipeRefusal = (typeof recipeRefusals)[number];

/** What a recipe adds below one key of cloud-config: items of a list, or a value that nobody has set otherwise. */
export type Addition = { key: string; items: readonly RecipeItem[] } | { key: string; value: unknown };

/** `ifNew` items belong only to a list that the recipe begins; a remark is put in front where there are lines. */
export type RecipeItem = { value: unknown; ifNew?: true; remark?: string };

export type Recipe = {
  id: RecipeId;
  /** TCP ports that must be let in for it to be of use. */
  ports: readonly number[];
  /** In order; or why there is none for this machine. */
  additions: (context: UserDataContext) => readonly Addition[] | "family" | "needsKeys";
};

export const recipes: readonly Recipe[] = [
  { id: "nginx", ports: [80, 443], additions: nginx },
  { id: "docker", ports: [], additions: docker },
  { id: "user", ports: [], additions: user },
  { id: "swap", ports: [], additions: swap },
  { id: "guestAgent", ports: [], additions: guestAgent },
  { id: "messages", ports: [], additions: messages },
  { id: "firewall", ports: [], additions: firewall },
];
