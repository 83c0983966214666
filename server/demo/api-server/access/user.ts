/** Who makes a request, as `authentication.k8s.io` UserInfo. */
export type User = { name: string; uid: string; groups: readonly string[]; extra: Readonly<Record<string, string[]>> };

export const AUTHENTICATED = "system:authenticated";
export const MASTERS = "system:masters";

export const ANONYMOUS: User = { name: "system:anonymous", uid: "", groups: ["system:unauthenticated"], extra: {} };

export function signedIn(name: string, groups: readonly string[], more: Partial<User> = {}): User {
  const all = groups.includes(AUTHENTICATED) ? groups : [...groups, AUTHENTICATED];
  return { uid: "", extra: {}, ...more, name, groups: all };
}

export const userInfo = ({ name, uid, groups, extra }: User) => ({
  username: name,
  ...(uid === "" ? {} : { uid }),
  groups,
  ...(Object.keys(extra).length === 0 ? {} : { extra }),
});
