import { isDeepStrictEqual } from "node:util";
import type { Problem } from "#lib/api/problem.ts";
import type { Dialect } from "#lib/resources/dialect/dialect.ts";
import type { InstanceTypeView } from "#lib/resources/image/view.ts";
import type { Person } from "../auth/person.ts";
import { problemOf } from "../http/problem-error.ts";
import type { DialectReader } from "../kube/schema.ts";
import { type Logger, reasonOf } from "../log.ts";
import { wait } from "../wait.ts";
import type { Retry } from "./retry.ts";
import type { TypeCache } from "./type-cache.ts";

const everyMs = 60_000;

type Options = {
  person: () => Person;
  types: TypeCache;
  dialect: DialectReader;
  retry: Retry;
  log: Logger;
  /** `isFirst`: what was read, or failed, is so for the first time; `isNews`: it is other than before. */
  onRead: (read: { isFirst: boolean; isNews: boolean }) => void;
  signal: AbortSignal;
};

/** What a list needs to know of the whole cluster: its instance types and its dialect, asked again every minute. */
export const followCluster = ({ person, types, dialect, retry, log, onRead, signal }: Options) => {
  let instanceTypes: ReadonlyMap<string, InstanceTypeView> = new Map();
  let known: Dialect | null = null;
  let problem: Problem | null = null;
  let isPending = true;

  const readDialect = async () => {
    // Without the schema each machine is read by what it says itself.
    known = await dialect.read(person()).catch(() => known);
  };

  const read = async (): Promise<InstanceTypeView[]> => {
    const [found] = await Promise.all([types(person()), readDialect()]);
    return found;
  };

  const follow = async () => {
    let failures = 0;
    while (!signal.aborted) {
      const before = { instanceTypes, problem, dialect: known };
      try {
        const found = await read();
        instanceTypes = new Map(found.map((type) => [type.name, type]));
        problem = null;
        failures = 0;
      } catch (error) {
        problem = problemOf(error);
        if (failures === 0) log.warn({ code: problem.code, reason: reasonOf(error) }, "instance types cannot be read");
      }
      const isFirst = isPending;
      isPending = false;
      const isNews = !isDeepStrictEqual(before, { instanceTypes, problem, dialect: known });
      onRead({ isFirst, isNews });
      if (problem) await retry(problem, failures++, signal);
      else await wait(everyMs, signal);
    }
  };
  void follow();

  return {
    get instanceTypes() {
      return instanceTypes;
    },
    /** Why there are no instance types; null where there are, be they old. */
    get problem() {
      return instanceTypes.size === 0 ? problem : null;
    },
    get isPending() {
      return isPending;
    },
    get dialect(): Dialect | null {
      return known;
    },
  };
};
