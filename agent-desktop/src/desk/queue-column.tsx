import { fill, timerText } from '@hotline/browser-kit';
import { agents, agentStates, type AgentState, type AgentView, board, type BoardView, pauseReasons } from '@hotline/contracts';
import { useQuery } from '@tanstack/react-query';
import { asking } from '../desk-kit/ask.ts';
import { Empty, Loading, ProblemNotice } from '../desk-kit/notices.tsx';
import { useLabel, useWords } from '../desk-kit/settings.ts';
import { Timer, useNow } from '../desk-kit/times.tsx';
import * as words from './words.ts';

/** GB/T 33358: a person within 15 s. */
const LONG_MS = 15_000;
/** Who can help first. */
const order: readonly AgentState[] = ['ready', 'ringing', 'talking', 'wrapUp', 'paused'];

/** The queue and the colleagues, live. */
export function QueueColumn() {
  const queue = useQuery(asking(board.read, {}));
  const people = useQuery(asking(agents.list, {}));
  return (
    <>
      {queue.error ? <ProblemNotice error={queue.error} again={() => void queue.refetch()} /> : null}
      {queue.data ? <Numbers now={queue.data} /> : null}
      {!queue.data && !queue.error ? <Loading /> : null}
      {people.data ? <People items={people.data.items} /> : null}
    </>
  );
}

function Numbers({ now }: { now: BoardView }) {
  const say = useWords(words);
  const wait = useNow() - Date.parse(now.longestWaitSince ?? '');
  const long = now.longestWaitSince !== null && wait > LONG_MS;
  return (
    <dl className="numbers">
      <div>
        <dt>{say.waiting}</dt>
        <dd className="big">{now.waiting}</dd>
      </div>
      <div className={long ? 'late' : ''}>
        <dt>
          {say.longest} {long ? <em>{say.long}</em> : null}
        </dt>
        <dd className={now.longestWaitSince ? 'big' : 'quiet'}>{now.longestWaitSince ? timerText(wait) : say.noWait}</dd>
      </div>
      <div>
        <dt>{say.talkingNow}</dt>
        <dd>{now.talking}</dd>
      </div>
      <div>
        <dt>{say.answeredToday}</dt>
        <dd>{now.answeredToday}</dd>
      </div>
      <div>
        <dt>{say.missedCount}</dt>
        <dd>{now.missedOpen}</dd>
      </div>
    </dl>
  );
}

function People({ items }: { items: readonly AgentView[] }) {
  const say = useWords(words);
  const label = useLabel();
  const offline = items.filter(({ state }) => state === 'offline').length;
  if (items.length === 0) return <Empty>{say.agentsNone}</Empty>;
  return (
    <section className="people">
      <h2>{say.agents}</h2>
      {order.map((state) => {
        const here = items.filter((agent) => agent.state === state);
        if (here.length === 0) return null;
        return (
          <div key={state} data-presence={state}>
            <h3>
              <span className="dot" aria-hidden /> {label(agentStates[state])} {here.length}
            </h3>
            <ul>
              {here.map((agent) => (
                <li key={agent.account}>
                  <span>
                    {agent.name} <small className="quiet">{agent.number}</small>
                    {agent.reason ? <small className="quiet"> {label(pauseReasons[agent.reason])}</small> : null}
                  </span>
                  <Timer since={agent.since} />
                </li>
              ))}
            </ul>
          </div>
        );
      })}
      {offline > 0 ? <p className="quiet">{fill(say.offlineCount, { n: offline })}</p> : null}
    </section>
  );
}
