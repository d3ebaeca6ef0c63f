import { labelIn } from '@hotline/browser-kit';
import { useEffect, useEffectEvent } from 'react';
import { type Command, commands, type CommandName } from './commands.ts';
import { useLanguage } from '../settings.ts';

const deeds = new Map<CommandName, () => void>();

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type=radio]):not([type=checkbox]):not([type=button]), textarea, select'));

const fits = (row: Command, event: KeyboardEvent): boolean =>
  row.code === event.code &&
  row.alt === event.altKey &&
  (row.shift ?? false) === event.shiftKey &&
  (row.ctrl ?? false) === event.ctrlKey &&
  !event.metaKey;

/** One listener for all keys. Never while characters are being composed; a plain key never while she types; the focus stays where it is. */
function onKeyDown(event: KeyboardEvent): void {
  if (event.isComposing || event.keyCode === 229 || event.repeat) return;
  for (const [name, deed] of deeds) {
    const row: Command = commands[name];
    if (!fits(row, event) || (!row.alt && !row.ctrl && isTyping(event.target))) continue;
    event.preventDefault();
    deed();
    return;
  }
}

/** Binds a command to its deed while `enabled`: its moment. */
export function useCommand(name: CommandName, deed: () => void, enabled: boolean): void {
  const current = useEffectEvent(deed);
  useEffect(() => {
    if (!enabled) return;
    if (deeds.size === 0) window.addEventListener('keydown', onKeyDown);
    const bound = (): void => current();
    deeds.set(name, bound);
    return () => {
      if (deeds.get(name) === bound) deeds.delete(name);
      if (deeds.size === 0) window.removeEventListener('keydown', onKeyDown);
    };
  }, [name, enabled]);
}

/** What a button says when one points at it: 接听 (Alt+A). */
export function useCommandTitle(name: CommandName): string {
  const row = commands[name];
  return `${labelIn(useLanguage(), row)} (${row.keys})`;
}
