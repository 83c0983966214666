import { createAdmission, type Denial } from "../admission/policies.ts";
import { isNamespaceTerminating, StatusError } from "../client/status-error.ts";
import type { KubeClient } from "../client.ts";
import type { Era } from "../eras/era.ts";
import { type HelmRelease, helmReleases, labels as platformLabels, type Values } from "../kinds/cozystack.ts";
import { applicationSentinel } from "../sentinels.ts";
import type { ReleaseLabels } from "../shared-labels.ts";
import { type Application, isOfKind, toApplication, toRelease, withPrefix } from "./application.ts";
import type { Written } from "./body.ts";
import { type Definition, groupName, version } from "./definitions.ts";
import { badRequest, bareFailure, Failure, notFound } from "./failure.ts";
import { nameFailure } from "./names.ts";
import type { ApplicationStore } from "./store.ts";
import { quotaFailure } from "./tenant-quota.ts";

export type Target = { definition: Definition; namespace: string; name: string };

/**
 * Writes of applications with Cozystack's manners (platform-api.md 10.2): no schema validation, dry run persists, the
 * resourceVersion is not honoured, and what fails behind is a bare 500.
 */
export type ApplicationWrites = {
  create: (definition: Definition, namespace: string, written: Written) => Promise<Application>;
  /** Rebuilds the stored release from the application. */
  replace: (target: Target, written: Written) => Promise<Application>;
  remove: (target: Target) => Promise<void>;
};

type Options = { client: KubeClient; store: ApplicationStore; era: Era; releaseLabels: ReleaseLabels };

export const createWrites = ({ client, store, era, releaseLabels }: Options): ApplicationWrites => {
  const stored = async ({ definition, namespace, name }: Target): Promise<HelmRelease> => {
    const release = await store.release(definition, namespace, name);
    if (!release) throw notFound(groupName, definition.plural, name);
    return release;
  };

  const ask = createAdmission(client);
  const assertAdmitted = async (
    { definition, namespace, name }: Target,
    { metadata, spec }: Written,
    oldObject?: Application,
  ): Promise<void> => {
    const object = {
      apiVersion: `${groupName}/${version}`,
      kind: definition.kind,
      metadata: { ...metadata, name },
      spec,
    };
    const operation = oldObject ? "UPDATE" : "CREATE";
    const resource = definition.plural;
    const denial = await ask({ operation, group: groupName, version, resource, namespace, object, oldObject });
    if (denial) throw deniedBy(denial, resource, name);
  };

  const refused = new Set<string>();
  /** What a sentinel makes fail, it makes fail once. */
  const refuseFirst = ({ kind }: Definition, namespace: string, metadata: Written["metadata"]) => {
    const { name = "", annotations } = metadata;
    const key = `${kind} ${namespace}/${name}`;
    if (applicationSentinel({ metadata: { name, annotations } }) !== "refused-once" || refused.has(key)) return;
    refused.add(key);
    throw bareFailure("failed to create HelmRelease: etcdserver: leader changed");
  };

  return {
    create: async (definition, namespace, { metadata, spec }) => {
      const wrong = nameFailure(definition, namespace, metadata.name);
      if (wrong) throw wrong;
      refuseFirst(definition, namespace, metadata);
      await assertQuota(client, definition, namespace, spec);
      const { name = "", annotations, resourceVersion } = metadata;
      await assertAdmitted({ definition, namespace, name }, { metadata, spec });
      if (resourceVersion !== undefined) {
        throw bareFailure("failed to create HelmRelease: resourceVersion should not be set on objects to be created");
      }
      const labels = await releaseLabels(definition, { name, labels: withPrefix(metadata.labels), stored: undefined });
      const release = toRelease(definition, { name, namespace, labels, annotations }, spec);
      const created = await client.create(helmReleases, release).catch(translated("create"));
      return toApplication(era, definition, created, []);
    },

    replace: async (target, { metadata, spec }) => {
      const { definition, namespace, name } = target;
      const current = await stored(target);
      assertIdentity(target, metadata);
      if (metadata.resourceVersion !== undefined && !/^\d+$/.test(metadata.resourceVersion)) {
        throw bareFailure(
          `failed to update HelmRelease: strconv.ParseUint: parsing "${metadata.resourceVersion}": invalid syntax`,
        );
      }
      if (metadata.uid !== undefined && metadata.uid !== current.metadata.uid) {
        throw bareFailure(
          `failed to update HelmRelease: Operation cannot be fulfilled on helmreleases.helm.toolkit.fluxcd.io "${current.metadata.name}": StorageError: invalid object, Code: 4, Key: /registry/helm.toolkit.fluxcd.io/helmreleases/${namespace}/${current.metadata.name}, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: ${metadata.uid}, UID in object meta: ${current.metadata.uid}`,
        );
      }
      await assertQuota(client, definition, namespace, spec);
      await assertAdmitted(target, { metadata, spec }, toApplication(era, definition, current, []));
      const { uid, resourceVersion } = current.metadata;
      const { annotations } = metadata;
      const labels = await releaseLabels(definition, { name, labels: withPrefix(metadata.labels), stored: current });
      const next = toRelease(definition, { name, namespace, labels, annotations, uid, resourceVersion }, spec);
      const updated = await client.update(helmReleases, next).catch(translated("update"));
      return toApplication(era, definition, updated, []);
    },

    remove: async (target) => {
      const release = await stored(target);
      const ref = { namespace: target.namespace, name: release.metadata.name };
      const isNamed = release.metadata.labels?.[platformLabels.name] === target.name;
      if (!isNamed || !isOfKind(target.definition, release)) {
        throw notFound(groupName, target.definition.plural, target.name);
      }
      await client.delete(helmReleases, ref).catch(translated("delete"));
    },
  };
};

const codes: Record<string, number> = { Unauthorized: 401, Forbidden: 403, RequestEntityTooLarge: 413, Invalid: 422 };

const deniedBy = ({ message, reason }: Denial, resource: string, name: string): Failure =>
  new Failure(codes[reason] ?? 422, reason, `${resource}.${groupName} "${name}" is forbidden: ${message}`, {
    name,
    group: groupName,
    kind: resource,
    causes: [{ message }],
  });

const assertIdentity = ({ namespace, name }: Target, metadata: Written["metadata"]): void => {
  if (metadata.name !== undefined && metadata.name !== name) {
    throw badRequest(`the name of the object (${metadata.name}) does not match the name on the URL (${name})`);
  }
  if (metadata.namespace !== undefined && metadata.namespace !== namespace) {
    throw badRequest("the namespace of the provided object does not match the namespace sent on the request");
  }
};

const assertQuota = async (client: KubeClient, definition: Definition, namespace: string, spec: Values) => {
  const failure = definition.kind === "Tenant" ? await quotaFailure(client, namespace, spec) : undefined;
  if (failure) throw failure;
};

/** Only what concerns the namespace keeps its code; the rest becomes a bare 500. */
const translated =
  (verb: string) =>
  (error: unknown): never => {
    if (!(error instanceof StatusError)) throw error;
    const { code, message, status } = error;
    const details = status.details;
    const isAboutNamespace = code === 404 || isNamespaceTerminating(error);
    if (isAboutNamespace) {
      // `details` came out of a Status document, where it is an object.
      throw new Failure(code, error.reason, message, details as Record<string, unknown> | undefined);
    }
    throw bareFailure(`failed to ${verb} HelmRelease: ${message}`);
  };
