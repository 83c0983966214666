import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ConfigError, readConfig } from "./config.ts";

const enough = {
  PORTHOLE_CLUSTER_URL: "https://api.example:6443",
  PORTHOLE_OIDC_ISSUER: "https://id.example/realms/cozy",
  PORTHOLE_OIDC_CLIENT_ID: "porthole",
};

const wrongIn = async (variables: Record<string, string | undefined>): Promise<Record<string, string>> => {
  try {
    await readConfig({ ...enough, ...variables });
  } catch (error) {
    if (error instanceof ConfigError) return Object.fromEntries(error.fields.map((f) => [f.variable, f.problem]));
    throw error;
  }
  return {};
};

describe("readConfig", () => {
  it("needs a cluster, an issuer and a client, and names all that is missing at once", async () => {
    expect(await readConfig(enough)).toMatchObject({
      host: "127.0.0.1",
      port: 3000,
      origin: "http://127.0.0.1:3000",
      production: false,
      cluster: { server: "https://api.example:6443", ca: null },
      clusterPublicUrl: null,
      kubectlClientId: "kubernetes",
      oidc: { clientSecret: null, signOut: "provider" },
      tokenSignIn: false,
      proxySignIn: null,
      session: { idleMs: 8 * 3_600_000, absoluteMs: 24 * 3_600_000 },
      trustedProxies: [],
    });
    const missing = { PORTHOLE_OIDC_ISSUER: "", PORTHOLE_OIDC_CLIENT_ID: undefined, PORTHOLE_CLUSTER_URL: "" };
    expect(Object.keys(await wrongIn(missing)).sort()).toEqual(Object.keys(missing).sort());
  });

  it.each([
    ["PORT", "70000"],
    ["PORT", "http"],
    ["HOST", "0.0.0.0", "PORTHOLE_ORIGIN"],
    ["PORTHOLE_ORIGIN", "http://porthole.example"],
    ["PORTHOLE_ORIGIN", "https://porthole.example/console"],
    ["PORTHOLE_ORIGIN", "porthole.example"],
    ["PORTHOLE_CLUSTER_URL", "http://api.example"],
    ["PORTHOLE_CLUSTER_URL", "https://user:secret@api.example"],
    ["PORTHOLE_CLUSTER_CA_FILE", "/nowhere/ca.pem"],
    ["PORTHOLE_KUBECONFIG", "/nowhere/kubeconfig"],
    ["PORTHOLE_OIDC_ISSUER", "http://id.example"],
    ["PORTHOLE_OIDC_ISSUER", "ftp://id.example"],
    ["PORTHOLE_OIDC_SCOPES", "profile groups"],
    ["PORTHOLE_OIDC_SIGN_OUT", "maybe"],
    ["PORTHOLE_SESSION_IDLE_MINUTES", "0"],
    ["PORTHOLE_SESSION_IDLE_MINUTES", "0.05"],
    ["PORTHOLE_SESSION_ABSOLUTE_MINUTES", "forever"],
    ["PORTHOLE_RATE_LIMITS", "no"],
    ["PORTHOLE_LOG_LEVEL", "loud"],
    ["PORTHOLE_TRUSTED_PROXIES", "10.0.0.0/8,everybody"],
    ["PORTHOLE_TENANTS", "tenant-acme,kube-system"],
    ["PORTHOLE_CATALOGUE_FILE", "/nowhere/catalogue.yaml"],
    ["PORTHOLE_STORE_URL", "https://:secret@store.example"],
    ["PORTHOLE_STORE_URL", "rediss://:secret@store.example/zero"],
    ["PORTHOLE_STORE_URL", "store.example:6379"],
    ["PORTHOLE_STORE_PASSWORD_FILE", "/nowhere/password"],
    ["PORTHOLE_STORE_PREFIX", "two words"],
  ])("refuses %s=%s", async (variable, value, blamed = variable) => {
    const fields = await wrongIn({ [variable]: value });
    expect(Object.keys(fields)).toEqual([blamed]);
    expect(fields[blamed]).not.toContain("secret");
  });

  it("takes http on a loopback address, an origin with a slash, several proxies", async () => {
    const config = await readConfig({
      ...enough,
      HOST: "0.0.0.0",
      PORTHOLE_ORIGIN: "https://porthole.example/",
      PORTHOLE_OIDC_ISSUER: "http://127.0.0.1:7001",
      PORTHOLE_CLUSTER_URL: "http://localhost:8001",
      PORTHOLE_TRUSTED_PROXIES: "10.0.0.0/8, fd00::1",
    });
    expect(config).toMatchObject({
      origin: "https://porthole.example",
      trustedProxies: ["10.0.0.0/8", "fd00::1"],
    });
  });
});

describe("the store of several replicas", () => {
  it("is none by default, and is told with its password in the address or in a file", async () => {
    expect((await readConfig(enough)).store).toBeNull();
    const inAddress = { ...enough, PORTHOLE_STORE_URL: "rediss://porthole:a%20b@[fd00::1]:6380/2" };
    const url = "rediss://porthole@[fd00::1]:6380/2";
    expect((await readConfig(inAddress)).store).toEqual({ url, password: "a b", prefix: "porthole:" });
    const password = join(mkdtempSync(join(tmpdir(), "porthole-store-")), "password");
    writeFileSync(password, "c d\n");
    const inFile = { ...inAddress, PORTHOLE_STORE_PASSWORD_FILE: password, PORTHOLE_STORE_PREFIX: "blue:" };
    expect((await readConfig(inFile)).store).toEqual({ url, password: "c d", prefix: "blue:" });
  });
});

