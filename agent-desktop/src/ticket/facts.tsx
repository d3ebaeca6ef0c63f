import {
  channels,
  fieldsOfSource,
  outcomes,
  refusalReasons,
  satisfactions,
  solvedAnswers,
  ticketTypes,
  type TicketView,
  urgencies,
} from '@hotline/contracts';
import { fill } from '@hotline/browser-kit';
import type { ReactNode } from 'react';
import { useLabel, useWords } from '../desk-kit/settings.ts';
import { When } from '../desk-kit/times.tsx';
import { PointOnMap } from '../map/point-on-map.tsx';
import { CallCitizen } from './call-citizen.tsx';
import { Contact } from './contact.tsx';
import { useCategoryPath, useRegionName } from './names.ts';
import * as words from './words.ts';

type Fact = readonly [name: string, value: ReactNode];

/** What is known: who, where, what about, and what was answered. */
export function Facts({ ticket }: { ticket: TicketView }) {
  const say = useWords(words);
  const label = useLabel();
  const categoryPath = useCategoryPath();
  const region = useRegionName(ticket.place.regionCode);
  const facts: Fact[] = [
    [say.type, label(ticketTypes[ticket.type])],
    [say.urgency, <Urgency key="u" urgency={ticket.urgency} />],
    [say.category, categoryPath(ticket.category).join(' › ')],
    [say.place, region ? `${region} ${ticket.place.text}` : ticket.place.text],
    ...(ticket.place.point ? [[say.point, <PointOnMap key="p" point={ticket.place.point} />] as const] : []),
    ...(ticket.when ? [[say.when, ticket.when] as const] : []),
    ...(ticket.who ? [[say.who, ticket.who] as const] : []),
    ...(ticket.demand ? [[say.demand, ticket.demand] as const] : []),
    [say.unit, ticket.unitName ?? say.noUnit],
    [say.owner, ticket.ownerName ?? ticket.owner ?? ticket.filedBy],
    [say.channel, label(channels[ticket.channel])],
    ...fieldsOfSource(ticket.channel).flatMap(([name, field]) =>
      ticket.source[name] ? [[label(field), ticket.source[name]] as const] : [],
    ),
    [say.filedAt, <When key="w" at={ticket.filedAt} />],
    ...(ticket.returns > 0 ? [[say.returns, fill(say.times, { n: ticket.returns })] as const] : []),
    ...(ticket.redos > 0 ? [[say.redos, fill(say.times, { n: ticket.redos })] as const] : []),
    ...(ticket.outcome ? [[say.outcome, label(outcomes[ticket.outcome])] as const] : []),
    ...(ticket.refusal ? [[say.refusal, label(refusalReasons[ticket.refusal])] as const] : []),
  ];
  return (
    <section className="ticket-facts" aria-label={say.facts}>
      <Contact ticket={ticket} />
      <CallCitizen ticket={ticket} />
      <Answers ticket={ticket} />
      <FactList facts={facts} />
    </section>
  );
}

function Urgency({ urgency }: { urgency: TicketView['urgency'] }) {
  const label = useLabel();
  return <span data-urgency={urgency}>{label(urgencies[urgency])}</span>;
}

const FactList = ({ facts }: { facts: readonly Fact[] }) => (
  <dl className="fact-list">
    {facts.map(([name, value]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);

/** The three answers of the unit, and those of the citizen. */
export function Answers({ ticket }: { ticket: TicketView }) {
  const say = useWords(words);
  const label = useLabel();
  const yesNo = (value: boolean): string => (value ? say.yes : say.no);
  const { reply, callback } = ticket;
  if (!reply && !callback && !ticket.answer && !ticket.publicAnswer) return null;
  const given: Fact[] = [
    ...(reply
      ? ([
          [say.replyFacts, yesNo(reply.facts)],
          [say.replyContacted, yesNo(reply.contacted)],
          [say.replySolved, yesNo(reply.solved)],
        ] as const)
      : []),
    ...(callback
      ? ([
          [say.tries, fill(say.times, { n: callback.tries })],
          [say.reached, yesNo(callback.contacted)],
          ...(callback.solved ? [[say.citizenSolved, label(solvedAnswers[callback.solved])] as const] : []),
          ...(callback.satisfied ? [[say.satisfied, label(satisfactions[callback.satisfied as keyof typeof satisfactions])] as const] : []),
        ] as const)
      : []),
  ];
  return (
    <div className="answers">
      <h2>{say.answers}</h2>
      {given.length > 0 ? <FactList facts={given} /> : null}
      {ticket.answer ? (
        <>
          <h3>{say.answer}</h3>
          <p className="long-text">{ticket.answer}</p>
        </>
      ) : null}
      {ticket.publicAnswer ? (
        <>
          <h3>{say.publicAnswer}</h3>
          <p className="long-text">{ticket.publicAnswer}</p>
        </>
      ) : null}
    </div>
  );
}
