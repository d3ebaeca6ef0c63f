import { between, chance, type Dice, pick } from './dice.ts';

/** Nobody real: given names are seasons and crops, numbers and identities lie in ranges nobody has. */
export interface FictionalPerson {
  readonly name: string;
  readonly sex: 'female' | 'male';
  /** 1380000xxxx, or a landline 0370-000xxxx. */
  readonly phone: string;
  /** Eighteen characters, a right check digit (GB 11643), and the region 000000, which no one was ever born in. */
  readonly identity: string;
}

const surnames =
  '王李张刘陈杨赵黄周吴徐孙朱马胡郭何高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤'.split(
    '',
  );
const compound = ['欧阳', '司马', '上官', '诸葛', '皇甫', '尉迟'];
// prettier-ignore
const given = ['谷雨', '芒种', '立夏', '小满', '白露', '惊蛰', '清明', '寒露', '霜降', '立冬', '小雪', '冬至', '立春', '雨水', '秋分', '麦穗', '麦香', '青禾', '豆苗', '高粱', '玉米', '棉桃', '芝麻', '石榴', '桑葚', '榆钱', '槐花', '柿子', '葡萄', '红薯', '荞麦', '苜蓿', '莲藕', '菱角', '蒲公英', '向日葵', '麦', '禾', '穗', '稷', '黍', '菽', '荻', '蓼'];
/** Characters outside the common sets; 𠮷 is two UTF-16 units. */
const rare = ['龘', '𠮷', '䶮', '㛃', '䲜', '𬭚', '犇', '燚'];
const long = ['阿依古丽·谷雨汗·芒种别克', '买买提·青禾江·阿卜杜小满', '欧阳上官白露霜降', '巴图孟克·谷雨图雅', '扎西·麦穗多吉旺堆'];

const digits = (random: Dice, count: number): string => Array.from({ length: count }, () => between(random, 0, 9)).join('');
const two = (value: number): string => String(value).padStart(2, '0');

/** The last character of an eighteen-character identity number: ISO 7064 MOD 11-2, as GB 11643 has it. */
export function checkDigit(seventeen: string): string {
  const sum = [...seventeen].reduce((total, digit, at) => total + Number(digit) * (2 ** (17 - at) % 11), 0);
  return '10X98765432'[sum % 11] as string;
}

function fictionalName(random: Dice): string {
  if (chance(random, 0.01)) return pick(random, long);
  const surname = chance(random, 0.02) ? pick(random, compound) : pick(random, surnames);
  if (chance(random, 0.03)) return surname + pick(random, rare);
  return surname + pick(random, given);
}

export function fictionalPerson(random: Dice): FictionalPerson {
  const name = fictionalName(random);
  const sex = chance(random, 0.5) ? 'female' : 'male';
  const phone = chance(random, 0.9) ? `1380000${digits(random, 4)}` : `0370-000${digits(random, 4)}`;
  const born = `${between(random, 1940, 2006)}${two(between(random, 1, 12))}${two(between(random, 1, 28))}`;
  const order = digits(random, 2) + String(between(random, 0, 4) * 2 + (sex === 'male' ? 1 : 0));
  const seventeen = `000000${born}${order}`;
  return { name, sex, phone, identity: seventeen + checkDigit(seventeen) };
}
