import { fill, make, put } from '@hotline/browser-kit';
import { handPhotoIn, photoAddress, Refused } from '../public-api.ts';
import type { DraftBook } from './draft.ts';
import type { say } from './say.ts';

/** As many as the server takes of one matter. */
const MOST = 6;
const SIDE = 2_048;
const QUALITY = 0.85;
/** Asked for by type, so that phones which keep HEIC hand a JPEG over. */
const TYPES = 'image/jpeg,image/png,image/webp,image/gif';

/** Made smaller before it is sent: a photo of 5 MB takes minutes on a bad line. What the browser cannot draw goes as it is, and the server says why not. */
async function smaller(file: File): Promise<Blob> {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
    const canvas = make('canvas', {});
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const made = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
    return made && made.size < file.size ? made : file;
  } catch {
    return file;
  }
}

/** Photos with their previews; each is at the server as soon as it is chosen, so that sending is quick. */
export function photoField(book: DraftBook, words: ReturnType<typeof say>): HTMLElement {
  const help = fill(words.photosHelp, { n: MOST });
  const said = make('p', { id: 'report-photos-said', class: 'note', role: 'status' }, help);
  const list = make('ul', { class: 'photos' });
  const add = make('input', {
    id: 'report-photos',
    type: 'file',
    accept: TYPES,
    multiple: true,
    class: 'visually-hidden',
    'aria-describedby': 'report-photos-said',
    onchange: () => void take([...(add.files ?? [])]),
  });
  const tell = (text: string, isProblem: boolean): void => {
    put(said, text);
    said.classList.toggle('problem', isProblem);
  };
  const take = async (files: readonly File[]): Promise<void> => {
    add.value = '';
    for (const file of files) {
      if (book.facts.get().photos.length >= MOST) return tell(fill(words.tooMany, { n: MOST }), true);
      tell(words.addingPhoto, false);
      try {
        const { id } = await handPhotoIn(await smaller(file));
        book.setPhotos([...book.facts.get().photos, { id, name: file.name }]);
        tell(help, false);
      } catch (error) {
        return tell(error instanceof Refused && error.sentence !== '' ? error.sentence : words.away, true);
      } finally {
        draw();
      }
    }
  };
  const remove = (id: string): void => {
    book.setPhotos(book.facts.get().photos.filter((photo) => photo.id !== id));
    draw();
  };
  const draw = (): void => {
    const { photos } = book.facts.get();
    list.hidden = photos.length === 0;
    const gone = (id: string): void => {
      remove(id);
      tell(words.photoGone, true);
    };
    const removed = (id: string): void => {
      remove(id);
      add.focus();
    };
    list.replaceChildren(...photos.map(({ id }, at) => shown(words, id, at + 1, { gone, removed })));
  };
  draw();
  return make('div', { class: 'field' }, add, make('label', { for: 'report-photos', class: 'action' }, words.addPhoto), list, said);
}

/** What the server says of a photo that is gone; a line that is down says nothing. */
const GONE = 422;

/** A photo, with the way to take it out. One of yesterday is gone at the server. */
function shown(
  words: ReturnType<typeof say>,
  id: string,
  n: number,
  then: { readonly gone: (id: string) => void; readonly removed: (id: string) => void },
): HTMLElement {
  const look = async (): Promise<void> => {
    const answer = await fetch(photoAddress(id)).catch(() => null);
    if (answer?.status === GONE) then.gone(id);
  };
  const picture = make('img', { src: photoAddress(id), alt: fill(words.photo, { n }), onerror: () => void look() });
  const label = fill(words.removePhoto, { n });
  return make('li', {}, picture, make('button', { type: 'button', 'aria-label': label, onclick: () => then.removed(id) }, '×'));
}
