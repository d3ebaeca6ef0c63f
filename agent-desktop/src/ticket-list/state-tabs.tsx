import { COUNTED_TO } from '@hotline/contracts';

interface Tab<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly count: number | undefined;
  /** Something there is late. */
  readonly late?: boolean;
}

/** `…` until it is known, `999+` where counting ended. */
export const countWords = (count: number | undefined): string =>
  count === undefined ? '…' : count < COUNTED_TO ? String(count) : `${COUNTED_TO - 1}+`;

/** Lists of one workspace, with how many wait in each: links, so that each has its address. */
export function StateTabs<T extends string>({
  name,
  value,
  tabs,
  hrefOf,
  big = false,
}: {
  name: string;
  value: T | undefined;
  tabs: readonly Tab<T>[];
  hrefOf: (value: T) => string;
  big?: boolean;
}) {
  return (
    <nav className={big ? 'state-tabs big' : 'state-tabs'} aria-label={name}>
      {tabs.map((tab) => (
        <a
          key={tab.value}
          href={hrefOf(tab.value)}
          aria-current={tab.value === value ? 'page' : undefined}
          data-late={tab.late === true && (tab.count ?? 0) > 0}
        >
          <span>{tab.label}</span> <b>{countWords(tab.count)}</b>
        </a>
      ))}
    </nav>
  );
}
