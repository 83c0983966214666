"use client";
import { useState } from "react";
import { laterWorded } from "#components/ui/later-worded.tsx";
import { mayBeInstalled } from "#lib/edit/install-discs.ts";
import { type Language, localeOf } from "#lib/i18n/languages.ts";
import { useFramedVm } from "../vm-frame.tsx";

const words = async (language: Language) =>
  (await import("#lib/i18n/late-words.ts")).loadWords(localeOf[language], [
    "eject",
    "edit",
    "disks",
    "vm",
    "actions",
    "problems",
  ]);

/** Only a machine that is installed from a disc has it. */
const install = laterWorded(async () => (await import("./install-card.tsx")).InstallCard, words);

/** What is left to do of an installation from a disc; nothing for any other machine. */
export const InstallNotice = ({ isConsole = false }: { isConsole?: boolean }) => {
  const { vm, isGone } = useFramedVm();
  // What became of an ejected disc is said after it has gone, too.
  const [isShown, setShown] = useState(false);
  if (!isShown && mayBeInstalled(vm)) setShown(true);
  return isShown && !isGone && <install.Part isConsole={isConsole} />;
};
