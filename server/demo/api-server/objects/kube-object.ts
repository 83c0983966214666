import { isJsonObject, type JsonObject } from "./json-value.ts";

export type OwnerReference = {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
};

export type Metadata = {
  name: string;
  namespace?: string;
  generateName?: string;
  uid: string;
  resourceVersion: string;
  generation?: number;
  creationTimestamp: string;
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  finalizers?: string[];
  ownerReferences?: OwnerReference[];
};

/** A stored object: metadata is complete and checked, the rest is whatever the client wrote. */
export type KubeObject = { apiVersion: string; kind: string; metadata: Metadata; [field: string]: unknown };

/** An object as it came in a request: nothing about it is checked but that both levels are JSON objects. */
export type DraftObject = { apiVersion?: unknown; kind?: unknown; metadata: JsonObject; [field: string]: unknown };

export function asDraft(value: unknown): DraftObject | undefined {
  if (!isJsonObject(value)) return undefined;
  const metadata = value.metadata ?? {};
  return isJsonObject(metadata) ? { ...value, metadata } : undefined;
}

export const groupVersion = (group: string, version: string): string =>
  group === "" ? version : `${group}/${version}`;

export const groupOf = (apiVersion: string): string =>
  apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
