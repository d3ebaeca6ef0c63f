/** So many at once; who comes later waits in line, and a place that is left goes to the first who waits. */
export class Window {
  #free: number;
  readonly #queue: (() => void)[] = [];

  constructor(size: number) {
    this.#free = size;
  }

  async enter(): Promise<void> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#queue.push(resolve));
  }

  leave(): void {
    const first = this.#queue.shift();
    if (first) first();
    else this.#free += 1;
  }
}
