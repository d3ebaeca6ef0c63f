import { ticketTypes, type WebForm } from '@hotline/contracts';
import { useLabel, useWords } from '../desk-kit/settings.ts';
import { PointOnMap } from '../map/point-on-map.tsx';
import * as words from './words.ts';

/** What she gave on the website beside her words; what she left out is not shown. */
export function FormFacts({ form }: { form: WebForm }) {
  const say = useWords(words);
  const label = useLabel();
  const { type, title, when, who, demand, place, regionName, isConfirmed, alikeNumber } = form;
  const facts: readonly (readonly [string, string | null | undefined])[] = [
    [say.formType, type ? label(ticketTypes[type]) : null],
    [say.formTitle, title],
    [say.formWhen, when],
    [say.formPlace, [regionName, place.text].filter(Boolean).join(' · ')],
    [say.formWho, who],
    [say.formDemand, demand],
    [say.formPhone, isConfirmed ? say.formConfirmed : say.formUnconfirmed],
  ];
  return (
    <dl className="facts form-facts">
      {facts.map(([name, text]) =>
        text ? (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="long-text">{text}</dd>
          </div>
        ) : null,
      )}
      {place.point ? (
        <div>
          <dt>{say.formPoint}</dt>
          <dd>
            <PointOnMap point={place.point} />
          </dd>
        </div>
      ) : null}
      {alikeNumber ? (
        <div>
          <dt>{say.formAlike}</dt>
          <dd>
            <a href={`#/tickets/${alikeNumber}`}>{alikeNumber}</a>
          </dd>
        </div>
      ) : null}
    </dl>
  );
}
