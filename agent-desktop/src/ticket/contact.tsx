import { LockOutlined } from '@ant-design/icons';
import { fill } from '@hotline/browser-kit';
import { tellings, tickets, type TicketView } from '@hotline/contracts';
import { request } from '../desk-kit/ask.ts';
import { Reveal, spokenNumber } from '../desk-kit/reveal.tsx';
import { useLabel, useWords } from '../desk-kit/settings.ts';
import { useMay } from '../frame/use-may.ts';
import * as words from './words.ts';

/** Who it is, with stars; who may sees it clear for a reason that is kept. */
export function Contact({ ticket: { id, contact, tells } }: { ticket: TicketView }) {
  const say = useWords(words);
  const label = useLabel();
  const may = useMay('citizen.reveal');
  const nobody = contact.name === null && contact.phone === null && contact.idNumber === null;
  const ask = async (reason: string): Promise<string> => {
    const { name, phone, idNumber } = await request(tickets.reveal, { params: { id }, body: { reason } });
    return [name, phone && spokenNumber(phone), idNumber].filter(Boolean).join(' · ');
  };
  return (
    <div className="contact">
      <h2>{say.contact}</h2>
      {contact.confidential ? (
        <p className="confidential">
          <LockOutlined aria-hidden /> {say.confidential}
        </p>
      ) : null}
      {nobody ? <p className="quiet">{contact.confidential && !may ? say.confidentialHidden : say.noContact}</p> : null}
      <p className="contact-line">
        {contact.name ? <strong>{contact.name}</strong> : null} {contact.phone ? <span>{contact.phone}</span> : null}
        {contact.idNumber ? <small className="quiet">{contact.idNumber}</small> : null}
      </p>
      {tells === 'all' ? null : <p className="quiet">{fill(say.tells, { which: label(tellings[tells]) })}</p>}
      {may && !nobody ? <Reveal key={id} label={say.reveal} ask={ask} /> : null}
    </div>
  );
}
