import { make, put } from '@hotline/browser-kit';
import { fromTiles, isWithin, keptPoint, onTiles, pointIn, pointText } from '@hotline/contracts';
import * as leaflet from 'leaflet';
import 'leaflet/dist/leaflet.css';
import { type CityMap, tileAddress } from '../../public-api.ts';
import type { say } from '../say.ts';
import { pointWords } from './point-words.ts';
import './map.css';

type Words = ReturnType<typeof say>;

/** Dots that an arrow key moves the map by; with Shift three times as far. */
const STEP = 60;
/** As near as one begins when a point is marked already: single houses. */
const NEAR = 17;
const arrows: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The city's map on this element, without a mark: whoever uses it moves the map under a cross. */
function drawMap(place: HTMLElement, { area, datum, layers, zoom }: CityMap, words: Words): leaflet.Map {
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const drawn = leaflet.map(place, {
    minZoom: zoom.least,
    maxZoom: zoom.most,
    keyboard: false,
    zoomControl: false,
    attributionControl: false,
    zoomAnimation: !isCalm,
    fadeAnimation: !isCalm,
    inertia: !isCalm,
  });
  const corner = (lat: number, lng: number) => leaflet.latLng(onTiles(datum, { lat, lng }));
  const bounds = leaflet.latLngBounds(corner(area.south, area.west), corner(area.north, area.east));
  for (let layer = 0; layer < layers; layer += 1) leaflet.tileLayer(tileAddress(layer), { bounds, minZoom: zoom.least }).addTo(drawn);
  leaflet.control.zoom({ zoomInTitle: words.nearer, zoomOutTitle: words.farther }).addTo(drawn);
  place.addEventListener('keydown', (event) => {
    const [x, y] = arrows[event.key] ?? [0, 0];
    const by = STEP * (event.shiftKey ? 3 : 1);
    if (x !== 0 || y !== 0) drawn.panBy([x * by, y * by], { animate: !isCalm });
    // a second press while one is still drawn would be lost
    else if (event.key === '+' || event.key === '=') drawn.zoomIn(1, { animate: false });
    else if (event.key === '-') drawn.zoomOut(1, { animate: false });
    else return;
    // the page behind would move as well
    event.preventDefault();
  });
  drawn.fitBounds(bounds);
  return drawn;
}

/** Says when nothing can be drawn, though it was asked for: the list goes on doing the job. Coarse tiles of the view before count until they are gone. */
function watchTiles(drawn: leaflet.Map, says: (isAway: boolean) => void): void {
  let hasFailed = false;
  const isSeen = ({ naturalWidth }: HTMLImageElement): boolean => naturalWidth > 0;
  const look = (): void => says(hasFailed && ![...drawn.getPane('tilePane')!.querySelectorAll('img')].some(isSeen));
  drawn.eachLayer((layer) => {
    layer.on('tileerror', () => (hasFailed = true));
    layer.on('tileload', () => (hasFailed = false));
    layer.on('tileerror tileload tileunload', look);
  });
}

interface Parts {
  readonly dialog: HTMLDialogElement;
  readonly place: HTMLElement;
  /** What is under the cross, in words. */
  readonly where: HTMLElement;
  readonly trouble: HTMLElement;
  readonly take: HTMLButtonElement;
  readonly leave: HTMLButtonElement;
}

function partsOf({ attribution }: CityMap, words: Words): Parts {
  const place = make('div', { class: 'map', role: 'application', tabindex: '0', 'aria-label': words.map, 'aria-describedby': 'map-help' });
  const where = make('p', { class: 'where', role: 'status' });
  const trouble = make('p', { class: 'problem', role: 'alert', hidden: true }, words.mapAway);
  const take = make('button', { type: 'button', class: 'action small main' }, words.takePoint);
  const leave = make('button', { type: 'button', class: 'action small' }, words.leaveMap);
  const dialog = make(
    'dialog',
    { class: 'map-dialog report', 'aria-labelledby': 'map-title' },
    make('h2', { id: 'map-title' }, words.mark),
    make('p', { id: 'map-help', class: 'note' }, words.mapHelp),
    make('div', { class: 'map-frame' }, place, make('span', { class: 'cross', 'aria-hidden': 'true' })),
    make('small', { class: 'note' }, attribution),
    trouble,
    where,
    make('div', { class: 'row' }, take, leave),
  );
  return { dialog, place, where, trouble, take, leave };
}

/** Opens the map over the page; resolves with `lat,lng` in WGS-84, or null when she leaves it. */
export function askOnMap(map: CityMap, before: string, words: Words): Promise<string | null> {
  const { dialog, place, where, trouble, take, leave } = partsOf(map, words);
  document.body.append(dialog);
  dialog.showModal();
  const drawn = drawMap(place, map, words);
  const known = pointIn(before);
  if (known) drawn.setView(onTiles(map.datum, known), NEAR, { animate: false });
  const under = () => keptPoint(fromTiles(map.datum, drawn.getCenter()));
  const show = (): void => {
    const isOurs = isWithin(map.area, under());
    // a place that she cannot see is not marked
    take.disabled = !isOurs || !trouble.hidden;
    put(where, isOurs ? pointWords(pointText(under()), words) : words.outside);
  };
  watchTiles(drawn, (isAway) => {
    trouble.hidden = !isAway;
    show();
  });
  drawn.on('moveend', show);
  show();
  place.focus();
  return new Promise((resolve) => {
    let taken: string | null = null;
    take.addEventListener('click', () => {
      taken = pointText(under());
      dialog.close();
    });
    leave.addEventListener('click', () => dialog.close());
    // by Escape, too
    dialog.addEventListener('close', () => {
      drawn.eachLayer((layer) => layer.off());
      drawn.remove();
      dialog.remove();
      resolve(taken);
    });
  });
}
