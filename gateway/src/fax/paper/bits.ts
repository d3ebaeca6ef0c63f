/** Packs grey points into bits, 1 is black. */
export function packed(grey: Uint8Array, wide: number, lines: number): Uint8Array {
  const row = Math.ceil(wide / 8);
  const bits = new Uint8Array(row * lines);
  for (let line = 0; line < lines; line += 1)
    for (let at = 0; at < wide; at += 1)
      if ((grey[line * wide + at] ?? 255) < 128) bits[line * row + (at >> 3)] = (bits[line * row + (at >> 3)] ?? 0) | (0x80 >> (at & 7));
  return bits;
}
