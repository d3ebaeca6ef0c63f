import type { RefusalReason, ReturnReason } from '@hotline/contracts';
import { categoryAt } from '../categories.ts';
import type { Dice } from '../dice.ts';
import { dutyFor } from '../duties.ts';
import { unitAt } from '../units.ts';
import { Slots, whereabouts } from './slots.ts';

export interface NoteOrder {
  readonly category: string;
  readonly region: string;
  /** The name of the unit meant; by default the one whose duty it is. */
  readonly unit?: string;
}

// prettier-ignore
const notes = {
  dispatch: ['请{unit}按职责核实{topic}问题，先与群众联系，再到{here}现场查看', '该件涉及{here}，请{unit}{few}个工作日内联系群众并反馈进展', '群众反映{topic}，已核对地址为{village}，请{unit}主办', '请{unit}牵头办理，如需协办请在系统内提出；答复请写明时间、措施和责任人', '{here}近期{topic}诉求较多，请{unit}一并排查同类问题', '群众要求{clock}后联系，请{unit}注意时间'],
  progress: ['{when}已电话联系群众，约定{clock}到现场', '工作人员已到{here}查看，正在协调{few}家单位', '维修材料已到位，预计{few}天完成', '已召集双方沟通{times}，群众提出的{few}条意见正在核实'],
  redo: ['群众表示{topic}问题{day}又出现，请重新核实', '答复只说已处理，没有写明措施，群众{when}仍能看到问题，请重办', '群众称{unit}没有到过现场，请{few}天内上门并附照片', '办理结果与群众诉求不对应：群众要的是解决办法，不是政策解释'],
  'call-back': ['群众表示{unit}{day}来过，问题已解决，表示感谢', '群众表示基本满意，希望{here}以后多巡查', '{clock}回访，群众认可办理结果，无其他诉求', '群众反映问题解决了一部分，还有{few}处没有处理', '群众对态度满意，对进度不太满意，说等了{span}', '电话接通，群众在忙，约{clock}后再联系'],
  'no-answer': ['{clock}拨打{times}无人接听', '电话提示关机，{clock}再拨', '接通后无人应答，已发短信', '号码暂时无法接通，第{few}次回访未果'],
  withdraw: ['群众来电说{topic}问题{day}已自行解决，要求撤单', '群众与对方{when}达成一致，不再反映', '群众说家里人已重复登记，要求撤销本单', '群众决定走法律途径，{day}要求撤单'],
} as const satisfies Record<string, readonly string[]>;
export type NoteKind = keyof typeof notes;

// prettier-ignore
const returnNotes = {
  'not-our-duty': ['依据权责清单，{topic}不属于本单位职责，建议转{unit}办理', '经核，本单位没有该事项的执法权，依据权责清单建议由{unit}主办', '该事项{day}已划转，建议派{unit}'],
  'not-our-area': ['经核实地址位于{here}，不在本辖区，建议转{here}所属单位', '该路段以东归邻区管理，建议核对{village}的界线后改派'],
  unclear: ['群众未说明具体位置，联系{times}无人接听，请补充地址', '诉求没有写明时间和对象，无法核查，请回访补充'],
  duplicate: ['与本单位{day}签收的工单为同一人同一事项，建议合并', '该事项已有{few}张同类工单在办，建议并单'],
  other: ['该事项{day}进入{few}方会商，待明确牵头单位后再签收', '涉密或敏感内容不宜通过本渠道流转，建议线下移交'],
} as const satisfies Record<ReturnReason, readonly string[]>;

// prettier-ignore
const refuseNotes = {
  'not-government': ['属于{few}方之间的民事约定，不属于政府职责，已建议协商或起诉', '反映的是私人事务，已向群众解释'],
  emergency: ['正在发生的紧急情况，{clock}已三方转接110', '已立即转接120，并告知保持电话畅通'],
  'other-body': ['反映法院判决问题，已告知向上一级法院反映', '属于纪检监察受理范围，已告知12388'],
  'legal-procedure': ['该争议应当先申请劳动仲裁，已告知仲裁委员会地址', '对行政处罚不服，已告知可在法定期限内申请复议'],
  'in-procedure': ['群众{day}已就同一事项起诉，告知等待判决', '该事项已在信访程序中，受理单位为{here}'],
  secret: ['要求查询他人住址和电话，涉及个人隐私，不予提供', '涉及企业商业秘密，已作解释'],
  'in-hand': ['{day}已受理同一诉求，尚在办理期内，已告知查询方式', '该事项已办结，群众没有提出新的事实'],
  abusive: ['来电人{times}辱骂坐席，无实际诉求，已劝导', '连续拨打{n}次不说话，登记备查'],
  other: ['群众说不清诉求，{few}次引导后主动挂机', '测试电话'],
} as const satisfies Record<RefusalReason, readonly string[]>;

function written(random: Dice, list: readonly string[], { category, region, unit }: NoteOrder): string {
  const name = unit ?? unitAt(dutyFor(category, region).unit)?.name ?? '有关单位';
  return new Slots(random, { ...whereabouts(random, region), topic: categoryAt(category)?.name ?? '', unit: name }, true).pickFilled(list);
}

export const composeNote = (random: Dice, kind: NoteKind, order: NoteOrder): string => written(random, notes[kind], order);
/** `unit`: the one proposed instead. */
export const composeReturn = (random: Dice, reason: ReturnReason, order: NoteOrder): string => written(random, returnNotes[reason], order);
export const composeRefusal = (random: Dice, reason: RefusalReason, order: NoteOrder): string =>
  written(random, refuseNotes[reason], order);
