import { setTimeout as pause } from "node:timers/promises";
import * as z from "zod";
import type { KubeClient } from "../platform/client.ts";
import type { Era } from "../platform/eras/era.ts";
import { helmReleases } from "../platform/kinds/cozystack.ts";
import { type Contents, copier, type Free, freeIn, type Kept, whatNames } from "./copies.ts";
import { createMachine, createTenant } from "./create.ts";
import type { SeedMachine } from "./machine.ts";
import { manyMachines } from "./many-machines.ts";

const written = /^(?<tenant>[a-z][a-z0-9]{0,19})=(?<machines>[1-9]\d{0,4})(?:\/(?<tenants>[1-9]\d{0,2}))?$/;

/** `name=5000,other=5000/200`. */
export const manySchema = z.string().transform((text, context) =>
  text.split(",").flatMap((part): Many[] => {
    const { tenant = "", machines, tenants = 1 } = written.exec(part.trim())?.groups ?? {};
    if (tenant !== "") return [{ tenant, machines: Number(machines), tenants: Number(tenants) }];
    if (part.trim() !== "")
      context.addIssue({ code: "custom", message: `"${part}" is not name=machines or name=machines/tenants` });
    return [];
  }),
);

/** So many machines in a tenant, or over so many tenants `<tenant>000`, `<tenant>001`, … */
export type Many = { tenant: string; machines: number; tenants: number };

type Options = { contents: Contents; now: number; era: Pick<Era, "schemas"> };

const dayMs = 86_400_000;
/** What is written at once before everybody gets the time to hear of it. */
const batch = 200;

const numbered = (name: string, number: number, digits: number): string =>
  `${name}${String(number).padStart(digits, "0")}`;

/**
 * Thousands of machines in seconds: the platform makes the first of each kind through its API, the others are written beside them as it
 * would have left them (copies.ts). Only for the stand-in, whose contents can be reached.
 */
export const seedMany = async (client: KubeClient, many: readonly Many[], options: Options): Promise<void> => {
  const { contents, now, era } = options;
  const wholes = many.map((each) => ({
    ...each,
    name: each.tenants > 1 ? numbered(each.tenant, 0, 3) : each.tenant,
    machines: Math.ceil(each.machines / each.tenants),
  }));
  for (const { name, machines } of wholes) {
    const resourceQuotas = { cpu: `${machines * 9}`, memory: `${machines * 40}Gi`, storage: `${machines * 600}Gi` };
    await createTenant(client, { namespace: `tenant-${name}`, name, parent: "tenant-root", resourceQuotas });
    await Promise.all(firstOf(name, machines).map((machine) => createMachine(client, machine, now, era)));
  }
  await settled(contents);
  const free = freeIn(contents);
  for (const { name, machines } of wholes) await copyMachines(client, name, machines, { ...options, free });
  for (const { tenant, name, tenants } of wholes) {
    if (tenants > 1) await copyTenants(client, tenant, name, tenants, { ...options, free });
  }
  await settled(contents);
};

const firstOf = (tenant: string, machines: number): SeedMachine[] =>
  manyMachines
    .slice(0, machines)
    .map((machine) => ({ ...machine, tenant: `tenant-${tenant}`, name: numbered(`${machine.name}-`, 0, 4) }));

type Copying = Options & { free: Free };

const copyMachines = async (client: KubeClient, tenant: string, machines: number, options: Copying) => {
  const copiers = firstOf(tenant, machines).map(({ name }, index) => {
    const group = whatNames(options.contents, name).filter(
      ({ object }) => object.metadata.namespace === `tenant-${tenant}`,
    );
    return { role: manyMachines[index]?.name ?? "", copy: copier(group, name) };
  });
  const releases = client.informer(helmReleases);
  for (let number = copiers.length; number < machines; number += 1) {
    const { role, copy } = copiers[number % copiers.length] ?? {};
    if (!role || !copy) return;
    // Spread over two years, none as old as another.
    const createdAt = new Date(options.now - ((number * 7919) % 730) * dayMs - number * 61_000);
    const copyName = numbered(`${role}-`, Math.floor(number / copiers.length), 4);
    write(options.contents, copy(copyName, options.free, createdAt.toISOString().replace(/\.\d+Z$/, "Z")));
    if (number % batch === 0 || number === machines - 1) {
      await releases.until(() => releases.get(`tenant-${tenant}/vm-instance-${copyName}`));
    }
  }
};

const copyTenants = async (client: KubeClient, tenant: string, first: string, count: number, options: Copying) => {
  const copy = copier(whatNames(options.contents, first), first);
  const releases = client.informer(helmReleases);
  for (let number = 1; number < count; number += 1) {
    const name = numbered(tenant, number, 3);
    write(options.contents, copy(name, options.free));
    await releases.until(() => releases.get(`tenant-root/tenant-${name}`));
  }
};

const write = (contents: Contents, group: readonly Kept[]): void => {
  for (const { key, object } of group) contents.put(key, object);
};

/** Nothing was written for a second: the controllers have nothing more to do. */
const settled = async (contents: { readonly revision: number }): Promise<void> => {
  for (let before = -1; before !== contents.revision; await pause(1_000)) before = contents.revision;
};
