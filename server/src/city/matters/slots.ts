import { between, type Dice, pick } from '../dice.ts';
import { lineageOf, regionAt, regionsIn } from '../regions.ts';
import * as names from './names.ts';
import { clock, counted, Timeline, tens } from './times.ts';

/** Where a matter lies, in words. */
export interface Whereabouts {
  readonly county: string;
  /** County and street or township: what may be published. */
  readonly here: string;
  /** The village or community; an invented one where the statistics end. */
  readonly village: string;
}

export function whereabouts(random: Dice, region: string): Whereabouts {
  let at = regionAt(region);
  for (let below = at ? regionsIn(at.code) : []; below.length > 0; below = at ? regionsIn(at.code) : []) at = pick(random, below);
  const [, county = '示范区', town = '', village] = lineageOf(at?.code ?? '').map(({ name }) => name);
  const here = county + town;
  return { county, here, village: here + (village ?? pick(random, names.villages)) };
}

/** What a `{word}` in a text becomes; asked once for each matter, so that the same word means the same thing in it. */
// prettier-ignore
const makers = {
  estate:  (r) => pick(r, names.estateHeads) + pick(r, names.estateTails),
  home:    (r) => `${between(r, 1, 36)}号楼${between(r, 1, 4)}单元`,
  floor:   (r) => `${between(r, 2, 32)}楼`,
  road:    (r) => pick(r, names.roadHeads) + pick(r, names.roadTails),
  cross:   (r) => `${pick(r, names.roadHeads)}路与${pick(r, names.roadHeads)}街交叉口${pick(r, ['', '东南角', '西北角', '往东一百米', '往南不远'])}`,
  stretch: (r) => pick(r, ['东段', '西段', '南段', '北段', '中段']) + pick(r, ['路东', '路西', '路南', '路北']),
  spot:    (r) => pick(r, ['村东头', '村西头', '村南头', '村北头', '村委会门口', '村里的十字路口', '村小学旁边', '村里的大坑边']),
  school:  (r) => `${pick(r, names.roadHeads)}路${pick(r, ['小学', '实验小学', '初级中学', '第二小学', '中学', '九年一贯制学校'])}`,
  nursery: (r) => `${pick(r, names.brands)}幼儿园`,
  shop:    (r) => pick(r, names.brands) + pick(r, names.shops),
  eatery:  (r) => pick(r, names.brands) + pick(r, ['烧烤', '羊肉馆', '火锅店', '土菜馆', '小吃店', '早餐店', '面馆']),
  gym:     (r) => pick(r, names.brands) + pick(r, ['健身房', '游泳馆', '瑜伽馆', '美容店', '理发店', '舞蹈培训班', '汗蒸馆']),
  firm:    (r) => pick(r, names.brands) + pick(r, ['劳务公司', '服饰厂', '食品厂', '装饰公司', '物流公司', '家具厂', '保洁公司', '电子厂', '餐饮公司']),
  clinic:  (r) => pick(r, names.brands) + pick(r, ['医院', '口腔门诊', '卫生院', '康复医院']),
  market:  (r) => `${pick(r, names.roadHeads)}路${pick(r, ['农贸市场', '菜市场', '综合市场', '小商品市场'])}`,
  park:    (r) => pick(r, names.roadHeads) + pick(r, ['公园', '游园', '广场', '湿地公园']),
  hotel:   (r) => pick(r, names.brands) + pick(r, ['酒店', '宾馆', '民宿']),
  scenic:  (r) => pick(r, names.brands) + pick(r, ['生态园', '古镇', '采摘园', '水上乐园', '欢乐园']),
  goods:   (r) => pick(r, ['电动车', '洗衣机', '空调', '手机', '热水器', '沙发', '净水器', '电视', '冰箱', '羽绒服', '儿童座椅', '电饭煲']),
  craft:   (r) => pick(r, ['木工', '瓦工', '钢筋工', '保洁', '油漆工', '服务员', '仓库管理员', '缝纫工', '送货员', '焊工']),
  crop:    (r) => pick(r, ['小麦', '玉米', '大蒜', '花生', '辣椒', '西瓜', '大豆', '山药']),
  kin:     (r) => pick(r, ['我母亲', '我父亲', '我岳母', '我岳父', '我婆婆', '我公公', '我大伯', '我姨', '我舅舅', '我姑姑']),
  child:   (r) => pick(r, ['我儿子', '我女儿', '我孙子', '我外孙女', '我侄子']),
  age:     (r) => `${between(r, 61, 92)}岁`,
  n:       (r) => String(between(r, 3, 48)),
  few:     (r) => counted(r, 2, 6),
  many:    (r) => `${tens(between(r, 2, 9))}十多`,
  times:   (r) => `${counted(r, 2, 7)}次`,
  number:  (r) => String(between(r, 101, 998)),
  tail:    (r) => String(between(r, 10, 98)),
  money:   (r) => `${between(r, 5, 98) * 10 + pick(r, [0, 0, 5, 8])}元`,
  sum:     (r) => `${between(r, 10, 96) * 100 + pick(r, [0, 0, 50, 80])}元`,
  wage:    (r) => `${between(r, 2, 9)}万${pick(r, ['', '多', between(r, 1, 9) + '千'])}元`,
  metres:  (r) => `${between(r, 2, 40) * 10}多米`,
  line:    (r) => `${between(r, 1, 68)}路`,
  year:    (r) => pick(r, ['去年', '前年', '今年年初', '今年春天', '去年秋天', '去年年底']),
  evening: (r) => `晚上${between(r, 7, 11)}点${pick(r, ['', '多', '半', '左右'])}`,
  dawn:    (r) => `早上${between(r, 5, 8)}点${pick(r, ['', '多', '半', '左右'])}`,
  bell:    (r) => pick(r, ['早上7点多', '早上7点半', '中午11点半', '中午12点', '下午4点半', '下午5点多', '下午5点半']),
  noon:    (r) => pick(r, ['中午12点', '中午1点多', '下午2点', '下午3点左右', '上午11点']),
  area:    (r) => String(between(r, 68, 168)),
  cold:    (r) => String(between(r, 10, 16)),
  clock,
  nightly: (r) => `每天${pick(r, ['晚上', '夜里'])}${between(r, 9, 11)}点到${pick(r, ['凌晨1点', '凌晨2点', '后半夜', '早上5点', '凌晨3点'])}`,
} as const satisfies Record<string, (random: Dice) => string>;

