import { fstatSync } from "node:fs";
import * as z from "zod";
import { startApiServer } from "./api-server/start.ts";
import { type Certificates, createCertificates } from "./certificates.ts";
import { demoPeople } from "./identity/people.ts";
import { startIdentityProvider } from "./identity/provider.ts";
import { appearance, clusterOf, writeAccess, writePrivate } from "./kubeconfig.ts";
import { eraNames } from "./platform/eras/eras.ts";
import { startPlatform } from "./platform/start.ts";
import type { Contents } from "./seed/copies.ts";
import { manySchema } from "./seed/many.ts";

const port = z.coerce.number().int().min(0).max(65_535).default(0);

/** Everything the demo can be told, by environment. */
const environment = z.object({
  /** Ports on loopback; 0 or absent: free ones. */
  DEMO_API_PORT: port,
  DEMO_IDENTITY_PORT: port,
  /** By which port people and products reach the identity provider, where something stands in front of it. */
  DEMO_ISSUER_PORT: z.coerce.number().int().min(1).max(65_535).optional(),
  /** Folder of the generated CA and kubeconfig. */
  DEMO_DIR: z.string().min(1).default(".demo"),
  /**
   * A cluster-admin's kubeconfig of a real cluster, for the platform to run behind instead of the stand-in. It need not be there yet: the
   * identity provider starts first, and says on standard output what such a cluster must be told of it.
   */
  DEMO_KUBECONFIG: z.string().min(1).optional(),
  /** Where the product runs, comma-separated: the addresses people may be sent back to after signing in. */
  DEMO_PRODUCT_ORIGIN: z
    .string()
    .default("http://127.0.0.1:3000")
    .transform((text) => text.split(",").map((origin) => origin.trim()))
    .pipe(z.array(z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin))),
  /** How many times faster than life imports and boots pass. */
  DEMO_SPEED: z.coerce.number().positive().default(1),
  /** `full`: a tenant life of machines in every state; `none`: an empty platform. */
  DEMO_SEED: z.enum(["none", "full"]).default("full"),
  /** Besides: so many machines, as `name=5000` in tenant-name or `name=5000/200` over two hundred; comma-separated. Not behind a real cluster. */
  DEMO_MACHINES: manySchema.default([]),
  /** The folder of a guest that guest-image/main.ts made: machines that are looked at then run it in QEMU. */
  DEMO_REAL_GUEST: z.string().min(1).optional(),
  /** So many at a time, some 250 MiB each; all others are simulated. */
  DEMO_REAL_GUESTS_MOST: z.coerce.number().int().min(0).default(4),
  /** Which age of the platform runs: README.md tells them apart. */
  DEMO_ERA: z.enum(eraNames).default("current"),
  /** How long an ID token is good for. */
  DEMO_ID_TOKEN_SECONDS: z.coerce.number().int().min(5).default(600),
});

const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

const stops: { name: string; dispose: () => Promise<void> }[] = [];
let isEnding = false;

/** Ends everything in the opposite order, within two seconds whatever hangs. */
const end = async (code: number): Promise<void> => {
  if (isEnding) return;
  isEnding = true;
  setTimeout(() => process.exit(code), 1_800).unref();
  for (const { name, dispose } of stops.reverse()) {
    await dispose().catch((error: unknown) => say(`The demo's ${name} did not end well: ${String(error)}`));
  }
  process.exit(code);
};

const keep = <T extends { dispose: () => Promise<void> }>(name: string, part: T): T => {
  stops.push({ name, dispose: () => part.dispose() });
  return part;
};

type Settings = z.infer<typeof environment>;
type Reached = { clusterUrl: string; caFile: string; kubeconfig: string; issuer: string; issuerCaFile?: string };
type StandIn = { reached: Reached; contents: Contents };

const print = (line: object): void => {
  process.stdout.write(`${JSON.stringify(line)}\n`);
};

const startIdentity = async (settings: Settings, certificate?: { cert: string; key: string }) =>
  keep(
    "identity provider",
    await startIdentityProvider({
      port: settings.DEMO_IDENTITY_PORT,
      publicPort: settings.DEMO_ISSUER_PORT,
      productOrigins: settings.DEMO_PRODUCT_ORIGIN,
      idTokenSeconds: settings.DEMO_ID_TOKEN_SECONDS,
      certificate,
    }),
  );

