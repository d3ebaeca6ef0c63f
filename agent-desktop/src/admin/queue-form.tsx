import { agents, queues, type QueueSettings, type QueueView } from '@hotline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Checkbox, Form, Input, InputNumber, Select } from 'antd';
import { asking, useDeed } from '../desk-kit/ask.ts';
import { useWords } from '../desk-kit/settings.ts';
import { FormEnd } from './form-end.tsx';
import * as words from './words.ts';

/** The bounds are the contract's (queues.change). */
const limits = {
  ringSeconds: [5, 120],
  maxWaitSeconds: [10, 3600],
  voicemailSeconds: [10, 600],
  wrapUpReminderSeconds: [10, 3600],
} as const;

export function QueueForm({ queue, onDone }: { queue: QueueView; onDone: () => void }) {
  const say = useWords(words);
  const people = useQuery(asking(agents.list, {})).data?.items ?? [];
  const change = useDeed(queues.change, [queues.list]);
  const switches = { announceAgent: say.announce, announceRecording: say.announceRecording, record: say.record };
  const labels = { ringSeconds: say.ring, maxWaitSeconds: say.maxWait, voicemailSeconds: say.voicemail, wrapUpReminderSeconds: say.wrapUp };
  const { code: _, version: __, numbers: ___, ...start } = queue;
  const save = (body: QueueSettings): void =>
    change.mutate({ params: { code: queue.code }, ifMatch: queue.version, body }, { onSuccess: onDone });
  return (
    <aside className="split-form" aria-label={queue.name}>
      <h2>{queue.name}</h2>
      <Form<QueueSettings> layout="vertical" initialValues={start} onFinish={save} requiredMark={false}>
        <Form.Item name="name" label={say.name} rules={[{ required: true, whitespace: true, message: say.name }]}>
          <Input maxLength={60} />
        </Form.Item>
        {(Object.keys(limits) as (keyof typeof limits)[]).map((key) => (
          <Form.Item
            key={key}
            name={key}
            label={labels[key]}
            extra={`${limits[key][0]}–${limits[key][1]} ${say.seconds}`}
            rules={[{ required: true, message: labels[key] }]}
          >
            <InputNumber min={limits[key][0]} max={limits[key][1]} precision={0} suffix={say.seconds} />
          </Form.Item>
        ))}
        {(['announceAgent', 'announceRecording', 'record'] as const).map((key) => (
          <Form.Item key={key} name={key} valuePropName="checked">
            <Checkbox>{switches[key]}</Checkbox>
          </Form.Item>
        ))}
        <Form.Item name="members" label={say.members}>
          <Select
            mode="multiple"
            showSearch={{ optionFilterProp: 'label' }}
            options={people.map((agent) => ({ value: agent.account, label: `${agent.name} ${agent.number}` }))}
          />
        </Form.Item>
        <FormEnd error={change.error} pending={change.isPending} save={say.save} leave={say.leave} onLeave={onDone} />
      </Form>
    </aside>
  );
}
