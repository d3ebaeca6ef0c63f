type Child = Node | string | null;
type Given<T extends keyof HTMLElementTagNameMap> = Readonly<Record<string, string | boolean | ((event: Event) => void)>> & {
  readonly tag?: T;
};

/** `make('button', { class: 'big', onclick: start }, say.start)`: text goes in as text, never as markup. */
export function make<T extends keyof HTMLElementTagNameMap>(tag: T, given: Given<T>, ...children: Child[]): HTMLElementTagNameMap[T] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (typeof value === 'function') element.addEventListener(name.replace(/^on/, ''), value);
    else if (value === true) element.setAttribute(name, '');
    else if (typeof value === 'string') element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** Writes only what differs, so that a screen reader is told once. */
export function put(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
