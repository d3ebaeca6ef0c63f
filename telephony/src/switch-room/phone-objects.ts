import type { PhoneOrder } from './switchboard-port.ts';

export interface PhoneObject {
  type: 'auth' | 'aor' | 'endpoint';
  fields: Record<string, string>;
}

/**
 * The PJSIP objects of an issued phone, in the order they must be made in (each names the ones before).
 * They live in Asterisk's memory only, about 6 ms each, and are gone with it.
 */
export function phoneObjects(order: PhoneOrder): PhoneObject[] {
  const { id, username, password, kind, contact, context } = order;
  const auth: PhoneObject = { type: 'auth', fields: { auth_type: 'userpass', username, password } };
  const aor: PhoneObject = {
    type: 'aor',
    // a page that is reloaded registers anew before its old registration ends: the newer one counts
    fields: contact
      ? { contact, qualify_frequency: '0' }
      : { max_contacts: '1', remove_existing: 'yes', default_expiration: '120', qualify_frequency: '0' },
  };
  const common = {
    context,
    aors: id,
    disallow: 'all',
    direct_media: 'no',
    rtp_symmetric: 'yes',
    force_rport: 'yes',
    rewrite_contact: contact ? 'no' : 'yes',
    allow_subscribe: 'no',
    allow_transfer: 'no',
    timers: 'no',
    trust_id_inbound: 'no',
  };
  const browser = { transport: 'ws', webrtc: 'yes', dtls_auto_generate_cert: 'yes', allow: 'opus,alaw' };
  const sip = { transport: 'udp', allow: 'alaw,ulaw' };
  const endpoint: PhoneObject = {
    type: 'endpoint',
    fields: {
      ...common,
      ...(kind === 'webrtc' ? browser : sip),
      ...(contact ? { identify_by: 'ip' } : { auth: id, identify_by: 'auth_username,username' }),
    },
  };
  return contact ? [aor, endpoint] : [auth, aor, endpoint];
}
