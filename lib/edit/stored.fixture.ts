import { type Era, eraDialects } from "../resources/dialect/eras.fixture.ts";
import { diskEntries } from "../resources/dialect/write.ts";
import { settingsOf, type VmSettings } from "./settings.ts";

/** One machine as each platform stores it: running, two disks, two ports. Only tests read it. */
export const storedIn = (era: Era, more: object = {}) => {
  const dialect = eraDialects[era];
  return {
    metadata: { name: "web", namespace: "tenant-mills", uid: "uid-1", creationTimestamp: "2026-01-01T00:00:00Z" },
    spec: {
      ...(dialect.power === "running" ? { running: true } : { runStrategy: "Always" }),
      external: true,
      externalMethod: "PortList",
      externalPorts: [22, 443],
      instanceType: "u1.medium",
      instanceProfile: "ubuntu",
      disks: diskEntries(dialect, [{ name: "web-system" }, { name: "web-data", bus: "scsi" }]),
      sshKeys: ["ssh-ed25519 one"],
      cloudInit: "#cloud-config\npassword: secret",
      ...more,
    },
  };
};

export const settingsIn = (era: Era, more: object = {}): VmSettings => {
  const stored = settingsOf(storedIn(era, more), eraDialects[era]);
  if (!stored) throw new Error("this is no VMInstance");
  return stored.settings;
};
