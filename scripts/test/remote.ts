/** A file of Maven Central or PyPI: where it is, and what it must be. */
export interface Remote {
  readonly path: string;
  readonly sha256: string;
}
