/** G.711 A-law, the voice of Chinese telephone lines: 13 bits squeezed into 8, every second bit turned over. */
const TURNED = 0x55;

export function encodeAlaw(samples: Int16Array): Buffer {
  return Buffer.from(Uint8Array.from(samples, encodeSample));
}

export function decodeAlaw(bytes: Uint8Array): Int16Array {
  return Int16Array.from(bytes, decodeSample);
}

function encodeSample(sample: number): number {
  const sign = sample >= 0 ? 0x80 : 0;
  const magnitude = (sample >= 0 ? sample : -sample - 1) >> 3; // 12 bits
  const exponent = magnitude < 32 ? 0 : 27 - Math.clz32(magnitude); // which of the 8 segments: its highest bit
  return (sign | (exponent << 4) | ((magnitude >> Math.max(1, exponent)) & 0x0f)) ^ TURNED;
}

function decodeSample(byte: number): number {
  const plain = byte ^ TURNED;
  const exponent = (plain >> 4) & 7;
  const mantissa = ((plain & 0x0f) << 4) + 8;
  const magnitude = exponent === 0 ? mantissa : (mantissa + 0x100) << (exponent - 1);
  return plain & 0x80 ? magnitude : -magnitude;
}
