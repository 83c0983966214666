import type { Answer } from "../../test-wire.ts";
import type { PlatformOn } from "./platform-on.ts";

export const group = "apps.cozystack.io";

/** A write that lost against another, a controller's too, is repeated, as the text of its 500 asks for. */
export const repeated = async (write: () => Promise<Answer>): Promise<Answer> => {
  const answer = await write();
  return answer.code === 500 && answer.body?.message?.includes("the object has been modified")
    ? repeated(write)
    : answer;
};

/** The machines of a tenant of one's own, as its `admin` asks for them. */
export const vmInstancesIn = async ({ api, tenant }: PlatformOn) => {
  const { namespace, token } = await tenant("admin");
  const path = `/apis/${group}/v1alpha1/namespaces/${namespace}/vminstances`;
  const call = (method: string, to: string, body?: unknown, headers = {}) =>
    repeated(() => api.call(method, to, body, { token, headers }));
  const object = (name: string, spec = {}) => ({ metadata: { name, labels: { own: name } }, spec });
  const isFound = ({ code }: Answer): boolean => code === 200;
  // A real aggregation layer may still hold a server that has just been registered for away.
  await api.until(path, isFound, { token });
  /** Reads come from a cache: what was just written shows a moment later. */
  const seen = (name: string, isAsWanted: (answer: Answer) => boolean = isFound) =>
    api.until(`${path}/${name}`, isAsWanted, { token });
  return {
    namespace,
    token,
    path,
    call,
    object,
    seen,
    create: async (name: string): Promise<Answer> => {
      await call("POST", path, object(name));
      return seen(name);
    },
    watch: (query = "") => api.watch(`${path}?watch=1&${query}`, { token }),
  };
};

export type VmInstances = Awaited<ReturnType<typeof vmInstancesIn>>;
