import type { Automatic, Bounce, MailSender } from '../mail-reading.ts';
import type { HeaderText } from '../structure/header.ts';
import { everyPart, type Part } from '../structure/parts.ts';
import { bounceFromReport, bounceFromWords, isMailServer } from './bounce.ts';

export interface WhatCame {
  readonly root: Part;
  readonly from: MailSender | null;
  /** Addresses in To and Cc. */
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** The field that we put into each mail of ours, any case; undefined when the caller has none. */
  readonly loopHeader: string | undefined;
}

export interface WhoTyped {
  readonly automatic: Automatic | null;
  readonly bounce: Bounce | null;
}

/** At the very start only: "Re: 自动回复：…" was typed by somebody, "自动回复太慢了" too. */
const AUTO_REPLY_SUBJECT =
  /^[[【(（<]?\s*(自动回复|自动答复|自动应答|自動回覆|自動回復|自動答覆|假期自动回复|休假自动回复|外出自动回复|automatic reply|auto[- ]?reply|auto[- ]?response|automatic response|autoreply|out of (the )?office( auto[- ]?reply)?|ooo)\s*([\])】）>]|[:：]|[-–—]|$)/i;
const BOUNCE_SUBJECT =
  /^(系统退信|退信通知|退信|邮件退信|系統退信|退件通知|未送达|未傳遞|未传递|无法传递|無法傳遞|邮件发送失败|邮件投递失败|投递失败|undeliver(ed|able)|undelivered mail returned|returned mail|failure notice|delivery (status notification|failure|has failed)|delivery report|mail delivery (failed|system|subsystem)|mail system error|delayed mail|warning: (could not send|message)|message (delayed|not delivered)|non[- ]?delivery|rejected)/i;
const SERVER_NAME = /(mail delivery|mailer.?daemon|系统退信|退信|邮件系统|邮件管理员|system administrator|postmaster)/i;

const wordOf = (value: string | undefined): string =>
  (value ?? '')
    .slice(0, 200)
    .toLowerCase()
    .replace(/\([^()]*\)/g, '')
    .split(/[;,\s]/)[0] ?? '';
const isNo = (value: string | undefined): boolean => value === undefined || /^(no|false|0|none)$/.test(wordOf(value));

/** RFC 3834 section 2 and 5, and what Exchange, vacation programs and help desks put beside it. */
function autoReplyField(header: HeaderText): string | undefined {
  const submitted = header.first('auto-submitted');
  if (!isNo(submitted)) return `Auto-Submitted: ${wordOf(submitted)}`;
  const precedence = wordOf(header.first('precedence'));
  if (precedence.startsWith('auto')) return `Precedence: ${precedence}`;
  const suppress = header.first('x-auto-response-suppress');
  if (!isNo(suppress)) return `X-Auto-Response-Suppress: ${wordOf(suppress)}`;
  const field = ['x-autoreply', 'x-auto-reply', 'x-autorespond', 'x-autoresponse', 'x-autoresponder', 'x-mail-autoreply'].find(
    (name) => !isNo(header.first(name)),
  );
  return field === undefined ? undefined : `${field}: ${wordOf(header.first(field))}`;
}

function listField(header: HeaderText): string | undefined {
  const field = ['list-id', 'list-post', 'list-unsubscribe', 'mailing-list'].find((name) => header.first(name) !== undefined);
  if (field !== undefined) return field;
  const precedence = wordOf(header.first('precedence'));
  return ['list', 'bulk', 'junk'].includes(precedence) ? `Precedence: ${precedence}` : undefined;
}

const hasNoReturn = (header: HeaderText): boolean => /^<\s*>$/.test(header.first('return-path') ?? '');

function bounceOf({ root, from, recipients, subject, text }: WhatCame): { bounce: Bounce; because: string } | null {
  const report = bounceFromReport(root);
  if (report) return { bounce: report, because: 'message/delivery-status' };
  const { header } = root;
  const byAddress = from !== null && isMailServer(from.address);
  const byName = SERVER_NAME.test(from?.name ?? '');
  const bySubject = BOUNCE_SUBJECT.test(subject);
  const isBounce =
    header.has('x-failed-recipients') ||
    (byAddress && /^mailer-daemon@/i.test(from.address)) ||
    (bySubject && (byAddress || byName || hasNoReturn(header)));
  if (!isBounce) return null;
  const failed = header.first('x-failed-recipients');
  const bounce = bounceFromWords(failed === undefined ? text : `${failed}\n${text}`, recipients, root, subject);
  return {
    bounce,
    because: header.has('x-failed-recipients')
      ? 'X-Failed-Recipients'
      : byAddress
        ? `From: ${from.address}`
        : `Subject: ${subject.slice(0, 60)}`,
  };
}

const isReceipt = (root: Part): boolean => [...everyPart(root)].some(({ type }) => type === 'message/disposition-notification');

/** Whether somebody typed the mail, and if not, what it is and which field or words said so. Our own mark counts before everything. */
export function whoTyped(came: WhatCame): WhoTyped {
  const { header } = came.root;
  if (came.loopHeader !== undefined && header.has(came.loopHeader.toLowerCase()))
    return { automatic: { kind: 'own-loop', because: came.loopHeader }, bounce: null };
  const bounced = bounceOf(came);
  if (bounced) return { automatic: { kind: 'bounce', because: bounced.because }, bounce: bounced.bounce };
  const listed = listField(header);
  const isTheList = listed !== undefined && !listed.startsWith('Precedence');
  const replied =
    (isTheList ? undefined : autoReplyField(header)) ??
    (isReceipt(came.root) ? 'message/disposition-notification' : undefined) ??
    (AUTO_REPLY_SUBJECT.test(came.subject) ? `Subject: ${came.subject.slice(0, 60)}` : undefined);
  if (replied !== undefined) return { automatic: { kind: 'auto-reply', because: replied }, bounce: null };
  if (listed !== undefined) return { automatic: { kind: 'list', because: listed }, bounce: null };
  if (hasNoReturn(header)) return { automatic: { kind: 'auto-reply', because: 'Return-Path: <>' }, bounce: null };
  return { automatic: null, bounce: null };
}
