import { randomBytes } from "node:crypto";
import type { Api } from "./client.ts";

/** A custom resource of the suite's own, in a namespace of its own: suites of several runs never meet. */
export type Widgets = {
  group: string;
  namespace: string;
  /** Path of the collection in the namespace; `one` appends a name. */
  path: string;
  widget: (name: string, spec?: object, metadata?: object) => object;
  names: (query?: string) => Promise<string[]>;
  dispose: () => Promise<void>;
};

const schema = {
  type: "object",
  properties: {
    spec: {
      type: "object",
      properties: {
        size: { type: "integer", minimum: 1 },
        colour: { type: "string", enum: ["red", "blue"], default: "red" },
        code: { type: "string", pattern: "^a+$" },
        tags: { type: "array", maxItems: 2, items: { type: "string" } },
        amount: { "x-kubernetes-int-or-string": true },
      },
    },
    status: { type: "object", "x-kubernetes-preserve-unknown-fields": true },
  },
};

const definition = (group: string) => ({
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: `widgets.${group}` },
  spec: {
    group,
    scope: "Namespaced",
    names: { plural: "widgets", singular: "widget", kind: "Widget", listKind: "WidgetList", shortNames: ["wd"] },
    versions: [
      {
        name: "v1",
        served: true,
        storage: true,
        subresources: { status: {} },
        additionalPrinterColumns: [{ name: "Size", type: "integer", jsonPath: ".spec.size" }],
        schema: { openAPIV3Schema: schema },
      },
    ],
  },
});

const definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

type Condition = { type: string; status: string };

export const createWidgets = async (api: Api): Promise<Widgets> => {
  const group = `c${randomBytes(4).toString("hex")}.contract.test`;
  const namespace = await api.namespace();
  const path = `/apis/${group}/v1/namespaces/${namespace}/widgets`;
  await api.ok("POST", definitions, definition(group));
  await api.until(`${definitions}/widgets.${group}`, ({ body }) => {
    const conditions: Condition[] = body.status?.conditions ?? [];
    return conditions.some(({ type, status }) => type === "Established" && status === "True");
  });
  // A real server says Established a moment before each of its parts serves the kind.
  await api.until(path, ({ code }) => code === 200);
  return {
    group,
    namespace,
    path,
    widget: (name, spec = { size: 1 }, metadata = {}) => ({
      apiVersion: `${group}/v1`,
      kind: "Widget",
      metadata: { name, ...metadata },
      spec,
    }),
    names: async (query = "") => {
      const { body } = await api.ok("GET", `${path}?${query}`);
      return body.items.map(({ metadata }: { metadata: { name: string } }) => metadata.name);
    },
    dispose: async () => {
      await api.call("DELETE", `${definitions}/widgets.${group}`);
      await api.call("DELETE", `/api/v1/namespaces/${namespace}`);
    },
  };
};
