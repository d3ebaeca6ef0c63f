import { CheckCircleFilled, ClockCircleFilled, DownOutlined, MinusCircleFilled, PauseCircleFilled, PhoneFilled } from '@ant-design/icons';
import { fill } from '@hotline/browser-kit';
import { type AgentState, agentStates, pauseReasons } from '@hotline/contracts';
import { Button, Dropdown } from 'antd';
import { useLabel, useWords } from '../desk-kit/settings.ts';
import { Timer } from '../desk-kit/times.tsx';
import { type MyCall, usePhoneDesk } from '../phone-desk/use-phone-desk.tsx';
import * as words from './words.ts';

// prettier-ignore
const icons = {
  offline: <MinusCircleFilled aria-hidden />,
  paused:  <PauseCircleFilled aria-hidden />,
  ready:   <CheckCircleFilled aria-hidden />,
  ringing: <PhoneFilled aria-hidden />,
  talking: <PhoneFilled aria-hidden />,
  wrapUp:  <ClockCircleFilled aria-hidden />,
} satisfies Record<AgentState, React.ReactNode>;

const chosen = Object.entries(pauseReasons).filter(([, row]) => row.chosen);

/** Her state with its running timer, and the two ways out of it. */
export function Presence({ mine: { agent, desk, state }, onRefused }: { mine: MyCall; onRefused: (problem: unknown) => void }) {
  const say = useWords(words);
  const label = useLabel();
  const phoneDesk = usePhoneDesk();
  if (!agent) return <div className="presence" aria-busy="true" />;
  const reason = agent.reason ? label(pauseReasons[agent.reason]) : null;
  const next = agent.pauseNext ? fill(say.pauseNext, { reason: label(pauseReasons[agent.pauseNext]) }) : null;
  const busy = state !== 'idle';
  const act = (deed: Promise<void>): void => void deed.catch(onRefused);
  const menu = {
    items: [...(next ? [{ key: 'ready', label: say.pauseNot }] : []), ...chosen.map(([key, row]) => ({ key, label: label(row) }))],
    onClick: ({ key }: { key: string }) => act(key === 'ready' ? phoneDesk.ready() : phoneDesk.pause(key)),
  };
  return (
    <div className="presence" data-presence={agent.state}>
      <span className="presence-state">
        {icons[agent.state]}
        <span>
          <strong>{label(agentStates[agent.state])}</strong>
          {reason ? <small>{reason}</small> : null}
          {next ? <small>{next}</small> : null}
        </span>
        <Timer since={agent.since} />
      </span>
      {agent.state === 'paused' || agent.state === 'offline' ? (
        <Button
          type={state === 'idle' ? 'primary' : 'default'}
          data-testid="agent-ready"
          disabled={desk.place === 'elsewhere'}
          onClick={() => act(phoneDesk.ready())}
        >
          {say.ready}
        </Button>
      ) : null}
      <Dropdown menu={menu} trigger={['click']} placement="bottomLeft">
        <Button
          data-testid="agent-pause"
          disabled={agent.state === 'offline'}
          aria-haspopup="menu"
          title={busy ? say.pauseAfter : say.pauseNow}
        >
          {busy ? say.pauseAfter : say.pause} <DownOutlined aria-hidden />
        </Button>
      </Dropdown>
    </div>
  );
}
