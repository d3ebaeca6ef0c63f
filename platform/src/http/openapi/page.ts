import { permissions, problems, type Route, type RouteGroup, zodOf } from '@hotline/contracts';
import { z } from 'zod';

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** The operations as a page that a person reads; no script, so that it works everywhere. */
export function openapiPage(title: string, groups: Readonly<Record<string, RouteGroup>>): string {
  const sections = Object.entries(groups).map(([group, routes]) => {
    const rows = Object.entries(routes).map(([name, row]) => article(`${group}.${name}`, row));
    return `<section><h2 id="${group}">${group}</h2>${rows.join('')}</section>`;
  });
  const contents = Object.keys(groups).map((group) => `<a href="#${group}">${group}</a>`);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title>
<style>body{font:15px/1.6 system-ui,sans-serif;max-width:960px;margin:24px auto;padding:0 16px;color:#1f2329}nav a{margin-right:12px}h2{margin:32px 0 8px}
article{border-top:1px solid #dee0e3;padding:12px 0}code{background:#f2f3f5;padding:1px 6px;border-radius:4px}summary{cursor:pointer}pre{background:#f2f3f5;padding:12px;overflow:auto;border-radius:6px}
.method{font-weight:600;display:inline-block;min-width:64px}</style></head>
<body><h1>${escaped(title)}</h1><p>Machine readable: <a href="/api/openapi.json">/api/openapi.json</a>. Sign in with <code>POST /api/session</code>, then send <code>Authorization: Bearer …</code>.</p>
<nav>${contents.join('')}</nav>${sections.join('')}</body></html>`;
}

function article(id: string, row: Route): string {
  const right = row.permission === 'public' ? 'public' : `${row.permission} (${permissions[row.permission].en})`;
  const details = (['params', 'query', 'body'] as const).flatMap((part) => (row[part] ? [shape(part, row[part])] : []));
  const reply = typeof row.reply === 'string' ? `<p>Reply: ${row.reply}</p>` : shape('reply', row.reply);
  const refusals = (row.problems ?? []).map(
    (code) => `<li><code>${problems[code].status} ${code}</code> ${escaped(problems[code].en)}</li>`,
  );
  return `<article id="${id}"><p><span class="method">${row.method}</span> <code>/api${escaped(row.path)}</code></p><p>${escaped(row.summary)}</p><p>Right: ${escaped(right)}</p>
${details.join('')}${reply}${refusals.length > 0 ? `<p>May answer:</p><ul>${refusals.join('')}</ul>` : ''}</article>`;
}

function shape(name: string, schema: Parameters<typeof zodOf>[0]): string {
  const json = JSON.stringify(z.toJSONSchema(zodOf(schema), { unrepresentable: 'any' }), null, 2);
  return `<details><summary>${name}</summary><pre>${escaped(json)}</pre></details>`;
}
