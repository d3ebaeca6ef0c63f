import { useWords } from '../../../desk-kit/settings.ts';
import type { AccountKind, Values } from '../account-form.tsx';
import { Choice, Count, Line, Secret } from './fields.tsx';
import { JsonField, readJson, shownJson } from './json-field.tsx';
import * as words from '../words.ts';

/** A provider's interface as most of them have it; whoever sets it up puts the provider's own names in. */
const EXAMPLE = {
  send: {
    url: 'https://sms.example.com/send',
    contentType: 'json',
    body: { account: 'hotline', password: '{secret}', mobile: '{to}', content: '{text}', uid: '{id}' },
    ok: { path: 'code', equals: 0 },
    idPath: 'msgid',
  },
  hooks: {
    incoming: { from: 'mobile', text: 'content', id: 'id' },
    report: { id: 'msgid', state: 'status', delivered: ['DELIVRD'], failed: ['UNDELIV', 'EXPIRED', 'REJECTD'] },
  },
};
const carrierOf = (value: unknown): Values => (typeof value === 'object' && value !== null ? (value as Values) : {});

/** A number at a carrier: CMPP, SMPP, or a provider's HTTP interface told as data. */
export const smsKind: AccountKind = {
  usual: {
    carrier: { protocol: 'cmpp', port: 7890, version: '2.0', window: 16, serviceId: '' },
    http: shownJson(EXAMPLE),
    signature: '12345',
    partFen: 5,
    chinese: 'ucs2',
    quietMinutes: 0,
  },
  Fields: SmsFields,
  valuesOf: (settings) => {
    const { protocol, ...described } = carrierOf(settings['carrier']);
    return protocol === 'http' ? { ...settings, http: shownJson(described) } : settings;
  },
  bodyOf: ({ password, hookKey, http, carrier, ...settings }) => ({
    settings: { ...settings, carrier: carrierOf(carrier)['protocol'] === 'http' ? { protocol: 'http', ...readJson(http) } : carrier },
    ...(password ? { secrets: { password, ...(hookKey ? { hookKey } : {}) } } : {}),
  }),
};

function SmsFields({ isNew, values }: { isNew: boolean; values: Values }) {
  const say = useWords(words);
  const protocol = String(carrierOf(values['carrier'])['protocol'] ?? 'cmpp');
  const Protocol = protocols[protocol] ?? CmppFields;
  return (
    <>
      <Choice name={['carrier', 'protocol']} label={say.protocol} options={{ cmpp: 'CMPP', smpp: 'SMPP 3.4', http: say.protocolHttp }} />
      <Protocol />
      <Secret name="password" label={say.password} isNew={isNew} />
      {protocol === 'http' ? <Secret name="hookKey" label={say.hookKey} isNew={isNew} optional extra={say.hookKeyHint} /> : null}
      <Line name="signature" label={say.signature} extra={say.signatureHint} optional most={20} />
      <Count name="partFen" label={say.partFen} least={0} most={1_000} />
      {protocol === 'cmpp' ? <Choice name="chinese" label={say.chinese} options={{ ucs2: 'UCS-2', gb18030: 'GB18030' }} /> : null}
    </>
  );
}

const protocols: Readonly<Record<string, () => React.ReactNode>> = { cmpp: CmppFields, smpp: SmppFields, http: HttpFields };

function CmppFields() {
  const say = useWords(words);
  return (
    <fieldset className="account-server">
      <legend>CMPP</legend>
      <Line name={['carrier', 'host']} label={say.host} most={253} />
      <Count name={['carrier', 'port']} label={say.port} least={1} most={65_535} />
      <Choice name={['carrier', 'version']} label={say.version} options={{ '2.0': '2.0', '3.0': '3.0' }} />
      <Line name={['carrier', 'account']} label={say.spId} most={6} />
      <Line name={['carrier', 'sourceNumber']} label={say.sourceNumber} most={21} />
      <Line name={['carrier', 'serviceId']} label={say.serviceId} optional most={10} />
      <Count name={['carrier', 'window']} label={say.window} least={1} most={100} />
    </fieldset>
  );
}

function SmppFields() {
  const say = useWords(words);
  return (
    <fieldset className="account-server">
      <legend>SMPP</legend>
      <Line name={['carrier', 'host']} label={say.host} most={253} />
      <Count name={['carrier', 'port']} label={say.port} least={1} most={65_535} />
      <Line name={['carrier', 'systemId']} label="system_id" most={15} />
      <Line name={['carrier', 'systemType']} label="system_type" optional most={12} />
      <Line name={['carrier', 'sourceAddress']} label={say.sourceNumber} most={20} />
      <Count name={['carrier', 'window']} label={say.window} least={1} most={100} />
    </fieldset>
  );
}

function HttpFields() {
  const say = useWords(words);
  return <JsonField name="http" label={say.httpData} hint={say.httpDataHint} />;
}
