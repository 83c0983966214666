import type { VmView } from "#lib/resources/vm/view.ts";

type Way = Pick<VmView, "loginUser"> & { address: string | null };

const isAddress = (text: string): boolean => /^[0-9a-fA-F.:]{3,45}$/.test(text);
const isUser = (text: string | null): text is string => text !== null && /^[a-zA-Z_][\w.-]{0,31}$/.test(text);

const webPorts: ReadonlyMap<number, string> = new Map([
  [80, "http"],
  [443, "https"],
  [8006, "https"],
  [8080, "http"],
  [8443, "https"],
]);
const usual: Readonly<Record<string, number>> = { http: 80, https: 443 };

/** What to type to reach a port from the internet; null without an address that is plainly one: it comes from the cluster. */
export const portWay = (port: number, { address, loginUser }: Way): string | null => {
  if (address === null || !isAddress(address)) return null;
  const host = address.includes(":") ? `[${address}]` : address;
  if (port === 22) return `ssh ${isUser(loginUser) ? loginUser : "USER"}@${address}`;
  if (port === 3389) return `mstsc /v:${host}`;
  const scheme = webPorts.get(port);
  if (scheme) return `${scheme}://${host}${usual[scheme] === port ? "" : `:${port}`}/`;
  return `${host}:${port}`;
};
