import type { TicketType } from '@hotline/contracts';
import { describe, expect, test } from 'vitest';
import { categories, leaves, subjectOf } from '../categories.ts';
import { dice } from '../dice.ts';
import { drawTicket, type CityTicket, typeMix } from '../draw.ts';
import { composeMatter } from './compose.ts';
import { subjectWords } from './subjects/index.ts';

const types = Object.keys(typeMix) as TicketType[];
const tickets = (seed: number, count: number): CityTicket[] => {
  const random = dice(seed);
  return Array.from({ length: count }, () => drawTicket(random));
};
const sentencesOf = (body: string): string[] => body.split(/[。！？；!?;]/).filter((sentence) => sentence.trim() !== '');

describe('what citizens write', () => {
  test.each([1, 20_260_301])('among 200 tickets of seed %i no two share more than half of their sentences', (seed) => {
    const bodies = tickets(seed, 200).map(({ matter }) => new Set(sentencesOf(matter.body)));
    const alike = bodies.flatMap((one, at) =>
      bodies
        .slice(at + 1)
        .filter((other) => [...one].filter((sentence) => other.has(sentence)).length > Math.min(one.size, other.size) / 2),
    );
    expect(alike).toEqual([]);
  });

  test('ten thousand tickets are composed in under three seconds', () => {
    const before = process.cpuUsage(); // of the processor: the wall clock also counts whatever else the machine does
    tickets(3, 10_000);
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(3_000);
  });

  test('types and categories come by their weights', () => {
    const drawn = tickets(4, 10_000);
    const share = (type: TicketType): number => (100 * drawn.filter((ticket) => ticket.type === type).length) / drawn.length;
    for (const type of types) expect(Math.abs(share(type) - typeMix[type])).toBeLessThan(1.5);
    expect(Math.abs(share('complain') + share('report') - 5.3)).toBeLessThan(0.8);
    const total = leaves.reduce((sum, { weight }) => sum + weight, 0);
    const labour = drawn.filter(({ category }) => subjectOf(category) === 'labour').length / drawn.length;
    expect(Math.abs(labour - 1_281 / total)).toBeLessThan(0.015);
  });

  test('the same seed writes the same tickets', () => {
    expect(tickets(5, 50)).toEqual(tickets(5, 50));
  });

  test('every situation of every category can be told by every type, without an empty slot', () => {
    const random = dice(6);
    for (const { code } of categories.filter(({ level }) => level > 1))
      for (const type of types)
        for (let time = 0; time < 4; time++) {
          const matter = composeMatter(random, { category: code, type, region: '4114' });
          for (const words of Object.values(matter)) expect(words).toMatch(/^[^{}|]+$/);
          expect(matter.title.length).toBeLessThanOrEqual(60);
          expect(sentencesOf(matter.body).length).toBeGreaterThanOrEqual(2);
        }
  });

  test('the type shapes the text: a question asks, a complaint accuses, a suggestion proposes', () => {
    const random = dice(7);
    const bodyOf = (type: TicketType): string => composeMatter(random, { category: 'water-fee', type, region: '411402' }).body;
    expect(bodyOf('consult')).toMatch(/？$/);
    expect(bodyOf('complain')).toMatch(/投诉|不满|糊弄|负责人/);
    expect(bodyOf('suggest')).toMatch(/建议|想法|是不是可以|能不能|采纳/);
  });

  test('a place lies in the region that was asked for, also in the zone without streets', () => {
    const random = dice(8);
    expect(composeMatter(random, { category: 'heat', type: 'help', region: '411426' }).place).toContain('夏邑县');
    expect(composeMatter(random, { category: 'village-land', type: 'help', region: '411490' }).place).toContain('示范区');
  });
});

describe('the tables of words', () => {
  const frequent = categories
    .filter(({ level }) => level === 2)
    .sort((one, other) => other.weight - one.weight)
    .slice(0, 25);

  test.each(frequent.map(({ name, code }) => [name, code] as const))('%s has at least six situations of its own', (_, code) => {
    const { problems, questions } = subjectWords[subjectOf(code)];
    expect(problems.length).toBeGreaterThanOrEqual(6);
    expect(questions.length).toBeGreaterThanOrEqual(3);
  });

  test('every other category has at least two situations, a question and a proposal', () => {
    for (const words of Object.values(subjectWords)) {
      expect(words.problems.length).toBeGreaterThanOrEqual(2);
      expect(words.questions.length).toBeGreaterThanOrEqual(1);
      expect(words.ideas.length).toBeGreaterThanOrEqual(1);
    }
  });

  test('every leaf has a problem of its own', () => {
    const without = leaves.filter(({ code, level }) => {
      const subject = subjectOf(code);
      return level === 3 && !subjectWords[subject].problems.some(([leaf]) => leaf === code.slice(subject.length + 1));
    });
    expect(without.map(({ code }) => code)).toEqual([]);
  });
});
