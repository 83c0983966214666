import { Link } from "#components/ui/link.tsx";

export type Crumb = { label: string; href?: string };

export const Breadcrumb = ({ label, crumbs }: { label: string; crumbs: readonly Crumb[] }) => (
  <nav aria-label={label} className="min-w-0">
    <ol className="flex min-w-0 items-center gap-2">
      {crumbs.map(({ label: name, href }, index) => {
        const last = index === crumbs.length - 1;
        return (
          <li key={`${name} ${href}`} className="flex min-w-0 items-center gap-2">
            {index > 0 && (
              <span aria-hidden="true" className="text-ink-3">
                /
              </span>
            )}
            {href && !last ? (
              <Link href={href} className="truncate text-ink-2 hover:text-ink">
                {name}
              </Link>
            ) : (
              <span aria-current={last ? "page" : undefined} className="truncate font-semibold">
                {name}
              </span>
            )}
          </li>
        );
      })}
    </ol>
  </nav>
);
