import path from 'node:path';
import type { SwitchSettings } from '../../switch-settings.ts';
import { extension } from './steps.ts';

/** Numbers that are answered as faxes, in AstDB: they outlive app and switch. */
export const FAX_NUMBERS = 'fax-number';

/** Appends a line to what is said of a fax; the app reads it there, now or when it is back. */
const says = (name: string, value: string): string => `Set(FILE(\${HOTLINE_FAX}.said,,,al,u)=${name}=${value})`;

/** How a transmission ended, in the words of T.30. `end` is the last line: without it the switch died in the middle. */
const ending = [
  says('status', '${FAXOPT(status)}'),
  says('words', '${FAXOPT(statusstr)}'),
  says('error', '${FAXOPT(error)}'),
  says('pages', '${FAXOPT(pages)}'),
  says('rate', '${FAXOPT(rate)}'),
  says('ecm', '${FAXOPT(ecm)}'),
  says('resolution', '${FAXOPT(resolution)}'),
  says('station', '${FAXOPT(remotestationid)}'),
  says('end', '${EPOCH}'),
];

/** An incoming fax: who sends it is written down first, its pages as they come, how it ended whoever hangs up. */
const faxIn = (folder: string): string =>
  extension('s', [
    `Set(HOTLINE_FAX=${folder}/\${UNIQUEID})`,
    says('at', '${EPOCH}'),
    says('dialled', '${HOTLINE_DIALLED}'),
    says('from', '${HOTLINE_FROM}'),
    says('pai1', '${HOTLINE_PAI1}'),
    says('pai2', '${HOTLINE_PAI2}'),
    says('privacy1', '${HOTLINE_PRIVACY1}'),
    says('privacy2', '${HOTLINE_PRIVACY2}'),
    'Set(CHANNEL(hangup_handler_push)=fax-gone,s,1)',
    'Answer()',
    `Set(FAXOPT(localstationid)=\${DB(${FAX_NUMBERS}/\${HOTLINE_DIALLED})})`,
    'ReceiveFAX(${HOTLINE_FAX}.tif)',
    'Hangup()',
  ]);

/**
 * An outgoing fax: one half of a Local channel dials; whoever picks up is sent the pages, and the half that dialled hangs up. All of it lies in the
 * dialplan, so that a fax under way does not end with the app.
 */
const faxOut = (): string =>
  [
    extension('dial', [
      'Dial(PJSIP/outbound/${HOTLINE_FAX_TO},${HOTLINE_FAX_SECONDS},G(fax-out^sent^1))',
      says('dialled', '${DIALSTATUS}'),
      says('cause', '${HANGUPCAUSE}'),
      says('end', '${EPOCH}'),
      'Hangup()',
    ]),
    extension('sent', [
      'Hangup()',
      'Set(CHANNEL(hangup_handler_push)=fax-gone,s,1)',
      'Set(FAXOPT(localstationid)=${HOTLINE_FAX_STATION})',
      'SendFAX(${HOTLINE_FAX}.tif)',
      'Hangup()',
    ]),
    extension('idle', ['Wait(1)', 'Hangup()']),
  ].join('\n');

export const faxes = ({ spoolDir }: SwitchSettings): string =>
  ['[fax-in]', faxIn(path.join(spoolDir, 'fax/in')), '[fax-out]', faxOut(), '[fax-gone]', extension('s', [...ending, 'Return()'])].join(
    '\n',
  );
