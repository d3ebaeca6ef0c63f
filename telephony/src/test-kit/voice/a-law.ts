/** G.711 A-law (ITU-T G.711, PCMA): 8,000 samples a second, one byte each; every even bit is inverted on the wire. */
const INVERTED = 0x55;
export const SAMPLES_PER_SECOND = 8_000;

function decodeByte(wire: number): number {
  const byte = wire ^ INVERTED;
  const segment = (byte & 0x70) >> 4;
  const step = (byte & 0x0f) << 4;
  const magnitude = segment === 0 ? step + 8 : (step + 0x108) << (segment - 1);
  return byte & 0x80 ? magnitude : -magnitude;
}

function encodeSample(sample: number): number {
  const magnitude = Math.min(sample < 0 ? -sample - 1 : sample, 0x7fff);
  const segment = magnitude < 0x100 ? 0 : 24 - Math.clz32(magnitude);
  const step = segment === 0 ? magnitude >> 4 : (magnitude >> (segment + 3)) & 0x0f;
  return ((sample < 0 ? 0 : 0x80) | (segment << 4) | step) ^ INVERTED;
}

const decoded = Int16Array.from({ length: 256 }, (_, byte) => decodeByte(byte));

export const decodeALaw = (wire: Uint8Array): Int16Array => Int16Array.from(wire, (byte) => decoded[byte] ?? 0);
export const encodeALaw = (samples: Int16Array): Uint8Array => Uint8Array.from(samples, encodeSample);
