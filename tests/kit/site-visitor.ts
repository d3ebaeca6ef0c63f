import { createHash } from 'node:crypto';
import { createClient, publicApi, type WebMatter } from '@hotline/contracts';

type Wanted = Partial<Omit<WebMatter, 'proof'>>;

/** Leading zero bits of a hash, counted another way than the server does. */
const bitsOf = (hash: string): number =>
  /^0*/.exec([...hash].map((digit) => parseInt(digit, 16).toString(2).padStart(4, '0')).join(''))![0].length;

/** The nonce that pays for a challenge. */
export function solve(challenge: string, difficulty: number): number {
  for (let nonce = 0; ; nonce += 1)
    if (bitsOf(createHash('sha256').update(`${challenge}:${nonce}`).digest('hex')) >= difficulty) return nonce;
}

/** Somebody on the public site, or her app: the same operations. */
export class SiteVisitor {
  readonly api: ReturnType<typeof createClient<typeof publicApi>>;

  constructor(siteUrl: string) {
    this.api = createClient(publicApi, siteUrl);
  }

  async proof(): Promise<WebMatter['proof']> {
    const { challenge, difficulty } = await this.api.publicMessages.begin();
    return { challenge, nonce: solve(challenge, difficulty) };
  }

  async asksForCode(phone: string): Promise<void> {
    await this.api.publicMessages.code({ body: { phone, proof: await this.proof() } });
  }

  async adds(photo: Uint8Array): Promise<string> {
    return (await this.api.publicMessages.photo({ bytes: photo })).id;
  }

  async sends(matter: Wanted = {}) {
    return this.api.publicMessages.send({ body: { ...usual, ...matter, proof: await this.proof() } });
  }
}

/** A matter with what a test does not care about. */
export const usual = {
  body: '金桂小区三号楼停水两天,家里有老人',
  place: { text: '三号楼' },
  contact: { name: '王𠮷', phone: '13800008888' },
} satisfies Wanted;
