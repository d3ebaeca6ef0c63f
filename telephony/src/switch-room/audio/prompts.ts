/**
 * Every sentence a caller may hear: the file `<name>.wav` is made from the text, or recorded by the operator under the same name.
 * 12345 is written out, since digits in a text are read as a telephone number (1 as 幺) and the line's own name is 一二三四五.
 */
const sentences = {
  // Short on purpose: it plays before the first ring, and GB/T 33358 asks for a person within 15 s.
  'recording-notice': '您好,一二三四五热线,本次通话将被录音。',
  'queue-ahead': '您前面还有',
  'queue-people': '位',
  'queue-next': '您是下一位',
  'queue-wait': '预计等待',
  'queue-minutes': '分钟',
  'queue-under-a-minute': '不到一分钟',
  'queue-patience': '请您耐心等待',
  'all-busy': '话务员正忙,请您耐心等待。',
  'agent-number': '工号',
  'at-your-service': '为您服务',
  'no-agent': '对不起,现在没有话务员在线。',
  'no-answer': '对不起,让您久等了,话务员仍在忙。',
  away: '您好,一二三四五热线正在为您接通,请不要挂机。',
  voicemail: '请在滴声后留言,说明您的姓名、电话和诉求,我们会尽快给您回电。说完后请挂机。',
  saturated: '您好,欢迎致电一二三四五热线。现在来电较多,线路繁忙,我们会尽快给您回电。',
  thanks: '感谢您的来电,再见。',
  busy: '对不起,您拨打的电话正在通话中。',
  'citizen-unreachable': '对不起,市民的电话无人接听。',
  'transfer-wait': '正在为您转接,请稍候。',
  'line-restored': '对不起,刚才通话中断,正在为您重新接通。',
  'demo-citizen': '喂,您好。我是家住幸福路的市民。我们小区门口的路灯已经三天不亮了,晚上出门很不方便,希望尽快派人修理。谢谢。',
  'number-two-of': '两',
  'number-ten': '十',
} as const;

const numerals = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const;
const spokenDigits = ['零', '幺', '二', '三', '四', '五', '六', '七', '八', '九'] as const;

type NumeralName = `number-${number}` | `digit-${number}`;
export type PromptName = keyof typeof sentences | NumeralName | 'beep';

/** Name and text of each spoken prompt. */
export const prompts: Readonly<Record<string, string>> = {
  ...sentences,
  ...Object.fromEntries(numerals.map((text, value) => [`number-${value}`, text])),
  ...Object.fromEntries(spokenDigits.map((text, value) => [`digit-${value}`, text])),
};

/** 0–99 in pieces: 47 is 四 十 七, 12 is 十 二, 2 before a measure word (位, 分钟) is 两. */
export function numberSounds(value: number): PromptName[] {
  const whole = Math.max(0, Math.min(99, Math.round(value)));
  if (whole === 2) return ['number-two-of'];
  const tens = Math.floor(whole / 10);
  const ones = whole % 10;
  if (tens === 0) return [`number-${ones}`];
  return [...(tens > 1 ? [`number-${tens}` as const] : []), 'number-ten', ...(ones ? [`number-${ones}` as const] : [])];
}

/** 您前面还有三位,预计等待两分钟,请您耐心等待 — GB/T 33358: who waits is told how many are before her and how long it may take. */
export function queueSounds(ahead: number, expectedSeconds: number): PromptName[] {
  const place: PromptName[] = ahead === 0 ? ['queue-next'] : ['queue-ahead', ...numberSounds(ahead), 'queue-people'];
  const minutes = Math.round(expectedSeconds / 60);
  const wait: PromptName[] = minutes < 1 ? ['queue-under-a-minute'] : [...numberSounds(minutes), 'queue-minutes'];
  return [...place, 'queue-wait', ...wait, 'queue-patience'];
}

/** 工号幺零零幺为您服务 */
export function agentNumberSounds(number: string): PromptName[] {
  const digits = [...number].filter((digit) => /\d/.test(digit)).map((digit): PromptName => `digit-${Number(digit)}`);
  return ['agent-number', ...digits, 'at-your-service'];
}
