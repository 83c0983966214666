import type { FieldProblem } from "../api/problem.ts";
import { isCloudInit } from "../cloud-init/user-data.ts";
import { type AddProblem, networkProblems } from "../create/check.ts";
import { existingProblems } from "../create/check-disks.ts";
import { sizeProblems } from "../create/check-size.ts";
import { buses } from "../create/schema-disks.ts";
import { leastRsaBits, sshKeyIdentity, sshKeyProblem } from "../create/ssh-key.ts";
import type { CatalogueView } from "../resources/image/view.ts";
import type { VmChange } from "./change.ts";
import type { VmSettings } from "./settings.ts";
import { chosenSize } from "./size.ts";

export type CheckedAgainst = {
  name: string;
  settings: VmSettings;
  catalogue: CatalogueView;
  /** Talos takes its machine configuration from where others have user data. */
  isTalos: boolean;
};

/** The rules of create for what is changed; what the machine has already is not judged again. */
export const changeProblems = (change: VmChange, against: CheckedAgainst): FieldProblem[] => {
  const problems: FieldProblem[] = [];
  const add: AddProblem = (path, rule, values) => problems.push({ path, rule, ...(values && { values }) });
  const { settings, catalogue } = against;
  if (change.size || change.profile !== undefined) checkSize(change, settings, catalogue, add);
  if (change.disks) checkDisks(change.disks, against, add);
  if (change.networks || change.icmp !== undefined) {
    const { networks = [], icmp = null } = change;
    networkProblems({ networks, icmp }, catalogue, (path, rule, values) => {
      // A network that it has already is not offered anew, but may stay.
      const index = Number(path.split(".")[1]);
      if (!settings.networks.includes(networks[index] ?? "")) add(path, rule, values);
    });
  }
  if (change.sshKeys) checkKeys(change.sshKeys, settings.sshKeys, catalogue, add);
  if (change.cloudInit) {
    if (!catalogue.dialect.cloudInit) add("cloudInit", "notOffered");
    else if (!against.isTalos && !isCloudInit(change.cloudInit)) add("cloudInit", "cloudInitStart");
  }
  return problems;
};

const checkSize = (
  { size: wanted, profile }: VmChange,
  settings: VmSettings,
  catalogue: CatalogueView,
  add: AddProblem,
): void => {
  const size = wanted ?? chosenSize(settings.size);
  if (!size) return;
  sizeProblems({ size, profile: profile ?? settings.profile, gpus: [] }, catalogue, (path, rule, values) => {
    const isAboutSize = path.startsWith("size");
    if (isAboutSize ? wanted : profile !== undefined) add(path, rule, values);
    // The size stays, so it is the profile that does not fit.
    else if (rule === "typeTooSmall") add("profile", rule, values);
  });
};

const checkDisks = (
  disks: VmSettings["disks"],
  { name, settings, catalogue }: CheckedAgainst,
  add: AddProblem,
): void => {
  for (const [index, disk] of disks.entries()) {
    const before = settings.disks.find((one) => one.name === disk.name);
    if (!before) existingProblems(`disks.${index}.name`, disk.name, name, catalogue, add);
    if (disk.bus === "" || disk.bus === before?.bus) continue;
    if (!catalogue.dialect.diskBus) add(`disks.${index}.bus`, "notOffered");
    else if (!buses.some((bus) => bus === disk.bus)) add(`disks.${index}.bus`, "busInvalid");
  }
};

const checkKeys = (
  keys: readonly string[],
  before: readonly string[],
  { dialect }: CatalogueView,
  add: AddProblem,
): void => {
  if (keys.length > 0 && !dialect.sshKeys) add("sshKeys", "notOffered");
  const identities = keys.map(sshKeyIdentity);
  for (const [index, key] of keys.entries()) {
    if (before.includes(key)) continue;
    const rule = sshKeyProblem(key);
    if (rule) add(`sshKeys.${index}`, rule, rule === "sshKeyWeak" ? { min: leastRsaBits } : undefined);
    else if (identities.indexOf(identities[index] ?? "") !== index) add(`sshKeys.${index}`, "sshKeyDuplicate");
  }
};
