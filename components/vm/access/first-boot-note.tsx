import { useTranslations } from "next-intl";

/** What is changed here, no guest that has booted before reads. */
export const FirstBootNote = () => useTranslations("first-boot")("note");
