/** One extension: a `name:` before a step is its label, comments none. */
export function extension(pattern: string, steps: readonly string[]): string {
  return steps
    .map((step, index) => {
      const [, label, rest] = /^(?:(\w+): )?(.*)$/s.exec(step) ?? [];
      return index === 0 ? `exten => ${pattern},1,${rest}` : ` same => n${label ? `(${label})` : ''},${rest}`;
    })
    .join('\n');
}