/** Said anew at each place; every other word means the same thing all through a matter. */
const fresh = new Set(['few', 'times', 'clock', 'many', 'evening', 'dawn', 'bell', 'noon']);

/** The words of one matter. */
export class Slots {
  readonly #random: Dice;
  readonly #known: Map<string, string>;
  readonly #times: Timeline;

  constructor(random: Dice, known: object, lately = false) {
    this.#random = random;
    this.#known = new Map(Object.entries(known));
    this.#times = new Timeline(random, lately);
  }

  /** The words that were used so far. */
  known(name: string): string | undefined {
    return this.#known.get(name);
  }

  name(slot: string, words: string): void {
    this.#known.set(slot, words);
  }

  say(name: string): string {
    const known = this.#known.get(name);
    if (known !== undefined && !fresh.has(name)) return known;
    if (name === 'day' || name === 'when' || name === 'since' || name === 'span') return this.#times.say(name);
    const maker = (makers as Record<string, (random: Dice) => string>)[name];
    if (maker === undefined) throw new RangeError(`No slot is called ${name}`);
    const made = maker(this.#random);
    this.#known.set(name, made);
    return made;
  }

  /** `{name}` is a slot, `{this|that}` a choice. */
  fill(text: string): string {
    const said = text.replace(/\{([^{}]+)\}/g, (_, inside: string) =>
      inside.includes('|') ? pick(this.#random, inside.split('|')) : this.say(inside),
    );
    return said.replaceAll('两十', '二十');
  }

  pickFilled(list: readonly string[]): string {
    return this.fill(pick(this.#random, list));
  }

  /** When the matter happened: the first moment it spoke of. */
  get when(): string {
    return this.#times.first ?? this.#times.say('when');
  }
}
