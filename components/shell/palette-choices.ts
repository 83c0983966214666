import type { FindOption } from "#components/ui/find-list.tsx";
import type { PowerAction } from "#lib/api/requests.ts";
import { type Findable, rank, readCommand } from "#lib/palette/rank.ts";
import { paths } from "#lib/paths.ts";
import { shownNameOfVm } from "#lib/resources/names.ts";
import { lineage, type TenantView, tenantOf } from "#lib/resources/tenant/view.ts";
import type { VmAccess } from "#lib/resources/vm/access.ts";
import { type ActionReason, createPermit, type Permit, permitFor } from "#lib/resources/vm/actions.ts";
import { consolePermit } from "#lib/resources/vm/console-permit.ts";
import type { VmRow } from "#lib/resources/vm/view.ts";
import type { Recent } from "./recent.ts";

/** Power, or a way: to the console, to another machine like it. */
export type Deed = Extract<PowerAction, "start" | "stop" | "restart"> | "console" | "like";
const deeds: readonly Deed[] = ["console", "start", "stop", "restart", "like"];

/** What can be chosen. A deed without an address is carried out; `reason` says why it cannot be now. */
export type Choice = Findable & {
  id: string;
  group: "here" | "recent" | "actions" | "machines" | "pages" | "tenants";
  href?: string;
  what:
    | { kind: "machine"; row: VmRow | null; tenant: string }
    | { kind: "deed"; deed: Deed; row: VmRow; reason: ActionReason | null }
    | { kind: "page"; page: "overview" | "vms" | "new" | "disks" | "images" | "activity" | "access" | "shortcuts" }
    | { kind: "tenant"; tenant: TenantView };
};

export type PaletteFacts = {
  tenant: string;
  tenants: readonly TenantView[];
  rows: readonly VmRow[];
  /** The machine whose page is open. */
  here: string | null;
  recent: readonly Recent[];
  accessOf: (name: string) => VmAccess;
  words: {
    verbs: Readonly<Record<Deed, string>>;
    pages: Readonly<
      Record<"overview" | "vms" | "new" | "disks" | "images" | "activity" | "access" | "shortcuts", string>
    >;
    deed: (deed: Deed, name: string) => string;
    open: (name: string, tenant: string) => string;
  };
};

const most = { machines: 6, tenants: 5, actions: 6, recent: 6 } as const;

const permitOf = (deed: Deed, row: VmRow, access: VmAccess): Permit => {
  if (deed === "console") return consolePermit(row, access);
  return deed === "like" ? createPermit(access) : permitFor(deed, row, access);
};

const wayOf = (deed: Deed, tenant: string, name: string): { href?: string } => {
  if (deed === "console") return { href: paths.vm(tenant, name, "console") };
  return deed === "like" ? { href: paths.vmLike(tenant, name) } : {};
};

const deedOn = (facts: PaletteFacts, group: Choice["group"], row: VmRow, deed: Deed): Choice => {
  const permit = permitOf(deed, row, facts.accessOf(row.name));
  return {
    id: `${group} ${deed} ${row.name}`,
    group,
    label: facts.words.deed(deed, shownNameOfVm(row.name)),
    ...wayOf(deed, facts.tenant, row.name),
    what: { kind: "deed", deed, row, reason: permit.allowed ? null : permit.reason },
  };
};

/** What makes sense now first, what is refused behind it. */
const deedsOn = (facts: PaletteFacts, group: Choice["group"], row: VmRow): Choice[] => {
  const all = deeds.map((deed) => deedOn(facts, group, row, deed));
  const isOpen = ({ what }: Choice) => what.kind === "deed" && what.reason === null;
  return [...all.filter(isOpen), ...all.filter((one) => !isOpen(one))];
};

const machineOf = (facts: PaletteFacts, row: VmRow): Choice => ({
  id: `machine ${row.name}`,
  group: "machines",
  label: shownNameOfVm(row.name),
  also: [row.addresses.public ?? "", row.addresses.private ?? "", row.os.label].filter(Boolean),
  href: paths.vm(facts.tenant, row.name),
  what: { kind: "machine", row, tenant: facts.tenant },
});

const pagesOf = ({ tenant, words }: PaletteFacts): Choice[] =>
  (
    [
      ["overview", paths.overview(tenant)],
      ["vms", paths.vms(tenant)],
      ["new", paths.vmNew(tenant)],
      ["disks", paths.disks(tenant)],
      ["images", paths.images(tenant)],
      ["activity", paths.activity(tenant)],
      ["access", paths.access(tenant)],
      ["shortcuts", undefined],
    ] as const
  ).map(([page, href]) => ({
    id: `page ${page}`,
    group: "pages",
    label: words.pages[page],
    ...(href && { href }),
    what: { kind: "page", page },
  }));