describe("a catalogue file", () => {
  const path = join(mkdtempSync(join(tmpdir(), "porthole-config-")), "catalogue.yaml");
  const read = (content: string) => {
    writeFileSync(path, content);
    return readConfig({ ...enough, PORTHOLE_CATALOGUE_FILE: path });
  };

  it("says what is offered where nothing can be listed, and what is known of an image", async () => {
    const said = "{loginUser: null, minimumGib: 3, endOfSupport: 2029-05-31}";
    const { catalogue } = await read(`offered: [ubuntu-2404]\nimages:\n  beos-5: ${said}\n`);
    expect(catalogue).toEqual({
      offered: ["ubuntu-2404"],
      images: { "beos-5": { loginUser: null, minimumGib: 3, endOfSupport: "2029-05-31" } },
      windows: null,
      provider: null,
      prices: null,
    });
    expect((await readConfig(enough)).catalogue).toEqual({
      offered: [],
      images: {},
      windows: null,
      provider: null,
      prices: null,
    });
  });

  it("says what the provider promises", async () => {
    const { catalogue } = await read(
      "provider:\n  name: Example\n  storageClasses:\n    local: {en: One copy., de: Eine Kopie.}\n  links: {disks: https://docs.example.com/disks}\n",
    );
    expect(catalogue.provider).toMatchObject({
      name: "Example",
      sites: null,
      storageClasses: { local: { en: "One copy.", de: "Eine Kopie." } },
      links: { disks: { en: "https://docs.example.com/disks" } },
    });
  });

  it("says what things cost", async () => {
    const { catalogue } = await read(
      "prices:\n  currency: CHF\n  cpu: {hour: 0.0145}\n  storage: {default: '0.10', classes: {local: 0.06}}\n  stopped: disks\n",
    );
    expect(catalogue.prices).toMatchObject({
      currency: "CHF",
      cpu: { amount: "0.0145", per: "hour" },
      memory: null,
      storage: { default: "0.10", classes: { local: "0.06" } },
      stopped: "disks",
    });
    await expect(read("prices: {currency: CHF, storage: {classes: {local: cheap}}}")).rejects.toThrow(
      "prices.storage.classes.local: must be a price",
    );
  });

  it.each([
    ["another key", "images: {}\npromises: {}"],
    ["a list", "- ubuntu-2404"],
    ["a bad name", "offered: [../etc]"],
    ["an unknown kind", "images: {beos-5: {kind: floppy}}"],
    ["an end that is no day", "images: {beos-5: {endOfSupport: soon}}"],
    ["a provider without a name", "provider: {}"],
    ["a link that is no https address", "provider: {name: x, links: {disks: 'javascript:alert(1)'}}"],
    ["a price list without a currency", "prices: {}"],
    ["no YAML", "offered: [a"],
  ])("with %s is refused", async (_name, content) => {
    await expect(read(content)).rejects.toThrow("PORTHOLE_CATALOGUE_FILE");
  });
});

describe("a kubeconfig", () => {
  const folder = mkdtempSync(join(tmpdir(), "porthole-config-"));
  const write = (cluster: object, user: object) => {
    const path = join(folder, "kubeconfig");
    writeFileSync(
      path,
      JSON.stringify({
        apiVersion: "v1",
        kind: "Config",
        clusters: [{ name: "one", cluster }],
        users: [{ name: "admin", user }],
        contexts: [{ name: "one", context: { cluster: "one", user: "admin" } }],
        "current-context": "one",
      }),
    );
    return { ...enough, PORTHOLE_CLUSTER_URL: "", PORTHOLE_KUBECONFIG: path };
  };
  const ca = Buffer.from("the authority").toString("base64");
  const server = "https://api.example:6443";

  it("A02: gives server and authority; what it could sign in with is not taken", async () => {
    const config = await readConfig(
      write({ server, "certificate-authority-data": ca }, { token: "cluster-admin's", "client-key-data": ca }),
    );
    expect(config.cluster).toEqual({ server, ca: "the authority" });
    expect(JSON.stringify(config)).not.toContain("cluster-admin");
    expect(config.warnings).toEqual([expect.stringContaining("not used")]);
  });

  it.each([
    ["no certificate checks", { server, "insecure-skip-tls-verify": true }],
    ["another server name", { server, "tls-server-name": "other" }],
    ["plain http", { server: "http://api.example" }],
  ])("P19: with %s is refused", async (_name, cluster) => {
    await expect(readConfig(write(cluster, {}))).rejects.toThrow("PORTHOLE_KUBECONFIG");
  });
});

it("every option is documented, and no other", () => {
  const names = (path: string) =>
    new Set(
      readFileSync(join(import.meta.dirname, path), "utf8").match(/\b(?:PORTHOLE_[A-Z_]+|HOST|PORT|NODE_ENV)\b/g),
    );
  const documented = names("../docs/configuration.md");
  for (const other of ["NODE_EXTRA_CA_CERTS"]) documented.delete(other);
  const read = new Set([...names("config.ts"), ...names("sign-in-config.ts")]);
  expect([...documented].sort()).toEqual([...read].sort());
});
