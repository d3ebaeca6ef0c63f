import { convert } from 'html-to-text';
import sanitizeHtml from 'sanitize-html';
import { boundedHtml } from './bounded-html.ts';

/** A picture from elsewhere tells its sender who looked and when: it gets no `src`, the desk shows it when somebody asks. */
function picture(tagName: string, { src = '', alt, width, height }: sanitizeHtml.Attributes): sanitizeHtml.Tag {
  const kept: sanitizeHtml.Attributes = {};
  if (alt !== undefined) kept['alt'] = alt;
  if (width !== undefined) kept['width'] = width;
  if (height !== undefined) kept['height'] = height;
  const address = src.trim();
  if (/^cid:/i.test(address)) kept['src'] = address;
  else if (/^https?:\/\//i.test(address)) kept['data-remote-src'] = address;
  return { tagName, attribs: kept };
}

function link(tagName: string, { href = '', title }: sanitizeHtml.Attributes): sanitizeHtml.Tag {
  const address = href.trim();
  if (!/^(https?:\/\/|mailto:)/i.test(address)) return { tagName, attribs: {} };
  const kept: sanitizeHtml.Attributes = { href: address, rel: 'noopener noreferrer nofollow', target: '_blank' };
  if (title !== undefined) kept['title'] = title;
  return { tagName, attribs: kept };
}

const rules: sanitizeHtml.IOptions = {
  allowedTags: (
    'a abbr b blockquote br caption center cite code col colgroup dd del div dl dt em figcaption figure font h1 h2 h3 h4 h5 h6 hr i img ins li ol p ' +
    'pre q s small span strike strong sub sup table tbody td tfoot th thead tr tt u ul'
  ).split(' '),
  allowedAttributes: {
    a: ['href', 'rel', 'target', 'title'],
    img: ['src', 'data-remote-src', 'alt', 'width', 'height'],
    font: ['color', 'size'],
    td: ['colspan', 'rowspan', 'align', 'valign', 'width'],
    th: ['colspan', 'rowspan', 'align', 'valign', 'width'],
    table: ['border', 'cellpadding', 'cellspacing', 'width'],
    ol: ['start', 'type'],
    '*': ['align', 'dir'],
  },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowedSchemesByTag: { img: ['cid', 'http', 'https'] },
  allowedSchemesAppliedToAttributes: ['href', 'src', 'data-remote-src'],
  allowProtocolRelative: false,
  nonTextTags: [
    'script',
    'style',
    'textarea',
    'option',
    'noscript',
    'noframes',
    'noembed',
    'title',
    'xml',
    'template',
    'iframe',
    'object',
    'svg',
    'math',
  ],
  transformTags: { a: link, img: picture },
};

/** HTML of a stranger that may stand in a page of ours: no script, style, form or frame, nothing fetched from elsewhere. */
export function safeHtml(html: string): string {
  return sanitizeHtml(boundedHtml(html), rules).trim();
}

/** What a reader of safe HTML sees, as plain text: paragraphs and rows are lines, a link shows where it leads unless it says so itself. */
export function textOfHtml(safe: string): string {
  return convert(safe, {
    wordwrap: false,
    selectors: [
      { selector: 'img', format: 'skip' },
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true, linkBrackets: ['(', ')'] } },
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
      { selector: 'tr', format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
      { selector: 'td', format: 'inlineSurround', options: { suffix: ' ' } },
      { selector: 'th', format: 'inlineSurround', options: { suffix: ' ' } },
      { selector: 'table', format: 'block' },
    ],
  });
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Plain text between pieces of HTML. */
export const plainAsHtml = (text: string): string =>
  `<p>${text.replace(/[&<>]/g, (mark) => escapes[mark] ?? mark).replaceAll('\n', '<br />')}</p>`;
