import { describe, expect, test } from 'vitest';
import { boundedHtml, takeOutPictures } from './bounded-html.ts';
import { safeHtml, textOfHtml } from './safe-html.ts';
import { tidy } from './text.ts';

describe('HTML of a stranger', () => {
  test.each([
    ['a script', '<p>路灯<script>alert(1)</script></p>', '<p>路灯</p>'],
    ['a style', '<style>p{background:url(http://x)}</style><p style="background:url(http://x)">路灯</p>', '<p>路灯</p>'],
    ['a handler', '<p onclick="alert(1)">路灯</p>', '<p>路灯</p>'],
    ['a form', '<form action="http://x"><input name="password"><button>交</button></form>', '交'],
    ['a frame', '<iframe src="http://x"></iframe><p>路灯</p>', '<p>路灯</p>'],
    ['a drawing', '<svg><a href="javascript:alert(1)">x</a></svg><p>路灯</p>', '<p>路灯</p>'],
    ['a link that runs', '<a href="java\nscript:alert(1)">路灯</a>', '<a>路灯</a>'],
    ['a link without a scheme', '<a href="//x.example">路灯</a>', '<a>路灯</a>'],
    ['a picture that runs', '<img src="javascript:alert(1)" onerror="alert(1)">', '<img />'],
    [
      'a table drawn from elsewhere',
      '<table background="http://x"><tr><td>路灯</td></tr></table>',
      '<table><tr><td>路灯</td></tr></table>',
    ],
  ])('%s is gone', (_, html, safe) => {
    expect(safeHtml(html)).toBe(safe);
  });

  test('a remote picture is a place without an address that a browser would fetch', () => {
    expect(safeHtml('<img src="https://t.example/pixel.gif?u=1" alt="照片">')).toBe(
      '<img alt="照片" data-remote-src="https://t.example/pixel.gif?u=1" />',
    );
  });

  test('a picture of the mail itself stays', () => {
    expect(safeHtml('<img src="cid:photo@x">')).toBe('<img src="cid:photo@x" />');
  });

  test('a link says nothing about where it was followed', () => {
    expect(safeHtml('<a href="https://x.example/a">a</a>')).toBe(
      '<a href="https://x.example/a" rel="noopener noreferrer nofollow" target="_blank">a</a>',
    );
    expect(safeHtml('<a href="mailto:a@x.example">a</a>')).toContain('href="mailto:a@x.example"');
  });

  test('a picture pasted into the HTML becomes a file that the HTML refers to', () => {
    const { html, pictures } = takeOutPictures('<img src="data:image/png;base64,AAEC"><img src="data:image/svg+xml;base64,AAEC">', 10);
    expect(pictures).toMatchObject([{ type: 'image/png', bytes: Buffer.from([0, 1, 2]) }]);
    expect(safeHtml(html)).toBe(`<img src="cid:${pictures[0]?.contentId}" /><img />`);
  });
});

describe('HTML as text', () => {
  test('paragraphs, breaks and rows are lines, and a link shows where it leads', () => {
    const html = '<p>您好</p><p>路灯<br>不亮</p><table><tr><td>地址</td><td>解放路</td></tr><tr><td>电话</td><td>1</td></tr></table>';
    expect(tidy(textOfHtml(safeHtml(html)))).toBe('您好\n\n路灯\n不亮\n\n地址 解放路\n电话 1');
    expect(textOfHtml(safeHtml('<a href="https://x.example/">看这里</a>'))).toBe('看这里 (https://x.example/)');
  });
});

describe('HTML that is meant to last', () => {
  test.each(['<div>', '<b><i>', '<ul><li>x', '<blockquote>x', '<table><tr><td>', '<a href="http://x">x</a>', '<'])(
    'a mail of nothing but %s is read in seconds',
    (piece) => {
      const startedAt = performance.now();
      textOfHtml(safeHtml(piece.repeat(600_000 / piece.length)));
      expect(performance.now() - startedAt).toBeLessThan(4000);
    },
  );

  test('words below the deepest level stay, and ordinary HTML is not touched', () => {
    expect(safeHtml(`${'<div>'.repeat(5000)}路灯${'</div>'.repeat(5000)}<p>完</p>`)).toMatch(/路灯.*<p>完<\/p>$/s);
    const ordinary = '<div><p>a<br><b>b</b></p><!-- c --><ul><li>d</ul></div>';
    expect(boundedHtml(ordinary)).toBe(ordinary);
  });
});
