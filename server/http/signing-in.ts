import { type Mint, startProvider } from "../auth/testing.ts";
import { type Config, readConfig } from "../config.ts";
import { type Answer, startProduct, startUpstream } from "./testing.ts";

export const clientId = "porthole";
export const honest: Mint = (claims, sign) => sign(claims);

const cookiesOf = ({ headers }: Answer) => headers["set-cookie"] ?? [];

/** `name=value` of a cookie that an answer sets. */
export const cookieOf = (answer: Answer, name: string): string | undefined =>
  cookiesOf(answer)
    .find((line) => line.startsWith(`${name}=`))
    ?.split(";")[0];

export const sessionOf = (answer: Answer): string => cookieOf(answer, "__Host-porthole") ?? "";
export const locationOf = ({ headers }: Answer): string => headers.location ?? "";

/** The page that a test's product shows: its address and the status it was answered with are the body. */
const tellingPage = async (
  { url }: { url?: string | undefined },
  response: { statusCode: number; end: (text: string) => void },
) => response.end(`page ${url} ${response.statusCode}`);

/** An identity provider that can be spoilt, a cluster, and a product between them; tests of signing in, for one file. */
export const startSignIn = async (environment: Record<string, string> = {}) => {
  const [provider, upstream] = await Promise.all([startProvider(clientId), startUpstream()]);
  const { oidc } = await readConfig({
    PORTHOLE_CLUSTER_URL: upstream.cluster.server,
    PORTHOLE_OIDC_ISSUER: provider.issuer,
    PORTHOLE_OIDC_CLIENT_ID: clientId,
    ...environment,
  });
  if (!oidc) throw new Error("signing in at a provider is not offered");
  /** A further product, as after a restart. */
  const another = (overrides: Partial<Config> = {}) =>
    startProduct(upstream.cluster, { overrides: { oidc, ...overrides }, page: tellingPage });
  const product = await another();

  /** Leaves for the provider: the login cookie and the address there. */
  const leave = async (query = "", headers: Record<string, string> = {}) => {
    const answer = await product.ask(`/auth/sign-in${query}`, { headers });
    return { answer, login: cookieOf(answer, "__Host-porthole-login") ?? "", authorization: locationOf(answer) };
  };
  const comeBack = (target: string, header: string) => product.ask(target, { headers: { cookie: header } });
  return {
    oidc,
    provider,
    upstream,
    product,
    another,
    leave,
    comeBack,
    /** The whole way, agreed to at once. */
    signIn: async (): Promise<Answer> => {
      const { login, authorization } = await leave();
      return comeBack(provider.agree(authorization), login);
    },
    dispose: async () => {
      await product.dispose();
      await Promise.all([provider.dispose(), upstream.dispose()]);
    },
  };
};

/** The product's own view of its identity provider. */
export const providerOf = ({ services }: Awaited<ReturnType<typeof startProduct>>) => {
  if (!services.provider) throw new Error("signing in at a provider is not offered");
  return services.provider;
};
