import { readFileSync } from "node:fs";
import { parse as parseYaml } from "yaml";
import * as z from "zod";
import type { OpenLimits } from "#lib/api/requests.ts";
import { type CatalogueOverlay, catalogueOverlaySchema, noOverlay } from "#lib/resources/image/overlay.ts";
import { address, listed, networks } from "./address.ts";
import type { RateLimits } from "./http/rate-limit.ts";
import { clusterFromKubeconfig } from "./kube/kubeconfig.ts";
import { missingForSignIn, type SignInConfig, signInOf, signInVariables } from "./sign-in-config.ts";
import type { RedisStoreConfig } from "./store/redis-store.ts";

/** Everything an operator can set; docs/configuration.md is the same list for people. */
export type Config = SignInConfig & {
  /** Built pages from `.next`; otherwise Next compiles them on demand. */
  production: boolean;
  host: string;
  port: number;
  /** The one origin browsers reach Porthole by, e.g. `https://porthole.example`. Every write must come from it. */
  origin: string;
  cluster: ClusterConfig;
  /** The API server as people's own tools reach it; null: as Porthole does. */
  clusterPublicUrl: string | null;
  /** The public OIDC client that people's kubectl signs in with. */
  kubectlClientId: string;
  session: { idleMs: number; absoluteMs: number; max: number; maxPerPerson: number };
  /** What replicas share; null: this process is the only one. */
  store: RedisStoreConfig | null;
  /** Namespaces offered as tenants where the platform lists none, besides those of the person's groups. */
  tenants: string[];
  /** What the operator says about images. */
  catalogue: CatalogueOverlay;
  /** How many consoles may be open at once, and for how long; null: as long as the session. */
  consoles: { perIdentity: number; perVm: number } & OpenLimits;
  /** Whose consoles open view-only until they choose otherwise, and who watch in the provider's name. */
  supportGroups: string[];
  audit: { file: string | null; toLog: boolean };
  /** Where Prometheus may ask; null: nowhere. */
  metrics: { host: string; port: number } | null;
  /** Requests a minute, see rate-limit.ts; null only where one machine plays many people, as in tests. */
  rateLimits: RateLimits | null;
  logLevel: "trace" | "debug" | "info" | "warn" | "error" | "fatal" | "silent";
  /** Addresses or networks of proxies whose X-Forwarded-For is believed, for limits and logs only. */
  trustedProxies: string[];
  stopGraceMs: number;
  /** What was set and is not used, for the log. */
  warnings: string[];
};

export type ClusterConfig = {
  /** API server, with a path when it lives below one. */
  server: string;
  /** PEM of the authority that signed its certificate; null: Node's own list. */
  ca: string | null;
};

/** What is wrong with the configuration, one line a variable. */
export class ConfigError extends Error {
  readonly fields: { variable: string; problem: string }[];

  constructor(fields: { variable: string; problem: string }[]) {
    super(`The configuration is not usable:\n${fields.map((f) => `  ${f.variable}: ${f.problem}`).join("\n")}`);
    this.name = "ConfigError";
    this.fields = fields;
  }
}

const origin = address
  .refine((text) => !URL.canParse(text) || new URL(text).pathname === "/", "must be an origin, without a path")
  .transform((text) => (URL.canParse(text) ? new URL(text).origin : text));

const file = z.string().transform((path, context) => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    context.addIssue({ code: "custom", message: "names a file that cannot be read" });
    return z.NEVER;
  }
});

/** YAML, so JSON too. */
const catalogueFile = file.transform((content, context): CatalogueOverlay => {
  try {
    const { data, error } = catalogueOverlaySchema.safeParse(parseYaml(content) ?? {});
    if (data) return data;
    const [first] = error.issues;
    context.addIssue({ code: "custom", message: `is not a catalogue: ${first?.path.join(".")}: ${first?.message}` });
  } catch {
    context.addIssue({ code: "custom", message: "is neither YAML nor JSON" });
  }
  return z.NEVER;
});

/** The password may be in the address, but leaves it here: addresses are logged. */
const storeAddress = z.string().transform((text, context) => {
  const url = URL.parse(text);
  const isStore = url?.protocol === "redis:" || url?.protocol === "rediss:";
  if (isStore && url.hostname && !url.search && !url.hash && /^\/?\d{0,5}$/.test(url.pathname)) {
    const password = decodeURIComponent(url.password) || null;
    url.password = "";
    return { url: url.href, password };
  }
  const message =
    "must be redis:// or rediss:// with a host, and at most a user, a password, a port and a database number";
  context.addIssue({ code: "custom", message });
  return z.NEVER;
});

