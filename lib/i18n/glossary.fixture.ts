import type { Language } from "./languages.ts";

/** One thing, one name: how it is called in each language, and what it is never called there. */
interface Term extends Record<Language, string> {
  not?: Partial<Record<Language, RegExp>>;
}

export const glossary: readonly Term[] = [
  { en: "instance type", fr: "type d’instance", de: "Instanztyp" },
  { en: "OS profile", fr: "profil OS", de: "OS-Profil", not: { fr: /[Pp]rofil système/ } },
  { en: "disk", fr: "disque", de: "Festplatte", not: { fr: /disque dur/, de: /\bDisks?\b|Datenträger/ } },
  { en: "optical disk, disc", fr: "disque optique", de: "optische Festplatte, Medium", not: { de: /Laufwerk/ } },
  { en: "disk image", fr: "image de disque", de: "Festplatten-Image", not: { de: /[Aa]bbild|Festplattenbild/ } },
  { en: "attach, detach", fr: "attacher, détacher", de: "anhängen, trennen", not: { de: /Festplatten?\b.*aushängen/ } },
  { en: "mount, unmount (in the guest)", fr: "monter, démonter", de: "einhängen, aushängen" },
  { en: "create", fr: "créer", de: "anlegen", not: { de: /(?<!Kopie )\b[Ee]rstellt?\b(?! Sie (?:eine|stattdessen))/ } },
  { en: "memory", fr: "mémoire", de: "Arbeitsspeicher", not: { de: /\bSpeicher\b/ } },
  { en: "storage", fr: "stockage", de: "Speicherplatz", not: { de: /Plattenplatz/ } },
  { en: "quota", fr: "quota", de: "Kontingent", not: { de: /\bQuote\b|ausgeschöpft/ } },
  { en: "network", fr: "réseau", de: "Netzwerk", not: { de: /\bNetz(?:e|es|en)?\b/ } },
  { en: "guest", fr: "système invité", de: "Gastsystem", not: { fr: /l’invité\b/i, de: /\bGast(?:e?s)?\b(?!-)/ } },
  { en: "running (a machine)", fr: "en marche", de: "läuft", not: { fr: /(?:[Ee]lle|[Mm]achine) ne fonctionne pas/ } },
  { en: "pause", fr: "mettre en pause", de: "pausieren", not: { de: /Maschinen? (?:anhalten|wurde angehalten)/ } },
  { en: "move (to another node)", fr: "déplacer", de: "verschieben", not: { fr: /Migration/, de: /[Uu]mz(?:ug|ieh)/ } },
  {
    en: "provider",
    fr: "fournisseur",
    de: "Anbieter",
    not: { en: /[Oo]perator of the/, fr: /exploitant/, de: /Betreiber/ },
  },
  {
    en: "tenant admin",
    fr: "admin du tenant",
    de: "Tenant-Admin",
    not: { fr: /administrateur/, de: /Admin des Tenants/ },
  },
  { en: "setting", fr: "réglage", de: "Einstellung", not: { fr: /paramètre/i } },
  { en: "snapshot", fr: "instantané", de: "Snapshot" },
  { en: "backup", fr: "sauvegarde", de: "Sicherung", not: { de: /\bBackup\b/ } },
  { en: "upload", fr: "téléverser", de: "hochladen", not: { de: /\bUpload\b/ } },
  { en: "log in to a machine, sign in to Porthole", fr: "se connecter", de: "anmelden" },
  { en: "kubeconfig", fr: "kubeconfig (m.)", de: "Kubeconfig (f.)", not: { de: /\bkubeconfig\b/ } },
  {
    en: "cloud-init",
    fr: "cloud-init",
    de: "cloud-init",
    not: { en: /Cloud-init/, fr: /Cloud-init/, de: /Cloud-init/ },
  },
  {
    en: "Ctrl, Shift, Enter, Esc",
    fr: "Ctrl, Maj, Entrée, Échap",
    de: "Ctrl, Shift, Enter, Esc",
    not: { de: /Umschalt|\bStrg\b/ },
  },
  { en: "Try again", fr: "Réessayer", de: "Erneut versuchen", not: { de: /Noch einmal versuchen/ } },
  { en: "Sign in again", fr: "Se reconnecter", de: "Erneut anmelden", not: { fr: /[Ss]e connecter à nouveau/ } },
  {
    en: "Your role may not …",
    fr: "Votre rôle ne permet pas de …",
    de: "Ihre Rolle darf nicht …",
    not: { fr: /rôle ne peut/ },
  },
  { en: "GiB", fr: "Gio", de: "GiB", not: { fr: /\b[KMGT]iB\b/ } },
];
