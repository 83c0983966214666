import type { ImageView } from "../resources/image/view.ts";
import { gibibyte } from "../resources/quantity.ts";
import type { CreateDisk, CreateInput, NewDisk } from "./input.ts";
import { disksToInstall, installedBytes, installerPart, systemPart } from "./installers.ts";

type WithDisks = Pick<CreateInput, "disks">;

const usualBytes = 20 * gibibyte;

/** The first of `data`, `data-2`, … that is not taken. */
export const nextPart = (taken: readonly string[], base = "data"): string => {
  for (let number = 1; ; number++) {
    const part = number === 1 ? base : `${base}-${number}`;
    if (!taken.includes(part)) return part;
  }
};

export const newDisksOf = ({ disks }: WithDisks): NewDisk[] => disks.filter((disk) => disk.kind === "new");

/** The new disk that the guest is installed on; undefined where the machine starts from an existing disk. */
export const systemDiskOf = (input: WithDisks): NewDisk | undefined =>
  newDisksOf(input).find(({ part }) => part === systemPart);

/** The golden image the machine starts from; "" for none. Data disks may come from images, too: they do not count. */
export const imageNameOf = (input: WithDisks): string => {
  const start = newDisksOf(input).find(
    ({ part, source }) => (part === systemPart || part === installerPart) && source.kind === "image",
  );
  return start?.source.kind === "image" ? start.source.name : "";
};

/** The same list with the system disk changed; as it was where there is none. */
export const withSystemDisk = (disks: readonly CreateDisk[], change: Partial<NewDisk>): CreateDisk[] =>
  disks.map((disk) => (disk.kind === "new" && disk.part === systemPart ? { ...disk, ...change } : disk));

/** The system disk an image asks for: the usual size, more where it must be. */
export const defaultDiskBytes = (image: ImageView | undefined): number =>
  image?.kind === "installer" ? installedBytes : Math.max(usualBytes, image?.minimumBytes ?? 0);

/** Disks that start from an image. An installer stands behind an empty system disk, so that it boots only while that one is empty. */
export const disksOfImage = (
  image: Pick<ImageView, "name" | "kind" | "minimumBytes"> | undefined,
  sizeBytes: number,
  storageClass: string,
): CreateDisk[] => {
  const source = { kind: "image", name: image?.name ?? "" } as const;
  if (image?.kind === "installer") {
    const disks = disksToInstall(
      { kind: "new", source, sizeBytes: image.minimumBytes },
      { storageClass, driversUrl: null },
    );
    return withSystemDisk(disks, { sizeBytes });
  }
  return [{ kind: "new", part: systemPart, source, sizeBytes, storageClass, optical: false, bus: "" }];
};
