import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { RecordingLeg } from '@hotline/contracts';
import { type Floor, tried } from '../board/floor.ts';
import type { LiveCall, RecordingRow } from '../board/live-call.ts';

const legs = ['mix', 'citizen', 'agent'] as const satisfies readonly RecordingLeg[];

/**
 * Begins to record a talk at its bridge: one recorder on the citizen's channel writes both together, what she says and what she hears,
 * so that a transfer or a page reload changes nothing for it. Once per call.
 */
export function startRecording(floor: Floor, call: LiveCall, channelId: string): void {
  if (!floor.queues.get(call.row.queue).record || call.recordings.some(({ leg }) => leg === 'mix')) return;
  const startedAt = floor.board.now();
  const row = (leg: RecordingLeg): RecordingRow => ({
    id: randomUUID(),
    callId: call.row.id,
    leg,
    state: 'writing',
    startedAt,
    spoolPath: path.join(floor.spool, `${call.row.id}-${leg}.wav`),
    path: null,
    bytes: null,
    durationMs: null,
    sha256: null,
  });
  const rows = legs.map(row);
  const [mix = '', receive = '', transmit = ''] = rows.map(({ spoolPath }) => spoolPath ?? '');
  tried(floor, floor.switchboard.record({ channelId, mix, receive, transmit }));
  floor.board.addRecordings(call, rows);
}
