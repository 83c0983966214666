import { osOfImage } from "../image/families.ts";
import type { OsFamily } from "./view.ts";

/** Operating system of a machine for a row: from its system disk's image, else from its profile. */
export const osOf = (image: string | null, profile: string): { family: OsFamily; label: string } => {
  if (image) {
    const { family, familyLabel, version } = osOfImage(image);
    return { family, label: version ? `${familyLabel} ${version}` : familyLabel };
  }
  return osOfProfile(profile);
};

const windowsYear = /^windows\.2k(\d\d?)/;

const otherLabels = new Map([
  ["linux", "Linux"],
  ["sles", "SLES"],
  ["cirros", "CirrOS"],
]);

const osOfProfile = (profile: string): { family: OsFamily; label: string } => {
  if (profile.startsWith("windows.")) {
    const year = windowsYear.exec(profile)?.[1];
    const release = year ? `Server 20${year.padStart(2, "0")}` : (profile.split(".")[1] ?? "");
    return { family: "windows", label: `Windows ${release}`.trim() };
  }
  const [, base = profile, version = ""] = /^([a-z]+)(?:\.(?:stream|leap|tumbleweed)?(\d{1,3})?)?/.exec(profile) ?? [];
  const { family, familyLabel } = osOfImage(base);
  if (family === "other") return { family, label: otherLabels.get(base) ?? profile };
  // Before Stream there was another CentOS.
  if (family === "centos" && !profile.includes("stream")) return { family, label: `CentOS ${version}`.trim() };
  return { family, label: version ? `${familyLabel} ${version}` : familyLabel };
};
