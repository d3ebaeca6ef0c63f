import type { Label } from '@hotline/contracts';

/** When a command does something. */
// prettier-ignore
export const moments = {
  ringing: { zh: '来电振铃时', en: 'While it rings' },
  'in-call': { zh: '通话中', en: 'In a call' },
  'wrap-up': { zh: '话后整理时', en: 'In wrap-up' },
  always: { zh: '随时', en: 'At any time' },
} as const satisfies Record<string, Label>;

export interface Command extends Label {
  /** As printed on buttons, in tooltips and on the `?` page. */
  readonly keys: string;
  /** `event.code`: the place on the keyboard, so that an input method does not swallow it. */
  readonly code: string;
  readonly alt: boolean;
  readonly shift?: true;
  readonly during: keyof typeof moments;
}

/** Each key of the desk, once. Nothing that a browser owns (Alt+D, Alt+F, F-keys). */
// prettier-ignore
export const commands = {
  'call.answer':   { keys: 'Alt+A', code: 'KeyA', alt: true, during: 'ringing', zh: '接听', en: 'Answer' },
  'call.hold':     { keys: 'Alt+H', code: 'KeyH', alt: true, during: 'in-call', zh: '保持 / 取回', en: 'Hold / take back' },
  'call.mute':     { keys: 'Alt+M', code: 'KeyM', alt: true, during: 'in-call', zh: '静音 / 取消静音', en: 'Mute / unmute' },
  'call.transfer': { keys: 'Alt+T', code: 'KeyT', alt: true, during: 'in-call', zh: '转接', en: 'Transfer' },
  'call.hang-up':  { keys: 'Alt+X Alt+X', code: 'KeyX', alt: true, during: 'in-call', zh: '挂断(一秒内按两次)', en: 'Hang up (twice within a second)' },
  'wrap-up.done':  { keys: 'Alt+W', code: 'KeyW', alt: true, during: 'wrap-up', zh: '登记并就绪', en: 'Save and be ready' },
  'wrap-up.1':     { keys: '1', code: 'Digit1', alt: false, during: 'wrap-up', zh: '第一种处理结果', en: 'First disposition' },
  'wrap-up.2':     { keys: '2', code: 'Digit2', alt: false, during: 'wrap-up', zh: '第二种处理结果', en: 'Second disposition' },
  'wrap-up.3':     { keys: '3', code: 'Digit3', alt: false, during: 'wrap-up', zh: '第三种处理结果', en: 'Third disposition' },
  'desk.keys':     { keys: '?', code: 'Slash', alt: false, shift: true, during: 'always', zh: '本页快捷键', en: 'Keys of this page' },
} as const satisfies Record<string, Command>;
export type CommandName = keyof typeof commands;
