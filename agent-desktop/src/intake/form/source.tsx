import { channels, fieldsOfSource, type SourceField } from '@hotline/contracts';
import { useLabel, useWords } from '../../desk-kit/settings.ts';
import { OneOf, type PartProps, Text } from './form-parts.tsx';
import * as words from '../words.ts';

/** Sources that whoever types may choose, and the one that the matter came by. */
const offered = (chosen: string) => Object.fromEntries(Object.entries(channels).filter(([name, { typed }]) => typed || name === chosen));

/** 来源: a visit, a letter, the media, a leader's instruction, another hotline; each asks what only it has. */
export function Source(props: PartProps) {
  const say = useWords(words);
  const { channel } = props.draft.fields;
  const chosen = typeof channel === 'string' ? channel : '';
  const asked = fieldsOfSource(chosen);
  return (
    <>
      <OneOf {...props} name="channel" legend={say.channel} table={offered(chosen)} otherwise="phone" />
      {asked.length === 0 ? null : (
        <div className="source-fields" role="group" aria-label={say.sourceFields}>
          {asked.map(([name, field]) => (
            <OneSourceField key={`${chosen}.${name}`} {...props} name={`source.${name}`} field={field} />
          ))}
        </div>
      )}
    </>
  );
}

function OneSourceField({ field, ...props }: PartProps & { name: string; field: SourceField }) {
  const label = useLabel();
  const looks = {
    text: {},
    long: { rows: 2, className: 'source-long' },
    day: { type: 'date' },
  } as const;
  return <Text {...props} {...looks[field.is]} label={label(field)} hint="" optional={!field.needed} />;
}
