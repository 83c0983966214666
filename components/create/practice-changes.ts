import type { CreateDisk, CreateInput, CreateSize } from "#lib/create/input.ts";

/** One thing that a click changed; `what` is a key of messages `advice.changed`. */
export type PracticeChange =
  | { what: "size"; from: CreateSize; to: CreateSize }
  | { what: "disk"; bytes: number; storageClass: string }
  | { what: "class"; count: number; storageClass: string }
  | { what: "grown"; from: number; to: number }
  | { what: "ports"; ports: readonly number[] }
  | { what: "keys"; count: number }
  | { what: "image"; to: string }
  | { what: "cloudInit" };

/** What differs between two inputs, as far as good practice changes anything. */
export const practiceChanges = (before: CreateInput, after: CreateInput): PracticeChange[] => {
  const changes: PracticeChange[] = [];
  const imageOf = (input: CreateInput) => input.disks.flatMap((disk) => imageNameOf(disk) ?? [])[0];
  const [was, is] = [imageOf(before), imageOf(after)];
  if (is !== undefined && was !== is) changes.push({ what: "image", to: is });
  if (JSON.stringify(before.size) !== JSON.stringify(after.size))
    changes.push({ what: "size", from: before.size, to: after.size });
  const moved: string[] = [];
  for (const disk of after.disks) {
    if (disk.kind !== "new") continue;
    const old = before.disks.find((each) => each.kind === "new" && each.part === disk.part);
    if (old?.kind !== "new") changes.push({ what: "disk", bytes: disk.sizeBytes, storageClass: disk.storageClass });
    else {
      if (old.storageClass !== disk.storageClass) moved.push(disk.storageClass);
      if (old.sizeBytes !== disk.sizeBytes) changes.push({ what: "grown", from: old.sizeBytes, to: disk.sizeBytes });
    }
  }
  const [storageClass] = moved;
  if (storageClass !== undefined) changes.push({ what: "class", count: moved.length, storageClass });
  if (before.exposure !== after.exposure && after.exposure.kind === "ports")
    changes.push({ what: "ports", ports: after.exposure.ports });
  const added = after.sshKeys.filter((key) => !before.sshKeys.includes(key)).length;
  if (added > 0) changes.push({ what: "keys", count: added });
  if (before.cloudInit !== after.cloudInit) changes.push({ what: "cloudInit" });
  return changes;
};

const imageNameOf = (disk: CreateDisk): string | undefined =>
  disk.kind === "new" && disk.source.kind === "image" ? disk.source.name : undefined;
