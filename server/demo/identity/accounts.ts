import type { Account, ClaimsParameterMember } from "oidc-provider";
import { type DemoPerson, demoPeople } from "./people.ts";

export type Profile = { name: string; fullName: string; groups: string[] };

/** The directory: the demo's people, and whoever called themselves into being. The last word on a name's groups wins. */
export type Accounts = {
  /** A person of the demo by name. */
  known: (name: string) => DemoPerson | undefined;
  /** Adds or replaces somebody; answers the subject. */
  enrol: (profile: Profile) => string;
  find: (subject: string) => Account | undefined;
};

const toAccount = ({ name, fullName, groups }: Profile): Account => ({
  accountId: name,
  claims: (_use: string, _scope: string, _claims: { [key: string]: null | ClaimsParameterMember }) => ({
    sub: name,
    preferred_username: name,
    name: fullName,
    email: `${name}@demo.example`,
    email_verified: true,
    groups,
  }),
});

export const createAccounts = (): Accounts => {
  const people = new Map(demoPeople.map((person) => [person.name, person]));
  const profiles = new Map<string, Profile>(people);
  return {
    known: (name) => people.get(name),
    enrol: (profile) => {
      profiles.set(profile.name, profile);
      return profile.name;
    },
    find: (subject) => {
      const profile = profiles.get(subject);
      return profile && toAccount(profile);
    },
  };
};

const nameForm = /^[a-z0-9](?:[a-z0-9._@-]{0,62}[a-z0-9])?$/i;
const groupForm = /^[a-z0-9](?:[a-z0-9._:@/-]{0,126}[a-z0-9])?$/i;

/** Reads the "Someone else" form; a sentence when it cannot be read. */
export const readSomeone = (form: URLSearchParams): Profile | string => {
  const name = form.get("name")?.trim() ?? "";
  const groups = [...new Set((form.get("groups") ?? "").split(/[\s,]+/).filter(Boolean))];
  if (!nameForm.test(name)) return "Give a name of letters, digits, dots and dashes, at most 64.";
  const strange = groups.find((group) => !groupForm.test(group));
  if (strange !== undefined) return `“${strange}” cannot be the name of a group.`;
  return { name, fullName: name, groups };
};
