import type * as z from "zod";
import { fileSystemsSchema, guestSystemSchema, guestUsersSchema } from "#lib/resources/guest/schema.ts";
import type { GuestPart, GuestView } from "#lib/resources/guest/view.ts";
import { releaseOfVm } from "#lib/resources/names.ts";
import { accessTo } from "#lib/resources/vm/access-to.ts";
import type { Person } from "./auth/person.ts";
import { problemOf } from "./http/problem-error.ts";
import type { Services } from "./http/services.ts";

/** The node answers, and the guest behind it: within its own ten seconds (platform-api.md 4.8). */
const timeoutMs = 12_000;

/** Every failure of these calls is a text with code 500: only what it says tells what is wrong (platform-api.md 4.2). */
const says = (error: unknown, words: RegExp): boolean =>
  error instanceof Error && error.cause instanceof Error && words.test(error.cause.message);

const partOfFailure = (error: unknown): Exclude<GuestPart<never>, { state: "ready" }> => {
  if (says(error, /guest agent connected/i)) return { state: "no-agent" };
  const { code } = problemOf(error);
  if (code === "forbidden") return { state: "forbidden" };
  const isOff =
    code === "not-running" || code === "not-found" || says(error, /virtualmachineinstance\S* "\S+" not found/);
  return { state: isOff ? "off" : "failed" };
};

/** What the guest agent says, each part where this person's rights reach it; a part that fails takes nothing from the others. */
export const createGuestReader = ({ access, kube }: Pick<Services, "access" | "kube">) => {
  const readPart = async <T extends z.ZodType>(
    person: Person,
    { tenant, name }: { tenant: string; name: string },
    word: string,
    schema: T,
  ): Promise<GuestPart<z.output<T>>> => {
    const path = ["apis", "subresources.kubevirt.io", "v1", "namespaces", tenant, "virtualmachineinstances"] as const;
    try {
      const answer = await kube.get(person, [...path, releaseOfVm(name), word], { timeoutMs, retries: 0 });
      const read = schema.safeParse(answer);
      return read.success ? { state: "ready", data: read.data } : { state: "failed" };
    } catch (error) {
      // The session has ended: that is not the guest's doing.
      if (problemOf(error).code === "session-ended") throw error;
      return partOfFailure(error);
    }
  };

  return async (person: Person, tenant: string, name: string): Promise<GuestView> => {
    const rights = accessTo(await access(person, tenant), name);
    const machine = { tenant, name };
    const part = <T extends z.ZodType>(isGranted: boolean, word: string, schema: T) =>
      isGranted ? readPart(person, machine, word, schema) : Promise.resolve({ state: "forbidden" } as const);
    const [system, users, fileSystems] = await Promise.all([
      part(rights.guestInfo, "guestosinfo", guestSystemSchema),
      part(rights.guestUsers, "userlist", guestUsersSchema),
      part(rights.guestFilesystems, "filesystemlist", fileSystemsSchema),
    ]);
    return { system, users, fileSystems };
  };
};
