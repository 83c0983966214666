import type { BackupPlans } from "../resources/backup/view.ts";
import type { CatalogueView, ImageView } from "../resources/image/view.ts";
import { profileWords } from "../resources/profile/words.ts";
import type { VmView } from "../resources/vm/view.ts";
import type { AdviceFacts, GuestKind } from "./facts.ts";
import { replicatedClassOf } from "./of-catalogue.ts";

type Beside = { today: string; backups: BackupPlans | null };

/** The golden image that a machine's first disk with one was made from, as the catalogue knows it now. */
export const imageOfMachine = (
  { disksAttached }: Pick<VmView, "disksAttached">,
  { images }: Pick<CatalogueView, "images">,
): ImageView | null => {
  const name = disksAttached.find(({ image }) => image !== null)?.image;
  return images.find((image) => image.name === name) ?? null;
};

/** Of a machine that is there. */
export const factsOfMachine = (vm: VmView, catalogue: CatalogueView, beside: Beside): AdviceFacts => {
  const { dialect } = catalogue;
  const image = imageOfMachine(vm, catalogue);
  const [first] = vm.disksAttached.filter(({ optical }) => !optical);
  return {
    ...beside,
    exists: true,
    name: vm.name,
    guest: guestOf(vm, image),
    cpu: vm.size.cpu,
    disks: vm.disksAttached,
    // Of the disk it starts from alone: a data disk may come from an image, too.
    minimumBytes: image !== null && first?.image === image.name ? image.minimumBytes : null,
    replicatedClass: replicatedClassOf(catalogue),
    keyCount: dialect.sshKeys ? vm.sshKeyCount : null,
    firstBoot: dialect.cloudInit ? (vm.firstBoot ?? "unread") : null,
    exposure: vm.exposure,
    filtersPorts: vm.filtersPorts,
    endOfSupport: image?.endOfSupport ?? null,
    hasOldProfile: profileWords(vm.profile).badge === "endOfLife",
  };
};

const guestOf = ({ os, profile }: VmView, image: ImageView | null): GuestKind => {
  if (os.family === "windows" || profileWords(profile).family === "windows") return "windows";
  if (os.family === "talos") return "talos";
  return image?.kind === "installer" ? "installer" : "other";
};
