import type { ServerResponse } from "node:http";
import { type DemoPerson, demoPeople } from "./people.ts";

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign);

const style = `
:root{color-scheme:light dark;
--page:light-dark(oklch(.982 .003 240),oklch(.168 .012 248));--surface:light-dark(oklch(1 0 0),oklch(.202 .014 248));
--raised:light-dark(oklch(.968 .004 240),oklch(.236 .016 248));--line:light-dark(oklch(.915 .006 240),oklch(.29 .016 248));
--line-strong:light-dark(oklch(.64 .012 240),oklch(.5 .018 248));--ink:light-dark(oklch(.235 .018 248),oklch(.945 .006 240));
--ink-2:light-dark(oklch(.44 .016 248),oklch(.755 .012 240));--accent:light-dark(oklch(.475 .082 205),oklch(.78 .098 198));
--on-accent:light-dark(oklch(1 0 0),oklch(.18 .03 210));--failed:light-dark(oklch(.53 .185 26),oklch(.72 .16 24))}
*{box-sizing:border-box}body{margin:0;padding:3rem 1rem;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
main{max-width:27rem;margin:0 auto}h1{font-size:1.375rem;font-weight:600;margin:0}h2{font-size:1rem;font-weight:600;margin:2rem 0 .75rem}
p{margin:.25rem 0 0;color:var(--ink-2)}ul{list-style:none;margin:1.5rem 0 0;padding:0;display:grid;gap:.5rem}
button{font:inherit;border-radius:6px;cursor:pointer}
.person{display:block;width:100%;padding:.625rem .875rem;text-align:start;color:inherit;background:var(--surface);border:1px solid var(--line)}
.person:hover{background:var(--raised);border-color:var(--line-strong)}.person span{display:block;color:var(--ink-2);font-size:.875rem}
.person code{font:13px ui-monospace,monospace;color:var(--ink-2);font-weight:400}.person b{font-weight:600}
label{display:block;margin:.75rem 0 .25rem;font-weight:500}input{font:inherit;width:100%;padding:.4375rem .625rem;color:inherit;
background:var(--surface);border:1px solid var(--line-strong);border-radius:6px}
.go{margin-top:1rem;padding:.4375rem .875rem;border:1px solid transparent;background:var(--accent);color:var(--on-accent);font-weight:500}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}[role=alert]{color:var(--failed)}.hint{font-size:.875rem}`;

/** One page of the provider. `body` is HTML. */
export const page = (title: string, body: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,"><style>${style}</style></head>
<body><main>${body}</main></body></html>
`;

/** The policy of every page here: its own style, no script, nothing from elsewhere, no frames. */
export const pageHeaders = {
  "Content-Type": "text/html; charset=utf-8",
  "Cache-Control": "no-store",
  "Content-Security-Policy":
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'",
  "Referrer-Policy": "same-origin",
  "X-Content-Type-Options": "nosniff",
};

export const sendPage = (response: ServerResponse, code: number, html: string): void => {
  response.writeHead(code, pageHeaders).end(html);
};

const personButton = ({ name, fullName, says }: DemoPerson): string =>
  `<li><button class="person" name="person" value="${escapeHtml(name)}"><b>${escapeHtml(fullName)}</b> <code>${escapeHtml(name)}</code>` +
  `<span>${escapeHtml(says)}</span></button></li>`;

type SignIn = { action: string; problem?: string; name?: string; groups?: string };

export const signInPage = ({ action, problem, name = "", groups = "" }: SignIn): string =>
  page(
    "Demo sign-in",
    `<h1>Demo sign-in</h1><p>The demo platform’s own identity provider. Nobody here has a password.</p>
<form method="post" action="${escapeHtml(action)}"><ul>${demoPeople.map(personButton).join("")}</ul></form>
<h2>Someone else</h2>${problem ? `<p role="alert">${escapeHtml(problem)}</p>` : ""}
<form method="post" action="${escapeHtml(action)}"><label for="name">Name</label>
<input id="name" name="name" required maxlength="64" autocomplete="off" autocapitalize="none" spellcheck="false" value="${escapeHtml(name)}">
<label for="groups">Groups</label>
<input id="groups" name="groups" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="groups-hint" value="${escapeHtml(groups)}">
<p class="hint" id="groups-hint">Separated by commas, for example tenant-acme-view.</p>
<button class="go">Sign in</button></form>`,
  );
