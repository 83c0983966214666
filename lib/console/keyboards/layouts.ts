import { deCh } from "./de-ch.ts";
import { deDe } from "./de-de.ts";
import { enGb } from "./en-gb.ts";
import { enUs } from "./en-us.ts";
import { frCh } from "./fr-ch.ts";
import { frFr } from "./fr-fr.ts";
import { itIt } from "./it-it.ts";
import type { KeyboardLayout, LayoutId } from "./keyboard-layout.ts";

/** In the order they are offered. */
export const keyboardLayouts: readonly KeyboardLayout[] = [enUs, enGb, deCh, frCh, deDe, frFr, itIt];

export const layoutOf = (id: LayoutId): KeyboardLayout => keyboardLayouts.find((layout) => layout.id === id) ?? enUs;

export const isLayoutId = (word: unknown): word is LayoutId => keyboardLayouts.some(({ id }) => id === word);
