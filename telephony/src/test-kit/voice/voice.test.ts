import { describe, expect, test } from 'vitest';
import { decodeALaw, encodeALaw } from './a-law.ts';
import { RtpEar } from './rtp-ear.ts';
import { loudness, sine, soundsLike, strength } from './tones.ts';

describe('G.711 A-law', () => {
  test('every byte of the wire survives decoding and encoding', () => {
    const wire = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    expect(encodeALaw(decodeALaw(wire))).toEqual(wire);
  });

  test('the table agrees with the values of the recommendation', () => {
    expect([...decodeALaw(Uint8Array.of(0xd5, 0x55, 0x2a, 0xaa, 0x80))]).toEqual([8, -8, -32_256, 32_256, 5_504]);
    expect([...encodeALaw(Int16Array.of(0, -1, 32_767, -32_768))]).toEqual([0xd5, 0x55, 0xaa, 0x2a]);
  });

  test('a tone comes back with less than three percent of error', () => {
    const tone = sine(440, 100);
    const back = decodeALaw(encodeALaw(tone));
    expect(Math.max(...tone.map((sample, index) => Math.abs(sample - (back[index] ?? 0))))).toBeLessThan(0.03 * 32_767);
  });
});

describe('tones', () => {
  test('the strength of a sine is its amplitude, and of a distant one nothing', () => {
    expect(strength(sine(440, 100, 0.5), 440)).toBeCloseTo(0.5, 2);
    expect(strength(sine(440, 100, 0.5), 1_000)).toBeLessThan(0.02);
    expect(loudness(sine(440, 100, 0.5))).toBeCloseTo(0.354, 2);
  });

  test('a mix sounds like its louder part, silence like nothing', () => {
    const mix = sine(440, 100, 0.5).map((sample, index) => sample + (sine(1_000, 100, 0.1)[index] ?? 0));
    expect(soundsLike(mix, 440)).toBe(true);
    expect(soundsLike(mix, 1_000)).toBe(false);
    expect(soundsLike(new Int16Array(800), 440)).toBe(false);
  });
});

describe('an ear on the line', () => {
  test('what one ear says the other hears, with the tone and no other', async () => {
    const [citizen, agent] = await Promise.all([RtpEar.open(), RtpEar.open()]);
    citizen.talkTo('127.0.0.1', agent.port);
    citizen.say(440);
    await agent.hearsTone(440, 1_000);
    expect(agent.strengthOf(1_000)).toBeLessThan(0.05);
    expect(Math.max(...agent.energy())).toBeCloseTo(0.354, 1);
    citizen.close();
    agent.close();
  });

  test('a line on which nothing is said is reported with what was measured', async () => {
    const ear = await RtpEar.open();
    await expect(ear.hears(200)).rejects.toThrow('not heard within 200 ms: anything; 0 packets');
    ear.close();
  });
});
