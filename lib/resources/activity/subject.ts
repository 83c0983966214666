import { diskOfRelease, vmOfRelease } from "../names.ts";

/** A launcher pod is called after its machine and has five characters of its own. */
const launcher = /^virt-launcher-(.+)-[a-z0-9]{5}$/;
/** CDI's workers are called after the claim they fill, some with its uid or a suffix behind it. */
const worker = /^(?:importer|cdi-upload|clone-source|cdi-clone)-(?:prime-)?(vm-disk-.+)$/;

const ofRelease = (release: string) => ({ vm: vmOfRelease(release), disk: diskOfRelease(release) });

/** Which machine or disk of the platform an object belongs to, as its name tells; both null for anything else. */
export const subjectOf = (kind: string, name: string): { vm: string | null; disk: string | null } => {
  switch (kind) {
    case "VMInstance":
      return { vm: name, disk: null };
    case "VMDisk":
      return { vm: null, disk: name };
    case "Pod": {
      const release = launcher.exec(name)?.[1] ?? worker.exec(name)?.[1];
      return ofRelease(release ?? "");
    }
    default:
      return ofRelease(name);
  }
};
