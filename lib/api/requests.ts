import type { VmChange } from "../edit/change.ts";
import type { PersonView } from "../resources/tenant/view.ts";
import type { PowerActionId } from "../resources/vm/actions.ts";
import type { ChosenDisk, DeletableDisk, Deletion } from "../resources/vm/deletion.ts";

// Bodies and answers of the data API, shared by the routes and the typed client.

export const csrfHeader = "x-csrf-token";
/** Who is signed in, and what their pages show with every write. */
export type MeAnswer = PersonView & {
  csrfToken: string;
  /** The person's times once more, from now on: clocks differ. */
  expiresInMs: number;
  endsInMs: number;
};
/** Where to go after signing out: the provider's own page, or ours. */
/** `everywhere`: all sessions of the person, on whatever device. */
export type SignOutRequest = { everywhere?: boolean };
export type SignOutAnswer = { location: string };

export type PowerAction = PowerActionId;
export type PowerRequest = { action: PowerAction };
/** `durable`: spec.runStrategy was written; `momentary`: only the subresource was called, the next reconciliation undoes it. */
export type PowerAnswer = { action: PowerAction; effect: "durable" | "momentary" };

/**
 * `uid`: of the machine that the person saw, as its view has it; another one of the same name is left alone. `disks`: which of its disks go
 * too, once it is gone; with them, none also, the delete is followed to its end and told by `deletion`.
 */
export type DeleteRequest = { uid: string; disks?: ChosenDisk[] };
/** What would go with a machine, and what became of its delete; null where this person has asked for none lately. */
export type DeletionAnswer = { disks: DeletableDisk[]; last: Deletion | null };

/** `base`: the state of the machine on which the change was decided. */
export type SettingsRequest = { base: string; change: VmChange };
/** User data as stored; `""` where there is none. */
export type CloudInitAnswer = { text: string };
/** Of a disk that the person saw. */
export type GrowDiskRequest = { uid: string; sizeBytes: number };
/** Whether its volume is there already, without which no machine may take it. */
export type NewDiskAnswer = { hasVolume: boolean };
/** A port that the machine exposes. */
export type PortCheckRequest = { port: number };
/** `silent`: nothing answered, or the cluster could not ask. */
export type PortCheckAnswer = { answer: "open" | "silent" };

/** `before`: the notes that the person saw; others by now are a conflict. Empty notes take them away. */
export type NotesRequest = { notes: string; before: string };
/** As they are kept. */
export type NotesAnswer = { notes: string };

export type ConsoleKind = "vnc" | "serial";
export type TicketRequest = {
  kind: ConsoleKind /** take the screen from whoever is on it (vnc only) */;
  takeOver?: boolean;
  /** Tells one page's consoles apart, so that a page may come back to the place it holds itself: 16 to 64 letters, digits, `_` or `-`. */
  client?: string;
  /** The machine boots: the server dials until its guest is there. */
  atBoot?: boolean;
  /** Not the console itself: `watch` what its holder's page shows, or `show` it as that page. */
  use?: "watch" | "show";
  /** Nothing that is typed or pointed at reaches the guest, whatever the page sends. */
  viewOnly?: boolean;
};
/** Who of Porthole's people is on a console; `since` is ISO 8601. */
export type HolderView = { name: string; since: string; isYou: boolean; viewOnly: boolean };
/** Of each console that one may open oneself. */
export type HoldersAnswer = Partial<Record<ConsoleKind, HolderView | null>>;
/** The ticket goes into `Sec-WebSocket-Protocol: porthole.v1, ticket.<ticket>`; single use. */
export type TicketAnswer = {
  ticket: string;
  expiresInMs: number;
  limits: OpenLimits;
  /** Tells the instance that runs from those before and after it; null where nothing of it can be read. */
  instance: string | null;
};
/** After how long a console is closed that nobody uses, and after how long any console; null: never. */
export type OpenLimits = { idleMs: number | null; lifetimeMs: number | null };

export const consoleProtocol = "porthole.v1";
export const ticketProtocolPrefix = "ticket.";
