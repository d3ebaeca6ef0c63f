/** Sentences that any matter may have around its own. A sentence with a slot is nearly never said twice. */

export const greetings = ['您好', '你好', '您好，打扰了', '领导您好', '工作人员您好', '你好，12345', '您好，想麻烦你们一下'];

/** Who speaks, and from where. */
export const speakers = [
  '我是{here}{estate}的住户',
  '我住在{here}{road}附近',
  '我家在{village}',
  '我是{village}的村民',
  '我在{here}{road}上班',
  '我是{estate}{home}的业主',
  '我在{here}住了{n}年了',
  '我在外地打工，家在{village}',
  '我是{here}的一名普通居民，家在{estate}',
];

/** For a relative who is spoken of. */
export const speakersFor = [
  '我替{kin}打这个电话，老人家在{here}住，今年{age}',
  '我帮{kin}问的，家在{here}{road}',
  '{kin}不方便打电话，托我来反映，家住{here}',
];

/** What the citizen tried before. */
export const attempts = [
  '{day}给他们打过{times}电话，每次都说在处理',
  '{when}我去找过一趟，对方让等通知，一直没有下文',
  '之前找过{village}的干部，说管不了，让打12345',
  '我{day}专门请了半天假去问，窗口说不归他们管',
  '邻居{day}也反映过，到现在没人来看',
  '前后问了{times}，{span}过去了没有一个明确说法',
  '{when}打过一次电话，对方说登记了，后来再没人联系我',
  '我们{many}户一起去说过，答应{few}天内解决，结果没兑现',
  '{day}在手机上留过言，显示已收到，没有人回复',
];

/** What it does to the people. */
export const burdens = [
  '{kin}{age}了，实在经不起这么折腾',
  '我家孩子还小，{span}了一家人都休息不好',
  '周围{many}户都受影响，不止我一家',
  '我们上班的人{evening}才到家，根本没有时间天天跑',
  '这事拖了{span}，心里一直悬着',
  '再这样下去{few}天，家里就没法正常生活了',
  '{day}家里老人为这个气得一顿饭没吃',
];

/** How the demand begins and ends: together they make the same demand a different sentence. */
export const demandHeads = [
  '希望',
  '请',
  '麻烦',
  '恳请',
  '就盼着',
  '希望能',
  '盼望',
  '只求',
  '拜托了，请',
  '恳请领导重视，',
  '希望尽快安排，',
  '希望你们帮忙协调，',
];
export const demandTails = [
  '',
  '',
  '，谢谢',
  '，给我回个电话',
  '，越快越好',
  '，{evening}以后我都方便接电话',
  '，最好{few}天之内有个答复',
  '，也给{here}的群众一个交代',
  '，麻烦你们了',
  '，我等回音',
];

export const accusations = [
  '{whom}明知道有问题，{span}了不解决，我要投诉',
  '我对{whom}的做法非常不满，{day}当面说过，态度还很差',
  '投诉{whom}：收钱的时候积极，出了事找不到人，{span}了都是这样',
  '{whom}{day}说的和{when}说的完全两样，这就是糊弄老百姓',
  '我投诉的就是{whom}，打了{times}电话互相推',
  '{whom}的负责人{day}直接挂了我的电话，这种态度让人没法接受',
];
export const reports = [
  '我实名举报{whom}，请执法人员{clock}左右去查，正好能看到',
  '这种情况已经{span}了，{whom}检查一来就好两天，检查一走又照旧',
  '我手里有{n}张照片和一段录像，都是{day}拍的，需要的话可以提供',
  '举报{whom}的违规行为，请对我的信息保密，{day}已经有人打听是谁说的',
  '{whom}知道检查的来就关门，建议{when}那样的时间突击查',
];
export const askings = ['想咨询一下', '想问一下', '麻烦帮我查一下', '我想了解一下', '请问', '想请教一下', '咨询个事：', '帮忙问问'];
export const askingBackgrounds = [
  '我{day}在网上查了一下，说法不一样',
  '{when}去窗口问，人多没排上',
  '邻居说的和我{day}看到的通知对不上',
  '{kin}不会用手机，让我替着问',
  '我{day}打过有关部门的电话，没有人接',
  '我准备{few}天以后去办，怕白跑一趟',
  '我们{many}户都想知道这个事',
];
export const askingTails = [
  '',
  '',
  '，有没有文件可以看',
  '，{here}这边是不是也一样',
  '，哪个部门负责',
  '，在网上哪里能看到',
  '，有没有专人管这个事',
  '，打哪个电话能问清楚',
];
export const proposalHeads = ['建议', '建议有关部门', '提个建议：', '我的想法是', '是不是可以', '能不能', '希望采纳：', '个人建议'];
export const proposalTails = [
  '',
  '，先在{here}试一试',
  '，{many}户人家都能受益',
  '，花钱不多效果好',
  '，{clock}这个时段最需要',
  '，也方便{age}的老人',
  '，我们{few}家邻居都是这个意见',
  '，每年能少{n}起麻烦',
];
export const opinionHeads = ['对这件事我有点意见，', '说说我个人的看法：', '我的意见是', '我觉得应当', '作为市民说句心里话，应该'];
export const opinionTails = [
  '，仅作意见反映，不用专门回复',
  '，{day}和邻居聊起来大家也是这么看',
  '，说得不对请多包涵',
  '，{here}不少人都有同感',
  '，供你们参考',
];

/** For a leaf without a situation of its own. */
export const anyProblem = [
  '{day}在{here}{road}遇到了{topic}的问题，{span}了还没有解决；{when}又发生了一次，影响了{many}户',
  '{village}{since}一直有{topic}方面的问题，{span}没有人管；{day}去问，只说让等',
];
export const anyQuestion = [
  '家里遇到{topic}方面的事情，{span}了没弄清楚；{day}问过{here}的干部，也说不准',
  '{day}听邻居说{topic}有新规定，{here}这边还没有看到通知',
];
export const anyIdea = ['{here}{road}这边{topic}的事一直不太方便，{day}还看到有人为这个着急'];
