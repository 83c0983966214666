import { diskOfRelease, vmOfRelease } from "../names.ts";

/** A launcher pod is called after its machine and has five characters of its own. */
const launcher = /^virt-launcher-(.+)-[a-z0-9]{5}$/;
/** CDI's workers are called after the claim they fill, some with its uid or a suffix behind it. */
const worker = /^(?:importer|cdi-upload|clone-source|cdi-clone)-(?:prime-)?(vm-disk-.+)$/;

export type Subject = {
  vm: string | null;
  disk: string | null;
  /** A VirtualMachine that no release made, if there is one of that name. */
  other: string | null;
};

const ofRelease = (release: string): Subject => ({
  vm: vmOfRelease(release),
  disk: diskOfRelease(release),
  other: null,
});
const ofMachine = (name: string): Subject => {
  const found = ofRelease(name);
  return found.vm === null && name !== "" ? { ...found, other: name } : found;
};

/** Which machine or disk of the platform an object belongs to, as its name tells; all null for anything else. */
export const subjectOf = (kind: string, name: string): Subject => {
  switch (kind) {
    case "VMInstance":
      return { vm: name, disk: null, other: null };
    case "VMDisk":
      return { vm: null, disk: name, other: null };
    case "VirtualMachine":
    case "VirtualMachineInstance":
      return ofMachine(name);
    case "Pod": {
      const machine = launcher.exec(name)?.[1];
      return machine ? ofMachine(machine) : ofRelease(worker.exec(name)?.[1] ?? "");
    }
    default:
      return ofRelease(name);
  }
};
