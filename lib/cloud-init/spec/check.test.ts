import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { faultsOf } from "./check.ts";
import { cloudConfig } from "./cloud-config.ts";

/** Path, fault and values in one line, as far as they matter. */
const said = (value: unknown): string[] =>
  faultsOf(value).map(({ path, fault, values, at }) =>
    [path.join("."), at, fault, ...Object.values(values).filter((one) => one !== "")].join(" "),
  );

describe("faultsOf", () => {
  it.each<[string, unknown]>([
    ["nothing but a list of packages", { packages: ["nginx", ["postgresql", "17"], { snap: ["lxd"] }] }],
    ["users, the image's own among them", { users: ["default", { name: "ada", sudo: null, uid: 1200 }] }],
    ["a key that people name", { apt: { sources: { "docker.list": { source: "deb https://example.org x" } } } }],
    ["bytes where text stands", { write_files: [{ path: "/etc/x", content: new Uint8Array([1]) }] }],
    ["other keys where there may be others", { zypper: { repos: [{ id: "a", baseurl: "https://a.example", x: 1 }] } }],
    ["whole numbers where any number may stand", { ansible: { setup_controller: { run_ansible: [{ forks: 3 }] } } }],
  ])("takes %s", (_, value) => expect(faultsOf(value)).toEqual([]));

  it.each<[string, unknown, string[]]>([
    ["an unknown key", { package: ["nginx"] }, ["package key unknownKey package"]],
    ["a key that objects inherit", { constructor: 1 }, ["constructor key unknownKey constructor"]],
    ["another kind", { runcmd: "reboot" }, ["runcmd value type list text"]],
    ["a document that is no map", ["runcmd"], [" value type map list"]],
    ["each kind that may stand there", { locale: 3 }, ["locale value type text, boolean integer"]],
    ["a date, which YAML makes of an unquoted day", { hostname: new Date(0) }, ["hostname value type text date"]],
    ["another word", { power_state: { mode: "sleep" } }, ["power_state.mode value enum poweroff, reboot, halt"]],
    ["what is missing", { power_state: {} }, ["power_state key required mode"]],
    ["what is missing of several", { users: [{ gecos: "Ada" }] }, ["users.0 key required name / snapuser"]],
    ["too few", { write_files: [] }, ["write_files value tooFew 1 0"]],
    ["too many", { packages: [["a", "1", "2"]] }, ["packages.0 value tooMany 2 3"]],
    ["what is there twice", { ntp: { allow: ["a", "a"] } }, ["ntp.allow.1 value repeated"]],
    ["a number out of range", { power_state: { mode: "halt", delay: -1 } }, ["power_state.delay value range 0"]],
    ["an address without a scheme", { phone_home: { url: "example.org/x" } }, ["phone_home.url value format uri"]],
    ["a host's name that is none", { ntp: { pools: ["a b"] } }, ["ntp.pools.0 value format hostname"]],
    ["a day that is none", { user: { name: "a", expiredate: "2026-02-30" } }, ["user.expiredate value format date"]],
    ["a size that is none", { swap: { maxsize: "2 GB" } }, ["swap.maxsize value pattern ^([0-9]*\\.)?[0-9]+[BKMGT]$"]],
    [
      "two keys that exclude each other",
      { rh_subscription: { add_pool: [], "add-pool": [] } },
      [
        "rh_subscription.add-pool key together add_pool, add-pool",
        "rh_subscription.add-pool key deprecated 25.3 add_pool",
      ],
    ],
  ])("says %s", (_, value, expected) => expect(said(value)).toEqual(expected));

  it.each<[string, unknown, string]>([
    ["a key", { apt_update: true }, "apt_update key deprecated 22.2 package_update"],
    ["a key without a successor", { system_info: {} }, "system_info key deprecated 24.2"],
    ["a value", { user: { name: "a", sudo: false } }, "user.sudo value deprecated 22.2 null"],
    ["a word", { manage_etc_hosts: "template" }, "manage_etc_hosts value deprecated 22.3 true"],
    ["a kind", { ssh_pwauth: "yes" }, "ssh_pwauth value deprecated 22.3 boolean"],
  ])("takes what is old and says so: %s", (_, value, expected) => expect(said(value)).toEqual([expected]));

  it("says of alternatives what the nearest one says", () => {
    expect(said({ users: [{ name: "ada", shel: "/bin/sh" }] })).toEqual(["users.0.shel key unknownKey shel"]);
    expect(said({ reporting: { here: { type: "webhook", retries: -1 } } })).toEqual([
      "reporting.here key required endpoint",
      "reporting.here.retries value range 0",
    ]);
    expect(said({ swap: { size: "much" } })[0]).toContain("swap.size value pattern");
    expect(said({ apt_pipelining: "never" })).toEqual(["apt_pipelining value enum os"]);
  });

  it("asks for nothing that is old itself", () => {
    expect(said({ growpart: { mode: true } })).toEqual(["growpart.mode value type text boolean"]);
    expect(said({ ansible: { pull: { url: "https://git.example.org" } } })).toEqual([
      "ansible.pull value type list map",
    ]);
  });

  it("names some of many words", () => {
    const [fault] = faultsOf({ cloud_init_modules: ["nonsense"] });
    expect(String(fault?.values.allowed)).toMatch(/^ansible, (\w+, ){11}…$/);
  });

  it("never repeats what was written as a value", () => {
    const secret = "hunter2";
    expect(JSON.stringify(faultsOf({ chpasswd: { list: [secret] }, swap: secret, growpart: secret }))).not.toContain(
      secret,
    );
  });

  it("X04: answers anything at all, at places that are there", () => {
    const keys = cloudConfig.is === "map" ? Object.keys(cloudConfig.keys) : [];
    const anything = fc.anything({ withDate: true, withBigInt: true, withNullPrototype: true, withTypedArray: true });
    fc.assert(
      fc.property(fc.constantFrom(...keys), anything, (key, value) => {
        for (const { path } of faultsOf({ [key]: value })) expect(path[0]).toBe(key);
        faultsOf(value);
      }),
      { numRuns: 500 },
    );
    let deep: unknown = [];
    for (let depth = 0; depth < 100_000; depth++) deep = [deep];
    expect(said({ runcmd: [deep], puppet: { conf: { main: { deep } } } })).toEqual(["runcmd.0.0 value type text list"]);
  });

  it("reads a long text once, whatever it tries to match", () => {
    const long = 1 << 20;
    expect(said({ swap: { size: "1".repeat(long) } })).toHaveLength(1);
    expect(said({ chpasswd: { list: [`${":".repeat(long)}\n`] } }).at(-1)).toContain("pattern");
  });
});
