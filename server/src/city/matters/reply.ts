import type { TicketType } from '@hotline/contracts';
import { categoryAt, subjectOf } from '../categories.ts';
import { chance, type Dice, pick } from '../dice.ts';
import { dutyFor } from '../duties.ts';
import { unitAt } from '../units.ts';
import { closest } from './likeness.ts';
import { Slots, whereabouts } from './slots.ts';
import { subjectWords } from './subjects/index.ts';

export interface ReplyOrder {
  readonly category: string;
  readonly type: TicketType;
  readonly region: string;
  /** The name of the unit that answers; by default the one whose duty it is. */
  readonly unit?: string;
  /** What the citizen wrote: the reply then picks the measures that fit it. */
  readonly about?: string;
}

/** The fields of the form that asks for a reply. */
export interface Reply {
  readonly answer: string;
  /** Names no person, firm, estate or door. */
  readonly publicAnswer: string;
  readonly facts: boolean;
  readonly contacted: boolean;
  readonly solved: boolean;
}

/** Names that a reply leaves out. */
// prettier-ignore
const unnamed = {
  firm: '用人单位', shop: '该商家', eatery: '该餐馆', gym: '该经营者', clinic: '该医疗机构', school: '就近学校', nursery: '该园', estate: '该小区', market: '该市场',
  hotel: '该酒店', scenic: '该景区', park: '就近的', road: '该路段', line: '该线路', crop: '农作物', kin: '家属', child: '孩子', goods: '商品', craft: '操作岗位',
};
const visits = [
  '{when}到现场核实',
  '{when}实地查看',
  '{day}走访周边群众并查看现场',
  '{day}与反映人电话沟通后到现场',
  '调阅资料并于{when}现场勘查',
];
const untrue = ['未发现反映的情况', '现场未见反映的现象，周边群众也表示近期没有发生', '反映的情况与事实有出入'];
const causes = [
  '涉及管线权属需要多部门协商',
  '受天气影响',
  '需要招标采购',
  '当事双方意见分歧较大',
  '列入下一批计划',
  '历史遗留问题情况复杂',
];
const ahead = [
  '预计{few}个月内完成',
  '已列出时间表，{few}周后再向反映人通报进展',
  '由专人盯办，每半个月通报一次进展',
  '争取{few}个月内解决',
];
const spoken = [
  '{day}{clock}已电话告知反映人，对方表示理解',
  '{day}当面向反映人作了解释，对方表示认可',
  '已通过电话答复反映人，并留下了联系人的办公电话',
  '工作人员{day}与反映人通话{few}分钟，逐项说明了情况',
];
const unheard = ['拨打反映人电话{times}均无人接听，已发短信告知办理情况', '反映人未留有效联系方式，结果以公开答复为准'];
const neutral = {
  done: [
    '已为反映人协调解决{topic}问题',
    '经协调，{topic}问题已得到解决',
    '{few}个工作日内完成了{topic}方面的整改，反映人已确认',
    '责成专人办理，{topic}问题已于{day}解决',
  ],
  told: [
    '{topic}的办理条件、材料和时限已公布在政务服务网，也可带有效证件到{here}便民服务中心咨询',
    '{topic}按现行规定执行，有关规定可在政务服务网查询下载',
    '{topic}由属地单位负责，可拨打{here}便民服务中心电话咨询',
  ],
};
const later = [
  '下一步，将加强日常巡查，防止问题反弹',
  '今后将举一反三，排查{n}处同类问题',
  '后续有问题可继续拨打12345反映',
  '已要求责任人{few}天内回头看一次',
];
const considered = [
  '您的意见已转{few}个相关科室研究',
  '该建议有参考价值，已纳入年度工作研究',
  '经{few}次论证，该建议部分具备条件，将先行试点',
  '该建议已登记，将结合实际逐步落实',
];

/** The table's measures that fit the leaf, or the very situation told; neutral ones where none does. */
function measures(random: Dice, { category, about }: ReplyOrder, kind: 'done' | 'told'): string {
  const subject = subjectOf(category);
  const words = subjectWords[subject];
  const leaf = category.slice(subject.length + 1);
  const rows = (kind === 'done' ? words.problems : words.questions)
    .filter(([of]) => of === leaf || leaf === '')
    .map((row) => row.join('，'));
  const situation = about === undefined ? rows : closest(rows, about, 1);
  return pick(random, [closest(words[kind], situation.join('，')), neutral[kind]].find((list) => list.length > 0) ?? neutral[kind]);
}

const isQuestion = (type: TicketType): boolean => type === 'consult';
const isIdea = (type: TicketType): boolean => type === 'suggest' || type === 'opinion';

/** What a unit writes back, and the flags of its form; most replies solve the matter. */
export function composeReply(random: Dice, order: ReplyOrder): Reply {
  const { category, type, region } = order;
  const topic = categoryAt(category)?.name ?? '';
  const slots = new Slots(random, { ...unnamed, ...whereabouts(random, region), topic }, true);
  const unit = order.unit ?? unitAt(dutyFor(category, region).unit)?.name ?? '';
  const calm = isQuestion(type) || isIdea(type);
  const facts = calm || !chance(random, 0.08);
  const contacted = chance(random, 0.94);
  const solved = facts && (isQuestion(type) || !chance(random, 0.14));
  const say = (list: readonly string[]): string => slots.pickFilled(list);

  const found = facts ? '情况属实' : say(untrue);
  const looked = isQuestion(type) ? '' : isIdea(type) ? `${say(considered)}。` : `${unit}${say(visits)}，${found}。`;
  const taken = isQuestion(type)
    ? slots.fill(measures(random, order, 'told'))
    : solved
      ? isIdea(type)
        ? `${unit}将会同有关单位推进${topic}方面的工作`
        : slots.fill(measures(random, order, 'done'))
      : facts
        ? `因${say(causes)}，问题暂未解决，${say(ahead)}`
        : '已向反映人说明核查情况';
  const answer = `关于您反映的${topic}${isQuestion(type) ? '咨询' : '问题'}，现答复如下：${looked}${taken}。${contacted ? say(spoken) : say(unheard)}。${chance(random, 0.5) ? `${say(later)}。` : ''}`;
  const publicAnswer = `${slots.say('here')}群众反映的${topic}${isIdea(type) ? '建议' : '事项'}：${isQuestion(type) || isIdea(type) ? '' : `经核实，${found}。`}${taken}。`;
  return { answer, publicAnswer, facts, contacted, solved };
}