/** People's sign-in over plain http, and the stand-in that trusts it. */
const startStandIn = async (settings: Settings, certificates: Certificates): Promise<StandIn> => {
  const { issuer } = await startIdentity(settings);
  const apiServer = keep(
    "API server",
    await startApiServer({
      port: settings.DEMO_API_PORT,
      certificates,
      oidc: { issuer, clientId: "kubernetes" },
      onError: (cause) => say(`The demo's API server: ${String(cause)}`),
    }),
  );
  const access = { caPem: apiServer.caPem, adminKubeconfig: apiServer.adminKubeconfig() };
  const reached = { clusterUrl: apiServer.url, issuer, ...(await writeAccess(settings.DEMO_DIR, access)) };
  return { reached, contents: apiServer.contents };
};

/** People's sign-in over https, as a real API server demands, then the cluster that somebody else starts with it as its issuer. */
const joinCluster = async (settings: Settings, certificates: Certificates, kubeconfig: string): Promise<Reached> => {
  const { issuer } = await startIdentity(settings, certificates.server);
  const issuerCaFile = await writePrivate(settings.DEMO_DIR, "identity-ca.crt", certificates.ca.cert);
  print({ identity: true, issuer, issuerCaFile });
  await appearance(kubeconfig);
  const { url, caPem } = clusterOf(kubeconfig);
  const caFile = await writePrivate(settings.DEMO_DIR, "ca.crt", caPem);
  return { clusterUrl: url, caFile, kubeconfig, issuer, issuerCaFile };
};

const start = async (): Promise<void> => {
  const settings = environment.parse(process.env);
  const certificates = await createCertificates();
  const many = settings.DEMO_MACHINES;
  if (settings.DEMO_KUBECONFIG && many.length > 0) throw new Error("DEMO_MACHINES is only for the stand-in.");
  const { reached, contents }: { reached: Reached; contents?: Contents } = settings.DEMO_KUBECONFIG
    ? { reached: await joinCluster(settings, certificates, settings.DEMO_KUBECONFIG) }
    : await startStandIn(settings, certificates);
  const { clusterUrl, kubeconfig, issuer } = reached;
  keep(
    "platform",
    await startPlatform({
      kubeconfig,
      certificate: { ...certificates.platform, ca: certificates.ca.cert },
      speed: settings.DEMO_SPEED,
      era: settings.DEMO_ERA,
      realGuests: settings.DEMO_REAL_GUEST
        ? { image: settings.DEMO_REAL_GUEST, most: settings.DEMO_REAL_GUESTS_MOST }
        : undefined,
      seeded: settings.DEMO_SEED === "full",
      ...(contents && many.length > 0 && { many: { plan: many, contents } }),
      onError: (message) => say(`The demo's platform, trying again: ${message}`),
    }),
  );
  say(
    `The demo platform runs.\n  API server  ${clusterUrl}\n  sign-in     ${issuer}\n  kubectl     --kubeconfig ${kubeconfig}`,
  );
  print({ ready: true, ...reached, people: demoPeople.map(({ name, level, says }) => ({ name, level, says })) });
};

/** What went wrong at the start, in words of the person who started it. */
const explain = (error: unknown): string => {
  if (error instanceof z.ZodError) {
    return error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("\n");
  }
  if (error instanceof Error && "code" in error && error.code === "EADDRINUSE" && "port" in error) {
    return `Port ${error.port} is in use: end what listens there, or set DEMO_API_PORT and DEMO_IDENTITY_PORT to other ones.`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
};

process.on("SIGTERM", () => void end(0));
process.on("SIGINT", () => void end(0));
// A parent that gives us a pipe ends us by going away.
const stdin = fstatSync(0, { bigint: false });
if (stdin.isFIFO() || stdin.isSocket()) process.stdin.on("end", () => void end(0)).resume();

start().catch((error: unknown) => {
  say(explain(error));
  void end(2);
});
