import { MinusOutlined, PlusOutlined } from '@ant-design/icons';
import { addressOf, dotsAt, type MapView, onTiles, type Point, pointText, staffMap, TILE_SIDE, tilesOf } from '@hotline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button, Typography } from 'antd';
import { useState } from 'react';
import { asking } from '../desk-kit/ask.ts';
import { useWords } from '../desk-kit/settings.ts';
import * as words from './words.ts';
import './map.css';

/** A street with its houses. */
const USUAL_ZOOM = 16;
/** Half of what is drawn: more than the picture ever shows. */
const REACH = { x: 320, y: 128 };

/** What she marked on the map: coordinates to be copied into any other map, and the place itself where the house has one. */
export function PointOnMap({ point }: { point: Point }) {
  const say = useWords(words);
  const { data } = useQuery({ ...asking(staffMap.read, {}), staleTime: Infinity });
  const text = pointText(point);
  return (
    <div className="point-on-map">
      <Typography.Text copyable={{ text, tooltips: [say.copy, say.copied] }}>{text}</Typography.Text>
      {data?.map ? <FoldedPicture key={text} map={data.map} point={point} /> : null}
    </div>
  );
}

/** Her words and what is to be done with them stay on the first screen; no tile is asked for before somebody looks. */
function FoldedPicture(shown: { map: MapView; point: Point }) {
  const say = useWords(words);
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{say.show}</summary>
      {isOpen ? <Picture {...shown} /> : null}
    </details>
  );
}

function Picture({ map, point }: { map: MapView; point: Point }) {
  const say = useWords(words);
  const { least, most } = map.zoom;
  const [zoom, setZoom] = useState(USUAL_ZOOM);
  const [isAway, setAway] = useState(false);
  return (
    <figure className="map-picture">
      <div className="map-tiles" role="img" aria-label={say.picture}>
        {tilesAround(map, point, zoom).map(({ src, left, top }) => (
          <img
            key={src}
            src={src}
            alt=""
            style={{ left: `calc(50% + ${left}px)`, top: `calc(50% + ${top}px)` }}
            onLoad={() => setAway(false)}
            onError={({ currentTarget }) => {
              currentTarget.hidden = true;
              setAway(true);
            }}
          />
        ))}
        <span className="map-ring" />
      </div>
      <div className="map-tools">
        <Button
          size="small"
          icon={<PlusOutlined aria-hidden />}
          aria-label={say.nearer}
          disabled={zoom >= most}
          onClick={() => setZoom(zoom + 1)}
        />
        <Button
          size="small"
          icon={<MinusOutlined aria-hidden />}
          aria-label={say.farther}
          disabled={zoom <= least}
          onClick={() => setZoom(zoom - 1)}
        />
      </div>
      <figcaption className="quiet">{isAway ? say.away : map.attribution}</figcaption>
    </figure>
  );
}

/** The tiles under the picture, each with where it lies from the middle, in dots. */
function tilesAround({ datum, area, layers }: MapView, point: Point, z: number): { src: string; left: number; top: number }[] {
  const { x, y } = dotsAt(onTiles(datum, point), z);
  const city = tilesOf(area, datum, z);
  const span = (from: number, to: number): number[] => Array.from({ length: Math.max(0, to - from + 1) }, (_, n) => from + n);
  const tileAt = (dots: number): number => Math.floor(dots / TILE_SIDE);
  const columns = span(Math.max(city.west, tileAt(x - REACH.x)), Math.min(city.east, tileAt(x + REACH.x)));
  const rows = span(Math.max(city.north, tileAt(y - REACH.y)), Math.min(city.south, tileAt(y + REACH.y)));
  return span(0, layers - 1).flatMap((layer) =>
    rows.flatMap((row) =>
      columns.map((column) => ({
        src: addressOf(staffMap.tile, { params: { layer, z, x: column, y: row } }),
        left: Math.round(column * TILE_SIDE - x),
        top: Math.round(row * TILE_SIDE - y),
      })),
    ),
  );
}
