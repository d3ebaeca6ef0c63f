import type { PhoneCredentials } from '@hotline/contracts';
import { UA } from 'jssip';
import type { RTCSession } from 'jssip/lib/RTCSession';
import { phoneSocket } from './phone-socket.ts';

/** What getUserMedia is asked for, and no ICE servers: the hotline's media is on the same network as its desks. */
export const media = {
  mediaConstraints: { audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true }, video: false },
  pcConfig: { iceServers: [] },
};

/** Registers every 120 s and finds back within 5 s: a supervisor keeps the WebSocket open over restarts, a network does not. */
export function userAgent({ wsUrl, sipUri, username, password }: PhoneCredentials): UA {
  return new UA({
    sockets: [phoneSocket(wsUrl)],
    uri: sipUri,
    authorization_user: username,
    password,
    register: true,
    register_expires: 120,
    session_timers: false,
    connection_recovery_min_interval: 1,
    connection_recovery_max_interval: 5,
  });
}

/** Hands on what the other side says, whether the connection is already there (a call out) or comes with the answer (a call in). */
export function onVoice(session: RTCSession, hear: (voice: MediaStream) => void): void {
  const listen = (connection: RTCPeerConnection): void => {
    connection.addEventListener('track', ({ track }) => hear(new MediaStream([track])));
  };
  // the types say it is always there; an incoming session has none before it is answered
  const connection = session.connection as RTCPeerConnection | null;
  if (connection) listen(connection);
  else session.on('peerconnection', ({ peerconnection }) => listen(peerconnection));
}

/** The person's own voice, for a level meter. */
export function ownVoice(session: RTCSession): MediaStream | null {
  const connection = session.connection as RTCPeerConnection | null;
  const track = connection?.getSenders().find((sender) => sender.track?.kind === 'audio')?.track;
  return track ? new MediaStream([track]) : null;
}
