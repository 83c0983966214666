import type { KubeObject } from "../objects/kube-object.ts";

/** An immutable revision of an object; its JSON is kept for as long as that saves more than it takes. */
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
    return this.#json ?? JSON.stringify(this.object);
  }

  /** The same, kept for whoever asks next: lists, and the watchers of a write. */
  get keptJson(): string {
    this.#json ??= JSON.stringify(this.object);
    return this.#json;
  }

  /** All watchers have it: until a list asks for it, the JSON would only take memory. */
  forgetJson(): void {
    this.#json = undefined;
  }

  /** As an item of a typed list, which says kind and version once for all (meta/v1 TypeMeta is empty there); kept. */
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
