"use client";
import { usePathname, useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { later } from "#components/ui/later.tsx";
import { paths } from "#lib/paths.ts";
import { useShownRuns } from "./bulk-runs.tsx";
import { useTasks } from "./live.tsx";
import { onPaletteWanted } from "./palette-signal.ts";
import { noteRecent, recentOf } from "./recent.ts";
import type { ShellFacts } from "./shell-facts.ts";
import { createShortcutReader, placeOf, type ShellShortcut } from "./shortcuts.ts";
import { readTaskTenants } from "./task-tenants.ts";
import { createTypeAhead } from "./type-ahead.ts";

const loadPalette = async () => (await import("./palette.tsx")).Palette;
const palette = later(loadPalette);
const help = later(async () => (await import("./shortcut-help.tsx")).ShortcutHelp);
const tray = later(async () => (await import("./task-tray.tsx")).TaskTray);

/** Keys, palette and tasks around every page of a tenant: here only what waits for them, the rest comes when it is wanted. */
export const ShellTools = ({ facts }: { facts: Pick<ShellFacts, "tenant" | "tenants"> }) => {
  const router = useRouter();
  const pathname = usePathname();
  const [open, setOpen] = useState<"palette" | "help" | null>(null);
  // From its first opening on it stays: what was done from it is told when it is closed.
  const [hasOpened, setHasOpened] = useState(false);
  const [ahead] = useState(createTypeAhead);
  const hasTasks = useTasks().length > 0;
  const [hasOthers, setHasOthers] = useState(false);
  const hasRuns = useShownRuns().length > 0;
  const { namespace } = facts.tenant;

  useEffect(() => setHasOthers(readTaskTenants().some((tenant) => tenant !== namespace)), [namespace]);

  useEffect(() => {
    const recent = recentOf(pathname);
    if (recent) noteRecent(recent);
  }, [pathname]);

  useEffect(() => {
    const acts: Record<ShellShortcut, () => void> = {
      palette: () => {
        ahead.begin();
        // Where it does not come, it takes no keys.
        loadPalette().catch(ahead.end);
        setHasOpened(true);
        setOpen("palette");
      },
      help: () => setOpen("help"),
      overview: () => router.push(paths.overview(namespace)),
      list: () => router.push(paths.vms(namespace)),
      activity: () => router.push(paths.activity(namespace)),
      new: () => router.push(paths.vmNew(namespace)),
    };
    const read = createShortcutReader();
    const handleKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat) return;
      const found = read(event, placeOf(event.target));
      if (!found) return;
      event.preventDefault();
      acts[found]();
    };
    // Before the page's own keys: what is typed for the palette is nobody else's.
    const handleEarly = (event: KeyboardEvent) => {
      if (event.key === "Escape" && ahead.isWaiting) {
        ahead.end();
        setOpen(null);
      }
      if (!ahead.take(event)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    document.addEventListener("keydown", handleKey);
    document.addEventListener("keydown", handleEarly, { capture: true });
    const leave = onPaletteWanted(acts.palette);
    return () => {
      document.removeEventListener("keydown", handleKey);
      document.removeEventListener("keydown", handleEarly, { capture: true });
      leave();
    };
  }, [router, namespace, ahead]);

  const close = () => setOpen(null);
  return (
    <>
      {hasOpened && (
        <palette.Part
          facts={facts}
          open={open === "palette"}
          takeTyped={ahead.end}
          onClose={close}
          onHelp={() => setOpen("help")}
        />
      )}
      {open === "help" && <help.Part onClose={close} />}
      {(hasTasks || hasOthers || hasRuns) && <tray.Part tenant={namespace} />}
    </>
  );
};