const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
const minutes = (most: number) =>
  z.coerce
    .number()
    .min(0.1)
    .max(most)
    .transform((n) => Math.round(n * 60_000));

const environment = z.object({
  NODE_ENV: z.string().optional(),
  HOST: z.string().default("127.0.0.1"),
  PORT: whole(0, 65_535).default(3000),
  PORTHOLE_ORIGIN: origin.optional(),
  PORTHOLE_CLUSTER_URL: address.optional(),
  PORTHOLE_CLUSTER_CA_FILE: file.optional(),
  PORTHOLE_CLUSTER_PUBLIC_URL: address.optional(),
  PORTHOLE_KUBECTL_CLIENT_ID: z.string().default("kubernetes"),
  PORTHOLE_KUBECONFIG: z.string().optional(),
  PORTHOLE_TENANTS: listed
    .pipe(z.array(z.string().regex(/^tenant-[a-z0-9-]{0,55}[a-z0-9]$/, "must be namespaces such as tenant-acme")))
    .default([]),
  PORTHOLE_CATALOGUE_FILE: catalogueFile.default(noOverlay),
  ...signInVariables,
  PORTHOLE_SESSION_IDLE_MINUTES: minutes(43_200).default(480 * 60_000),
  PORTHOLE_SESSION_ABSOLUTE_MINUTES: minutes(43_200).default(1440 * 60_000),
  PORTHOLE_SESSION_MAX: whole(1, 1_000_000).default(10_000),
  PORTHOLE_SESSION_MAX_PER_PERSON: whole(1, 1000).default(20),
  PORTHOLE_STORE_URL: storeAddress.optional(),
  PORTHOLE_STORE_PASSWORD_FILE: file.transform((content) => content.trimEnd()).optional(),
  PORTHOLE_STORE_PREFIX: z
    .string()
    .regex(/^[\w:.-]{1,64}$/, "must be 1 to 64 letters, digits or any of : . _ -")
    .default("porthole:"),
  PORTHOLE_CONSOLES_PER_PERSON: whole(1, 1000).default(20),
  PORTHOLE_CONSOLES_PER_VM: whole(1, 1000).default(8),
  PORTHOLE_CONSOLE_IDLE_MINUTES: minutes(10_080).optional(),
  PORTHOLE_CONSOLE_LIFETIME_MINUTES: minutes(10_080).optional(),
  PORTHOLE_SUPPORT_GROUPS: listed.default([]),
  PORTHOLE_RATE_LIMITS: z.enum(["on", "off"]).default("on"),
  PORTHOLE_RATE_SIGN_INS: whole(1, 1_000_000).default(300),
  PORTHOLE_RATE_OWN_SIGN_INS: whole(1, 1_000_000).default(30),
  PORTHOLE_RATE_ADDRESS: whole(1, 1_000_000).default(12_000),
  PORTHOLE_RATE_READS: whole(1, 1_000_000).default(1200),
  PORTHOLE_RATE_WRITES: whole(1, 1_000_000).default(300),
  PORTHOLE_RATE_CONSOLES: whole(1, 1_000_000).default(120),
  PORTHOLE_LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
  PORTHOLE_AUDIT: z.enum(["log", "off"]).default("log"),
  PORTHOLE_AUDIT_FILE: z.string().optional(),
  PORTHOLE_METRICS_PORT: whole(0, 65_535).optional(),
  PORTHOLE_METRICS_HOST: z.string().default("127.0.0.1"),
  PORTHOLE_TRUSTED_PROXIES: networks.default([]),
  PORTHOLE_STOP_GRACE_SECONDS: whole(1, 300).default(10),
});

type Environment = z.infer<typeof environment>;

const clusterOf = async (env: Environment): Promise<ClusterConfig & { warnings: string[] }> => {
  if (env.PORTHOLE_CLUSTER_URL && env.PORTHOLE_KUBECONFIG) {
    throw new ConfigError([
      { variable: "PORTHOLE_KUBECONFIG", problem: "is set beside PORTHOLE_CLUSTER_URL; set one" },
    ]);
  }
  if (env.PORTHOLE_CLUSTER_URL) {
    return { server: env.PORTHOLE_CLUSTER_URL, ca: env.PORTHOLE_CLUSTER_CA_FILE ?? null, warnings: [] };
  }
  try {
    const { server, ca, hasCredentials } = await clusterFromKubeconfig(env.PORTHOLE_KUBECONFIG ?? "");
    const warnings = hasCredentials
      ? ["the credentials in PORTHOLE_KUBECONFIG are not used: people bring their own"]
      : [];
    return { server: address.parse(server), ca, warnings };
  } catch (error) {
    const problem = error instanceof z.ZodError ? error.issues[0]?.message : String(error);
    throw new ConfigError([{ variable: "PORTHOLE_KUBECONFIG", problem: `cannot be used: ${problem}` }]);
  }
};

