/** The loudest sample of each of `count` equal stretches, 0 to 1, scaled so that a quiet line is seen too. */
export function peaksOf(samples: Float32Array, count: number): number[] {
  const stretch = Math.max(1, Math.floor(samples.length / count));
  const peaks = Array.from({ length: Math.min(count, Math.ceil(samples.length / stretch)) }, (_, at) => {
    let most = 0;
    for (const sample of samples.subarray(at * stretch, (at + 1) * stretch)) most = Math.max(most, Math.abs(sample));
    return most;
  });
  const loudest = Math.max(...peaks, 0);
  return loudest === 0 ? peaks : peaks.map((peak) => peak / loudest);
}
