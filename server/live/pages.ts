import { ProblemError, problemOf } from "../http/problem-error.ts";
import type { SourceContext } from "./source.ts";

const pageSize = "500";

type Read<T> = Pick<SourceContext<T>, "kube" | "person" | "path" | "parseAll"> & {
  query: Readonly<Record<string, string>>;
  signal: AbortSignal;
  timeoutMs?: number;
};

/** A whole list, a page at a time, so that none of it is ever one text; `apps.cozystack.io` knows no pages and sends all of it. */
export const readPages = async <T extends { metadata: { name: string } }>(
  { kube, person, path, parseAll, query, signal, timeoutMs }: Read<T>,
  take: (object: T) => void,
): Promise<{ version: string; seen: ReadonlySet<string> }> => {
  const seen = new Set<string>();
  const limit = timeoutMs === undefined ? {} : { timeoutMs };
  let next = "";
  let mayRestart = true;
  for (;;) {
    try {
      const asked = { ...query, limit: pageSize, ...(next !== "" && { continue: next }) };
      const page = parseAll(await kube.get(person(), path, { query: asked, signal, retries: 0, ...limit }));
      if (!page) throw new ProblemError("unavailable", { about: `${path.at(-1)} list` });
      for (const object of page.items) {
        seen.add(object.metadata.name);
        take(object);
      }
      if (page.next === "") return { version: page.resourceVersion, seen };
      next = page.next;
    } catch (error) {
      // 410: the rest of this list is not kept any more.
      if (problemOf(error).code !== "conflict" || next === "" || !mayRestart) throw error;
      mayRestart = false;
      next = "";
      seen.clear();
    }
  }
};
