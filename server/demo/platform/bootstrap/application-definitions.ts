import { chartArtifact, definitions, vmInstance } from "../apps/definitions.ts";
import type { Era } from "../eras/era.ts";
import type { ApplicationDefinition } from "../kinds/cozystack.ts";

/** How the platform knows its applications. */
export const applicationDefinitionObjects = ({ schemas }: Era): ApplicationDefinition[] =>
  definitions.map((it) => ({
    metadata: { name: it.chart },
    spec: {
      application: {
        kind: it.kind,
        singular: it.singular,
        plural: it.plural,
        openAPISchema: JSON.stringify(schemas[it.kind]),
      },
      release: {
        prefix: it.prefix,
        labels: { "sharding.fluxcd.io/key": "tenants" },
        chartRef: { kind: "ExternalArtifact", name: chartArtifact(it), namespace: "cozy-system" },
      },
      secrets: { include: [], exclude: [] },
      services: {
        include: it === vmInstance ? [{ matchLabels: { "apps.cozystack.io/user-service": "true" } }] : [],
        exclude: [],
      },
    },
  }));