const tenantChoice = (tenant: TenantView): Choice => ({
  id: `tenant ${tenant.namespace}`,
  group: "tenants",
  label: tenant.name,
  also: [lineage(tenant).join("/"), tenant.namespace],
  href: paths.vms(tenant.namespace),
  what: { kind: "tenant", tenant },
});

const recentChoice = (facts: PaletteFacts, { tenant, vm }: Recent): Choice => {
  if (vm === undefined) return { ...tenantChoice(tenantOf(tenant)), id: `recent ${tenant}`, group: "recent" };
  const row = tenant === facts.tenant ? (facts.rows.find(({ name }) => name === vm) ?? null) : null;
  const what = { kind: "machine", row, tenant } as const;
  const href = paths.vm(tenant, vm);
  return { id: `recent ${tenant} ${vm}`, group: "recent", label: shownNameOfVm(vm), also: [tenant], href, what };
};

/** Where one was, but not where one is, and nothing of here that is there no more. */
const recentOnes = (facts: PaletteFacts): Choice[] =>
  facts.recent
    .filter(({ tenant, vm }) => tenant !== facts.tenant || (vm !== undefined && vm !== facts.here))
    .map((recent) => recentChoice(facts, recent))
    .filter(({ what }) => what.kind !== "machine" || what.tenant !== facts.tenant || what.row !== null);

const atRest = (facts: PaletteFacts): Choice[] => {
  const here = facts.rows.find(({ name }) => name === facts.here);
  return [...(here ? deedsOn(facts, "here", here) : []), ...recentOnes(facts).slice(0, most.recent), ...pagesOf(facts)];
};

/** `globex/web-01`: a machine of a tenant whose list is not here; whether it exists, its page says. */
const elsewhere = (facts: PaletteFacts, text: string): Choice[] => {
  const [, of = "", vm = ""] = /^\s*([a-z0-9-]+)\/([a-z0-9][a-z0-9-]{0,62})\s*$/.exec(text) ?? [];
  if (vm === "") return [];
  return rank(facts.tenants.map(tenantChoice), of, 3).flatMap(({ what }): Choice[] => {
    if (what.kind !== "tenant" || what.tenant.namespace === facts.tenant) return [];
    const { namespace, name } = what.tenant;
    return [
      {
        id: `elsewhere ${namespace} ${vm}`,
        group: "machines",
        label: facts.words.open(vm, name),
        href: paths.vm(namespace, vm),
        what: { kind: "machine", row: null, tenant: namespace },
      },
    ];
  });
};

/** What answers to the text, group by group; without any, where one was and where one may go. */
export const choicesFor = (facts: PaletteFacts, text: string): Choice[] => {
  if (text.trim() === "") return atRest(facts);
  const verbs = deeds.map((verb) => ({ verb, names: [facts.words.verbs[verb], verb] }));
  const command = readCommand(text, verbs);
  const rows = facts.rows.map((row) => machineOf(facts, row));
  const machines = rank(rows, text, most.machines);
  const rowOf = ({ what }: Choice): VmRow[] => (what.kind === "machine" && what.row ? [what.row] : []);
  const commanded = command ? rank(rows, command.rest || (facts.here ?? ""), most.actions).flatMap(rowOf) : [];
  const known = new Set(machines.map(({ href }) => href));
  return [
    ...(command ? commanded.map((row) => deedOn(facts, "actions", row, command.verb)) : []),
    ...machines,
    ...rank(recentOnes(facts), text, most.recent).filter(({ href }) => !known.has(href)),
    ...elsewhere(facts, text),
    ...(command
      ? []
      : machines
          .slice(0, 1)
          .flatMap(rowOf)
          .flatMap((row) => deedsOn(facts, "actions", row))),
    ...rank(pagesOf(facts), text, most.actions),
    ...rank(facts.tenants.filter(({ namespace }) => namespace !== facts.tenant).map(tenantChoice), text, most.tenants),
  ];
};

/** Choices as they stand under their headings. */
export const groupsOf = <T extends FindOption & Pick<Choice, "group">>(
  choices: readonly T[],
): [Choice["group"], T[]][] => [...Map.groupBy(choices, ({ group }) => group)];
