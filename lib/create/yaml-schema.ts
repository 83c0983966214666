import * as z from "zod";
import { apiVersion } from "./manifest.ts";

/**
 * The two kinds as people write them by hand: any field may be missing, null stands for nothing, none may be unknown. What is left of a
 * `spec` may be a further setting of the cluster's schema.
 */

const metadata = z.strictObject({
  name: z.string(),
  namespace: z.string().nullish(),
  labels: z.record(z.string(), z.string()).nullish(),
});

const named = z.array(z.strictObject({ name: z.string() })).nullish();
const quantity = z.union([z.string(), z.number()]).nullish();

export const vmDiskSchema = z.strictObject({
  apiVersion: z.literal(apiVersion),
  kind: z.literal("VMDisk"),
  metadata,
  spec: z
    .looseObject({
      source: z
        .strictObject({
          image: z.strictObject({ name: z.string() }).nullish(),
          http: z
            .strictObject({
              url: z.string(),
              headers: z.record(z.string(), z.string()).nullish(),
              checksum: z.string().nullish(),
            })
            .nullish(),
          registry: z.strictObject({ url: z.string() }).nullish(),
          disk: z.strictObject({ name: z.string() }).nullish(),
          upload: z.unknown().optional(),
        })
        .nullish(),
      optical: z.boolean().nullish(),
      storage: quantity,
      storageClass: z.string().nullish(),
    })
    .nullish(),
});
export type WrittenDisk = z.output<typeof vmDiskSchema>;

export const vmInstanceSchema = z.strictObject({
  apiVersion: z.literal(apiVersion),
  kind: z.literal("VMInstance"),
  metadata,
  spec: z.looseObject({
    running: z.boolean().nullish(),
    runStrategy: z.enum(["Always", "Halted"]).nullish(),
    instanceType: z.string().nullish(),
    resources: z.strictObject({ cpu: quantity, sockets: quantity, memory: quantity }).partial().nullish(),
    instanceProfile: z.string().nullish(),
    disks: z.array(z.union([z.string(), z.strictObject({ name: z.string(), bus: z.string().nullish() })])).nullish(),
    gpus: named,
    external: z.boolean().nullish(),
    externalMethod: z.enum(["PortList", "WholeIP"]).nullish(),
    externalPorts: z.array(z.number()).nullish(),
    externalAllowICMP: z.boolean().nullish(),
    networks: named,
    subnets: named,
    sshKeys: z.array(z.string()).nullish(),
    cloudInit: z.string().nullish(),
    // Runs user data again on a machine that exists; older documents show it empty.
    cloudInitSeed: z.literal("").nullish(),
  }),
});
export type WrittenVm = z.output<typeof vmInstanceSchema>;

export const knownSpecFields: ReadonlySet<string> = new Set(Object.keys(vmInstanceSchema.shape.spec.shape));