const storeOf = ({ PORTHOLE_STORE_URL: address, ...env }: Environment): RedisStoreConfig | null =>
  address
    ? {
        url: address.url,
        password: env.PORTHOLE_STORE_PASSWORD_FILE ?? address.password,
        prefix: env.PORTHOLE_STORE_PREFIX,
      }
    : null;

/** Reads the whole configuration once; throws a ConfigError that names every variable that is wrong. */
export const readConfig = async (
  variables: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Config> => {
  // An empty variable is an unset one: that is how Compose files and charts leave things out.
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const { data: env, error } = environment.safeParse(given);
  const fields = (error?.issues ?? []).map(({ path, message }) => ({
    variable: String(path[0]),
    problem: given[String(path[0])] === undefined ? "is required" : message,
  }));
  if (!given.PORTHOLE_CLUSTER_URL && !given.PORTHOLE_KUBECONFIG) {
    fields.push({ variable: "PORTHOLE_CLUSTER_URL", problem: "is required (or PORTHOLE_KUBECONFIG)" });
  }
  fields.push(...missingForSignIn(given));
  if (error || fields.length > 0) throw new ConfigError(fields);
  const authority = env.HOST.includes(":") ? `[${env.HOST}]` : env.HOST;
  const ownOrigin = env.PORTHOLE_ORIGIN ?? `http://${authority}:${env.PORT}`;
  if (!origin.safeParse(ownOrigin).success) {
    throw new ConfigError([
      { variable: "PORTHOLE_ORIGIN", problem: "is required when HOST is not a loopback address" },
    ]);
  }
  const { warnings, ...cluster } = await clusterOf(env);
  return {
    production: env.NODE_ENV === "production",
    host: env.HOST,
    port: env.PORT,
    origin: origin.parse(ownOrigin),
    cluster,
    clusterPublicUrl: env.PORTHOLE_CLUSTER_PUBLIC_URL ?? null,
    kubectlClientId: env.PORTHOLE_KUBECTL_CLIENT_ID,
    ...signInOf(env),
    session: {
      idleMs: env.PORTHOLE_SESSION_IDLE_MINUTES,
      absoluteMs: env.PORTHOLE_SESSION_ABSOLUTE_MINUTES,
      max: env.PORTHOLE_SESSION_MAX,
      maxPerPerson: env.PORTHOLE_SESSION_MAX_PER_PERSON,
    },
    store: storeOf(env),
    tenants: env.PORTHOLE_TENANTS,
    catalogue: env.PORTHOLE_CATALOGUE_FILE,
    consoles: {
      perIdentity: env.PORTHOLE_CONSOLES_PER_PERSON,
      perVm: env.PORTHOLE_CONSOLES_PER_VM,
      idleMs: env.PORTHOLE_CONSOLE_IDLE_MINUTES ?? null,
      lifetimeMs: env.PORTHOLE_CONSOLE_LIFETIME_MINUTES ?? null,
    },
    supportGroups: env.PORTHOLE_SUPPORT_GROUPS,
    audit: { file: env.PORTHOLE_AUDIT_FILE ?? null, toLog: env.PORTHOLE_AUDIT === "log" },
    metrics:
      env.PORTHOLE_METRICS_PORT === undefined
        ? null
        : { host: env.PORTHOLE_METRICS_HOST, port: env.PORTHOLE_METRICS_PORT },
    rateLimits:
      env.PORTHOLE_RATE_LIMITS === "off"
        ? null
        : {
            signIns: env.PORTHOLE_RATE_SIGN_INS,
            ownSignIns: env.PORTHOLE_RATE_OWN_SIGN_INS,
            address: env.PORTHOLE_RATE_ADDRESS,
            reads: env.PORTHOLE_RATE_READS,
            writes: env.PORTHOLE_RATE_WRITES,
            consoles: env.PORTHOLE_RATE_CONSOLES,
          },
    logLevel: env.PORTHOLE_LOG_LEVEL,
    trustedProxies: env.PORTHOLE_TRUSTED_PROXIES,
    stopGraceMs: env.PORTHOLE_STOP_GRACE_SECONDS * 1000,
    warnings,
  };
};
