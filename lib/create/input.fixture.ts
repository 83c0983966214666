import fc from "fast-check";
import type { CatalogueView } from "../resources/image/view.ts";
import { gibibyte } from "../resources/quantity.ts";
import { catalogueProblems } from "./check.ts";
import type { CreateDisk, CreateInput, DiskSource } from "./input.ts";
import { parseCreateInput } from "./schema.ts";

/** Whether the form would send it, quota aside. */
export const isAccepted = (input: CreateInput, catalogue: CatalogueView): boolean =>
  parseCreateInput(input).ok && catalogueProblems(input, catalogue).length === 0;

const sshKeys = [
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl ada@laptop: 'at' #home",
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGPKy7rKzJ8l0yvJ0bqK6Jm0hP0gQ6J0v6bL0F3u1m2a",
];
const url = "https://host.example/a%20b.qcow2?x=1&y=#z";

/** Inputs of every kind that this catalogue offers, most of them as the form would send them. Only tests read it. */
export const inputArbitrary = (catalogue: CatalogueView): fc.Arbitrary<CreateInput> => {
  const { dialect, images, networks, instanceTypes, storageClasses } = catalogue;
  const disks = catalogue.disks.filter(({ ready, deleting }) => ready && !deleting);
  const gpus = catalogue.gpus.filter(({ free }) => free !== 0);
  const profiles = catalogue.profiles.filter(({ name }) => dialect.profiles?.includes(name) ?? true);
  const one = (names: readonly { name: string }[], ...more: string[]) =>
    fc.constantFrom(...names.map(({ name }) => name), ...more);
  const some = (names: readonly { name: string }[], isOffered: boolean) =>
    fc.subarray(isOffered ? names.map(({ name }) => name) : []);
  const value = fc.stringMatching(/^[!-~]([ -~]{0,20}[!-~])?$/);
  const sources: fc.Arbitrary<DiskSource>[] = [
    fc.record({ kind: fc.constant("image"), name: one(images) }),
    fc.record({
      kind: fc.constant("url"),
      url: fc.constantFrom(url, "http://1.1.1.1/x"),
      headers: fc.uniqueArray(fc.record({ name: fc.constantFrom("Authorization", "X-Key", "yes", "no"), value }), {
        maxLength: dialect.sources.headers ? 4 : 0,
        selector: ({ name }) => name,
      }),
      checksum: dialect.sources.checksum ? fc.constantFrom("", `sha256:${"0".repeat(64)}`) : fc.constant(""),
    }),
    fc.constant({ kind: "empty" }),
  ];
  if (dialect.sources.registry) sources.push(fc.constant({ kind: "registry", url: "docker://quay.io/a/b:1" }));
  if (dialect.cloneSource) sources.push(fc.record({ kind: fc.constant("clone"), disk: one(disks) }));
  const bus = dialect.diskBus ? fc.constantFrom("", "sata", "virtio") : fc.constant("");
  const sizeBytes = fc.oneof(
    fc.integer({ min: 40, max: 200 }).map((gib) => gib * gibibyte),
    fc.integer({ min: 40 * gibibyte, max: 41 * gibibyte }),
  );
  const disk: fc.Arbitrary<CreateDisk> = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant("new"),
        part: fc.constant("data"),
        source: fc.oneof(...sources),
        sizeBytes,
        storageClass: one(storageClasses),
        optical: fc.boolean(),
        bus,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("existing"),
        name: one(disks.filter(({ usedBy }) => usedBy === null)),
        bus,
      }),
    },
  );
  const size: fc.Arbitrary<CreateInput["size"]> = fc.oneof(
    fc.record({ kind: fc.constant("type"), instanceType: one(instanceTypes) }),
    fc.record({
      kind: fc.constant("custom"),
      cpu: fc.integer({ min: 1, max: 8 }),
      sockets: fc.integer({ min: 1, max: 2 }),
      memoryBytes: fc.integer({ min: 2 ** 31, max: 2 ** 36 }),
    }),
  );
  const port = fc.integer({ min: 1, max: 65_535 });
  return fc.record({
    name: fc.stringMatching(/^[a-z]([a-z0-9-]{0,39}[a-z0-9])?$/),
    disks: fc
      .uniqueArray(disk, {
        minLength: 1,
        maxLength: 4,
        selector: (each) => (each.kind === "existing" ? each.name : each),
      })
      .map((all) =>
        all.map((each, at) =>
          each.kind === "new"
            ? // Every other one has a name of its own.
              { ...each, part: at === 0 ? "system" : `data-${at}`, ...(at % 2 === 1 && { name: `own-${at}` }) }
            : each,
        ),
      ),
    size,
    profile: one(profiles, ""),
    gpus: some(gpus, dialect.gpus),
    sshKeys: fc.subarray(sshKeys),
    cloudInit: fc.oneof(
      fc.constantFrom(
        "",
        "#cloud-config\npackages: [htop]\n",
        "#!/bin/sh\r\necho 'a: b'  \n\n",
        "#cloud-config\n\t# é \u2028\n",
      ),
      fc.string({ unit: "grapheme" }).map((text) => `#!/bin/sh\n${text}`),
    ),
    exposure: fc.oneof<fc.Arbitrary<CreateInput["exposure"]>[]>(
      fc.constantFrom({ kind: "private" }, { kind: "whole" }),
      fc.record({ kind: fc.constant("ports"), ports: fc.uniqueArray(port, { minLength: 1, maxLength: 4 }) }),
    ),
    icmp: dialect.icmp ? fc.constantFrom(null, true, false) : fc.constant(null),
    networks: some(networks, dialect.networks !== "none"),
    start: fc.boolean(),
    more: dialect.more.some(({ path }) => path === "cpuModel")
      ? fc.oneof(fc.constant({}), fc.record({ cpuModel: fc.constantFrom("", "host-passthrough", "no") }))
      : fc.constant({}),
  });
};
