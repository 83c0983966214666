import type { Call } from "../aggregated/group.ts";
import { isRecord, readDocument } from "../apps/body.ts";
import { Failure, methodNotAllowed, notFound } from "../apps/failure.ts";
import { StatusError } from "../client/status-error.ts";
import type { KubeClient } from "../client.ts";
import { type Secret, secrets } from "../kinds/core.ts";
import { labels } from "../kinds/cozystack.ts";
import type { KubeObject } from "../object.ts";

const group = "core.cozystack.io";
const resource = "tenantsecrets";

/** Secrets that their application shows to its tenant, as Cozystack serves them: what is written, odd or not (platform-api.md 3.2, 10.2). */
export const createTenantSecrets = (client: KubeClient) => {
  const find = async (namespace: string, name: string): Promise<Secret> => {
    const found = await client.get(secrets, { namespace, name });
    if (!found || !isShown(found)) throw notFound(group, resource, name);
    return found;
  };
  const written = async (call: Call, namespace: string, name?: string): Promise<Secret> => {
    const document = await readDocument(call);
    const { metadata = {}, data, stringData, type } = isRecord(document) ? document : {};
    const meta = isRecord(metadata) ? metadata : {};
    const own = isRecord(meta.labels) ? meta.labels : {};
    const texts = (from: unknown) => Object.entries(isRecord(from) ? from : {});
    return {
      metadata: {
        name: name ?? String(meta.name ?? ""),
        namespace,
        // The API server refuses labels that are no texts.
        labels: { ...(own as Record<string, string>), [labels.tenantResource]: "true" },
      },
      type: typeof type === "string" ? type : "Opaque",
      data: Object.fromEntries([
        ...texts(data).map(([key, value]) => [key, String(value)]),
        ...texts(stringData).map(([key, value]) => [key, Buffer.from(String(value)).toString("base64")]),
      ]),
    };
  };

  return {
    list: async (namespace: string): Promise<KubeObject[]> => {
      const found = await client.list(secrets, { namespace, labelSelector: `${labels.tenantResource}=true` });
      return found.map(toTenantSecret);
    },

    one: async (call: Call, namespace: string, name: string): Promise<[code: number, body: object]> => {
      switch (call.method) {
        case "GET":
          return [200, toTenantSecret(await find(namespace, name))];
        case "PUT": {
          const { metadata } = await find(namespace, name);
          const next = await written(call, namespace, name);
          const { uid, resourceVersion } = metadata;
          return [
            200,
            toTenantSecret(
              await client
                .update(secrets, { ...next, metadata: { ...next.metadata, uid, resourceVersion } })
                .catch(passedOn),
            ),
          ];
        }
        // Upstream asks for the wrong kind behind its PATCH, and so never finds it.
        case "PATCH":
          throw notFound(group, resource, name);
        case "DELETE":
          await find(namespace, name);
          await client.delete(secrets, { namespace, name });
          return [200, { kind: "Status", apiVersion: "v1", metadata: {}, status: "Success" }];
        default:
          throw methodNotAllowed();
      }
    },

    create: async (call: Call, namespace: string): Promise<KubeObject> =>
      toTenantSecret(await client.create(secrets, await written(call, namespace)).catch(passedOn)),
  };
};

const isShown = ({ metadata }: Secret): boolean => metadata.labels?.[labels.tenantResource] === "true";

/** `stringData` comes back with the same base64 text as `data`. */
const toTenantSecret = ({
  metadata,
  type,
  data,
}: Secret): KubeObject & Pick<Secret, "type" | "data" | "stringData"> => ({
  kind: "TenantSecret",
  apiVersion: `${group}/v1alpha1`,
  metadata,
  ...(type !== undefined && { type }),
  ...(data && { data, stringData: data }),
});

/** What the API server says of the Secret is said of the TenantSecret, word for word. */
const passedOn = (error: unknown): never => {
  if (!(error instanceof StatusError)) throw error;
  const { details } = error.status;
  throw new Failure(error.code, error.reason || undefined, error.message, isRecord(details) ? details : undefined);
};
