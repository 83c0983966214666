import * as z from "zod";
import { parseList, quantity, section } from "#lib/resources/kube-object.ts";
import { releaseOfDisk } from "#lib/resources/names.ts";
import { quantityToBytes } from "#lib/resources/quantity.ts";
import type { Person } from "./auth/person.ts";
import { ProblemError } from "./http/problem-error.ts";
import type { Kube, KubePath } from "./kube/api.ts";
import { createOwnAnswers } from "./kube/own-answers.ts";

/** A page asks every few seconds; sizes change by hand. */
const keepMs = 5_000;

const storageKey = /(?:^|\/)requests\.storage$/;

/** Workload (`cozystack.io/v1alpha1`) of a claim: what its volume asks of the storage now, after growth too (platform-api.md 2.3). */
const workloadSchema = z.object({
  metadata: z.object({ name: z.string() }),
  status: section({
    resources: z
      .record(z.string(), quantity)
      .catch({})
      .transform((all) => Object.entries(all).find(([key]) => storageKey.test(key))?.[1] ?? null),
  }),
});

const nameOfWorkload = (disk: string): string => `pvc-${releaseOfDisk(disk)}`;

export type DiskSizes = (disk: string) => number | null;

/** Real sizes of a tenant's disks, which only the platform's own accounts tell to every role. */
export const createDiskSizes = (kube: Kube) => {
  const answers = createOwnAnswers<DiskSizes>({ keepMs, most: 500 });
  const read = async (person: Person, tenant: string): Promise<DiskSizes> => {
    const path: KubePath = ["apis", "cozystack.io", "v1alpha1", "namespaces", tenant, "workloads"];
    const list = parseList(workloadSchema, await kube.get(person, path));
    if (!list) throw new ProblemError("unavailable", { about: "workloads list" });
    const known = new Map(list.items.map(({ metadata, status }) => [metadata.name, status.resources]));
    return (disk) => quantityToBytes(known.get(nameOfWorkload(disk)));
  };
  return (person: Person, tenant: string): Promise<DiskSizes> => answers(person, tenant, () => read(person, tenant));
};
