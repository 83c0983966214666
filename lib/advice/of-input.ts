import { imageNameOf, systemDiskOf } from "../create/disks.ts";
import type { CreateDisk, CreateInput } from "../create/input.ts";
import { installerPart } from "../create/installers.ts";
import { vmDisksOf } from "../create/plan-disks.ts";
import { resourcesOf } from "../create/size.ts";
import type { BackupPlans } from "../resources/backup/view.ts";
import type { CatalogueView } from "../resources/image/view.ts";
import { profileWords } from "../resources/profile/words.ts";
import { firstBootOf } from "../resources/vm/first-boot.ts";
import type { AdviceDisk, AdviceFacts, GuestKind } from "./facts.ts";
import { replicatedClassOf } from "./of-catalogue.ts";

type Beside = { today: string; backups: BackupPlans | null };

/** Of a machine that is to be made. */
export const factsOfInput = (input: CreateInput, catalogue: CatalogueView, beside: Beside): AdviceFacts => {
  const { dialect } = catalogue;
  const { attached } = vmDisksOf(input, "", catalogue);
  const image = catalogue.images.find(({ name }) => name === imageNameOf(input));
  const system = systemDiskOf(input);
  return {
    ...beside,
    exists: false,
    name: input.name,
    guest: guestOf(input, catalogue),
    cpu: resourcesOf(input, catalogue)?.cpu ?? null,
    disks: input.disks.map((disk, index) => diskOf(disk, attached[index]?.name ?? "", catalogue)),
    minimumBytes: system?.source.kind === "image" ? (image?.minimumBytes ?? null) : null,
    replicatedClass: replicatedClassOf(catalogue),
    keyCount: dialect.sshKeys ? input.sshKeys.length : null,
    firstBoot: dialect.cloudInit ? firstBootOf(input.cloudInit) : null,
    exposure: input.exposure,
    filtersPorts: dialect.icmp,
    endOfSupport: image?.endOfSupport ?? null,
    hasOldProfile: profileWords(input.profile).badge === "endOfLife",
  };
};

const guestOf = (input: CreateInput, { images }: CatalogueView): GuestKind => {
  if (profileWords(input.profile).family === "windows") return "windows";
  const image = images.find(({ name }) => name === imageNameOf(input));
  if (image?.family === "talos") return "talos";
  const isInstalled = input.disks.some((disk) => disk.kind === "new" && disk.part === installerPart);
  return isInstalled || image?.kind === "installer" ? "installer" : "other";
};

const diskOf = (disk: CreateDisk, name: string, { disks }: CatalogueView): AdviceDisk => {
  if (disk.kind === "new") {
    const { storageClass, sizeBytes, optical } = disk;
    return { name, storageClass, sizeBytes, optical };
  }
  const known = disks.find((each) => each.name === disk.name);
  return {
    name,
    storageClass: known?.storageClass ?? "",
    sizeBytes: known?.sizeBytes ?? null,
    optical: known?.optical ?? false,
  };
};
