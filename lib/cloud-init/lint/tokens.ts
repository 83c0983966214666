import type { Found } from "../finding.ts";

/** How well-known secrets begin: no letter of one is ever repeated in a finding. */
const tokens = [
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g,
  /\b(?:aws_secret_access_key|AWS_SECRET_ACCESS_KEY)\b["']?\s*[=:]\s*["']?[\w/+]{20,}/g,
  /\bBearer\s+[\w.~+/-]{16,}/g,
  /\b(?:ghp|gho|ghs|ghu|github_pat|glpat|dckr_pat|npm|hf|sk_live|rk_live)[-_][\w-]{16,}/g,
  /\bxox[abprs]-[\w-]{10,}/g,
  /\beyJ[\w-]{10,500}\.eyJ[\w-]{10,2000}\.[\w-]*/g,
  /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@"'<>{}$]{1,64}:[^\s/@"'<>{}$]{3,128}@/gi,
  /\b(?:K3S_TOKEN|DB_PASSWORD|MYSQL_ROOT_PASSWORD|POSTGRES_PASSWORD|MYSQL_PASSWORD|REDIS_PASSWORD|API_KEY|SECRET_KEY|ACCESS_TOKEN)["']?\s*[=:]\s*["']?[^\s"'$<{]{4,}/g,
];

const privateKey = /-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----/g;

/** Of each kind a few: the person looks for the others. */
const mostOfEach = 10;

/** Private keys and tokens anywhere in a text, comments included: all of it is sent, and everyone who may look at the machine may read it. */
export const tokenFindings = (text: string): Found[] => {
  const find = (pattern: RegExp, rule: "privateKey" | "tokenInClear"): Found[] =>
    [...text.matchAll(pattern)]
      .slice(0, mostOfEach)
      .map(({ index, 0: all }) => ({ rule, severity: "warning", from: index, to: index + all.length }));
  return [...find(privateKey, "privateKey"), ...tokens.flatMap((pattern) => find(pattern, "tokenInClear"))];
};
