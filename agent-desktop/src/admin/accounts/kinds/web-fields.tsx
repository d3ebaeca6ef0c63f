import { useWords } from '../../../desk-kit/settings.ts';
import type { AccountKind } from '../account-form.tsx';
import { Count } from './fields.tsx';
import * as words from '../words.ts';

/** The form of our own site: it has no peer and no secrets. */
export const webKind: AccountKind = {
  usual: { difficulty: 16, quietMinutes: 0 },
  Fields: WebFields,
  valuesOf: (settings) => settings,
  bodyOf: (settings) => ({ settings, secrets: {} }),
};

function WebFields() {
  const say = useWords(words);
  return <Count name="difficulty" label={say.difficulty} extra={say.difficultyHint} least={0} most={24} />;
}
