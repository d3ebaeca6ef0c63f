/** A line that only a mailer writes, above the mail that it answers or passes on: everything below it is that mail. */
const SEPARATOR =
  /^[\s>*_-]*-{2,}\s*(original (message|appointment)|forwarded message|begin forwarded message|原始邮件|原始郵件|原邮件|原始信件|原始消息|回复的原邮件|回覆的郵件|转发的邮件|轉寄的郵件|转发邮件信息|转发的邮件信息|以下是转发邮件|引用|replied message)\s*-{2,}\s*$/i;
const BEGIN_FORWARDED = /^(begin forwarded message|开始转发的邮件|以下是转发的邮件)[:：]?\s*$/i;
/** "On … wrote:", "在 … 写道：", "… 于 … 写道：", "At … wrote:" on one line; a date or an address must stand before it. */
const WROTE = /(写道|寫道|寫到|写到|wrote|writes|schrieb|a écrit)\s*[:：]\s*$/i;
const WHEN_OR_WHO = /\d{4}[-/年.]|\d{1,2}[:：]\d{2}|@|^(on|at|在|于|於)\s/i;
/** Mailers fold that line at 76 characters. */
const MOST_INTRODUCTION_LINES = 3;
const MAX_INTRODUCTION_LENGTH = 400;
/** Longer lines are nobody's heading; the patterns here are not made for them. */
const MAX_HEADING_LENGTH = 300;

const FIELD_FROM = /^[\s*]*(发件人|發件人|寄件者|寄件人|from)[\s*]*[:：]/i;
const FIELD_AFTER_FROM =
  /^[\s*]*(发送时间|发送日期|發送時間|寄件日期|日期|时间|收件人|收件者|主题|主旨|抄送|sent|date|to|subject)[\s*]*[:：]/i;
/** A signature that goes on for longer than this was a line of dashes in the text. */
const MAX_SIGNATURE_LINES = 15;

const isQuoted = (line: string | undefined): boolean => /^\s*[>＞]/.test(line ?? '');

/** How many lines from `at` introduce a quotation ("On Monday …" / "… wrote:"); 0 when none. */
function introductionAt(lines: readonly string[], at: number): number {
  let sentence = '';
  for (let count = 1; count <= MOST_INTRODUCTION_LINES; count += 1) {
    const line = lines[at + count - 1]?.trim() ?? '';
    if (line === '' || line.length + sentence.length > MAX_INTRODUCTION_LENGTH || isQuoted(line)) return 0;
    sentence += ` ${line}`;
    if (WROTE.test(line))
      return WHEN_OR_WHO.test(sentence.trim()) && (count === 1 || WHEN_OR_WHO.test(lines[at]?.trim() ?? '')) ? count : 0;
  }
  return 0;
}

/** How many lines from `at` stand above a mail that is answered or passed on; 0 when none. */
function headingAt(lines: readonly string[], at: number): number {
  const line = lines[at] ?? '';
  if (line.length > MAX_HEADING_LENGTH) return 0;
  if (SEPARATOR.test(line) || BEGIN_FORWARDED.test(line)) return 1;
  if (!FIELD_FROM.test(line)) return 0;
  return lines.slice(at + 1, at + 6).filter((field) => FIELD_AFTER_FROM.test(field.slice(0, MAX_HEADING_LENGTH))).length >= 2 ? 1 : 0;
}

const endsSignature = (lines: readonly string[], at: number): boolean =>
  isQuoted(lines[at]) || introductionAt(lines, at) > 0 || headingAt(lines, at) > 0;

function signatureAt(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? '';
  if (!/^--\s?$/.test(line) || at === 0) return false;
  const near = lines.slice(at + 1, at + 2 + MAX_SIGNATURE_LINES);
  return near.length <= MAX_SIGNATURE_LINES || near.some((_, index) => endsSignature(near, index));
}

const joined = (lines: readonly string[]): string =>
  lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\n+$/g, '');

/**
 * Parts the text of a mail into what its sender wrote and what the mailer put below it. Nothing is lost: `quoted` is for folding, not for the bin.
 * Words written under or between quoted lines (`>`) are said; below a heading without `>` everything is quoted.
 */
export function splitQuoted(text: string): { said: string; quoted: string } {
  const lines = text.split('\n');
  const said: string[] = [];
  const quoted: string[] = [];
  let at = 0;
  while (at < lines.length) {
    const introduction = introductionAt(lines, at);
    const heading = introduction > 0 ? introduction : headingAt(lines, at);
    if (heading > 0) {
      const after = lines.slice(at + heading, at + heading + 3).find((line) => line.trim() !== '');
      if (!isQuoted(after)) break;
      quoted.push(...lines.slice(at, at + heading));
      at += heading;
    } else if (signatureAt(lines, at)) {
      do quoted.push(lines[at++] ?? '');
      while (at < lines.length && !endsSignature(lines, at));
    } else (isQuoted(lines[at]) ? quoted : said).push(lines[at++] ?? '');
  }
  return { said: joined(said), quoted: joined(quoted.concat(lines.slice(at))) };
}
