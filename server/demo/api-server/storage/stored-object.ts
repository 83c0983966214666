import type { KubeObject } from "../objects/kube-object.ts";

/** An immutable revision of an object with its JSON, serialised at most once per served version. */
export class StoredObject {
  readonly object: KubeObject;
  readonly revision: number;
  #json: string | undefined;
  #untypedJson: string | undefined;
  #converted: Map<string, StoredObject> | undefined;

  constructor(object: KubeObject, revision: number) {
    this.object = object;
    this.revision = revision;
  }

  get json(): string {
    this.#json ??= JSON.stringify(this.object);
    return this.#json;
  }

  /** As an item of a typed list, which says kind and version once for all (meta/v1 TypeMeta is empty there). */
  get untypedJson(): string {
    if (this.#untypedJson === undefined) {
      const { apiVersion: _apiVersion, kind: _kind, ...content } = this.object;
      this.#untypedJson = JSON.stringify(content);
    }
    return this.#untypedJson;
  }

  /** The same revision under another version of its group (conversion strategy None). */
  as(apiVersion: string): StoredObject {
    if (this.object.apiVersion === apiVersion) return this;
    this.#converted ??= new Map();
    let converted = this.#converted.get(apiVersion);
    if (converted === undefined) {
      converted = new StoredObject({ ...this.object, apiVersion }, this.revision);
      this.#converted.set(apiVersion, converted);
    }
    return converted;
  }
}
