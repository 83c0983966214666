import { Mono } from "#components/ui/text.tsx";

/** The platform's own words, as they are: hostile text, and upstream's can be pages long, of which the beginning names the cause. */
export const PlatformWords = ({ most = 600, children }: { most?: number; children: string }) => (
  <Mono>{children.slice(0, most)}</Mono>
);
