import { PhoneOutlined } from '@ant-design/icons';
import { agents, calls, type TicketView } from '@hotline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { asking, useDeed } from '../desk-kit/ask.ts';
import { ProblemNotice } from '../desk-kit/notices.tsx';
import { useWords } from '../desk-kit/settings.ts';
import { usePhoneDesk } from '../phone-desk/use-phone-desk.tsx';
import { useMay } from '../frame/use-may.ts';
import * as words from './words.ts';

/** Rings her own phone first; the citizen's number never comes to this page. Who left none cannot be called; a confidential one may be there behind no star at all. */
export function CallCitizen({ ticket, filled = false }: { ticket: TicketView; filled?: boolean }) {
  const { phone, confidential } = ticket.contact;
  const mayCall = useMay('call.place') && (phone !== null || confidential);
  return mayCall ? <CallButton ticket={ticket} filled={filled} /> : null;
}

function CallButton({ ticket, filled }: { ticket: TicketView; filled: boolean }) {
  const say = useWords(words);
  const desk = usePhoneDesk();
  const { data } = useQuery(asking(agents.me, {}));
  const [fetching, setFetching] = useState(false);
  const place = useDeed(calls.place, [agents.me, calls.list]);
  const busy = (data?.call ?? null) !== null;
  const call = async (): Promise<void> => {
    setFetching(true);
    try {
      // a department's page is no phone until somebody there calls
      if (desk.facts.get().place === 'none') await desk.take().then(() => registered(desk.phone.facts));
    } finally {
      setFetching(false);
    }
    place.mutate({ body: { ticketId: ticket.id } });
  };
  return (
    <div className="call-citizen">
      <Button
        type={filled ? 'primary' : 'default'}
        data-testid="ticket-call"
        icon={<PhoneOutlined aria-hidden />}
        disabled={busy}
        loading={fetching || place.isPending}
        title={say.callHint}
        onClick={() => void call()}
      >
        {say.call}
      </Button>
      {place.error ? <ProblemNotice error={place.error} close={place.reset} /> : null}
    </div>
  );
}

type PhoneFacts = ReturnType<typeof usePhoneDesk>['phone']['facts'];
/** Milliseconds that the browser's phone has to register; without it the server says what is missing. */
const REGISTER_MS = 5_000;

function registered(facts: PhoneFacts): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (facts.get().line !== 'registered') return;
      stop();
      resolve();
    };
    const stop = facts.subscribe(look);
    setTimeout(() => (stop(), resolve()), REGISTER_MS);
    look();
  });
}
