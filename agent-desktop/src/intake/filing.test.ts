import { describe, expect, test } from 'vitest';
import { filingOf, filledElements, hasWords, proposedTitle, spokenDigits } from './filing.ts';

describe('the title is proposed from the first words of 事由', () => {
  test.each([
    ['金桂小区三号楼停水两天。物业说不清楚。', '金桂小区三号楼停水两天'],
    ['路灯不亮', '路灯不亮'],
    ['', ''],
    ['  停水\n三天 ', '停水 三天'],
    [
      '家住人民路与建设路交叉口东北角,门口的路灯从上周三开始就不亮,晚上老人出门很危险',
      '家住人民路与建设路交叉口东北角,门口的路灯从上周三开始就不亮',
    ],
    ['龘'.repeat(40), '龘'.repeat(30)],
    ['𠮷'.repeat(40), '𠮷'.repeat(30)],
  ])('%s', (body, title) => {
    expect(proposedTitle(body)).toBe(title);
  });
});

describe('what is filed', () => {
  test('the point that she marked goes along as numbers; one that cannot be read is left out', () => {
    const fields = { type: 'help', category: 'water', body: '停水', 'place.text': '三号楼' };
    const placeOf = (point: string) => filingOf({ ...fields, 'place.point': point }, { callId: null, draftId: null }, 'zh').filing?.place;
    expect(placeOf('34.414312,115.656299')).toEqual({ text: '三号楼', point: { lat: 34.414312, lng: 115.656299 } });
    expect(placeOf('somewhere')).toEqual({ text: '三号楼' });
  });

  const whole = { type: 'help', category: 'water-supply', body: '停水两天。', 'place.text': '金桂小区', 'contact.phone': ' 13800002222 ' };

  test('is the draft, with the call and the draft that it came from', () => {
    expect(filingOf(whole, { callId: 'c1', draftId: 'd1' }, 'zh').filing).toEqual({
      type: 'help',
      category: 'water-supply',
      title: '停水两天',
      body: '停水两天。',
      contact: { phone: '13800002222' },
      place: { text: '金桂小区' },
      urgency: 'normal',
      source: {},
      channel: 'phone',
      tells: 'all',
      confidential: false,
      callId: 'c1',
      draftId: 'd1',
    });
  });

  test.each([
    ['nothing', {}, ['type', 'category', 'body']],
    ['no category', { ...whole, category: null }, ['category']],
    ['a title that is too long', { ...whole, title: '长'.repeat(121) }, ['title']],
    ['a place that is too long', { ...whole, 'place.text': '长'.repeat(201) }, ['place.text']],
    ['a type that nobody knows', { ...whole, type: 'joke' }, ['type']],
  ])('%s: says where', (_, fields, names) => {
    const { problems } = filingOf(fields, { callId: null, draftId: null }, 'zh');
    expect(Object.keys(problems ?? {}).sort()).toEqual([...names].sort());
    for (const text of Object.values(problems ?? {})) expect(text).toMatch(/[\u4e00-\u9fff]/);
  });
});

describe('五要素', () => {
  test("a contact's name tells who, a district tells where", () => {
    expect([...filledElements({ 'contact.name': '王芳', 'place.regionCode': '411400', body: ' ' })]).toEqual(['place', 'who']);
  });

  test('a draft with nothing but its call has no words', () => {
    expect([hasWords({ callId: 'c1', body: ' ' }), hasWords({ urgency: 'urgent' })]).toEqual([false, true]);
  });
});

test('digits are read out in groups', () => {
  expect(['251126000123', '482913', '13800001111'].map(spokenDigits)).toEqual(['2511 2600 0123', '482 913', '138 0000 1111']);
});
