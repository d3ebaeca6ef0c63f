import { e164Of, maskedName, maskedNumber, type MessageChannelName } from '@hotline/contracts';
import { blindIndex, type KeyRing, seal, unseal } from '@hotline/platform';
import type { ContactRow } from '../tables/message.ts';

/** How an address of a channel is compared and shown. */
interface AddressKind {
  /** Equal addresses in one spelling. */
  readonly plain: (address: string) => string;
  readonly masked: (address: string) => string;
}

/** `wa***@example.com`: the first two signs, never more than half of the name. */
function maskedMail(address: string): string {
  const at = address.lastIndexOf('@');
  const [name, domain] = [address.slice(0, at), address.slice(at)];
  const shown = [...name].slice(0, Math.min(2, Math.floor([...name].length / 2))).join('');
  return `${shown}***${domain}`;
}

const maskedId = (address: string): string => `${[...address].slice(0, 3).join('')}***`;

const kinds = {
  // The part before the @ is for its owner to tell apart (RFC 5321 2.4), but no provider in use does.
  mail: { plain: (address) => address.normalize('NFC').toLowerCase(), masked: maskedMail },
  // A service that texts us (10086) has a number that is none in E.164.
  sms: { plain: (address) => e164Of(address) ?? address, masked: maskedNumber },
  // An openid is one account's name for a person; upper and lower case differ.
  wechat: { plain: (address) => address, masked: maskedId },
  wechaty: { plain: (address) => address, masked: maskedId },
  // who writes on the site is known by the number that she leaves
  web: { plain: (address) => e164Of(address) ?? address, masked: maskedNumber },
  // whose number was withheld has an address that is none
  fax: {
    plain: (address) => e164Of(address) ?? address,
    masked: (address) => (/^\+?\d/.test(address) ? maskedNumber(address) : '号码未显示'),
  },
} satisfies Record<MessageChannelName, AddressKind>;

export const plainAddress = (kind: MessageChannelName, address: string): string => kinds[kind].plain(address);
export const addressIndex = (ring: KeyRing, kind: MessageChannelName, address: string): string =>
  blindIndex(ring, `${kind}:${plainAddress(kind, address)}`);

/** The index of an id that ties messages together: a Message-ID often holds its sender's address. */
export const threadIndex = (ring: KeyRing, id: string): string => blindIndex(ring, `thread:${id}`);

const about = (contactId: string, what: 'address' | 'name'): string => `contact:${contactId}:${what}`;

/** Who writes, sealed as it is kept. */
export function sealedContact(
  ring: KeyRing,
  id: string,
  kind: MessageChannelName,
  { address, name }: { readonly address: string; readonly name: string },
): ContactRow {
  const plain = plainAddress(kind, address);
  return {
    id,
    kind,
    addressSealed: seal(ring, about(id, 'address'), plain),
    addressIndex: addressIndex(ring, kind, address),
    addressMasked: kinds[kind].masked(plain),
    nameSealed: name === '' ? null : seal(ring, about(id, 'name'), name),
    nameMasked: name === '' ? null : maskedName(name),
    optedOutAt: null,
    version: 1,
  };
}

export const openAddress = (ring: KeyRing, { id, addressSealed }: ContactRow): string => unseal(ring, about(id, 'address'), addressSealed);
export const openName = (ring: KeyRing, { id, nameSealed }: ContactRow): string | null =>
  nameSealed === null ? null : unseal(ring, about(id, 'name'), nameSealed);

/** A machine that reports a bounce without naming itself still has one conversation a channel. */
export const nobodyAt = (kind: MessageChannelName): { address: string; name: string } => ({ address: `nobody@${kind}.invalid`, name: '' });
