import { fill } from '@hotline/browser-kit';
import { type CallView, type Label, pointIn, tellings, ticketTypes, urgencies } from '@hotline/contracts';
import { Button, Checkbox, Input } from 'antd';
import { useId } from 'react';
import { useLabel, useLanguage, useWords } from '../../desk-kit/settings.ts';
import { Field, Radios } from '../../fields/ask-field.tsx';
import { BesideOf } from '../../fields/ask-form.tsx';
import { CategoryPicker } from '../../fields/category-picker.tsx';
import { SavedState } from '../../fields/drafts/saved-state.tsx';
import { RegionPicker } from '../../fields/region-picker.tsx';
import type { Draft } from '../../fields/use-draft.ts';
import { PointOnMap } from '../../map/point-on-map.tsx';
import { elements, elementsText, filledElements, proposedTitle } from '../filing.ts';
import * as words from '../words.ts';

export interface PartProps {
  readonly draft: Draft;
  set: Draft['set'];
  /** Problems by field. */
  readonly marked: Readonly<Record<string, string>>;
}

const textIn = ({ fields }: Pick<Draft, 'fields'>, name: string): string => {
  const value = fields[name];
  return typeof value === 'string' ? value : '';
};

export interface TextProps extends PartProps {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly rows?: number;
  readonly type?: 'text' | 'date';
  readonly optional?: boolean;
  readonly className?: string;
}

/** A field of words; `rows` makes it one that grows. */
export function Text({ draft, set, marked, name, label, hint, rows, type = 'text', optional = false, className }: TextProps) {
  const id = useId();
  const common = {
    id,
    value: textIn(draft, name),
    placeholder: hint,
    'data-field': name,
    'aria-invalid': marked[name] !== undefined,
    'aria-describedby': marked[name] === undefined ? undefined : `${id}-help`,
  };
  return (
    <Field
      id={id}
      label={label}
      optional={optional}
      problem={marked[name]}
      beside={<BesideOf draft={draft} name={name} />}
      {...(className ? { className } : {})}
    >
      {rows === undefined ? (
        <Input {...common} type={type} onChange={({ target }) => set(name, target.value)} />
      ) : (
        <Input.TextArea {...common} autoSize={{ minRows: rows, maxRows: 14 }} onChange={({ target }) => set(name, target.value)} />
      )}
    </Field>
  );
}

/** Title, whether it is saved, and what of the five elements is there. */
export function FormHead({ draft, set, marked }: PartProps) {
  const say = useWords(words);
  const id = useId();
  const own = textIn(draft, 'title');
  const proposed = proposedTitle(textIn(draft, 'body'));
  return (
    <>
      <header className="intake-head">
        <h2>{say.heading}</h2>
        <SavedState draft={draft} />
        <Meter draft={draft} />
      </header>
      <Field id={id} label={say.title} problem={marked['title']} beside={<BesideOf draft={draft} name="title" />}>
        <Input
          id={id}
          value={own || proposed}
          placeholder={say.titleHelp}
          aria-invalid={marked['title'] !== undefined}
          // what she leaves as proposed goes on following the first words
          onChange={({ target }) => set('title', target.value === proposed ? null : target.value)}
        />
      </Field>
    </>
  );
}

function Meter({ draft }: Pick<PartProps, 'draft'>) {
  const say = useWords(words);
  const language = useLanguage();
  const filled = filledElements(draft.fields);
  const text = elementsText(filled, language);
  return (
    <p className="meter" title={text} data-filled={filled.size}>
      <span className="visually-hidden">
        {say.elements}: {text}
      </span>
      {elements.map((one) => (
        <span key={one} className="meter-dot" data-filled={filled.has(one)} aria-hidden>
          {say[one]}
        </span>
      ))}
    </p>
  );
}

