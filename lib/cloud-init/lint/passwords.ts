import type { Found } from "../finding.ts";
import { type Config, isRecord, itemsOf } from "./config.ts";
import { placeOf } from "./place.ts";

type Path = readonly (string | number)[];

/** What crypt(3) makes, or what locks an account. */
const isHash = (value: string): boolean => /^(\$[\w]+\$.+|[*!].*|)$/.test(value);

/** Passwords as cloud-init takes them: some must be hashes and let nobody in otherwise, some are in clear for everyone who may read. */
export const passwordFindings = (config: Config): Found[] => {
  const found: Found[] = [];
  let usable = false;
  const add = (rule: Found["rule"], severity: Found["severity"], path: Path) =>
    found.push({
      rule,
      severity,
      ...placeOf(config, path, "value"),
      values: { key: String(path.findLast((step) => typeof step === "string") ?? "") },
    });
  const addHash = (value: unknown, path: Path) => {
    if (typeof value !== "string" || /^([*!].*|)$/.test(value)) return;
    usable ||= isHash(value);
    if (isHash(value)) add("passwordHash", "info", path);
    else add("hashExpected", "error", path);
  };
  const addClear = (value: unknown, path: Path) => {
    if ((typeof value !== "string" && typeof value !== "number") || value === "") return;
    usable = true;
    add(isHash(String(value)) ? "passwordHash" : "passwordInClear", isHash(String(value)) ? "info" : "warning", path);
  };

  const { users, user, password, chpasswd, ssh_pwauth } = config.value;
  const people: [unknown, Path][] = itemsOf(users).map((one, at) => [one, ["users", at]]);
  for (const [person, path] of [...people, [user, ["user"]] as const]) {
    if (!isRecord(person)) continue;
    for (const key of ["passwd", "hashed_passwd", "hashed-passwd"]) addHash(person[key], [...path, key]);
    for (const key of ["plain_text_passwd", "plain-text-passwd"]) addClear(person[key], [...path, key]);
  }
  addClear(password, ["password"]);
  if (isRecord(chpasswd)) {
    for (const [at, one] of itemsOf(chpasswd.users).entries()) {
      if (!isRecord(one) || one.type === "RANDOM") continue;
      const path = ["chpasswd", "users", at, "password"];
      if (one.type === "text") addClear(one.password, path);
      else addHash(one.password, path);
    }
    const lines = typeof chpasswd.list === "string" ? chpasswd.list.split("\n") : itemsOf(chpasswd.list);
    const inClear = lines.some((line) => typeof line === "string" && /:(?!R$|RANDOM$|\$\w+\$).+$/.test(line.trim()));
    if (inClear) addClear("in clear", ["chpasswd", "list"]);
  }
  if (usable && ssh_pwauth === true) add("passwordOverSsh", "warning", ["ssh_pwauth"]);
  return found;
};
