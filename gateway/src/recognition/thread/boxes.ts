/** Where text stands, in points of the picture. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly wide: number;
  readonly high: number;
}

/** The detector's own thresholds (PP-OCR's configuration): a point of text, and a patch of it. */
const POINT = 0.3;
const PATCH = 0.5;
const SMALLEST = 12;
/** The detector finds the core of a line; so much of its area over its girth is added around. */
const GROWTH = 1.6;

/** Patches of text on a map of likelihoods, upright. Pages of a fax are straight to a degree or two. */
export function boxesOn(map: Float32Array, wide: number, high: number): Box[] {
  const seen = new Uint8Array(wide * high);
  const found: Box[] = [];
  for (let at = 0; at < map.length; at += 1) {
    if (seen[at] || (map[at] ?? 0) < POINT) continue;
    const box = patchAt(map, seen, at, wide, high);
    if (box) found.push(box);
  }
  return found;
}

function patchAt(map: Float32Array, seen: Uint8Array, start: number, wide: number, high: number): Box | undefined {
  const open = [start];
  seen[start] = 1;
  let [left, right, top, bottom, count, sum] = [wide, 0, high, 0, 0, 0];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const [x, y] = [at % wide, Math.floor(at / wide)];
    [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
    count += 1;
    sum += map[at] ?? 0;
    for (let dy = -1; dy <= 1; dy += 1)
      for (let dx = -1; dx <= 1; dx += 1) {
        const [nx, ny] = [x + dx, y + dy];
        const next = ny * wide + nx;
        if (nx < 0 || ny < 0 || nx >= wide || ny >= high || seen[next] || (map[next] ?? 0) < POINT) continue;
        seen[next] = 1;
        open.push(next);
      }
  }
  if (count < SMALLEST || sum / count < PATCH) return undefined;
  const [w, h] = [right - left + 1, bottom - top + 1];
  const grow = (w * h * GROWTH) / (2 * (w + h));
  const [x, y] = [Math.max(0, left - grow), Math.max(0, top - grow)];
  return { left: x, top: y, wide: Math.min(wide, right + 1 + grow) - x, high: Math.min(high, bottom + 1 + grow) - y };
}

/** Boxes as lines: those at one height read from left to right. */
export function inLines<T extends Box>(boxes: readonly T[]): T[][] {
  const lines: T[][] = [];
  for (const box of [...boxes].sort((a, b) => a.top + a.high / 2 - b.top - b.high / 2)) {
    const line = lines.at(-1);
    const [first] = line ?? [];
    const isBeside = first !== undefined && box.top + box.high / 2 < first.top + first.high * 0.75;
    if (line && isBeside) line.push(box);
    else lines.push([box]);
  }
  return lines.map((line) => line.sort((a, b) => a.left - b.left));
}
