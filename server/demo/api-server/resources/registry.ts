import { type ResourceDefinition, resourceKey, type VersionDefinition, versionOf } from "./definition.ts";

export type Served = { definition: ResourceDefinition; version: VersionDefinition };

/** What this server serves itself: built-ins from the start, custom resources as their definitions come and go. */
export class ResourceRegistry {
  readonly #definitions = new Map<string, ResourceDefinition>();
  #changes = 0;

  constructor(builtIns: Iterable<ResourceDefinition>) {
    for (const definition of builtIns) this.set(definition);
  }

  /** Grows with every change: lets documents built from the registry be cached. */
  get changes(): number {
    return this.#changes;
  }

  set(definition: ResourceDefinition): void {
    this.#changes += 1;
    this.#definitions.set(resourceKey(definition.group, definition.plural), definition);
  }

  delete(group: string, plural: string): void {
    this.#changes += 1;
    this.#definitions.delete(resourceKey(group, plural));
  }

  all(): ResourceDefinition[] {
    return [...this.#definitions.values()];
  }

  byKey(key: string): ResourceDefinition | undefined {
    return this.#definitions.get(key);
  }

  find(group: string, version: string, plural: string): Served | undefined {
    const definition = this.#definitions.get(resourceKey(group, plural));
    if (definition === undefined) return undefined;
    const found = versionOf(definition, version);
    return found === undefined ? undefined : { definition, version: found };
  }

  byKind(group: string, kind: string): ResourceDefinition | undefined {
    return this.all().find((definition) => definition.group === group && definition.kind === kind);
  }
}
