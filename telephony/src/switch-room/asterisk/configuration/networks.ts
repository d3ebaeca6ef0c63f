import { isIPv4 } from 'node:net';
import { SwitchTrouble } from '../../switch-trouble.ts';

interface Network {
  base: number;
  bits: number;
}

/**
 * The networks of SIP_TRUNKS without `address`, in networks: 127.0.0.0/8 without 127.0.0.3 is 24 smaller ones.
 * Browser phones reach Asterisk from that address: were it a trunk's, a stranger's INVITE over the phone socket would start a call (seen).
 */
export function withoutAddress(trunks: readonly string[], address: string): string[] {
  const hole = numberOf(address);
  return trunks.flatMap((trunk) => {
    const network = parse(trunk);
    if (!network || !contains(network, hole)) return [trunk];
    if (network.bits === 32) {
      const sentence = `SIP_TRUNKS names ${trunk}, the address from which browser phones are carried to Asterisk.`;
      throw new SwitchTrouble(sentence, 'SIP_TRUNKS=127.0.0.1/32 npm start');
    }
    return halves(network, hole).map(({ base, bits }) => `${dotted(base)}/${bits}`);
  });
}

/** Splits again and again, keeping the half that lacks the hole. */
function halves(network: Network, hole: number): Network[] {
  if (network.bits === 32) return [];
  const bits = network.bits + 1;
  const lower = { base: network.base, bits };
  const upper = { base: network.base + 2 ** (32 - bits), bits };
  return contains(lower, hole) ? [upper, ...halves(lower, hole)] : [lower, ...halves(upper, hole)];
}

const contains = ({ base, bits }: Network, address: number): boolean => address >= base && address < base + 2 ** (32 - bits);

function parse(text: string): Network | undefined {
  const [address = '', length = '32'] = text.split('/');
  if (!isIPv4(address)) return undefined;
  const bits = Number(length);
  const size = 2 ** (32 - bits);
  return { base: Math.floor(numberOf(address) / size) * size, bits };
}

const numberOf = (address: string): number => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
const dotted = (base: number): string => [24, 16, 8, 0].map((shift) => Math.floor(base / 2 ** shift) % 256).join('.');
