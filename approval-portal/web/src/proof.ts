/** The first 32 bits of the fractional parts of the cube roots (FIPS 180-4, 4.2.2) and square roots (5.3.3) of the first primes. */
function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n += 1) if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found;
}
const fraction = (value: number): number => ((value - Math.floor(value)) * 2 ** 32) | 0;
const rounds = Int32Array.from(primes(64), (prime) => fraction(Math.cbrt(prime)));
const start = Int32Array.from(primes(8), (prime) => fraction(Math.sqrt(prime)));

const turn = (word: number, by: number): number => (word >>> by) | (word << (32 - by));
const at = (words: Int32Array, index: number): number => words[index] as number;

/** The message with its padding, in words of 32 bits. ASCII only. */
function padded(text: string): Int32Array {
  const blocks = Math.ceil((text.length + 9) / 64);
  const words = new Int32Array(blocks * 16);
  for (let i = 0; i < text.length; i += 1) words[i >> 2] = at(words, i >> 2) | (text.charCodeAt(i) << (24 - (i % 4) * 8));
  words[text.length >> 2] = at(words, text.length >> 2) | (0x80 << (24 - (text.length % 4) * 8));
  words[words.length - 1] = text.length * 8;
  return words;
}

const schedule = new Int32Array(64);

function mix(state: Int32Array, words: Int32Array, offset: number): void {
  for (let i = 0; i < 16; i += 1) schedule[i] = at(words, offset + i);
  for (let i = 16; i < 64; i += 1) {
    const [w15, w2] = [at(schedule, i - 15), at(schedule, i - 2)];
    const s0 = turn(w15, 7) ^ turn(w15, 18) ^ (w15 >>> 3);
    const s1 = turn(w2, 17) ^ turn(w2, 19) ^ (w2 >>> 10);
    schedule[i] = at(schedule, i - 16) + s0 + at(schedule, i - 7) + s1;
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
  for (let i = 0; i < 64; i += 1) {
    const t1 = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + at(rounds, i) + at(schedule, i)) | 0;
    const t2 = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  for (const [i, word] of [a, b, c, d, e, f, g, h].entries()) state[i] = at(state, i) + word;
}

/** SHA-256 of ASCII text, as eight words. The browser's own is only there on HTTPS, and too slow one hash at a time. */
export function sha256(text: string): Int32Array {
  const state = start.slice();
  const words = padded(text);
  for (let offset = 0; offset < words.length; offset += 16) mix(state, words, offset);
  return state;
}

/** Hashes between two pauses, so that the page stays alive on a cheap phone. */
const AT_ONCE = 2_000;

const zeroBits = (words: Int32Array): number => {
  const first = words.findIndex((word) => word !== 0);
  return first === -1 ? words.length * 32 : first * 32 + Math.clz32(words[first] ?? 0);
};

/** The number that pays for a challenge: half a second of a desk, two of a cheap phone at 16 bits. */
export async function solve(challenge: string, difficulty: number): Promise<number> {
  for (let nonce = 0; ; nonce += 1) {
    if (zeroBits(sha256(`${challenge}:${nonce}`)) >= difficulty) return nonce;
    if (nonce % AT_ONCE === AT_ONCE - 1) await new Promise((resolve) => setTimeout(resolve));
  }
}