/** 事由 时间 地点 人物 诉求. */
export function Five(props: PartProps) {
  const say = useWords(words);
  const { draft, set, marked } = props;
  const region = useId();
  return (
    <>
      <Text {...props} name="body" label={say.body} hint={say.bodyHelp} rows={5} className="field-body" />
      <div className="pair">
        <Text {...props} name="when" label={say.when} hint={say.whenHelp} />
        <Text {...props} name="who" label={say.who} hint={say.whoHelp} />
      </div>
      <div className="pair">
        <Text {...props} name="place.text" label={say.place} hint={say.placeHelp} />
        <Field
          id={region}
          label={say.region}
          problem={marked['place.regionCode']}
          beside={<BesideOf draft={draft} name="place.regionCode" />}
        >
          <RegionPicker
            id={region}
            value={textIn(draft, 'place.regionCode') || undefined}
            onChange={(code) => set('place.regionCode', code)}
          />
        </Field>
      </div>
      <MarkedPoint {...props} />
      <Text {...props} name="demand" label={say.demand} hint={say.demandHelp} rows={1} />
    </>
  );
}

/** What she marked on the map: nobody at the desk marks one, and a wrong one is removed. */
function MarkedPoint({ draft, set }: PartProps) {
  const say = useWords(words);
  const point = pointIn(textIn(draft, 'place.point'));
  if (!point && !draft.theirs?.['place.point']) return null;
  return (
    <div className="field">
      <strong>{say.point}</strong>
      {point ? <PointOnMap point={point} /> : null}
      {point ? (
        <Button size="small" onClick={() => set('place.point', null)}>
          {say.pointRemove}
        </Button>
      ) : null}
      <BesideOf draft={draft} name="place.point" />
    </div>
  );
}

const optionsOf = (table: Readonly<Record<string, Label>>, label: (row: Label) => string) =>
  Object.entries(table).map(([value, row]) => ({ value, label: label(row) }));

interface OneOfProps extends PartProps {
  readonly name: string;
  readonly legend: string;
  readonly table: Readonly<Record<string, Label>>;
  /** What counts while nothing is chosen. */
  readonly otherwise?: string;
}

export function OneOf({ draft, set, marked, name, legend, table, otherwise }: OneOfProps) {
  const label = useLabel();
  return (
    <Radios
      compact
      name={name}
      legend={legend}
      options={optionsOf(table, label)}
      value={draft.fields[name] || otherwise}
      onChange={(value) => set(name, value)}
      problem={marked[name]}
      beside={<BesideOf draft={draft} name={name} />}
    />
  );
}

/** What kind of matter it is. */
export function About(props: PartProps) {
  const say = useWords(words);
  const category = useId();
  const { draft, set, marked } = props;
  return (
    <>
      <OneOf {...props} name="type" legend={say.type} table={ticketTypes} />
      <Field id={category} label={say.category} problem={marked['category']} beside={<BesideOf draft={draft} name="category" />}>
        <CategoryPicker
          id={category}
          value={textIn(draft, 'category') || undefined}
          onChange={(code) => set('category', code)}
          invalid={marked['category'] !== undefined}
        />
      </Field>
      <OneOf {...props} name="urgency" legend={say.urgency} table={urgencies} otherwise="normal" />
    </>
  );
}

/** Whom we answer. In a call the number is hers already. */
export function Reach(props: PartProps & { call: CallView | null; ofCall: boolean }) {
  const say = useWords(words);
  const { draft, set, call, ofCall } = props;
  const isGiven = draft.fields['channel'] === 'web' && Boolean(draft.fields['conversationId']);
  const phone = call
    ? call.caller.withheld
      ? say.contactPhoneWithheld
      : fill(say.contactPhoneCaller, { number: call.caller.masked })
    : ofCall
      ? say.contactPhoneOfCall
      : isGiven
        ? say.contactGiven
        : say.contactPhoneNone;
  return (
    <>
      <div className="pair">
        <Text {...props} name="contact.name" label={say.contactName} hint={isGiven ? say.contactGiven : ''} />
        <Text {...props} name="contact.phone" label={say.contactPhone} hint={phone} />
      </div>
      <div className="pair">
        <Text {...props} name="contact.idNumber" label={say.idNumber} hint="" />
        <div className="field">
          <Checkbox checked={draft.fields['confidential'] === true} onChange={({ target }) => set('confidential', target.checked)}>
            <strong>{say.confidential}</strong> <small className="quiet">{say.confidentialHelp}</small>
          </Checkbox>
          <BesideOf draft={draft} name="confidential" />
        </div>
      </div>
      <OneOf {...props} name="tells" legend={say.tells} table={tellings} otherwise="all" />
    </>
  );
}
