import { diskOfRelease } from "../../resources/names.ts";
import { apiVersion } from "../manifest.ts";
import type { AddChange, PastedObject } from "./documents.ts";
import { at, fieldsOf, textOf } from "./fields.ts";
import { leftOutOfVolume } from "./raw-left-out.ts";
import { diskSpecOf } from "./raw-volumes.ts";

/** The VMDisk that is closest to a DataVolume; what has no place in it is said. */
export const diskOfRaw = ({ value, lineOf }: PastedObject, add: AddChange): PastedObject => {
  const written = textOf(at(value, "metadata", "name"));
  const name = diskOfRelease(written) ?? written;
  add(lineOf(["kind"]), "rawDisk", { from: written });
  for (const path of leftOutOfVolume(fieldsOf(value.spec)))
    add(lineOf(["spec", ...path]), "leftOut", { field: path.join(".") });
  const metadata = { ...fieldsOf(value.metadata), name };
  return { kind: "VMDisk", value: { ...value, apiVersion, metadata, spec: diskSpecOf(fieldsOf(value.spec)) }, lineOf };
};
