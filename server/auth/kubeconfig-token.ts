import * as z from "zod";
import { boundedDocuments, keyTwice } from "#lib/bounded-yaml.ts";
import type { CredentialRule } from "#lib/sign-in.ts";

export type KubeconfigToken = { token: string; server: string | null } | { rule: CredentialRule };

const user = z.looseObject({ token: z.string().nullish() });

const kubeconfig = z.looseObject({
  "current-context": z.string().default(""),
  contexts: z
    .array(z.looseObject({ name: z.string(), context: z.looseObject({ user: z.string(), cluster: z.string() }) }))
    .default([]),
  users: z.array(z.looseObject({ name: z.string(), user: user.nullish() })).default([]),
  clusters: z
    .array(z.looseObject({ name: z.string(), cluster: z.looseObject({ server: z.string() }).nullish() }))
    .default([]),
});

/** Ways to prove oneself that live on the person's own computer or that a server cannot use for them; in the order they are named. */
const unusable: readonly (readonly [RegExp, CredentialRule])[] = [
  [/^exec$/, "exec"],
  [/^auth-provider$/, "auth-provider"],
  [/^client-(?:certificate|key)(?:-data)?$/, "certificate"],
  [/^(?:username|password)$/, "password"],
  [/^as(?:-|$)/, "impersonation"],
  [/^tokenFile$/, "file"],
];

/**
 * The bearer token of a kubeconfig's current context, read as data: nothing it names is run, opened or dialled. A user that has another
 * credential besides is refused too, since kubectl would be somebody else with it.
 */
export const tokenOfKubeconfig = (text: string): KubeconfigToken => {
  const { data } = kubeconfig.safeParse(read(text));
  if (!data) return { rule: "unreadable" };
  const current = data.contexts.find(({ name }) => name === data["current-context"])?.context;
  const person = data.users.find(({ name }) => name === current?.user)?.user;
  if (!current || !person) return { rule: "no-context" };
  const given = Object.keys(person).filter((key) => person[key] !== null && person[key] !== "");
  for (const [pattern, rule] of unusable) if (given.some((key) => pattern.test(key))) return { rule };
  if (!person.token) return { rule: "no-token" };
  return {
    token: person.token,
    server: data.clusters.find(({ name }) => name === current.cluster)?.cluster?.server ?? null,
  };
};

const read = (text: string): unknown => {
  try {
    const options = { merge: false, prettyErrors: false, logLevel: "error", schema: "core" } as const;
    const [document, second] = boundedDocuments(text, options) ?? [];
    if (!document || second || document.errors.length > 0 || keyTwice(document) !== null) return null;
    // Nobody's kubeconfig has aliases; somebody's bomb has.
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    return null;
  }
};
