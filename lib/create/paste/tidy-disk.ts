import type { CatalogueView } from "../../resources/image/view.ts";
import type { Say } from "./change.ts";
import { at, type Fields, fieldsOf, isHollow, isNothing, textOf, without } from "./fields.ts";
import { nearestClass, nearestImage } from "./nearest.ts";

const known: ReadonlySet<string> = new Set(["source", "optical", "storage", "storageClass"]);

/** A disk's spec as this cluster writes it. */
export const tidyDisk = (spec: Fields, catalogue: CatalogueView, say: Say): Fields => {
  const { dialect } = catalogue;
  const unknown = Object.keys(spec).filter(
    (name) => !known.has(name) && !dialect.diskMore.some(({ path }) => path === name || path.startsWith(`${name}.`)),
  );
  for (const name of unknown) say("fieldUnknown", [name], { field: name });
  return tidyClass(tidySource(without(spec, ...unknown), catalogue, say), catalogue, say);
};

const tidyClass = (spec: Fields, catalogue: CatalogueView, say: Say): Fields => {
  const from = textOf(spec.storageClass);
  const { storageClasses, missing } = catalogue;
  if (from === "" || missing.includes("storageclasses") || storageClasses.some(({ name }) => name === from))
    return spec;
  const to = nearestClass(catalogue);
  if (to === null) return spec;
  say("classNearest", ["storageClass"], { from, to });
  return { ...spec, storageClass: to };
};

/** What a source of each kind may say on this cluster. */
const sourceFields = ({
  dialect: { sources, cloneSource },
}: CatalogueView): Readonly<Record<string, readonly string[]>> => ({
  image: ["name"],
  http: ["url", ...(sources.headers ? ["headers"] : []), ...(sources.checksum ? ["checksum"] : [])],
  ...(sources.registry && { registry: ["url"] }),
  ...(cloneSource && { disk: ["name"] }),
});

/** What the schema does not declare is refused at its line: it would be stored, ignored, and the disk another one than was asked for. */
const tidySource = (spec: Fields, catalogue: CatalogueView, say: Say): Fields => {
  if (!Object.hasOwn(spec, "source")) return spec;
  if (isHollow(spec.source) && !Object.hasOwn(fieldsOf(spec.source), "upload")) {
    say("sourceEmpty", ["source"]);
    return without(spec, "source");
  }
  const allowed = sourceFields(catalogue);
  const source: Record<string, unknown> = {};
  for (const [kind, value] of Object.entries(fieldsOf(spec.source))) {
    if (kind === "upload") source.upload = value ?? {};
    else if (isNothing(value)) continue;
    else if (!Object.hasOwn(allowed, kind)) say("sourceRefused", ["source", kind], { field: `source.${kind}` });
    else source[kind] = tidyFields(fieldsOf(value), ["source", kind], allowed[kind] ?? [], say);
  }
  // The form asks what the disk starts from; an empty disk is not what was meant.
  return {
    ...spec,
    source: Object.keys(source).length === 0 ? { image: { name: "" } } : withImage(source, catalogue, say),
  };
};

const tidyFields = (fields: Fields, path: readonly string[], allowed: readonly string[], say: Say): Fields => {
  const refused = Object.keys(fields).filter((name) => !allowed.includes(name));
  for (const name of refused)
    if (!isNothing(fields[name])) say("sourceRefused", [...path, name], { field: [...path, name].join(".") });
  return without(fields, ...refused);
};

const withImage = (source: Fields, { images, missing }: CatalogueView, say: Say): Fields => {
  const from = textOf(at(source, "image", "name"));
  if (from === "" || missing.includes("images") || images.some(({ name }) => name === from)) return source;
  const to = nearestImage(from, images)?.name ?? "";
  if (to === "") say("imageGone", ["source", "image", "name"], { from });
  else say("imageNearest", ["source", "image", "name"], { from, to });
  return { ...source, image: { name: to } };
};
