import type { Found } from "../finding.ts";

/** Addresses that mean the guest itself, its platform or its neighbours, as they are usually written. */
const isPrivate = (host: string): boolean =>
  /^(localhost|.*\.(local|internal|localhost)|127\..*|10\..*|192\.168\..*|169\.254\..*|172\.(1[6-9]|2\d|3[01])\..*|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\..*|0\..*|\[(::1?|f[cd].*|fe[89ab].*|::ffff:.*)\])$/i.test(
    host,
  );

/** `#include`: whoever holds an address holds the machine, from its first boot on. */
export const includeFindings = (text: string, start = 0): Found[] => {
  const found: Found[] = [];
  let any = false;
  for (const { index, 0: line } of text.matchAll(/[^\r\n]+/g)) {
    const address = line.replace(/^#include(-once)?/i, "").trim();
    if (address === "" || address.startsWith("#")) continue;
    any = true;
    const from = start + index + line.indexOf(address);
    const place = { from, to: from + address.length };
    const url = URL.canParse(address) ? new URL(address) : null;
    if (!url || !/^(https?|ftp|file):$/.test(url.protocol)) {
      found.push({ rule: "includeNoAddress", severity: "error", ...place });
      continue;
    }
    const host = url.hostname.slice(0, 100);
    if (isPrivate(url.hostname))
      found.push({ rule: "includePrivate", severity: "warning", ...place, values: { host } });
    else if (url.protocol !== "https:")
      found.push({ rule: "includeInClear", severity: "warning", ...place, values: { host } });
    else found.push({ rule: "include", severity: "warning", ...place, values: { host } });
  }
  const to = start + (/\r?\n/.exec(text)?.index ?? text.length);
  return any ? found : [{ rule: "includeNoAddress", severity: "error", from: start, to }];
};
