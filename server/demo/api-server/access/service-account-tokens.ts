import { createSecretKey, randomBytes, randomUUID } from "node:crypto";
import { jwtVerify, SignJWT } from "jose";
import { textAt } from "../objects/json-value.ts";
import type { KubeObject } from "../objects/kube-object.ts";
import { resourceKey } from "../resources/definition.ts";
import type { Store } from "../storage/store.ts";
import type { TokenAuthenticator } from "./authentication.ts";
import { signedIn } from "./user.ts";

const SERVICE_ACCOUNTS = resourceKey("", "serviceaccounts");
const ISSUER = "https://kubernetes.default.svc.cluster.local";

export type IssuedToken = { token: string; expiresAt: Date };

/** Tokens of ServiceAccounts (TokenRequest): signed here, good while the account they were made for exists. */
export class ServiceAccountTokens {
  readonly #key = createSecretKey(randomBytes(32));
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async issue({ metadata }: KubeObject, seconds: number, now: Date): Promise<IssuedToken> {
    const { namespace = "", name, uid } = metadata;
    const expiresAt = new Date(now.getTime() + seconds * 1000);
    const token = await new SignJWT({ "kubernetes.io": { namespace, serviceaccount: { name, uid } } })
      .setProtectedHeader({ alg: "HS256" })
      .setIssuer(ISSUER)
      .setAudience(ISSUER)
      .setSubject(`system:serviceaccount:${namespace}:${name}`)
      .setIssuedAt(now)
      .setExpirationTime(expiresAt)
      .setJti(randomUUID())
      .sign(this.#key);
    return { token, expiresAt };
  }

  readonly authenticate: TokenAuthenticator = async (token) => {
    const verified = await jwtVerify(token, this.#key, { issuer: ISSUER, audience: ISSUER }).catch(() => undefined);
    const claims = verified?.payload["kubernetes.io"];
    const namespace = textAt(claims, "namespace");
    const name = textAt(claims, "serviceaccount", "name");
    const uid = textAt(claims, "serviceaccount", "uid");
    const account = this.#store.get(SERVICE_ACCOUNTS, namespace, name);
    if (verified === undefined || account?.object.metadata.uid !== uid) return undefined;
    return serviceAccount(namespace, name, uid);
  };
}

const serviceAccount = (namespace: string, name: string, uid: string) =>
  signedIn(
    `system:serviceaccount:${namespace}:${name}`,
    ["system:serviceaccounts", `system:serviceaccounts:${namespace}`],
    { uid },
  );
