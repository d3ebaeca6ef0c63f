import { LockOutlined } from '@ant-design/icons';
import { tickets, type TicketView } from '@hotline/contracts';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useDeed } from '../desk-kit/ask.ts';
import { ProblemNotice } from '../desk-kit/notices.tsx';
import { useWords } from '../desk-kit/settings.ts';
import { useMay } from '../admin/use-may.ts';
import * as words from './words.ts';

/** Who it is, with stars; who may sees it clear for a reason that is kept. */
export function Contact({ ticket: { id, contact } }: { ticket: TicketView }) {
  const say = useWords(words);
  const may = useMay('citizen.reveal');
  const nobody = contact.name === null && contact.phone === null && contact.idNumber === null;
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
      {may && !nobody ? <Reveal key={id} id={id} /> : null}
    </div>
  );
}

function Reveal({ id }: { id: string }) {
  const say = useWords(words);
  const field = useId();
  const [reason, setReason] = useState<string | null>(null);
  const reveal = useDeed(tickets.reveal, []);
  if (reveal.data) {
    const { name, phone, idNumber } = reveal.data;
    return (
      <p className="contact-clear" role="status">
        {[name, phone && spoken(phone), idNumber].filter(Boolean).join(' · ')}
      </p>
    );
  }
  if (reason === null)
    return (
      <Button size="small" onClick={() => setReason('')}>
        {say.reveal}
      </Button>
    );
  const show = (): void => {
    if (reason.trim().length >= 5) reveal.mutate({ params: { id }, body: { reason: reason.trim() } });
  };
  return (
    <div className="reveal">
      <label htmlFor={field}>{say.revealReason}</label>
      <Input
        id={field}
        autoFocus
        value={reason}
        maxLength={200}
        onChange={({ target }) => setReason(target.value)}
        onPressEnter={({ nativeEvent }) => !nativeEvent.isComposing && show()}
      />
      {reveal.error ? <ProblemNotice error={reveal.error} /> : null}
      <div className="row">
        <Button size="small" disabled={reason.trim().length < 5} loading={reveal.isPending} onClick={show}>
          {say.revealDo}
        </Button>
        <Button size="small" type="text" onClick={() => setReason(null)}>
          {say.revealNot}
        </Button>
      </div>
    </div>
  );
}

/** Digits as one reads them out: 138 0000 1111. */
const spoken = (phone: string): string => phone.replace(/^(?:\+?86)?(1\d{2})(\d{4})(\d{4})$/, '$1 $2 $3');
