import type { ApplicationKind } from "../apps/definitions.ts";
import type { Schema } from "../apps/schema.ts";
import type { Level } from "../bootstrap/tenant-roles.ts";
import type { Rule } from "../kinds/rbac.ts";

export type CoreResource = "tenantnamespaces" | "tenantmodules" | "tenantsecrets" | "options";

/** Everything in which one age of the platform differs from another, as data. */
export type Era = {
  /** Values of the charts, as `apps.cozystack.io` publishes them. */
  schemas: Record<ApplicationKind, Schema>;
  /** Reads carry the schema's defaults; else an application reads as it was written. */
  fillsDefaults: boolean;
  /** What each level of a tenant's people adds to the one below. */
  grants: Record<Level, Rule[]>;
  /** What every signed-in person may read of the whole cluster. */
  signedIn: Rule[];
  /** Golden images: how their claims are named, and whether tenants may list them. */
  images: { prefix: string; areListable: boolean };
  /** What `core.cozystack.io` serves; nothing: there is no such group. */
  core: CoreResource[];
  /** The kind of the objects that define the applications, if there is one. */
  definitionKind?: "ApplicationDefinition" | "CozystackResourceDefinition";
  /** Everything that belongs to an application says so in labels. */
  hasLineage: boolean;
  /** The Service of a machine: whether private ones have one, and whether PortList keeps the other ports closed. */
  services: { areForPrivate: boolean; filterPorts: boolean };
  kubeVirt: string;
};
