/** Pairs of neighbouring characters: enough to see that two Chinese sentences are about the same thing. */
function pairsOf(text: string): Set<string> {
  const plain = text.replace(/\{[^{}]*\}/g, ' ');
  const pairs = new Set<string>();
  for (let at = 0; at + 1 < plain.length; at++) {
    const pair = plain.slice(at, at + 2);
    if (/^[\u4e00-\u9fff]{2}$/.test(pair)) pairs.add(pair);
  }
  return pairs;
}

const empty = new Set([
  '小区',
  '银行',
  '行卡',
  '公司',
  '单位',
  '负责',
  '人员',
  '管理',
  '有人',
  '没有',
  '一个',
  '窗口',
  '处理',
  '核实',
  '检查',
  '责令',
  '恢复',
  '时间',
  '可以',
  '申请',
  '办理',
]);

const remembered = new Map<string, Set<string>>();
const pairsKept = (text: string): Set<string> => {
  const known = remembered.get(text) ?? pairsOf(text);
  remembered.set(text, known);
  return known;
};

/** Those of the texts that are most like `about`; none when no text shares two pairs. */
export function closest(texts: readonly string[], about: string, atLeast = 2): string[] {
  const wanted = pairsOf(about);
  const scores = texts.map((text) => [...pairsKept(text)].filter((pair) => wanted.has(pair) && !empty.has(pair)).length);
  const best = Math.max(0, ...scores);
  return best < atLeast ? [] : texts.filter((_, at) => (scores[at] as number) >= best * 0.75);
}
