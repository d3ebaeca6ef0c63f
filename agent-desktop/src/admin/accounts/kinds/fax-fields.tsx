import { useWords } from '../../../desk-kit/settings.ts';
import type { AccountKind } from '../account-form.tsx';
import { Count, Line } from './fields.tsx';
import * as words from '../words.ts';

/** A number on the trunk that is answered as a fax. */
export const faxKind: AccountKind = {
  usual: { number: '', station: '', heading: '12345 政务服务便民热线', answerSeconds: 60, lines: 2, quietMinutes: 0 },
  Fields: FaxFields,
  valuesOf: (settings) => settings,
  // a telephone line knows no password, but an account has its secrets: none
  bodyOf: (settings, _, isNew) => ({ settings, ...(isNew ? { secrets: {} } : {}) }),
};

function FaxFields() {
  const say = useWords(words);
  return (
    <>
      <Line name="number" label={say.faxNumber} most={17} extra={say.faxNumberHint} />
      <Line name="station" label={say.station} most={20} extra={say.stationHint} />
      <Line name="heading" label={say.heading} most={40} extra={say.headingHint} />
      <Count name="answerSeconds" label={say.answerSeconds} least={5} most={180} />
      <Count name="lines" label={say.faxLines} least={1} most={30} extra={say.faxTrunk} />
    </>
  );
}
