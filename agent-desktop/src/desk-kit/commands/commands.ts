import { dispositions, type Label } from '@hotline/contracts';

/** When a command does something. */
// prettier-ignore
export const moments = {
  ringing: { zh: '来电振铃时', en: 'While it rings' },
  'in-call': { zh: '通话中', en: 'In a call' },
  'wrap-up': { zh: '话后整理时', en: 'In wrap-up' },
  form: { zh: '填写工单时', en: 'While filling in a ticket' },
  list: { zh: '列表中', en: 'In a list' },
  dispatch: { zh: '派单时', en: 'When dispatching' },
  callback: { zh: '回访时', en: 'When calling back' },
  always: { zh: '随时', en: 'At any time' },
} as const satisfies Record<string, Label>;

export interface Command extends Label {
  /** As printed on buttons, in tooltips and on the `?` page. */
  readonly keys: string;
  /** `event.code`: the place on the keyboard, so that an input method does not swallow it. */
  readonly code: string;
  readonly alt: boolean;
  readonly shift?: true;
  /** Works in fields too, as with Alt. */
  readonly ctrl?: true;
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
  'wrap-up.1':     { keys: '1', code: 'Digit1', alt: false, during: 'wrap-up', ...dispositions.ticket },
  'wrap-up.2':     { keys: '2', code: 'Digit2', alt: false, during: 'wrap-up', ...dispositions['direct-answer'] },
  'wrap-up.3':     { keys: '3', code: 'Digit3', alt: false, during: 'wrap-up', ...dispositions.transfer },
  'wrap-up.4':     { keys: '4', code: 'Digit4', alt: false, during: 'wrap-up', ...dispositions['no-ticket'] },
  'form.save':     { keys: 'Ctrl+Enter', code: 'Enter', alt: false, ctrl: true, during: 'form', zh: '保存工单 / 提交', en: 'File the ticket / submit' },
  'form.answer':   { keys: 'Alt+R', code: 'KeyR', alt: true, during: 'form', zh: '直接答复', en: 'Answer' },
  'form.dispatch': { keys: 'Alt+P', code: 'KeyP', alt: true, during: 'form', zh: '派单', en: 'Dispatch' },
  'form.refuse':   { keys: 'Alt+B', code: 'KeyB', alt: true, during: 'form', zh: '不予受理', en: 'Refuse' },
  'form.next':     { keys: 'Alt+J', code: 'KeyJ', alt: true, during: 'form', zh: '下一份草稿', en: 'Next draft' },
  'list.next':     { keys: 'J', code: 'KeyJ', alt: false, during: 'list', zh: '下一条', en: 'Next' },
  'list.before':   { keys: 'K', code: 'KeyK', alt: false, during: 'list', zh: '上一条', en: 'The one before' },
  'list.find':     { keys: '/', code: 'Slash', alt: false, during: 'list', zh: '搜索', en: 'Search' },
  'dispatch.form': { keys: 'D', code: 'KeyD', alt: false, during: 'dispatch', zh: '派单:查找单位', en: 'Dispatch: find the unit' },
  'callback.1':    { keys: '1', code: 'Digit1', alt: false, during: 'callback', zh: '第一个答案', en: 'First answer' },
  'callback.2':    { keys: '2', code: 'Digit2', alt: false, during: 'callback', zh: '第二个答案', en: 'Second answer' },
  'callback.3':    { keys: '3', code: 'Digit3', alt: false, during: 'callback', zh: '第三个答案', en: 'Third answer' },
  'callback.4':    { keys: '4', code: 'Digit4', alt: false, during: 'callback', zh: '第四个答案', en: 'Fourth answer' },
  'draft.new':     { keys: 'Alt+N', code: 'KeyN', alt: true, during: 'always', zh: '新草稿', en: 'New draft' },
  'desk.keys':     { keys: '?', code: 'Slash', alt: false, shift: true, during: 'always', zh: '本页快捷键', en: 'Keys of this page' },
} as const satisfies Record<string, Command>;
export type CommandName = keyof typeof commands;
