import { describe, expect, it } from "vitest";
import { eraDialects, eras } from "../resources/dialect/eras.fixture.ts";
import { cloudInitOf, settingsOf } from "./settings.ts";
import { settingsIn, storedIn } from "./stored.fixture.ts";

describe("the settings of a machine", () => {
  it.each(eras)("read the same in %s, but for what that platform lacks", (era) => {
    const { disks: form, icmp } = eraDialects[era];
    expect(settingsIn(era)).toEqual({
      runStrategy: "Always",
      exposure: { kind: "ports", ports: [22, 443] },
      icmp: icmp ? true : null,
      size: { instanceType: "u1.medium", cpu: "", sockets: "", memory: "" },
      profile: "ubuntu",
      disks: [
        { name: "web-system", bus: "" },
        { name: "web-data", bus: form === "names" ? "" : "scsi" },
      ],
      networks: [],
      usesSubnets: false,
      gpus: [],
      sshKeys: ["ssh-ed25519 one"],
      hasCloudInit: true,
      cloudInitSeed: "",
    });
  });

  it.each(eras)("P18: in %s hold nothing of the user data", (era) =>
    expect(JSON.stringify(settingsIn(era))).not.toContain("secret"),
  );

  it("know a size of one's own, as number or text", () => {
    const custom = { instanceType: "", resources: { cpu: 2, sockets: "1", memory: "4Gi" } };
    expect(settingsIn("current", custom).size).toEqual({ instanceType: "", cpu: "2", sockets: "1", memory: "4Gi" });
  });

  it("find networks where the platform looks for them", () => {
    const both = { networks: [{ name: "a" }], subnets: [{ name: "b" }] };
    expect(settingsIn("current", both)).toMatchObject({ networks: ["a"], usesSubnets: false });
    expect(settingsIn("current", { subnets: [{ name: "b" }] })).toMatchObject({ networks: ["b"], usesSubnets: true });
  });

  it("say what must not be written to, and what is no machine", () => {
    const of = (object: unknown) => settingsOf(object, eraDialects.current);
    expect(of(storedIn("current", { disks: [{}] }))).toMatchObject({ contradictory: true });
    expect(of(storedIn("current"))).toMatchObject({ contradictory: false, deleting: false });
    const { metadata, ...rest } = storedIn("current");
    const leaving = { ...rest, metadata: { ...metadata, deletionTimestamp: "2026-01-02T00:00:00Z" } };
    expect(of(leaving)).toMatchObject({ deleting: true });
    expect(of({ spec: {} })).toBeNull();
  });

  it("leave the text of cloud-init to who asks for it", () => {
    expect(cloudInitOf(storedIn("current"))).toContain("secret");
    expect(cloudInitOf(storedIn("current", { cloudInit: undefined }))).toBe("");
    expect(cloudInitOf("text")).toBeNull();
  });
});
