/** What a word is called on screen. Chinese first, English second; both always there. */
export interface Label {
  readonly zh: string;
  readonly en: string;
}
