import type { SwitchSettings } from '../../switch-settings.ts';
import { withoutAddress } from './networks.ts';

/**
 * Trunks are known by address, phones by name and password, nobody else is known at all (no anonymous endpoint).
 * `identify_by=ip` on the trunk: with the default a stranger who writes "trunk" into From would pass for it.
 */
export function pjsipConf(settings: SwitchSettings): string {
  const matches = withoutAddress(settings.trunks, settings.phoneProxyAddress);
  return `
[global]
type = global
user_agent = hotline-12345
endpoint_identifier_order = auth_username,username,ip
keep_alive_interval = 30
[udp]
type = transport
protocol = udp
bind = 127.0.0.1:${settings.sipPort}
[ws]
type = transport
protocol = ws
bind = 127.0.0.1
[trunk]
type = endpoint
transport = udp
context = inbound
identify_by = ip
disallow = all
allow = alaw,ulaw
direct_media = no
rtp_symmetric = yes
force_rport = yes
trust_id_inbound = no
trust_id_outbound = no
allow_subscribe = no
allow_transfer = no
timers = no
[trunk]
type = identify
endpoint = trunk
${matches.map((match) => `match = ${match}`).join('\n')}
${settings.outbound ? outboundConf(settings.outbound) : ''}`;
}

/** The carrier that takes our calls to citizens: calls go out only, from the hotline's own number. */
const outboundConf = (address: string): string => `
[outbound]
type = endpoint
transport = udp
context = none
identify_by = ip
aors = outbound
disallow = all
allow = alaw,ulaw
direct_media = no
rtp_symmetric = yes
from_user = 12345
allow_subscribe = no
allow_transfer = no
timers = no
[outbound]
type = aor
contact = ${address}
qualify_frequency = 0`;
