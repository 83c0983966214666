import type { Dialect } from "#lib/resources/dialect/dialect.ts";
import { normalise } from "#lib/resources/vm/normalise.ts";
import { vmInstanceSchema } from "#lib/resources/vm/schema.ts";
import { ProblemError } from "../http/problem-error.ts";

/** Looks at a VMInstance just before it is written: throws where the write would destroy what this platform's schema does not expect. */
export const writableUnder =
  (dialect: Dialect, about: string) =>
  (object: unknown): void => {
    const now = vmInstanceSchema.safeParse(object);
    if (!now.success) throw new ProblemError("unsupported", { about });
    if (normalise(now.data, dialect).contradictory) throw new ProblemError("contradictory", { about });
  };
