import { describe, expect, it } from "vitest";
import { unpublishedDialect } from "#lib/resources/dialect/dialect.ts";
import { eraDialects } from "#lib/resources/dialect/eras.fixture.ts";
import { noOverlay } from "#lib/resources/image/overlay.ts";
import type { Person } from "./auth/person.ts";
import { readBackups } from "./catalogue-backups.ts";
import { readGpus, readNetworks } from "./catalogue-extras.ts";
import { readImages } from "./catalogue-images.ts";
import { ProblemError } from "./http/problem-error.ts";
import type { Kube } from "./kube/api.ts";

const person: Person = {
  sessionId: "s",
  identity: { issuer: "i", subject: "ada", name: "ada", groups: [] },
  token: async () => "ada",
  ended: new AbortController().signal,
};

/** A cluster that answers what is listed here, by the end of the path, and refuses the rest. */
const kubeOf = (answers: Record<string, unknown>): Kube => {
  const nobody = () => {
    throw new Error("nothing is written or watched here");
  };
  const get: Kube["get"] = async (_person, path) => {
    const name = path.slice(-2).join("/");
    const answer = answers[name];
    if (answer === undefined) throw new ProblemError("forbidden", { about: name });
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { get, watch: nobody, write: nobody };
};

const options = (...items: object[]) => ({ spec: items.length > 0 ? { items } : {} });
const claim = (name: string) => ({
  metadata: { name },
  spec: { resources: { requests: { storage: "9Gi" } } },
  status: { phase: "Bound" },
});
const claims = "cozy-public/persistentvolumeclaims";
const overlay = { ...noOverlay, offered: ["debian-12"] };
const imagesOf = async (answers: Record<string, unknown>) => {
  const { list, from } = await readImages(kubeOf(answers), person, "tenant-acme", new Set(), overlay);
  return [from, ...list.map(({ name, minimumBytes }) => `${name} ${minimumBytes / 1024 ** 3}`)];
};

describe("images", () => {
  it("come from claims with their sizes, else from names, else from the operator", async () => {
    const names = options({ value: "ubuntu-2404" }, { value: "debian-13" }, { value: "" }, { value: 7 });
    const both = { [claims]: { items: [claim("vm-default-images-rocky-9")] }, "options/image": names };
    expect(await imagesOf(both)).toEqual(["cluster", "rocky-9 11"]);
    expect(await imagesOf({ "options/image": names })).toEqual(["cluster", "debian-13 4", "ubuntu-2404 4"]);
    expect(await imagesOf({})).toEqual(["configured", "debian-12 4"]);
  });

  it("of a cluster that lists none are none: the operator's list is no better knowledge", async () => {
    expect(await imagesOf({ [claims]: { items: [] } })).toEqual(["cluster"]);
    expect(await imagesOf({ "options/image": options() })).toEqual(["cluster"]);
  });

  it.each([
    { [claims]: new ProblemError("unavailable") },
    { "options/image": new ProblemError("internal") },
    { [claims]: { kind: "Status" } },
  ])("that cannot be read are not replaced by others (%#)", async (answers) => {
    await expect(imagesOf(answers)).rejects.toBeInstanceOf(ProblemError);
  });
});

describe("devices and networks", () => {
  const gpus = (answers: Record<string, unknown>, dialect = eraDialects.current) =>
    readGpus(kubeOf(answers), person, "tenant-acme", dialect);
  const networks = (answers: Record<string, unknown>, dialect = eraDialects.current) =>
    readNetworks(kubeOf(answers), person, "tenant-acme", dialect);
  const permitted = {
    "v1/kubevirts": {
      items: [
        {
          metadata: { name: "kubevirt" },
          spec: { configuration: { permittedHostDevices: { pciHostDevices: [{ resourceName: "nvidia.com/A10" }] } } },
        },
      ],
    },
  };

  it("are what the platform lists, else what KubeVirt permits", async () => {
    const listed = { "options/gpu": options({ value: "nvidia.com/T4", description: "3 available on node a" }) };
    expect(await gpus({ ...listed, ...permitted })).toEqual([{ name: "nvidia.com/T4", free: 3 }]);
    expect(await gpus({ "options/gpu": options(), ...permitted })).toEqual([]);
    expect(await gpus(permitted)).toEqual([{ name: "nvidia.com/A10", free: null }]);
  });

  it("are a failure where neither can be read, and none where a machine cannot have any", async () => {
    await expect(gpus({})).rejects.toMatchObject({ problem: { code: "forbidden" } });
    await expect(gpus({ "options/gpu": new ProblemError("timeout"), ...permitted })).rejects.toMatchObject({
      problem: { code: "timeout" },
    });
    expect(await gpus({}, { ...eraDialects.current, gpus: false })).toEqual([]);
  });

  it("tell no networks from networks that are not listed", async () => {
    expect(await networks({ "options/network": options({ value: "subnet-1" }) })).toEqual([{ name: "subnet-1" }]);
    expect(await networks({ "options/network": options() })).toEqual([]);
    expect(await networks({})).toBeNull();
    expect(await networks({ "options/network": options() }, unpublishedDialect)).toBeNull();
    await expect(networks({ "options/network": new ProblemError("unavailable") })).rejects.toBeInstanceOf(ProblemError);
  });
});

describe("backups", () => {
  const plan = (kind: string, name: string) => ({ spec: { applicationRef: { kind, name } } });
  const backups = (answers: Record<string, unknown>) => readBackups(kubeOf(answers), person, "tenant-acme");
  const classes = { "v1alpha1/backupclasses": { items: [{ metadata: { name: "cozy-default" } }] } };

  it("are the machines that a plan covers, and the classes a plan may name", async () => {
    const plans = [plan("VMInstance", "web"), plan("VMDisk", "web-data"), plan("VMInstance", "web"), { spec: {} }];
    const listed = { "tenant-acme/plans": { items: plans } };
    expect(await backups({ ...listed, ...classes })).toEqual({
      kind: "offered",
      vms: ["web"],
      classes: ["cozy-default"],
    });
    expect(await backups(listed)).toMatchObject({ kind: "offered", classes: [] });
  });

  it("tell a platform without them from plans that one may not read", async () => {
    expect(await backups({})).toEqual({ kind: "none" });
    expect(await backups({ "backups.cozystack.io/v1alpha1": { kind: "APIResourceList" } })).toEqual({ kind: "unread" });
    await expect(backups({ "tenant-acme/plans": new ProblemError("timeout") })).rejects.toBeInstanceOf(ProblemError);
  });
});
