import { make, put } from '@hotline/browser-kit';

/** A field with its label above, help under it, and the problem in place of the help. */
export interface Field {
  readonly element: HTMLElement;
  readonly input: HTMLInputElement | HTMLTextAreaElement;
  /** Null: it is right. */
  readonly says: (problem: string | null) => void;
}

export interface FieldOrder {
  readonly name: string;
  readonly label: string;
  readonly help?: string;
  readonly value: string;
  readonly most: number;
  readonly onText: (text: string) => void;
  /** So many lines; one line without it. */
  readonly rows?: number;
  readonly also?: Readonly<Record<string, string>>;
}

export function field({ name, label, help = '', value, most, onText, rows, also = {} }: FieldOrder): Field {
  const id = `report-${name}`;
  const given = { id, name, maxlength: String(most), 'aria-describedby': `${id}-help`, ...also };
  const input = rows === undefined ? make('input', given) : make('textarea', { ...given, rows: String(rows) });
  input.value = value;
  const note = make('small', { id: `${id}-help`, class: 'note' }, help);
  const says = (problem: string | null): void => {
    put(note, problem ?? help);
    note.classList.toggle('problem', problem !== null);
    input.setAttribute('aria-invalid', String(problem !== null));
  };
  input.addEventListener('input', () => {
    says(null);
    onText(input.value);
  });
  return { element: make('div', { class: 'field' }, make('label', { for: id }, label), input, note), input, says };
}
