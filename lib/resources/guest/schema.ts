import * as z from "zod";
import { lenient, section, text } from "../kube-object.ts";
import type { FileSystem, GuestSystem, GuestUser } from "./view.ts";

/** A guest may say anything, as long as it likes. */
const wordLimit = 200;
const mostUsers = 50;
const mostFileSystems = 100;
const bytes = z.number().finite().min(0).catch(0).default(0);
const word = text.transform((said) => said.slice(0, wordLimit));

/** GET virtualmachineinstances/{n}/guestosinfo (`VirtualMachineInstanceGuestAgentInfo`) */
export const guestSystemSchema = z
  .object({
    guestAgentVersion: word,
    hostname: word,
    timezone: word,
    os: section({ prettyName: word, name: word, version: word, kernelRelease: word, machine: word }),
  })
  .transform(
    ({ os, ...said }): GuestSystem => ({
      name: os.prettyName || [os.name, os.version].filter(Boolean).join(" "),
      kernel: os.kernelRelease,
      architecture: os.machine,
      hostname: said.hostname,
      timezone: said.timezone,
      agentVersion: said.guestAgentVersion,
    }),
  );

const user = z
  .object({
    userName: z.string().min(1),
    domain: word,
    loginTime: z.number().finite().nullable().catch(null).default(null),
  })
  .transform(
    ({ userName, domain, loginTime }): GuestUser => ({
      name: userName.slice(0, wordLimit),
      domain,
      since: isoOf(loginTime),
    }),
  );

/** GET …/userlist: who is logged in */
export const guestUsersSchema = z
  .object({ items: lenient(user) })
  .transform(({ items }): GuestUser[] => items.slice(0, mostUsers));

const fileSystem = z
  .object({ mountPoint: z.string().min(1), fileSystemType: word, diskName: word, usedBytes: bytes, totalBytes: bytes })
  .transform(
    ({ mountPoint, fileSystemType, diskName, usedBytes, totalBytes }): FileSystem => ({
      mountPoint: mountPoint.slice(0, wordLimit),
      type: fileSystemType,
      disk: diskName,
      usedBytes: Math.min(usedBytes, totalBytes),
      totalBytes,
    }),
  );

/** GET …/filesystemlist */
export const fileSystemsSchema = z
  .object({ items: lenient(fileSystem) })
  .transform(({ items }): FileSystem[] => items.slice(0, mostFileSystems));

/** The agent counts seconds since 1970. */
const isoOf = (seconds: number | null): string | null => {
  if (seconds === null || seconds <= 0 || seconds > 8e12) return null;
  return new Date(seconds * 1000).toISOString();
};
